"""What may stand after /stats."""

from datetime import timedelta

import pytest

from bot.conversation.figures import span_of


@pytest.mark.parametrize(
    ("text", "days"),
    [("", 7), ("7d", 7), ("30D", 30), ("12w", 84), ("30", 30), (" 2 w ", 14), ("366d", 366)],
)
def test_a_span_is_read(text: str, days: int) -> None:
    assert span_of(text) == timedelta(days=days)


@pytest.mark.parametrize("text", ["0d", "367d", "99w", "week", "7m", "-7d", "7d 30d", "٧d", "9999999999d"])
def test_what_is_no_span_is_said_to_be_none(text: str) -> None:
    assert span_of(text) is None
