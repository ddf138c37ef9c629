"""Is the staff group there, and may the bot do in it what it has to?"""

from telegram import Bot, ChatFullInfo, ChatMember, ChatMemberAdministrator
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from bot.domain.errors import SettingsError
from bot.domain.finding import Finding, warning
from bot.domain.ids import ChatId
from bot.settings import Settings

WHAT = "staff group"
ADD = "add the bot to the group and check STAFF_CHAT_ID"


def setting_problem(settings: Settings) -> Finding | None:
    """Return what is wrong with STAFF_CHAT_ID as it is written; None if nothing is."""
    try:
        settings.staff_chat()
    except SettingsError:
        cure = "add the bot to the staff group and set STAFF_CHAT_ID in .env (gesher setup finds it out)"
        return Finding(what=WHAT, well=False, state="STAFF_CHAT_ID is not set", cure=cure)
    return None


async def check_group(bot: Bot, chat: ChatId) -> list[Finding]:
    """Check the group, what the bot is in it, and each right that it needs."""
    moved = []
    try:
        try:
            group = await bot.get_chat(chat)
        except ChatMigrated as error:
            moved = [_moved(error)]
            group = await bot.get_chat(error.new_chat_id)
        member = await bot.get_chat_member(group.id, bot.id)
    except (BadRequest, Forbidden) as error:
        return [Finding(what=WHAT, well=False, state=f"the bot is not in it ({error})", cure=ADD)]
    except TelegramError as error:
        return [Finding(what=WHAT, well=False, state=str(error), cure="check the network, run it again")]
    if group.type not in (group.GROUP, group.SUPERGROUP):
        state = f"{group.title or group.id} is a {group.type} chat"
        return [Finding(what=WHAT, well=False, state=state, cure="set STAFF_CHAT_ID to a group's id")]
    if member.status in (member.LEFT, member.BANNED):
        state = f"the bot is not in {group.title or group.id} any more"
        return [*moved, Finding(what=WHAT, well=False, state=state, cure=ADD)]
    here = Finding(what=WHAT, well=True, state=f"{group.title or group.id} ({group.type})")
    return [*(moved or [here]), *_rights(bot, group, member)]


def _moved(error: ChatMigrated) -> Finding:
    state = f"it has become a supergroup with the id {error.new_chat_id}, which the bot follows"
    return warning(WHAT, state, f"set STAFF_CHAT_ID={error.new_chat_id} in .env")


def _rights(bot: Bot, group: ChatFullInfo, member: ChatMember) -> list[Finding]:
    admin = member if isinstance(member, ChatMemberAdministrator) else None
    return [_administrator(admin), _topics(group, admin), _deleting(admin), _hearing(bot, admin)]


def _administrator(admin: ChatMemberAdministrator | None) -> Finding:
    state = "the bot is one" if admin else "the bot is none, so it has no rights there"
    cure = "make the bot an administrator: group > Administrators > Add"
    return Finding(what="administrator", well=admin is not None, state=state, cure="" if admin else cure)


def _topics(group: ChatFullInfo, admin: ChatMemberAdministrator | None) -> Finding:
    if not group.is_forum:
        state = "off: questions come as cards, staff reply to them"
        return warning("topics", state, "for a topic for each founder: group > Edit > Topics")
    may = admin is not None and bool(admin.can_manage_topics)
    state = "on, the bot may manage them" if may else "on, but the bot may not manage them"
    cure = "" if may else "group > Administrators > the bot > Manage topics"
    return Finding(what="topics", well=may, state=state, cure=cure)


def _deleting(admin: ChatMemberAdministrator | None) -> Finding:
    may = admin is not None and bool(admin.can_delete_messages)
    state = "the bot may delete" if may else "the bot may not delete"
    cure = "" if may else "group > Administrators > the bot > Delete messages"
    return Finding(what="deleting", well=may, state=state, cure=cure)


def _hearing(bot: Bot, admin: ChatMemberAdministrator | None) -> Finding:
    # Administrators see all messages: https://core.telegram.org/bots/features#privacy-mode
    is_private = not bot.bot.can_read_all_group_messages
    if admin is None and is_private:
        state = "the bot sees only replies and commands: privacy mode is on"
        cure = (
            "make the bot an administrator, or switch privacy mode off (@BotFather, /setprivacy), re-add it"
        )
        return Finding(what="messages", well=False, state=state, cure=cure)
    mode = "on, which does not hold for administrators" if is_private else "off"
    return Finding(
        what="messages", well=True, state=f"the bot sees what staff write (privacy mode is {mode})"
    )
