"""Rows that do not fit, of a backup or of another database, are one line, and change nothing."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.domain.errors import StoreError
from bot.keeping.backup import back_up
from bot.keeping.errors import DamagedError
from bot.keeping.moving import copy
from bot.keeping.restore import restore
from bot.store import upgrade
from bot.store.migrate import revisions
from bot.store.transfer import UnfitRowsError, filling, held

from .earlier import rows_of
from .keeping import KINDS, Fresh
from .samples import NOW

UNFIT: dict[str, tuple[str, list[Any], str]] = {
    "no mapping": ("founders", ["row"], "has not the columns"),
    "a list": ("founders", [[1]], "has not the columns"),
    "a column is missing": ("desk", [{"key": "a"}], "has not the columns"),
    "a column too many": ("desk", [{"key": "a", "value": "b", "more": 1}], "has not the columns"),
    "nested": ("desk", [{"key": "a", "value": {"b": 1}}], "its value is no"),
    "text for a number": ("copies", [{"id": "x", "ticket_message": 1, "staff_message": 2}], "its id is no"),
    "a broken number": ("copies", [{"id": 1.5, "ticket_message": 1, "staff_message": 2}], "its id is no"),
    "too large a number": (
        "copies",
        [{"id": 2**70, "ticket_message": 1, "staff_message": 2}],
        "rows of copies",
    ),
    "no parent": (
        "copies",
        [{"id": 99, "ticket_message": 999, "staff_message": 2}],
        "rows of copies do not fit",
    ),
    "twice": ("desk", [{"key": "a", "value": "b"}] * 2, "rows of desk do not fit"),
    "null": ("desk", [{"key": "a", "value": None}], "rows of desk do not fit"),
    "half a character": ("desk", [{"key": "a", "value": "\ud800"}], "rows of desk"),
    "no such table": ("invoices", [{"id": 1}], "there is no table invoices"),
}


@pytest.mark.parametrize("case", UNFIT)
async def test_rows_that_do_not_fit_are_refused_in_one_line_and_change_nothing(desk: str, case: str) -> None:
    table, rows, why = UNFIT[case]
    before = await rows_of(desk)
    with pytest.raises(UnfitRowsError, match=why) as refused:
        await _fill(desk, table, rows)
    assert "\n" not in str(refused.value)
    assert await rows_of(desk) == before


async def test_a_part_without_rows_adds_none(empty: str) -> None:
    await _fill(empty, "desk", [])
    assert await held(empty) == {}


async def _fill(url: str, table: str, rows: list[Any]) -> None:
    async with filling(url, revisions()[-1]) as database:
        await database.add(table, rows)


@pytest.mark.parametrize("to", KINDS)
async def test_a_database_with_rows_that_do_not_fit_is_not_copied(
    to: str, fresh: Fresh, tmp_path: Path
) -> None:
    url, target = f"sqlite:///{tmp_path}/lax.db", await fresh(to)
    await upgrade(url)
    with closing(sqlite3.connect(tmp_path / "lax.db")) as lax, lax:
        lax.execute("INSERT INTO replicas (id, renewed_at) VALUES (1, '2026-11-22 09:30:15.123456')")
        lax.execute("INSERT INTO desk VALUES ('a', 'b')")
        lax.execute("PRAGMA foreign_keys = OFF")
        lax.execute("INSERT INTO copies (id, ticket_message, staff_message) VALUES (1, 999, 2)")
    with pytest.raises(StoreError, match=r"lax\.db was not copied: rows of copies do not fit .*; mend that"):
        await copy(url, target)
    assert await held(target) == {}
    with closing(sqlite3.connect(tmp_path / "lax.db")) as lax, lax:
        lax.execute("UPDATE copies SET staff_message = 'x'")
    with pytest.raises(StoreError, match=r"not copied: a row of copies is unfit: its staff_message is no"):
        await copy(url, target)
    with closing(sqlite3.connect(tmp_path / "lax.db")) as lax, lax:
        lax.execute("UPDATE desk SET value = x'ff'")
    with pytest.raises(StoreError, match=r"lax\.db holds a row of desk that cannot be read; mend it"):
        await copy(url, target)


async def test_a_backup_with_rows_that_do_not_fit_is_damaged(
    desk: str, kind: str, fresh: Fresh, faq: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.keeping.backup._as_lines", lambda _: b'["no", "mapping"]\n')
    file, target = tmp_path / "desk.backup", await fresh(kind)
    await back_up(desk, faq, file, now=NOW)
    with pytest.raises(DamagedError, match=r"is damaged \(a row of .* has not the columns .*\); nothing was"):
        await restore(file, target, faq)
    assert await held(target) == {}
