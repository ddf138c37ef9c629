from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.conversation.later import CHOICES, Span, comes_back, read_span
from bot.domain.hours import StaffHours
from bot.domain.week import Shift

SHIFT = Shift(opens=time(9), closes=time(18))
HOURS = StaffHours(week=(SHIFT,) * 5 + (None, None), zone=ZoneInfo("Asia/Shanghai"))
THURSDAY_AT_FOUR = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "span", "why"),
    [
        ("2d", Span(count=2, unit="d"), ""),
        ("2D the lawyer is away", Span(count=2, unit="d"), "the lawyer is away"),
        ("3 h", Span(count=3, unit="h"), ""),
        ("1周 等律师", Span(count=1, unit="w"), "等律师"),
    ],
)
def test_a_span_stands_first(text: str, span: Span, why: str) -> None:
    assert read_span(text) == (span, why)


@pytest.mark.parametrize("text", ["", "x", "2", "0d", "-1d", "61d", "999h", "2dd", "d2", "soon 2d", "٢d x9"])
def test_junk_is_no_span(text: str) -> None:
    assert read_span(text) is None


@pytest.mark.parametrize(
    ("word", "back"),
    [
        ("1h", "2026-11-26 17:00"),
        ("4h", "2026-11-27 11:00"),
        ("1d", "2026-11-27 09:00"),
        ("2d", "2026-11-30 09:00"),
        ("1w", "2026-12-03 09:00"),
    ],
)
def test_it_comes_back_while_staff_are_at_work(word: str, back: str) -> None:
    assert word in CHOICES
    found = read_span(word)
    assert found is not None
    at = comes_back(found[0], HOURS, THURSDAY_AT_FOUR)
    assert f"{at.astimezone(HOURS.zone):%Y-%m-%d %H:%M}" == back
    assert HOURS.is_open(at)
