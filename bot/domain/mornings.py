"""What staff are told as their day or week begins: when, and of which days. Pure functions of their hours."""

from datetime import UTC, date, datetime, time, timedelta

from bot.domain.hours import StaffHours
from bot.domain.statistics import Period

MORNING = timedelta(hours=1)
"""After it the day has begun without a summary: the next one tells of these days too."""
WEEK = timedelta(days=7)
LONGEST = timedelta(days=28)
"""However long nothing was told, nobody wants to hear of older days."""


def opening(hours: StaffHours, day: date) -> datetime:
    """Return when staff are first at work from a day of their calendar on."""
    return hours.opens_at(_midnight(hours, day))


def today(hours: StaffHours, now: datetime) -> date:
    """Return the day by the staff's clock."""
    return now.astimezone(hours.zone).date()


def summary_due(hours: StaffHours, told: date | None, now: datetime) -> Period | None:
    """Return the days that this morning's summary is of: since the day of the last one, or yesterday.

    Args:
        hours: of the staff.
        told: the day on which a summary was last told, or found to be empty; None before the first.
        now: the present.

    Returns:
        None where it is not the first hour of a working day, or that day's summary was told.
    """
    day = today(hours, now)
    opens = opening(hours, day)
    if not opens <= now < opens + MORNING or told == day:
        return None
    since = told or day - timedelta(days=1)
    return _between(hours, max(since, day - LONGEST), day)


def report_due(hours: StaffHours, told: date | None, now: datetime) -> Period | None:
    """Return the weeks, from Monday to Sunday, that this week's report is of; mostly one.

    A week without work has no report, nor has one on whose first working day the desk did not run: the next
    report is of these weeks too.

    Args:
        hours: of the staff.
        told: the Monday up to which was last reported; None before the first.
        now: the present.

    Returns:
        None where it is not working time of a week's first working day, or that week's report was told.
    """
    day = today(hours, now)
    monday = day - timedelta(days=day.weekday())
    first = opening(hours, monday)
    if not hours.is_open(now) or today(hours, first) != day or told == monday:
        return None
    return _between(hours, max(told or monday - WEEK, monday - LONGEST), monday)


def last_days(hours: StaffHours, days: int, now: datetime) -> Period:
    """Return so many whole days before today."""
    day = today(hours, now)
    return _between(hours, day - timedelta(days=days), day)


def _between(hours: StaffHours, first: date, end: date) -> Period:
    return Period(start=_midnight(hours, first), end=_midnight(hours, end))


def _midnight(hours: StaffHours, day: date) -> datetime:
    return datetime.combine(day, time(), hours.zone).astimezone(UTC)
