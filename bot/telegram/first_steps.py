"""What `gesher setup` asks Telegram: is it there, whose token is this, which group, what may the bot do?"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import httpx
from pydantic import SecretStr
from telegram import ChatMemberAdministrator
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, TelegramError

from bot.domain.errors import GesherError, SettingsError
from bot.domain.ids import ChatId
from bot.settings import Settings
from bot.telegram.checkup.proxy import chosen, proxies_of
from bot.telegram.client import DeskBot, make_bot
from bot.telegram.receive import ALLOWED_UPDATES, CLIENT_PATIENCE
from bot.telegram.sightings import clean

NOBODY = "1:nobody"
PATIENCE = 15.0
"""Seconds that one call may take; somebody sits there and waits."""
POLL_SECONDS = 20


class Trouble(StrEnum):
    """Why Telegram does not do what it was asked."""

    UNREACHABLE = "unreachable"
    """No answer, or an answer that is not Telegram's."""
    REFUSED = "refused"
    """The token is not, or no longer, one of Telegram's."""
    BUSY = "busy"
    """Another program receives with the same token."""
    OUTSIDE = "outside"
    """The bot is not in this group, or there is none with this id."""
    NO_GROUP = "no-group"
    """It is a channel or a private chat."""


class TroubleError(GesherError):
    """Telegram did not do it."""

    def __init__(self, kind: Trouble, words: str = "") -> None:
        self.kind = kind
        super().__init__(words or kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The staff group and what the bot may do there.

    Attributes:
        chat: its id now; another than was asked for, where it has become a supergroup.
        sees_all: the bot hears every message, not only replies to it and commands.
    """

    chat: ChatId
    title: str
    has_topics: bool
    is_administrator: bool
    may_manage_topics: bool
    may_delete: bool
    sees_all: bool

    @property
    def is_ready(self) -> bool:
        """Whether nothing is missing; a group without topics is served by replies."""
        return self.sees_all and self.may_delete and (self.may_manage_topics or not self.has_topics)


def proxy_around(settings: Settings) -> tuple[str, str]:
    """Return the variable of the environment that names a proxy, and its address; both empty for none.

    It is the one that the client takes where the settings name none.
    """
    proxies = proxies_of(settings)
    name = chosen(proxies, httpx.URL(settings.telegram_api_url))
    return (name, proxies[name]) if name else ("", "")


async def reach(settings: Settings) -> None:
    """See that Telegram answers, by the proxy of the settings if they name one. No token is needed.

    Raises:
        TroubleError: if it does not, or something else answers in its place.
    """
    nobody = settings.model_copy(update={"telegram_bot_token": SecretStr(NOBODY)})
    try:
        await meet(nobody)
    except TroubleError as error:
        if error.kind is not Trouble.REFUSED:  # who refuses a token that there is not must be Telegram
            raise


async def meet(settings: Settings) -> str:
    """Return the name of the token's bot, with an @ in front.

    Raises:
        TroubleError: if Telegram refuses the token or cannot be reached.
    """
    async with _connected(settings) as bot:
        return f"@{bot.username}"


async def webhook(settings: Settings) -> str:
    """Return the address that Telegram brings updates to; empty for none.

    Raises:
        TroubleError: as for any call.
    """
    async with _connected(settings) as bot:
        return (await bot.get_webhook_info()).url


async def remove_webhook(settings: Settings) -> None:
    """Have Telegram keep updates until they are fetched; what waits goes on waiting.

    Raises:
        TroubleError: as for any call.
    """
    async with _connected(settings) as bot:
        await bot.delete_webhook(drop_pending_updates=False)


async def waiting_updates(settings: Settings, pause: float) -> AsyncGenerator[list[Any], None]:
    """Yield the updates that wait at Telegram, oldest first, 100 at most, again and again.

    They are asked for without an offset, which confirms none of them: the desk will get every one.

    Args:
        settings: token and line.
        pause: seconds between two looks while some wait; Telegram waits for the first one.

    Raises:
        TroubleError: if another program receives, or as for any call.
    """
    async with _connected(settings) as bot:
        while True:
            yield await bot.get_raw_updates(
                0, seconds=POLL_SECONDS, patience=CLIENT_PATIENCE, allowed=ALLOWED_UPDATES
            )
            await asyncio.sleep(pause)


async def look(settings: Settings, chat: ChatId) -> Group:
    """Return what there is to know of a group, under its new id if it has moved.

    Raises:
        TroubleError: if the bot is not in it, or it is no group.
    """
    async with _connected(settings) as bot:
        try:
            return await _look(bot, chat)
        except ChatMigrated as error:
            return await _look(bot, ChatId(error.new_chat_id))


async def _look(bot: DeskBot, number: ChatId) -> Group:
    chat = await bot.get_chat(number)
    if chat.type not in (chat.GROUP, chat.SUPERGROUP):
        raise TroubleError(Trouble.NO_GROUP)
    member = await bot.get_chat_member(chat.id, bot.id)
    if member.status in (member.LEFT, member.BANNED):
        raise TroubleError(Trouble.OUTSIDE)
    admin = member if isinstance(member, ChatMemberAdministrator) else None
    return Group(
        chat=ChatId(chat.id),
        title=clean(chat.title or str(chat.id)),
        has_topics=bool(chat.is_forum),
        is_administrator=admin is not None,
        may_manage_topics=admin is not None and bool(admin.can_manage_topics),
        may_delete=admin is not None and bool(admin.can_delete_messages),
        sees_all=admin is not None or bool(bot.bot.can_read_all_group_messages),
    )


@asynccontextmanager
async def _connected(settings: Settings) -> AsyncIterator[DeskBot]:
    bot = _made(settings)
    try:
        async with asyncio.timeout(PATIENCE):
            await bot.initialize()
        yield bot
    except TimeoutError as error:
        raise TroubleError(Trouble.UNREACHABLE) from error
    except ChatMigrated:
        raise
    except TelegramError as error:
        raise TroubleError(_kind(error)) from error
    finally:
        await bot.shutdown()


def _made(settings: Settings) -> DeskBot:
    """Return the client; what cannot be used as it is written is a trouble like those that show later."""
    trouble = Trouble.REFUSED
    try:
        settings.token()
        trouble = Trouble.UNREACHABLE
        return make_bot(settings)
    except SettingsError as error:
        raise TroubleError(trouble, str(error)) from error


def _kind(error: TelegramError) -> Trouble:
    match error:
        case InvalidToken():
            # A proxy's 404 page is reported with the same class; only the words beneath tell.
            words = f"{error} {error.__cause__}".lower()
            return Trouble.UNREACHABLE if "parsing the server response" in words else Trouble.REFUSED
        case Conflict():
            return Trouble.BUSY
        case BadRequest() | Forbidden():
            return Trouble.OUTSIDE
        case _:
            return Trouble.UNREACHABLE
