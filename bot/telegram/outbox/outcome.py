"""What follows from a failed delivery: a pure function of the failure, the delivery and the time."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.messages import AnswerInline, AnswerPress, Delivery, LeaveChat, Outgoing, Place, SendText
from bot.telegram.errors import (
    BadFormat,
    Blocked,
    Done,
    Failure,
    FloodWait,
    Gone,
    Migrated,
    NoTopics,
    NotSent,
    Refused,
    ReplyMissing,
    ShutOut,
    TopicClosed,
    TopicMissing,
    Unknown,
)
from bot.telegram.outbox.send import IDEMPOTENT

FIRST_PAUSE = timedelta(seconds=1)
LONGEST_PAUSE = timedelta(minutes=5)
SHUT_OUT_PAUSE = timedelta(seconds=30)
FLOOD_MARGIN = timedelta(seconds=0.5)
MAX_MENDS = 6
MAX_SERVER_ERRORS = 10
MAX_REFUSALS = 6
"""Times that what staff are to read is tried: a refusal may pass, and one that stays is told elsewhere."""
MAX_DOUBTS = 2
"""Unknown outcomes after which staff are told that it may or may not have arrived."""
MAX_DOUBTS_UNTOLD = 6
"""The same for the bot's own words. Its repetitions are labelled."""
LIVES: dict[type[Outgoing], timedelta] = {
    AnswerPress: timedelta(seconds=140),
    AnswerInline: timedelta(seconds=25),
}
"""Telegram forgets a press after 150 s, an inline query after 30 s (telegram-bot-api, Client.cpp)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """Nothing more to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """Send again, not before `at`. `unknown`: this attempt may have been accepted; the next is labelled."""

    at: datetime
    unknown: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Park:
    """Wait until the founder is back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveUp:
    """Never. `why` names a text `why-…`; `detail` are Telegram's words."""

    why: str
    detail: str = ""


Step = Sent | Again | Park | GiveUp


def backoff(attempts: int) -> timedelta:
    """Return the pause after `attempts` calls, counted from 1: 1 s, 2 s, 4 s … at most `LONGEST_PAUSE`."""
    return min(FIRST_PAUSE * (1 << min(attempts - 1, 20)), LONGEST_PAUSE)


def before_sending(delivery: Delivery, now: datetime) -> Step | None:
    """Say what becomes of a delivery that need not, or must not, be sent; None where it is to be sent."""
    lives = LIVES.get(type(delivery.message))
    if lives and now - delivery.created_at > lives:
        return Sent()
    if isinstance(delivery.message, IDEMPOTENT):
        return None
    return GiveUp(why="why-unknown") if delivery.unknown_outcomes >= _most_doubts(delivery) else None


def after(failure: Failure, delivery: Delivery, now: datetime) -> Step:
    """Say what follows. `delivery.attempts` counts the call that failed."""
    pause = backoff(delivery.attempts)
    if isinstance(failure, Done) or _is_outside(failure, delivery) or _is_not_worth_it(failure, delivery):
        return Sent()
    match failure:
        case NotSent():
            return Again(at=now + pause)
        case FloodWait(pause=wanted):
            return Again(at=now + wanted + FLOOD_MARGIN)
        case Unknown(by_server=by_server):
            return _after_unknown(delivery, now + pause, by_server=by_server)
        case Blocked():
            return Park() if delivery.to.place is Place.FOUNDER else Again(at=now + SHUT_OUT_PAUSE)
        case Gone():
            return GiveUp(why="why-gone")
        case ShutOut():
            return Again(at=now + SHUT_OUT_PAUSE)
        case Refused(why=why, words=words):
            return _after_refusal(delivery, why, words, now)
        case TopicMissing() | TopicClosed() | NoTopics() | ReplyMissing() | BadFormat() | Migrated():
            return _after_mend(delivery, now)


def _is_outside(failure: Failure, delivery: Delivery) -> bool:
    """Whether the bot is outside the group that it is to leave; if it is not, the group's next word tells."""
    return isinstance(delivery.message, LeaveChat) and not isinstance(failure, NotSent | FloodWait | Unknown)


def _is_not_worth_it(failure: Failure, delivery: Delivery) -> bool:
    """Whether something nice to have finds no open topic: none is made or opened for it."""
    return delivery.to.place is Place.CARD and isinstance(failure, TopicMissing | TopicClosed | NoTopics)


def _after_mend(delivery: Delivery, now: datetime) -> Step:
    # Mended before this attempt ended; a mend that does not take is tried with growing pauses.
    if delivery.attempts < MAX_MENDS:
        return Again(at=now)
    # An edit or a reaction is not worth holding up what people are to read.
    idempotent = isinstance(delivery.message, IDEMPOTENT)
    return Sent() if idempotent else Again(at=now + backoff(delivery.attempts))


def _after_unknown(delivery: Delivery, at: datetime, *, by_server: bool) -> Step:
    if isinstance(delivery.message, IDEMPOTENT):
        return Again(at=at)
    if by_server:
        # A gateway that says 502 has mostly not let it through: more than one try is worth the risk.
        worn_out = delivery.attempts >= MAX_SERVER_ERRORS and not is_for_staff(delivery)
        return GiveUp(why="why-unknown") if worn_out else Again(at=at, unknown=not delivery.unknown_outcomes)
    is_last = delivery.unknown_outcomes + 1 >= _most_doubts(delivery)
    return GiveUp(why="why-unknown") if is_last else Again(at=at, unknown=True)


def is_for_staff(delivery: Delivery) -> bool:
    """Whether staff are to read it: given up, a question would be out of sight."""
    return delivery.to.place is not Place.FOUNDER and isinstance(delivery.message, SendText)


def _most_doubts(delivery: Delivery) -> float:
    if is_for_staff(delivery):
        return math.inf
    is_answer = delivery.receipt_for is not None or delivery.ticket_message is not None
    if delivery.to.place is Place.FOUNDER and is_answer:
        return MAX_DOUBTS
    return MAX_DOUBTS_UNTOLD if isinstance(delivery.message, SendText) else MAX_DOUBTS


def _after_refusal(delivery: Delivery, why: str, words: str, now: datetime) -> Step:
    if why == "why-unreachable" and delivery.to.place is not Place.FOUNDER:
        return Again(
            at=now + SHUT_OUT_PAUSE
        )  # the staff group itself: a person must mend it, nothing is lost
    if is_for_staff(delivery) and delivery.attempts < MAX_REFUSALS:
        return Again(at=now + backoff(delivery.attempts))
    return GiveUp(why=why, detail=words)
