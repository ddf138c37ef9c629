from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.ids import EntryId
from bot.domain.review import AGAIN, APART, PER_DAY, next_review

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2027, 8, 2, 4, 0, tzinfo=UTC)
A, B, C, D, E = (EntryId(name) for name in "abcde")
SECOND = timedelta(seconds=1)


def _next(
    due: list[EntryId], shown: dict[EntryId, datetime], asked: dict[EntryId, int] | None = None
) -> object:
    return next_review(due, asked or {}, shown, NOW, SHANGHAI)


def test_the_one_asked_most_comes_first_and_the_longest_overdue_among_equals() -> None:
    assert _next([A, B, C], {}, {B: 2, C: 1}) == B
    assert _next([A, B, C], {}) == A
    assert _next([], {}) is None


def test_one_comes_after_the_other_at_a_distance() -> None:
    assert _next([A, B], {A: NOW - APART + SECOND}) is None
    assert _next([A, B], {A: NOW - APART}) == B


def test_no_more_than_so_many_come_on_a_day_of_staffs() -> None:
    morning = datetime(2027, 8, 2, 0, 0, tzinfo=SHANGHAI)
    shown = {entry: morning + timedelta(minutes=number) for number, entry in enumerate((B, C, D))}
    assert len(shown) == PER_DAY
    assert _next([A], shown) is None
    assert _next([A], shown | {B: morning - SECOND}) == A


def test_what_nobody_has_pressed_comes_again_after_a_while() -> None:
    assert _next([A], {A: NOW - AGAIN + SECOND}) is None
    assert _next([A], {A: NOW - AGAIN}) == A
