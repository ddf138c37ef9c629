"""The library's calendars say what the hub's staff and founders live by."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot.calendars import is_known, israeli_rest, staff_hours

HOURS = staff_hours("Mon-Fri 09:00-18:00", ZoneInfo("Asia/Shanghai"), "CN")


def test_chinas_national_day_2026_and_the_weekends_that_are_worked_for_it() -> None:
    assert HOURS.holiday_between(date(2026, 9, 30), date(2026, 9, 30)) is None
    assert HOURS.holiday_between(date(2026, 10, 1), date(2026, 10, 1)) == (
        date(2026, 10, 1),
        date(2026, 10, 7),
    )
    assert HOURS.extra_day_between(date(2026, 9, 1), date(2026, 9, 30)) == date(2026, 9, 20)
    assert HOURS.extra_day_between(date(2026, 10, 1), date(2026, 10, 31)) == date(2026, 10, 10)


def test_in_a_year_that_is_not_published_yet_the_statutory_days_hold() -> None:
    assert all(HOURS.day_off(date(2031, 10, day)) for day in (1, 2, 3))
    year = [date(2031, 1, 1) + timedelta(number) for number in range(365)]
    assert not any(map(HOURS.extra_day, year))


def test_without_a_country_every_week_is_alike() -> None:
    hours = staff_hours("Mon-Fri 09:00-18:00", ZoneInfo("Asia/Shanghai"), "")
    assert hours.holiday_between(date(2026, 1, 1), date(2026, 12, 31)) is None


def test_israels_holidays_are_known() -> None:
    is_holiday = israeli_rest().is_holiday
    assert is_holiday(date(2026, 9, 21))  # Yom Kippur
    assert not is_holiday(date(2026, 9, 22))


def test_a_country_is_known_by_its_two_letters() -> None:
    assert is_known("CN")
    assert not is_known("China")
    assert not is_known("cn")
