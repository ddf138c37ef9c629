"""Promises fall into working time, never go back, and hold what was asked for."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import UsageError
from bot.domain.hours import StaffHours
from bot.domain.week import Shift, read_week

SHANGHAI, ISRAEL = ZoneInfo("Asia/Shanghai"), ZoneInfo("Asia/Jerusalem")
NATIONAL_DAY = (date(2026, 10, 1), date(2026, 10, 7))
MADE_UP = date(2026, 10, 10)
HOURS = StaffHours(
    week=read_week("Mon-Fri 09:00-18:00"),
    zone=SHANGHAI,
    day_off=lambda day: NATIONAL_DAY[0] <= day <= NATIONAL_DAY[1] or day == date(2026, 6, 17),
    extra_day=lambda day: day == MADE_UP,
)


def at(text: str, zone: ZoneInfo = SHANGHAI) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


@pytest.mark.parametrize(
    ("now", "within", "by"),
    [
        ("2026-11-23T11:00", 1, "2026-11-23T12:00"),
        ("2026-11-23T11:00:00.000001", 1, "2026-11-23T13:00"),
        ("2026-11-27T16:20", 2, "2026-11-30T10:00"),  # over the weekend
        ("2026-11-27T22:10", 1, "2026-11-30T10:00"),  # asked at night
        ("2026-11-23T08:59", 8, "2026-11-23T17:00"),
        ("2026-11-23T12:00", 8, "2026-11-24T11:00"),
        ("2026-11-23T16:30", 1, "2026-11-24T09:00"),  # closing time is next morning
        ("2026-11-27T17:00", 1, "2026-11-30T09:00"),
        ("2026-09-30T15:00", 8, "2026-10-08T14:00"),  # over National Day
        ("2026-10-09T17:30", 1, "2026-10-10T10:00"),  # the Saturday that makes up for it
        ("2026-10-10T17:30", 1, "2026-10-12T10:00"),
        ("2026-06-16T17:30", 1, "2026-06-18T10:00"),  # a holiday in the middle of a week
        ("2026-11-23T09:00", 80, "2026-12-03T17:00"),
    ],
)
def test_a_promise(now: str, within: float, by: str) -> None:
    assert HOURS.promised_by(at(now), within) == at(by)


def test_open_and_closed() -> None:
    assert HOURS.is_open(at("2026-11-23T09:00"))
    assert not HOURS.is_open(at("2026-11-23T18:00"))
    assert not HOURS.is_open(at("2026-10-07T12:00"))
    assert HOURS.is_open(at("2026-10-10T12:00"))
    assert HOURS.opens_at(at("2026-10-01T12:00")) == at("2026-10-08T09:00")


def test_a_shorter_friday_has_its_own_hours_and_no_full_hour_beyond_them() -> None:
    hours = StaffHours(week=read_week("Mon-Thu 09:00-18:00, Fri 09:00-16:30"), zone=SHANGHAI)
    assert hours.promised_by(at("2026-11-27T15:05"), 0.5) == at("2026-11-27T16:00")
    assert hours.promised_by(at("2026-11-27T15:05"), 1) == at("2026-11-30T09:00")


@pytest.mark.parametrize(
    ("now", "within", "by"),
    [
        ("2026-03-26T16:00", 2, "2026-03-27T10:00"),  # clocks go forward that Friday at two
        ("2026-10-23T12:00", 1, "2026-10-25T09:00"),  # and back that Sunday
        ("2026-10-23T11:30", 2, "2026-10-25T10:00"),
    ],
)
def test_working_time_is_counted_across_a_change_of_clocks(now: str, within: float, by: str) -> None:
    hours = StaffHours(week=read_week("Sun-Thu 09:00-17:00, Fri 09:00-13:00"), zone=ISRAEL)
    assert hours.promised_by(at(now, ISRAEL), within) == at(by, ISRAEL)


def test_a_night_shift_that_loses_an_hour_is_an_hour_shorter() -> None:
    hours = StaffHours(week=read_week("Mon-Sun 01:00-05:00"), zone=ISRAEL)
    assert hours.working_hours_between(at("2026-03-26T00:00", ISRAEL), at("2026-03-27T00:00", ISRAEL)) == 4
    assert hours.working_hours_between(at("2026-03-27T00:00", ISRAEL), at("2026-03-28T00:00", ISRAEL)) == 3


def test_working_hours_between_two_moments() -> None:
    assert HOURS.working_hours_between(at("2026-11-27T16:20"), at("2026-11-30T10:00")) == pytest.approx(8 / 3)
    assert HOURS.working_hours_between(at("2026-10-01T00:00"), at("2026-10-08T00:00")) == 0
    assert HOURS.working_hours_between(at("2026-11-30T10:00"), at("2026-11-27T16:20")) == 0


def test_a_holiday_is_told_with_the_weekend_that_it_runs_into() -> None:
    assert HOURS.holiday_between(date(2026, 9, 30), date(2026, 10, 8)) == NATIONAL_DAY
    assert HOURS.holiday_between(date(2026, 10, 4), date(2026, 10, 4)) == NATIONAL_DAY
    assert HOURS.holiday_between(date(2026, 11, 27), date(2026, 11, 30)) is None
    long_weekend = StaffHours(
        week=read_week("Mon-Fri 09:00-18:00"), zone=SHANGHAI, day_off=lambda day: day == date(2026, 6, 19)
    )
    assert long_weekend.holiday_between(date(2026, 6, 20), date(2026, 6, 22)) == (
        date(2026, 6, 19),
        date(2026, 6, 21),
    )


def test_an_extra_day_is_found() -> None:
    assert HOURS.extra_day_between(date(2026, 10, 1), date(2026, 10, 14)) == MADE_UP
    assert HOURS.extra_day_between(date(2026, 10, 11), date(2026, 10, 14)) is None


def test_staff_who_never_work_are_an_error_and_no_endless_search() -> None:
    never = StaffHours(week=read_week("Sun 09:00-18:00"), zone=SHANGHAI, day_off=lambda _: True)
    with pytest.raises(UsageError, match="correct STAFF_HOURS"):
        never.opens_at(at("2026-11-23T09:00"))


def test_a_week_may_go_round_and_be_written_loosely() -> None:
    week = read_week("sun-TUE  8:30-17:00,Thu 09:00-12:00")
    long, short = Shift(opens=time(8, 30), closes=time(17)), Shift(opens=time(9), closes=time(12))
    assert week == (long, long, None, short, None, None, long)


SHIFTS = st.tuples(st.integers(0, 22 * 4), st.integers(1, 40)).map(
    lambda drawn: Shift(opens=_quarter(drawn[0]), closes=_quarter(min(drawn[0] + drawn[1], 95)))
)
WEEKS = st.lists(st.none() | SHIFTS, min_size=7, max_size=7).filter(any).map(tuple)
STAFF = st.builds(
    lambda week, zone, rest, extra: StaffHours(
        week=week,
        zone=zone,
        day_off=lambda day: day.toordinal() % 11 < rest,
        extra_day=lambda day: day.toordinal() % 13 == extra,
    ),
    WEEKS,
    st.sampled_from([SHANGHAI, ISRAEL, ZoneInfo("America/St_Johns"), UTC]),
    st.integers(0, 7),
    st.integers(0, 20),
)
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
WITHIN = st.floats(0.01, 80)


def _quarter(number: int) -> time:
    return time(number // 4, number % 4 * 15)


@given(STAFF, MOMENTS, WITHIN)
def test_a_promise_is_kept_in_working_time_and_little_later_than_asked(
    hours: StaffHours, now: datetime, within: float
) -> None:
    by = hours.promised_by(now, within)
    assert now < by
    assert hours.is_open(by)
    assert within - 1e-6 <= hours.working_hours_between(now, by) < within + 1


@given(STAFF, MOMENTS, MOMENTS, WITHIN)
def test_who_asks_later_is_not_promised_sooner(
    hours: StaffHours, one: datetime, other: datetime, within: float
) -> None:
    earlier, later = sorted((one, other))
    assert hours.promised_by(earlier, within) <= hours.promised_by(later, within)


@given(STAFF, MOMENTS, WITHIN, WITHIN)
def test_working_time_adds_up(hours: StaffHours, now: datetime, one: float, other: float) -> None:
    in_steps = hours.add_working_time(hours.add_working_time(now, one), other)
    assert hours.working_hours_between(now, in_steps) == pytest.approx(one + other, abs=1e-6)
    assert hours.opens_at(now) <= in_steps
    assert hours.opens_at(in_steps) == in_steps
    assert in_steps - now >= timedelta(hours=one + other) - timedelta(seconds=1)
