"""What Telegram shows of the bot before anybody writes: commands and descriptions, in each language."""

import logging
from collections.abc import Iterable

from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat
from telegram.error import TelegramError

from bot.conversation.texts import Texts
from bot.domain.ids import ChatId
from bot.domain.language import Language

log = logging.getLogger(__name__)

COMMANDS = ("start", "topics", "mine", "contact", "news", "language", "privacy", "help")
STAFF_COMMANDS = (
    "pending",
    "find",
    "send",
    "who",
    "stats",
    "broadcast",
    "assign",
    "later",
    "close",
    "reopen",
    "undo",
    "ban",
    "unban",
    "edit",
    "retire",
    "reviewed",
    "teach",
    "taught",
    "revoke",
    "gaps",
    "translate",
    "health",
    "help",
)
SCOPE = BotCommandScopeAllPrivateChats()


async def publish(
    bot: Bot,
    texts: Texts,
    languages: Iterable[Language] = Language,
    *,
    staff: tuple[ChatId, Language] | None = None,
) -> None:
    """Tell Telegram what differs from what it has; a restart is quiet.

    A failure is one warning: the desk works without a menu, and the next start tries again.

    Args:
        bot: initialised.
        texts: `command-…`, `bot-description` and `bot-short-description`.
        languages: that are shown to apps set to them; every other app is shown English.
        staff: their group and language, for a menu of their own; None makes none.
    """
    codes = {Language.EN: ""} | {one: one.value for one in languages if one is not Language.EN}
    try:
        for language, code in codes.items():
            await _publish_commands(bot, texts, language, code)
            await _publish_descriptions(bot, texts, language, code)
        if staff:
            await _publish_staff_commands(bot, texts, *staff)
    except TelegramError as error:
        log.warning("the bot's menu and descriptions may be out of date", extra={"error": str(error)})


async def _publish_commands(bot: Bot, texts: Texts, language: Language, code: str) -> None:
    wanted = tuple(BotCommand(name, texts.say(language, f"command-{name}")) for name in COMMANDS)
    if tuple(await bot.get_my_commands(SCOPE, code)) != wanted:
        await bot.set_my_commands(wanted, SCOPE, code)


async def _publish_staff_commands(bot: Bot, texts: Texts, chat: ChatId, language: Language) -> None:
    scope = BotCommandScopeChat(chat)
    wanted = tuple(BotCommand(name, texts.say(language, f"staff-command-{name}")) for name in STAFF_COMMANDS)
    if tuple(await bot.get_my_commands(scope)) != wanted:
        await bot.set_my_commands(wanted, scope)


async def _publish_descriptions(bot: Bot, texts: Texts, language: Language, code: str) -> None:
    wanted = texts.say(language, "bot-description")
    if (await bot.get_my_description(code)).description != wanted:
        await bot.set_my_description(wanted, code)
    wanted = texts.say(language, "bot-short-description")
    if (await bot.get_my_short_description(code)).short_description != wanted:
        await bot.set_my_short_description(wanted, code)
