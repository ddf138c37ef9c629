"""What a failed call to Telegram means; the only place that reads Telegram's error words.

The library turns HTTP status and description into exceptions and capitalises the words, so that
`TOPIC_CLOSED` arrives as "Topic_closed": words are compared in lower case. `BadRequest` is a `NetworkError`
there and has to be looked at first (telegram/error.py of python-telegram-bot 22).
"""

import re
from dataclasses import dataclass
from datetime import timedelta

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.domain.ids import ChatId


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What was asked for is already so: nothing to change, nothing left to answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotSent:
    """Telegram never got it; it may be sent again freely."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FloodWait:
    """Telegram asks for a pause in this chat."""

    pause: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """Telegram may have accepted it. `by_server`: it said 5xx itself, rather than falling silent."""

    by_server: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocked:
    """The founder stopped the bot, or never started it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """The account no longer exists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShutOut:
    """The bot may not use Telegram or this group now: token refused, bot removed. A person must mend it."""

    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicMissing:
    """The topic was deleted, or the group has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicClosed:
    """The topic is closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoTopics:
    """The group has topics switched off, or the bot may not make any."""

    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyMissing:
    """The message to reply to is gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BadFormat:
    """The entities are not accepted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Migrated:
    """The group has a new id."""

    chat: ChatId


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Telegram will never accept this. `why` names a text `why-…`."""

    why: str
    words: str


Failure = (
    Done
    | NotSent
    | FloodWait
    | Unknown
    | Blocked
    | Gone
    | ShutOut
    | TopicMissing
    | TopicClosed
    | NoTopics
    | ReplyMissing
    | BadFormat
    | Migrated
    | Refused
)

# The client tells whether the request left the machine (https://www.python-httpx.org/exceptions/).
NEVER_LEFT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
)
PAUSE_WITHOUT_HINT = timedelta(seconds=5)
QUOTED = re.compile(r"(Parsing the server response )(.+) failed", re.DOTALL)
MOST_OF_A_BODY = 60
"""Characters: enough for whose page it is."""

BAD_REQUESTS: tuple[tuple[str, Failure], ...] = (
    ("message is not modified", Done()),
    ("message to delete not found", Done()),
    ("message to edit not found", Done()),
    ("message to react not found", Done()),
    ("message can't be edited", Done()),
    ("topic_not_modified", Done()),
    ("query is too old", Done()),
    ("query id is invalid", Done()),
    ("reaction_invalid", Done()),
    ("message thread not found", TopicMissing()),
    ("topic_deleted", TopicMissing()),
    ("topic_id_invalid", TopicMissing()),
    ("topic_closed", TopicClosed()),
    ("replied not found", ReplyMissing()),
    ("reply message not found", ReplyMissing()),
    ("can't parse entities", BadFormat()),
    ("entity_", BadFormat()),
    ("entities", BadFormat()),
    ("user is deactivated", Gone()),
)
NO_TOPICS = ("not a forum", "rights to create a topic", "rights to manage topics", "forum_disabled")
NO_RIGHTS = ("not enough rights", "have no rights", "chat_admin_required", "chat_write_forbidden")


def read(error: TelegramError) -> Failure:
    """Say what a failed call means. Anything not known counts as refused, with Telegram's words."""
    match error:
        case RetryAfter():
            return FloodWait(pause=_pause(error))
        case ChatMigrated(new_chat_id=chat):
            return Migrated(chat=ChatId(chat))
        case BadRequest():
            return _read_bad_request(str(error))
        case Forbidden():
            return _read_forbidden(str(error))
        case InvalidToken() | EndPointNotFound() | Conflict():
            # Also a single 404 page of a proxy: whoever asks tries again, so one page does no harm.
            return ShutOut(words=str(error))
        case NetworkError():
            return _read_network(error)
        case _:
            return Unknown(by_server=True)  # 200 with a body that is no JSON


def shorten(error: TelegramError) -> None:
    """Cut what the library quotes of a body that is no JSON: a proxy's whole page would stand in the log."""
    error.message = QUOTED.sub(lambda found: f"{found[1]}{found[2][:MOST_OF_A_BODY]}… failed", error.message)


def is_webhook_set(error: Conflict) -> bool:
    """Whether a poll was refused because Telegram has been told to call somebody instead."""
    return "webhook is active" in str(error).lower()


def _read_bad_request(words: str) -> Failure:
    lowered = words.lower()
    for part, failure in BAD_REQUESTS:
        if part in lowered:
            return failure
    if any(part in lowered for part in NO_TOPICS):
        return NoTopics(words=words)
    if any(part in lowered for part in NO_RIGHTS):
        return ShutOut(words=words)
    if "too long" in lowered:
        return Refused(why="why-too-long", words=words)
    if "chat not found" in lowered or "peer_id_invalid" in lowered:
        return Refused(why="why-unreachable", words=words)
    return Refused(why="why-refused", words=words)


def _read_forbidden(words: str) -> Failure:
    lowered = words.lower()
    if "deactivated" in lowered:
        return Gone()
    if "blocked" in lowered or "initiate conversation" in lowered:
        return Blocked()
    return ShutOut(words=words)


def _read_network(error: NetworkError) -> Failure:
    if isinstance(error.__cause__, NEVER_LEFT):
        return NotSent()
    words = str(error).lower()
    if "too many requests" in words:
        return FloodWait(pause=PAUSE_WITHOUT_HINT)
    if "entity too large" in words:
        return Refused(why="why-too-long", words=str(error))
    return Unknown(by_server=not isinstance(error.__cause__, httpx.HTTPError))


def _pause(error: RetryAfter) -> timedelta:
    # `retry_after` is an int or a timedelta depending on the environment; this is always the latter.
    return error._retry_after  # noqa: SLF001
