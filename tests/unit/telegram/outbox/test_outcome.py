from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.ids import ChatId, MessageId, OutboxId, TicketMessageId, UserId
from bot.domain.messages import (
    Address,
    AnswerInline,
    AnswerPress,
    CopyAlbum,
    Delivery,
    DeliveryState,
    EditText,
    EditTopic,
    LeaveChat,
    Place,
    React,
    SendText,
)
from bot.telegram import errors
from bot.telegram.errors import Failure
from bot.telegram.outbox.outcome import Again, GiveUp, Park, Sent, Step, after, backoff, before_sending

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
TO_FOUNDER = Delivery(
    id=OutboxId(1),
    to=Address(place=Place.FOUNDER, founder=UserId(7)),
    message=SendText(text="hello"),
    state=DeliveryState.SENDING,
    attempts=1,
    unknown_outcomes=0,
    not_before=NOW,
    created_at=NOW,
)
ANSWER = replace(TO_FOUNDER, receipt_for=MessageId(5))
TO_STAFF = replace(TO_FOUNDER, to=Address(place=Place.TOPIC, founder=UserId(7)))
REACTION = replace(TO_STAFF, message=React(message=MessageId(3), emoji="👍"))
PRESS = replace(TO_FOUNDER, message=AnswerPress(callback="1"))
INLINE = replace(TO_FOUNDER, message=AnswerInline(query="1", results=()))
EDIT = replace(TO_STAFF, message=EditText(message=MessageId(3), text="new"))
LOOK = replace(
    TO_STAFF, to=Address(place=Place.CARD, founder=UserId(7)), message=EditTopic(name="a", icon="✅")
)
ALBUM = replace(TO_STAFF, message=CopyAlbum(from_chat=ChatId(7), messages=(MessageId(3), MessageId(4))))
LEAVE = replace(TO_FOUNDER, to=Address(place=Place.STAFF), message=LeaveChat(chat=ChatId(-1001800000001)))
SILENCE = errors.Unknown(by_server=False)


def _in(seconds: float, *, unknown: bool = False) -> Again:
    return Again(at=NOW + timedelta(seconds=seconds), unknown=unknown)


@pytest.mark.parametrize(
    ("failure", "delivery", "step"),
    [
        (errors.Done(), TO_FOUNDER, Sent()),
        (errors.NotSent(), TO_FOUNDER, _in(1)),
        (errors.NotSent(), replace(TO_FOUNDER, attempts=4), _in(8)),
        (errors.NotSent(), replace(TO_FOUNDER, attempts=400), _in(300)),
        (errors.FloodWait(pause=timedelta(seconds=7)), TO_STAFF, _in(7.5)),
        (SILENCE, TO_FOUNDER, _in(1, unknown=True)),
        (SILENCE, ANSWER, _in(1, unknown=True)),
        (SILENCE, replace(ANSWER, unknown_outcomes=1), GiveUp(why="why-unknown")),
        (SILENCE, replace(TO_FOUNDER, unknown_outcomes=4), _in(1, unknown=True)),
        (SILENCE, replace(TO_FOUNDER, unknown_outcomes=5), GiveUp(why="why-unknown")),
        (SILENCE, replace(TO_STAFF, unknown_outcomes=4), _in(1, unknown=True)),
        (SILENCE, replace(ALBUM, unknown_outcomes=1), GiveUp(why="why-unknown")),
        (SILENCE, replace(REACTION, unknown_outcomes=9), _in(1)),
        (errors.Unknown(by_server=True), replace(TO_FOUNDER, attempts=3, unknown_outcomes=1), _in(4)),
        (errors.Unknown(by_server=True), replace(TO_FOUNDER, attempts=10), GiveUp(why="why-unknown")),
        (errors.Blocked(), TO_FOUNDER, Park()),
        (errors.Blocked(), TO_STAFF, _in(30)),
        (errors.Gone(), TO_FOUNDER, GiveUp(why="why-gone")),
        (errors.ShutOut(words="kicked"), TO_STAFF, _in(30)),
        (errors.Refused(why="why-refused", words="no"), TO_FOUNDER, GiveUp(why="why-refused", detail="no")),
        (errors.Refused(why="why-unreachable", words="no"), TO_STAFF, _in(30)),
        (errors.Refused(why="why-refused", words="no"), TO_STAFF, _in(1)),
        (errors.Refused(why="why-refused", words="no"), replace(TO_STAFF, attempts=5), _in(16)),
        (
            errors.Refused(why="why-refused", words="no"),
            replace(TO_STAFF, attempts=6),
            GiveUp(why="why-refused", detail="no"),
        ),
        (errors.Refused(why="why-refused", words="no"), ALBUM, GiveUp(why="why-refused", detail="no")),
        (errors.TopicMissing(), TO_STAFF, _in(0)),
        (errors.TopicMissing(), replace(TO_STAFF, attempts=6), _in(32)),
        (errors.Done(), EDIT, Sent()),
        (SILENCE, replace(EDIT, unknown_outcomes=9), _in(1)),
        (errors.TopicClosed(), replace(EDIT, attempts=6), Sent()),
        (errors.TopicClosed(), LOOK, Sent()),
        (errors.TopicMissing(), LOOK, Sent()),
        (errors.NoTopics(words="not a forum"), LOOK, Sent()),
        (errors.FloodWait(pause=timedelta(seconds=7)), replace(LOOK, attempts=99), _in(7.5)),
        (SILENCE, ALBUM, _in(1, unknown=True)),
        (SILENCE, replace(INLINE, unknown_outcomes=9), _in(1)),
        (errors.ShutOut(words="not a member"), LEAVE, Sent()),
        (errors.Refused(why="why-unreachable", words="chat not found"), LEAVE, Sent()),
        (errors.Migrated(chat=ChatId(-2)), LEAVE, Sent()),
        (errors.NotSent(), LEAVE, _in(1)),
        (SILENCE, replace(LEAVE, unknown_outcomes=9), _in(1)),
        (errors.FloodWait(pause=timedelta(seconds=7)), LEAVE, _in(7.5)),
    ],
)
def test_each_failure_has_one_consequence(failure: Failure, delivery: Delivery, step: Step) -> None:
    assert after(failure, delivery, NOW) == step


