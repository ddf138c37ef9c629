"""When staff work, and by when they will have answered: arithmetic on aware times, without a clock."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.errors import UsageError
from bot.domain.week import Shift, Week

Days = Callable[[date], bool]
"""A set of days, as a question to it."""
Run = tuple[date, date]
"""Days in a row, by the first and the last."""

LONGEST_REST = 400
"""Days without work after which the settings must be wrong."""
ONE_DAY = timedelta(days=1)


def _no_day(_: date) -> bool:
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffHours:
    """Regular hours and the days that differ from them.

    Working time is from opening up to, and without, the moment of closing. Times come back in UTC.

    Attributes:
        week: at least one day has hours.
        zone: of the staff's wall clock.
        day_off: days without work.
        extra_day: days with work whatever the week says, as when a Saturday makes up for a holiday; where the
            week has no hours for it, with those of the week's first working day.
    """

    week: Week
    zone: ZoneInfo
    day_off: Days = _no_day
    extra_day: Days = _no_day

    def is_open(self, now: datetime) -> bool:
        """Whether staff are at work."""
        return self.opens_at(now) == now

    def opens_at(self, now: datetime) -> datetime:
        """Return when staff are next at work: now, if they are."""
        return self.add_working_time(now, 0)

    def add_working_time(self, now: datetime, hours: float) -> datetime:
        """Return the moment, itself in working time, before which so much working time passes from now on.

        Raises:
            UsageError: if no work is done for `LONGEST_REST` days.
        """
        left = timedelta(hours=hours)
        for opens, closes in self._shifts(now):
            start = max(now, opens)
            if left < closes - start:
                return (start + left).astimezone(UTC)
            left -= closes - start
        raise UsageError(
            f"staff never work within {LONGEST_REST} days: correct STAFF_HOURS or STAFF_HOLIDAYS"
        )

    def promised_by(self, now: datetime, answer_within: float) -> datetime:
        """Return when so much working time has passed, rounded up to the full hour.

        Where the full hour is closing time or later, the next opening takes its place: no working time lies
        between them.
        """
        at = self.add_working_time(now, answer_within).astimezone(self.zone)
        over = timedelta(minutes=at.minute, seconds=at.second, microseconds=at.microsecond)
        full = at.astimezone(UTC) + (timedelta(hours=1) - over if over else over)
        return self.opens_at(full)

    def working_hours_between(self, start: datetime, end: datetime) -> float:
        """Return how much working time lies between two moments; 0 if they are not in order."""
        first, last = (moment.astimezone(self.zone).date() for moment in (start, end))
        worked = timedelta()
        for opens, closes in filter(None, map(self._span, _days(first, last))):
            worked += max(min(closes, end) - max(opens, start), timedelta())
        return worked / timedelta(hours=1)

    def holiday_between(self, first: date, last: date) -> Run | None:
        """Return the first run of days without work, a day off among them, that touches those days."""
        for day in _days(first, last):
            if not self._shift(day):
                run = self._rest_around(day)
                if any(map(self.day_off, _days(*run))):
                    return run
        return None

    def extra_day_between(self, first: date, last: date) -> date | None:
        """Return the first extra day between those days."""
        return next((day for day in _days(first, last) if self.extra_day(day)), None)

    def _rest_around(self, day: date) -> Run:
        first = last = day
        while not self._shift(first - ONE_DAY) and day - first < timedelta(LONGEST_REST):
            first -= ONE_DAY
        while not self._shift(last + ONE_DAY) and last - day < timedelta(LONGEST_REST):
            last += ONE_DAY
        return first, last

    def _shifts(self, now: datetime) -> Iterator[tuple[datetime, datetime]]:
        day = now.astimezone(self.zone).date()
        last_worked = day
        while day - last_worked < timedelta(LONGEST_REST):
            span = self._span(day)
            if span and span[1] > now:
                last_worked = day
                yield span
            day += ONE_DAY

    def _span(self, day: date) -> tuple[datetime, datetime] | None:
        shift = self._shift(day)
        if shift is None:
            return None
        opens, closes = (
            datetime.combine(day, at, self.zone).astimezone(UTC) for at in (shift.opens, shift.closes)
        )
        return (opens, closes) if opens < closes else None  # the clock may be put forward over a short shift

    def _shift(self, day: date) -> Shift | None:
        usual = self.week[day.weekday()]
        if self.extra_day(day):
            return usual or next(shift for shift in self.week if shift)
        return None if self.day_off(day) else usual


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(number) for number in range((last - first).days + 1))
