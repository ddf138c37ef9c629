"""How the desk is, as staff can be told of it, and the one thing that somebody should do about it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.reminders import is_late
from bot.domain.vitals import Vitals, problems

MEGABYTE = 2**20
ENOUGH_ROOM = 1024 * MEGABYTE
LEAST_ROOM = 200 * MEGABYTE
LATELY = timedelta(days=3)
"""So long staff are reminded of an update that could not be handled; they were told of it at once."""
SEND_PATIENCE = timedelta(minutes=15)
"""A group takes 20 messages a minute; what waits for longer than this waits for something else."""
UNITS = (("days", 86400), ("hours", 3600), ("minutes", 60))
"""Each with its seconds, the longest first; below them, seconds."""
AT_LEAST = 2
"""Of a unit: "90 minutes" says more than "1 hour"."""


class Room(StrEnum):
    """How much room a disk has."""

    ENOUGH = "enough"
    LITTLE = "little"
    NONE = "none"


def room(free: int) -> Room:
    """Judge a disk by its free bytes."""
    if free < LEAST_ROOM:
        return Room.NONE
    return Room.LITTLE if free < ENOUGH_ROOM else Room.ENOUGH


def lasting(seconds: float) -> tuple[int, str]:
    """Return a time in the unit that says most of it: how many of it, and its name."""
    fitting = (one for one in UNITS if seconds >= AT_LEAST * one[1])
    unit, length = next(fitting, ("seconds", 1))
    return int(seconds // length), unit


class Concern(StrEnum):
    """What is not well, most urgent first; the value ends the name of a text `health-do-…`."""

    STORING = "storing"
    RIVAL = "rival"
    CALLS = "calls"
    AT_WORK = "at-work"
    NO_ROOM = "no-room"
    UNSENT = "unsent"
    LATE = "late"
    SET_ASIDE = "set-aside"
    LITTLE_ROOM = "little-room"
    REVIEWS = "reviews"


@dataclass(frozen=True, slots=True, kw_only=True)
class Longest:
    """The ticket that has waited longest: its number, and the working hours of staff since."""

    number: str
    hours: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """How the desk is at one moment.

    Attributes:
        vitals: what the process knows of itself.
        longest: None where nobody waits, what was put aside left out.
        within: working hours that staff mean to answer in.
        unsent: messages that wait to be sent.
        unsent_since: when the oldest of them was written; None where there is none.
        set_aside: updates that could not be handled, `LATELY`.
        overdue: entries whose review is past its day.
    """

    vitals: Vitals
    longest: Longest | None
    within: float
    unsent: int
    unsent_since: datetime | None
    set_aside: int
    overdue: int


def concerns(condition: Condition) -> list[Concern]:
    """Return what somebody should see to, most urgent first; nothing where all is well."""
    vitals, longest, since = condition.vitals, condition.longest, condition.unsent_since
    space = Room.ENOUGH if vitals.free_bytes is None else room(vitals.free_bytes)
    holds = {
        Concern.STORING: not vitals.database or bool(vitals.write_error),
        Concern.RIVAL: vitals.rival,
        Concern.CALLS: bool(vitals.webhook_error),
        Concern.AT_WORK: bool(problems(vitals)),
        Concern.NO_ROOM: space is Room.NONE,
        Concern.UNSENT: since is not None and vitals.at - since > SEND_PATIENCE,
        Concern.LATE: longest is not None and is_late(longest.hours, condition.within),
        Concern.SET_ASIDE: condition.set_aside > 0,
        Concern.LITTLE_ROOM: space is Room.LITTLE,
        Concern.REVIEWS: condition.overdue > 0,
    }
    return [concern for concern in Concern if holds[concern]]
