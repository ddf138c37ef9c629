"""Recorded error bodies, through the library's own translation, to what they mean."""

from datetime import timedelta

import httpx
import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.domain.ids import ChatId
from bot.telegram import errors
from bot.telegram.errors import Failure, read


@pytest.mark.parametrize(
    ("words", "failure"),
    [
        ("Bad Request: message is not modified: specified new message content …", errors.Done()),
        ("Bad Request: query is too old and response timeout expired or query ID is invalid", errors.Done()),
        ("Bad Request: message to delete not found", errors.Done()),
        ("Bad Request: TOPIC_NOT_MODIFIED", errors.Done()),
        ("Bad Request: message thread not found", errors.TopicMissing()),
        ("Bad Request: TOPIC_DELETED", errors.TopicMissing()),
        ("Bad Request: TOPIC_ID_INVALID", errors.TopicMissing()),
        ("Bad Request: TOPIC_CLOSED", errors.TopicClosed()),
        ("Bad Request: message to be replied not found", errors.ReplyMissing()),
        ("Bad Request: can't parse entities: …", errors.BadFormat()),
        ("Bad Request: ENTITY_BOUNDS_INVALID", errors.BadFormat()),
        ("Bad Request: user is deactivated", errors.Gone()),
    ],
)
def test_bad_requests_that_have_a_cure(words: str, failure: Failure) -> None:
    assert read(BadRequest(words)) == failure


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("Bad Request: message is too long", "why-too-long"),
        ("Bad Request: chat not found", "why-unreachable"),
        ("Bad Request: BUTTON_DATA_INVALID", "why-refused"),
        ("Bad Request: message to copy not found", "why-refused"),
        ("Bad Request: something new", "why-refused"),
    ],
)
def test_other_bad_requests_are_final_and_keep_telegrams_words(words: str, why: str) -> None:
    failure = read(BadRequest(words))
    assert isinstance(failure, errors.Refused)
    assert failure.why == why
    assert failure.words.lower() in words.lower()


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Forbidden: bot was blocked by the user", errors.Blocked),
        ("Forbidden: bot can't initiate conversation with a user", errors.Blocked),
        ("Forbidden: user is deactivated", errors.Gone),
        ("Forbidden: bot was kicked from the supergroup chat", errors.ShutOut),
        ("Forbidden: bot is not a member of the supergroup chat", errors.ShutOut),
    ],
)
def test_forbidden(words: str, kind: type) -> None:
    assert isinstance(read(Forbidden(words)), kind)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Bad Request: the chat is not a forum", errors.NoTopics),
        ("Bad Request: not enough rights to create a topic", errors.NoTopics),
        ("Bad Request: not enough rights to send text messages to the chat", errors.ShutOut),
    ],
)
def test_what_the_group_does_not_allow(words: str, kind: type) -> None:
    assert isinstance(read(BadRequest(words)), kind)


def test_flood_waits_carry_their_pause() -> None:
    assert read(RetryAfter(1632)) == errors.FloodWait(pause=timedelta(seconds=1632))
    assert isinstance(read(NetworkError("Too Many Requests")), errors.FloodWait)


def test_a_migration_carries_the_new_id() -> None:
    assert read(ChatMigrated(-1001234567890)) == errors.Migrated(chat=ChatId(-1001234567890))


@pytest.mark.parametrize("error", [InvalidToken("Unauthorized"), Conflict("terminated by other")])
def test_being_shut_out(error: TelegramError) -> None:
    assert isinstance(read(error), errors.ShutOut)


def _caused(error: TelegramError, cause: Exception) -> TelegramError:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    "cause", [httpx.ConnectError("x"), httpx.ConnectTimeout("x"), httpx.PoolTimeout("x")]
)
def test_what_never_left_may_be_sent_again(cause: Exception) -> None:
    assert read(_caused(NetworkError("x"), cause)) == errors.NotSent()
    assert read(_caused(TimedOut(), cause)) == errors.NotSent()


@pytest.mark.parametrize(
    "cause",
    [httpx.ReadTimeout("x"), httpx.WriteTimeout("x"), httpx.ReadError("x"), httpx.RemoteProtocolError("x")],
)
def test_silence_after_sending_leaves_the_outcome_unknown(cause: Exception) -> None:
    assert read(_caused(TimedOut(), cause)) == errors.Unknown(by_server=False)


def test_a_gateways_error_page_leaves_it_unknown_too() -> None:
    assert read(NetworkError("Bad Gateway (502). Parsing …")) == errors.Unknown(by_server=True)
    assert read(TelegramError("Invalid server response")) == errors.Unknown(by_server=True)
