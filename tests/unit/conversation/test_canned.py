"""Which entry or snippet is meant by what staff write after /send."""

import pytest

from bot.conversation.canned import completed, nearest

IDS = ["space-rent", "space-rooms", "visa-visit", "visa-work", "visa-work-family"]


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("visa-work", "visa-work"),  # whole, though another begins with it
        ("VISA-WORK ", "visa-work"),
        ("visa-v", "visa-visit"),
        ("space-r", None),
        ("rent", None),
        ("", None),
    ],
)
def test_an_id_is_completed_where_only_one_begins_so(word: str, name: str | None) -> None:
    assert completed(word, IDS) == name


@pytest.mark.parametrize(
    ("word", "first"),
    [("space-r", ["space-rent", "space-rooms"]), ("viza-wrok", ["visa-work"]), ("rent", ["space-rent"])],
)
def test_for_an_unknown_id_the_nearest_three_are_named(word: str, first: list[str]) -> None:
    found = nearest(word, IDS)
    assert found[: len(first)] == first
    assert len(found) == 3
