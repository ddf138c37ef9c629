"""When staff are reminded: nights, weekends and holidays do not count, and nothing is said twice."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.calendars import staff_hours
from bot.domain.events import Member
from bot.domain.ids import TicketId, UserId
from bot.domain.language import Language
from bot.domain.reminders import Late, Reminded, Reminder, due, is_time
from bot.domain.ticket import Ticket, TicketState

SHANGHAI = ZoneInfo("Asia/Shanghai")
HOURS = staff_hours("Mon-Fri 09:00-18:00", SHANGHAI, "CN")
WITHIN = 8
WEI = Member(id=UserId(1), name="Wei")


def at(day: int, hour: int, minute: int = 0, *, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=SHANGHAI).astimezone(UTC)


MONDAY = at(23, 9)


def ticket(number: int, asked: datetime = MONDAY, claimed_by: Member | None = None) -> Ticket:
    return Ticket(
        id=TicketId(number),
        founder=UserId(7),
        question=None,
        state=TicketState.WAITING,
        language=Language.HE,
        opened_at=asked,
        changed_at=asked,
        claimed_by=claimed_by,
    )


def reminder(tickets: Sequence[Ticket], last: Reminded | None, now: datetime) -> Reminder | None:
    waiting = [Late(ticket=one, hours=HOURS.working_hours_between(one.opened_at, now)) for one in tickets]
    return due(waiting, last, WITHIN, now) if is_time(last, HOURS, WITHIN, now) else None


def said(tickets: Sequence[Ticket], last: Reminded | None, now: datetime) -> Reminded:
    found = reminder(tickets, last, now)
    assert found is not None
    return found.said(now)


def times(tickets: Sequence[Ticket], start: datetime, end: datetime) -> list[tuple[datetime, bool]]:
    """Let time pass, minute by minute, and return when there was a reminder, each with whether it calls."""
    told: list[tuple[datetime, bool]] = []
    last = None
    now = start
    while now < end:
        if found := reminder(tickets, last, now):
            last = found.said(now)
            told.append((now, found.calls))
        now += timedelta(minutes=1)
    return told


def test_a_ticket_that_nobody_touches_is_named_then_the_admins_are_called_twice_as_seldom() -> None:
    assert times([ticket(1)], MONDAY, at(26, 0)) == [
        (at(23, 17), False),
        (at(24, 12), True),
        (at(25, 11), True),
    ]


def test_nights_and_weekends_neither_count_nor_bring_reminders() -> None:
    friday_noon = at(27, 12)
    assert times([ticket(1, friday_noon)], friday_noon, at(30, 20)) == [
        (at(30, 11), False),
        (at(30, 15), True),
    ]


def test_a_holiday_is_no_working_time_and_the_saturday_that_makes_up_for_it_is() -> None:
    before = at(30, 14, month=9)  # National Day is from 1 to 7 October; Saturday the 10th is worked
    assert times([ticket(1, before)], before, at(11, 0, month=10)) == [
        (at(8, 13, month=10), False),
        (at(8, 17, month=10), True),
        (at(9, 16, month=10), True),
        (at(10, 15, month=10), True),
    ]


def test_all_that_is_late_is_in_one_reminder_the_longest_wait_first() -> None:
    late, later, fresh = ticket(1, at(23, 11)), ticket(2, at(23, 9)), ticket(3, at(24, 9))
    found = reminder([late, later, fresh], None, at(24, 10))
    assert found is not None
    assert [one.ticket.id for one in found.late] == [2, 1]


def test_a_claim_is_movement_and_what_is_new_is_none_of_the_admins_business_yet() -> None:
    first = said([ticket(1)], None, at(23, 17))
    found = reminder([ticket(1, claimed_by=WEI), ticket(2, at(23, 10))], first, at(24, 12))
    assert found is not None
    assert not found.calls
    assert len(found.late) == 2


def test_who_claimed_it_and_leaves_it_is_overtaken_by_the_admins() -> None:
    mine = ticket(1, claimed_by=WEI)
    first = said([mine], None, at(23, 17))
    found = reminder([mine], first, at(24, 12))
    assert found is not None
    assert found.calls


@pytest.mark.parametrize("minute", [-1, 0])
def test_what_is_put_aside_is_left_out_until_then(minute: int) -> None:
    aside = replace(ticket(1), later_until=at(24, 15))
    found = reminder([aside], None, at(24, 15) + timedelta(minutes=minute))
    assert (found is None) == (minute < 0)


def test_what_was_answered_is_forgotten_and_a_new_one_starts_softly() -> None:
    first = said([ticket(1)], None, at(23, 17))
    assert reminder([], first, at(24, 12)) is None
    found = reminder([ticket(2, at(23, 12))], first, at(24, 12))
    assert found is not None
    assert not found.calls


def test_however_short_the_promise_is_half_a_working_day_lies_between_two() -> None:
    one = Late(ticket=ticket(1), hours=1)
    first = due([one], None, 0.5, at(23, 10))
    assert first is not None
    told = first.said(at(23, 10))
    assert not is_time(told, HOURS, 0.5, at(23, 13, 59))
    assert is_time(told, HOURS, 0.5, at(23, 14))
