"""Shabbat and Israeli holidays, when many founders put the phone away."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

ISRAEL = ZoneInfo("Asia/Jerusalem")
SATURDAY = 5
BEGINS, ENDS = time(16), time(20)
"""A rule of thumb: the true times move with the sun, over three hours in a year; nothing hangs on them."""


class Rest(StrEnum):
    """Why a founder may not read now."""

    SHABBAT = "shabbat"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True, kw_only=True)
class IsraeliRest:
    """Knows the days of rest; each begins at 16:00 on the eve and ends at 20:00, Israel time.

    Attributes:
        is_holiday: whether a day is a public holiday in Israel.
    """

    is_holiday: Callable[[date], bool]

    def at(self, moment: datetime) -> Rest | None:
        """Return what an aware time falls on; a holiday goes before Shabbat."""
        there = moment.astimezone(ISRAEL)
        today, now = there.date(), there.time()
        rest = self._of(today) if now < ENDS else None
        return rest or (self._of(today + timedelta(days=1)) if now >= BEGINS else None)

    def _of(self, day: date) -> Rest | None:
        if self.is_holiday(day):
            return Rest.HOLIDAY
        return Rest.SHABBAT if day.weekday() == SATURDAY else None
