import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.features import LETTERS, LETTERS_WEIGHT, SOUNDS_WEIGHT, WIDTH, Features, Row, _counted
from bot.matching.normalise import normalise

TEXTS = [
    "how much is the rent",
    "how much is the rent",
    "work permit",
    "a work permit",
    "办公室租金",
    "办公室租金",
]
FEATURES = Features.learn(TEXTS)


def _length(row: Row, *, letters: bool) -> float:
    part = (row.columns < LETTERS) == letters
    return float(np.sqrt((row.values[part] ** 2).sum()))


def test_a_text_of_known_grams_has_both_parts_in_full_length() -> None:
    row = FEATURES.row("work permit")
    assert _length(row, letters=True) == pytest.approx(LETTERS_WEIGHT, rel=0.02)
    assert _length(row, letters=False) == pytest.approx(SOUNDS_WEIGHT, rel=0.02)


def test_what_no_other_text_holds_shortens_a_row_and_stands_in_no_column() -> None:
    known, more = FEATURES.row("work permit"), FEATURES.row("work permit zzzz")
    assert _length(more, letters=True) < _length(known, letters=True)
    assert set(more.columns[more.columns < LETTERS]) <= set(known.columns)
    assert len(FEATURES.row("ελληνικα").values) == 0


@given(st.permutations(TEXTS))
def test_the_order_of_texts_changes_nothing(texts: list[str]) -> None:
    one, other = Features.learn(texts), FEATURES
    for text in TEXTS:
        np.testing.assert_array_equal(one.row(text).values, other.row(text).values)


@given(st.lists(st.integers(0, 9), max_size=30))
def test_hashes_are_counted(numbers: list[int]) -> None:
    hashes = np.array(numbers, np.uint32)
    found, times = _counted(hashes.copy())
    expected, expected_times = np.unique(hashes, return_counts=True)
    np.testing.assert_array_equal(found, expected)
    np.testing.assert_array_equal(times, expected_times)


@given(st.text(max_size=80))
def test_any_text_has_a_row_within_the_columns(text: str) -> None:
    row = FEATURES.row(normalise(text))
    assert row.columns.shape == row.values.shape
    assert np.isfinite(row.values).all()
    assert ((row.columns >= 0) & (row.columns < WIDTH)).all()
