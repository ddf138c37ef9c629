"""When the morning summary and the weekly report are due, and of which days they are."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.calendars import staff_hours
from bot.domain.mornings import last_days, report_due, summary_due
from bot.domain.statistics import Period

SHANGHAI = ZoneInfo("Asia/Shanghai")
HOURS = staff_hours("Mon-Fri 09:00-18:00", SHANGHAI, "CN")


def at(month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=SHANGHAI).astimezone(UTC)


def between(start: datetime, end: datetime) -> Period:
    return Period(start=start, end=end)


@pytest.mark.parametrize(
    ("hour", "minute", "is_due"), [(8, 59, False), (9, 0, True), (9, 59, True), (10, 0, False)]
)
def test_the_summary_is_due_in_the_first_hour_of_a_day(hour: int, minute: int, is_due: bool) -> None:
    found = summary_due(HOURS, None, at(11, 25, hour, minute))
    assert found == (between(at(11, 24), at(11, 25)) if is_due else None)


def test_the_summary_is_told_once_also_after_a_restart() -> None:
    assert summary_due(HOURS, date(2026, 11, 25), at(11, 25, 9, 30)) is None


def test_on_monday_the_summary_is_of_friday_and_the_weekend() -> None:
    assert summary_due(HOURS, date(2026, 11, 27), at(11, 30, 9)) == between(at(11, 27), at(11, 30))


@pytest.mark.parametrize("day", [28, 29])
def test_there_is_no_summary_at_the_weekend(day: int) -> None:
    assert summary_due(HOURS, date(2026, 11, 27), at(11, day, 9)) is None


def test_after_a_holiday_the_summary_is_of_all_its_days() -> None:
    assert summary_due(HOURS, date(2026, 9, 30), at(10, 7, 9)) is None
    assert summary_due(HOURS, date(2026, 9, 30), at(10, 8, 9)) == between(at(9, 30), at(10, 8))


def test_a_saturday_that_is_worked_has_a_summary_too() -> None:
    assert summary_due(HOURS, date(2026, 10, 9), at(10, 10, 9)) == between(at(10, 9), at(10, 10))


def test_days_of_long_ago_are_left_out() -> None:
    assert summary_due(HOURS, date(2026, 5, 1), at(11, 25, 9)) == between(at(10, 28), at(11, 25))


@pytest.mark.parametrize(("hour", "is_due"), [(8, False), (9, True), (17, True), (18, False)])
def test_the_report_is_due_on_monday_at_work_and_is_of_last_week(hour: int, is_due: bool) -> None:
    found = report_due(HOURS, None, at(11, 30, hour))
    assert found == (between(at(11, 23), at(11, 30)) if is_due else None)


def test_the_report_is_told_once_also_after_a_restart() -> None:
    assert report_due(HOURS, date(2026, 11, 30), at(11, 30, 15)) is None


def test_on_other_days_there_is_no_report() -> None:
    assert report_due(HOURS, date(2026, 11, 23), at(12, 1, 9)) is None


def test_where_monday_is_a_holiday_the_report_comes_on_the_first_working_day() -> None:
    assert report_due(HOURS, date(2026, 9, 28), at(10, 5, 9)) is None
    assert report_due(HOURS, date(2026, 9, 28), at(10, 8, 9)) == between(at(9, 28), at(10, 5))
    assert report_due(HOURS, date(2026, 9, 28), at(10, 9, 9)) is None


def test_weeks_without_a_report_are_in_the_next_one_but_not_more_than_four() -> None:
    assert report_due(HOURS, date(2026, 11, 16), at(11, 30, 9)) == between(at(11, 16), at(11, 30))
    assert report_due(HOURS, date(2026, 5, 4), at(11, 30, 9)) == between(at(11, 2), at(11, 30))


def test_the_last_days_end_at_midnight() -> None:
    assert last_days(HOURS, 7, at(11, 25, 14)) == between(at(11, 18), at(11, 25))
