"""For how long staff put a ticket aside, and when it comes back: always while they are at work."""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Literal as OneOf

from bot.domain.hours import StaffHours

Unit = OneOf["h", "d", "w"]
CHOICES = {
    "1h": "later-one-hour",
    "4h": "later-four-hours",
    "1d": "later-one-day",
    "2d": "later-two-days",
    "1w": "later-one-week",
}
"""What is offered with a button, each with its name in the locales."""
MOST: dict[Unit, int] = {"h": 200, "d": 60, "w": 12}
"""About three months: what is put aside for longer is forgotten."""
WORDS: dict[str, Unit] = {"小时": "h", "天": "d", "周": "w"}
_SPAN = re.compile(rf"([0-9]{{1,3}})\s?([hdw]|{'|'.join(WORDS)})(?=\s|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """So many working hours, working days or weeks."""

    count: int
    unit: Unit


def read_span(text: str) -> tuple[Span, str] | None:
    """Read "2d the lawyer is away" as a span and the rest; None where no span of use stands first."""
    found = _SPAN.match(text)
    if found is None:
        return None
    unit = _unit(found[2].lower())
    count = int(found[1])
    if not 1 <= count <= MOST[unit]:
        return None
    return Span(count=count, unit=unit), text[found.end() :].strip()


def comes_back(span: Span, hours: StaffHours, now: datetime) -> datetime:
    """Return when that is: after so much working time, or at the opening of a later working day."""
    match span.unit:
        case "h":
            return hours.add_working_time(now, span.count)
        case "d":
            at = now
            for _ in range(span.count):
                at = _opening_after(hours, at, days=1)
            return at
        case "w":
            return _opening_after(hours, now, days=7 * span.count)


def _unit(word: str) -> Unit:
    match word:
        case "h" | "d" | "w":
            return word
        case _:
            return WORDS[word]


def _opening_after(hours: StaffHours, moment: datetime, *, days: int) -> datetime:
    day = moment.astimezone(hours.zone).date() + timedelta(days)
    return hours.opens_at(datetime.combine(day, time(), hours.zone))
