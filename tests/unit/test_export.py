"""Tables for spreadsheets run nothing."""

import csv
import io
import json

import pytest

from bot.domain.ids import EntryId
from bot.export import EntryFeedback, _write

CELLS = ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", '=HYPERLINK("http://x","y")']


@pytest.mark.parametrize("cell", CELLS)
def test_a_cell_that_begins_like_a_formula_is_words(cell: str) -> None:
    line = EntryFeedback(entry=EntryId(cell), answered=-1, helped=0, turned_down=0)
    written = io.StringIO()
    _write(EntryFeedback, [line], written, as_json=False)
    [_, row] = csv.reader(io.StringIO(written.getvalue()))
    assert row == ["'" + cell.replace("\r", " "), "-1", "0", "0"]


def test_json_is_left_as_it_is() -> None:
    written = io.StringIO()
    line = EntryFeedback(entry=EntryId("=1"), answered=1, helped=0, turned_down=0)
    _write(EntryFeedback, [line], written, as_json=True)
    assert json.loads(written.getvalue())[0]["entry"] == "=1"
