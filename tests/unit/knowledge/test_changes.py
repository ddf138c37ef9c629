import pytest

from bot.domain.ids import EntryId
from bot.domain.language import Language
from bot.knowledge.changes import Digests, changed, digest

BEFORE = "Sixty days.\n\n- **Fee**: 300 yuan\n- Where: [gate 3](https://example.org/3)"


@pytest.mark.parametrize(
    "same",
    [
        "Sixty days.\n- Fee: 300 yuan\n- Where: [gate 3](https://example.org/3)\n",
        "  Sixty   days.\n* Fee: *300* yuan\n* Where: [gate 3](https://example.org/3)",
    ],
)
def test_what_only_looks_different_is_the_same_answer(same: str) -> None:
    assert digest(same) == digest(BEFORE)


@pytest.mark.parametrize(
    ("old", "new"),
    [("300", "30"), ("300 yuan", "300 USD"), ("Sixty", "Ninety"), ("org/3", "org/4"), ("days.", "days?")],
)
def test_another_word_figure_or_link_is_another_answer(old: str, new: str) -> None:
    assert digest(BEFORE.replace(old, new)) != digest(BEFORE)


def test_only_answers_that_were_there_before_have_changed() -> None:
    old: Digests = {EntryId("a"): {Language.EN: "1", Language.HE: "2"}, EntryId("gone"): {Language.EN: "1"}}
    new: Digests = {
        EntryId("a"): {Language.EN: "1", Language.HE: "3", Language.ZH: "4"},
        EntryId("new"): {Language.EN: "1"},
    }
    assert changed(old, new) == {EntryId("a"): {Language.HE}}
    assert changed(new, new) == {}
