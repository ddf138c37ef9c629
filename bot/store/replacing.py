"""SQLite's file as a whole: whether it is damaged, another one in its place, room that it need not take."""

import math
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from sqlalchemy import make_url

from bot.domain.errors import StoreError
from bot.store.connections import connected
from bot.store.engine import parse, writing_engine
from bot.store.errors import DamagedDatabaseError
from bot.store.lock import instance_lock
from bot.store.one_trip import open_sqlite

_WAL, _SHM = "-wal", "-shm"


async def is_damaged(url: str) -> bool:
    """Whether a SQLite file holds no database that can be used; PostgreSQL looks after its files itself.

    Raises:
        StoreError: if it cannot be opened.
    """
    database = parse(url)
    if database.file is None or not database.file.exists():
        return False
    engine = writing_engine(database)
    try:
        async with connected(engine, database.where) as connection:
            said = (await connection.exec_driver_sql("PRAGMA quick_check(1)")).scalar()
    except DamagedDatabaseError:
        return True
    finally:
        await engine.dispose()
    return said != "ok"


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement:
    """A file that is to take the place of a damaged one.

    Attributes:
        url: of the new file.
        aside: where the damaged one is kept, for who can read more out of it than gesher.
    """

    url: str
    aside: Path


@contextmanager
def replacement(url: str) -> Iterator[Replacement]:
    """Lend a new file beside that of a SQLite database; it takes its place at the end.

    Nobody else may use them: `instance_lock` is held. What is lent is thrown away if the block fails.

    Raises:
        StoreError: if a file cannot be moved.
    """
    file = Path(make_url(url).database or "").resolve()
    new, aside = file.with_name(f"{file.name}.new"), _free_name(file)
    _remove(new)  # of a restore that was killed
    try:
        new_url = make_url(url).set(database=str(new))
        yield Replacement(url=new_url.render_as_string(hide_password=False), aside=aside)
        try:
            _move(file, aside)
            _move(new, file)
        except OSError as error:
            raise StoreError(
                f"{file} cannot be replaced ({error.strerror}); let this user write to its folder"
            ) from error
    finally:
        _remove(new)


def shrink(url: str) -> tuple[int, int] | None:
    """Make a SQLite file as small as its rows; return its bytes before and after.

    None where there is nothing to gain, and on PostgreSQL, which does so by itself.

    Raises:
        StoreError: if a desk runs on it, or the disk has no room to write the file anew.
    """
    file = parse(url).file
    if file is None:
        return None
    with instance_lock(url):
        before = _size(file)
        try:
            return (before, _size(file)) if _vacuum(file) else None
        except sqlite3.Error as error:
            raise StoreError(
                f"{file} keeps its size ({error}), what was deleted is free inside it alone;"
                f" free {math.ceil(before / 1e6):,} MB on the disk, then purge again"
            ) from error


def _free_name(file: Path) -> Path:
    names = (f"{file.name}.damaged{number or ''}" for number in count())
    return next(path for name in names if not (path := file.with_name(name)).exists())


def _vacuum(file: Path) -> bool:
    folder = str(file.resolve().parent).replace("'", "''")
    # What it writes meanwhile, as large as the file, lies beside it: /tmp may be small.
    pragmas = (f"temp_store_directory = '{folder}'", "journal_mode=WAL", "synchronous=FULL")
    with closing(open_sqlite(file, pragmas=pragmas, busy_seconds=5.0)) as connection:
        (free,) = connection.execute("PRAGMA freelist_count").fetchone()
        if free:
            connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return bool(free)


def _size(file: Path) -> int:
    paths = (file, file.with_name(file.name + _WAL))
    return sum(path.stat().st_size for path in paths if path.exists())


def _move(file: Path, to: Path) -> None:
    """Rename a database; what it has not yet taken in from the file beside it goes along."""
    file.with_name(file.name + _SHM).unlink(missing_ok=True)
    wal = file.with_name(file.name + _WAL)
    if wal.exists():
        wal.replace(to.with_name(to.name + _WAL))
    file.replace(to)
    folder = os.open(to.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _remove(file: Path) -> None:
    for end in ("", _WAL, _SHM):
        file.with_name(file.name + end).unlink(missing_ok=True)