def test_the_pause_doubles_up_to_five_minutes() -> None:
    pauses = [backoff(attempts).total_seconds() for attempts in (1, 2, 3, 9, 10, 10**6)]
    assert pauses == [1, 2, 4, 256, 300, 300]


def test_what_nobody_could_be_told_of_is_not_given_up_so_soon() -> None:
    assert before_sending(replace(TO_FOUNDER, unknown_outcomes=5), NOW) is None
    assert before_sending(replace(TO_FOUNDER, unknown_outcomes=6), NOW) == GiveUp(why="why-unknown")


@pytest.mark.parametrize("delivery", [TO_STAFF, replace(TO_STAFF, ticket_message=TicketMessageId(1))])
def test_what_staff_are_to_read_is_never_given_up_for_a_doubt(delivery: Delivery) -> None:
    often = replace(delivery, unknown_outcomes=40, attempts=40)
    assert before_sending(often, NOW) is None
    assert isinstance(after(SILENCE, often, NOW), Again)
    assert isinstance(after(errors.Unknown(by_server=True), often, NOW), Again)


def test_after_two_unknown_outcomes_it_is_not_sent_a_third_time() -> None:
    assert before_sending(replace(ANSWER, unknown_outcomes=1), NOW) is None
    assert before_sending(replace(ANSWER, unknown_outcomes=2), NOW) == GiveUp(why="why-unknown")
    assert before_sending(replace(ALBUM, unknown_outcomes=2), NOW) == GiveUp(why="why-unknown")
    assert before_sending(replace(REACTION, unknown_outcomes=2), NOW) is None
    assert before_sending(replace(EDIT, unknown_outcomes=2), NOW) is None


def test_a_press_that_telegram_has_forgotten_is_let_go() -> None:
    assert before_sending(PRESS, NOW + timedelta(seconds=139)) is None
    assert before_sending(PRESS, NOW + timedelta(seconds=141)) == Sent()
    assert before_sending(REACTION, NOW + timedelta(days=1)) is None


def test_an_inline_query_that_telegram_has_forgotten_is_let_go() -> None:
    assert before_sending(INLINE, NOW + timedelta(seconds=24)) is None
    assert before_sending(INLINE, NOW + timedelta(seconds=26)) == Sent()
