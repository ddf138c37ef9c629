"""Founders' messages on disk are nobody else's to read."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store import Store


@pytest.fixture
def _open_to_all() -> Iterator[None]:
    """Have every file that nobody restricts readable and writable by everybody."""
    before = os.umask(0)
    yield
    os.umask(before)


def _rights(folder: Path) -> dict[str, str]:
    return {path.name: oct(path.stat().st_mode & 0o777) for path in folder.glob("gesher.db*")}


@pytest.mark.usefixtures("_open_to_all")
async def test_the_database_and_what_stands_beside_it_are_their_owners_alone(tmp_path: Path) -> None:
    store = await Store.open(f"sqlite:///{tmp_path}/data/gesher.db")
    async with store.unit_of_work() as work:
        await work.desk.set("some", "thing")
    rights = _rights(tmp_path / "data")
    await store.close()
    assert rights == dict.fromkeys(("gesher.db", "gesher.db-wal", "gesher.db-shm"), "0o600")
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700


@pytest.mark.usefixtures("_open_to_all")
async def test_a_database_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/gesher.db"
    await (await Store.open(url)).close()
    (tmp_path / "gesher.db").chmod(0o644)
    await (await Store.open(url)).close()
    assert _rights(tmp_path) == {"gesher.db": "0o600"}
