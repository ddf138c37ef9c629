"""The first words with Telegram: is the token good, is the staff group there, may the bot work in it?"""

import asyncio
import logging

from telegram import Bot, ChatFullInfo, ChatMemberAdministrator
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, TelegramError

from bot.domain.errors import DeskError
from bot.domain.ids import ChatId
from bot.store.unit_of_work import Store
from bot.telegram.group import StaffGroup
from bot.telegram.outbox.outcome import backoff

log = logging.getLogger(__name__)

LONGEST_PAUSE = 15.0
CONFIGURED = "staff_chat_configured"


async def connect(bot: Bot) -> None:
    """Initialise the client; keep trying, and saying so, while Telegram cannot be reached.

    Raises:
        DeskError: if Telegram refuses the token.
    """
    attempts = 0
    while True:
        try:
            await bot.initialize()
        except InvalidToken as error:
            if _from_telegram(error):
                raise DeskError(
                    "TELEGRAM_BOT_TOKEN is refused by Telegram: copy it again from @BotFather (/mybots)"
                ) from error
            attempts += 1
            await wait(error, attempts)
        except TelegramError as error:
            attempts += 1
            await wait(error, attempts)
        else:
            break
    log.info("connected", extra={"bot": bot.username})


def _from_telegram(error: InvalidToken) -> bool:
    # A proxy's 404 page is reported with the same class; only its words tell.
    return "parsing the server response" not in str(error).lower()


async def wait(error: TelegramError, attempts: int) -> None:
    """Say that Telegram cannot be reached, and pause: longer with each of the attempts, from 1 on."""
    pause = min(backoff(attempts).total_seconds(), LONGEST_PAUSE)
    log.warning(
        "Telegram cannot be reached, trying again; behind a firewall set TELEGRAM_PROXY",
        extra={"error": str(error), "again_in": pause},
    )
    await asyncio.sleep(pause)


async def find_group(bot: Bot, store: Store, group: StaffGroup) -> None:
    """Look up the staff group, follow it if it has moved, and learn whether it has topics.

    Raises:
        DeskError: if the id is wrong, is no group, or the bot is no member.
    """
    group.chat = await _remembered(store, group)
    attempts = 0
    while True:
        try:
            chat = await bot.get_chat(group.chat)
            break
        except ChatMigrated as error:
            group.chat = ChatId(error.new_chat_id)
        except (BadRequest, Forbidden) as error:
            raise DeskError(
                f"STAFF_CHAT_ID {group.chat} is not a chat that the bot is in ({error}): "
                "add the bot to the staff group and check the id"
            ) from error
        except InvalidToken as error:
            if _from_telegram(error):
                # The token has just been accepted: this server does not know the call.
                log.warning("the staff group cannot be looked up", extra={"error": str(error)})
                return
            attempts += 1
            await wait(error, attempts)
        except TelegramError as error:
            attempts += 1
            await wait(error, attempts)
    if chat.type not in (chat.GROUP, chat.SUPERGROUP):
        raise DeskError(f"STAFF_CHAT_ID {group.chat} is a {chat.type} chat: give the id of a group")
    group.has_topics = bool(chat.is_forum)
    async with store.unit_of_work() as uow:  # what was noted last may be of another time
        await uow.desk.set(group.topics_key, str(int(group.has_topics)))
    await _check_membership(bot, group, chat)


async def _remembered(store: Store, group: StaffGroup) -> ChatId:
    """Return the id that the configured group has now; in another group than before there are no topics."""
    async with store.unit_of_work() as uow:
        before = await uow.desk.get(CONFIGURED)
        if before not in (None, str(group.configured)):
            await uow.founders.forget_all_topics()
        if before != str(group.configured):
            await uow.desk.set(CONFIGURED, str(group.configured))
        moved = await uow.desk.get(group.desk_key)
    return ChatId(int(moved)) if moved else group.configured


async def _check_membership(bot: Bot, group: StaffGroup, chat: ChatFullInfo) -> None:
    try:
        member = await bot.get_chat_member(group.chat, bot.id)
    except TelegramError as error:
        log.warning("the bot's rights cannot be read", extra={"error": str(error)})
        return
    if member.status in (member.LEFT, member.BANNED):
        raise DeskError(
            f"STAFF_CHAT_ID {group.chat}: the bot is not a member; add it to the group {chat.title!r}"
        )
    if not isinstance(member, ChatMemberAdministrator):
        log.warning("the bot is no administrator of the staff group and may miss messages there")
    elif group.has_topics and not member.can_manage_topics:
        log.warning("the bot may not manage topics in the staff group; questions go to General")
