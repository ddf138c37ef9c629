"""What `gesher doctor` asks Telegram."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx
from telegram import Bot, ChatFullInfo, ChatMemberAdministrator
from telegram.error import InvalidToken, TelegramError

from bot.domain.finding import Finding
from bot.domain.ids import ChatId
from bot.settings import Settings
from bot.telegram.web.webhook_checkup import check_webhook

MAX_CLOCK_SKEW = 60.0
"""Seconds; enough to mislead anybody who reads "waiting since"."""
PATIENCE = 10.0


async def check_telegram(bot: Bot, settings: Settings) -> list[Finding]:
    """Check token, group, rights and clock; stops at the first that the others need."""
    try:
        await bot.initialize()
    except InvalidToken:
        cure = "copy it again from @BotFather (/mybots)"
        return [Finding(what="token", well=False, state="Telegram refuses it", cure=cure)]
    except TelegramError as error:
        cure = "check the network; behind a firewall set TELEGRAM_PROXY"
        return [Finding(what="Telegram", well=False, state=f"cannot be reached ({error})", cure=cure)]
    token = Finding(what="token", well=True, state=f"@{bot.username}")
    updates = await check_webhook(bot, settings)
    return [token, await _check_clock(settings), updates, *await _check_group(bot, settings)]


async def _check_group(bot: Bot, settings: Settings) -> list[Finding]:
    if settings.staff_chat_id is None:
        cure = "add the bot to the staff group and set STAFF_CHAT_ID in .env"
        return [Finding(what="staff group", well=False, state="STAFF_CHAT_ID is not set", cure=cure)]
    try:
        chat = await bot.get_chat(ChatId(settings.staff_chat_id))
        member = await bot.get_chat_member(chat.id, bot.id)
    except TelegramError as error:
        cure = "add the bot to the group and check STAFF_CHAT_ID"
        return [Finding(what="staff group", well=False, state=str(error), cure=cure)]
    admin = member if isinstance(member, ChatMemberAdministrator) else None
    return [
        _group(chat),
        _administrator(admin),
        _topics(chat, admin),
        _deleting(admin),
        _hearing(bot, admin),
    ]


def _group(chat: ChatFullInfo) -> Finding:
    is_group = chat.type in (chat.GROUP, chat.SUPERGROUP)
    state = f"{chat.title or chat.id} ({chat.type})"
    return Finding(what="staff group", well=is_group, state=state, cure="set STAFF_CHAT_ID to a group's id")


def _administrator(admin: ChatMemberAdministrator | None) -> Finding:
    state = "the bot is one" if admin else "the bot is none, so it has no rights there"
    cure = "make the bot an administrator: group > Administrators > Add"
    return Finding(what="administrator", well=admin is not None, state=state, cure=cure)


def _topics(chat: ChatFullInfo, admin: ChatMemberAdministrator | None) -> Finding:
    if not chat.is_forum:
        state = "off: questions come as cards, staff reply to them (on: group > Edit > Topics)"
        return Finding(what="topics", well=True, state=state)
    may = admin is not None and bool(admin.can_manage_topics)
    state = "on, the bot may manage them" if may else "on, but the bot may not manage them"
    cure = "group > Administrators > the bot > Manage topics"
    return Finding(what="topics", well=may, state=state, cure=cure)


def _deleting(admin: ChatMemberAdministrator | None) -> Finding:
    may = admin is not None and bool(admin.can_delete_messages)
    state = "the bot may delete" if may else "the bot may not delete"
    cure = "group > Administrators > the bot > Delete messages"
    return Finding(what="deleting", well=may, state=state, cure=cure)


def _hearing(bot: Bot, admin: ChatMemberAdministrator | None) -> Finding:
    # Administrators see all messages: https://core.telegram.org/bots/features#privacy-mode
    sees_all = admin is not None or bool(bot.bot.can_read_all_group_messages)
    state = "the bot sees what staff write" if sees_all else "the bot sees only replies and commands"
    cure = "make the bot an administrator, or switch privacy mode off (@BotFather, /setprivacy) and re-add it"
    return Finding(what="messages", well=sees_all, state=state, cure=cure)


async def _check_clock(settings: Settings) -> Finding:
    proxy = settings.telegram_proxy.get_secret_value() if settings.telegram_proxy else None
    try:
        async with httpx.AsyncClient(proxy=proxy, timeout=PATIENCE) as client:
            answer = await client.head(settings.telegram_api_url)
        theirs = parsedate_to_datetime(answer.headers["Date"])
    except (httpx.HTTPError, KeyError, ValueError):
        return Finding(what="clock", well=True, state="not compared: the server tells no time")
    skew = abs((datetime.now(UTC) - theirs).total_seconds())
    cure = "switch time synchronisation on (timedatectl set-ntp true)"
    return Finding(what="clock", well=skew <= MAX_CLOCK_SKEW, state=f"{skew:.0f} s apart", cure=cure)
