"""What `gesher doctor` asks of a database. No data are changed, and a desk that runs goes on."""

import fcntl
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import inspect
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.errors import StoreError
from bot.store.access import Transaction
from bot.store.connections import connected
from bot.store.engine import Database, parse, reading_engine, writing_engine
from bot.store.errors import RESTORE
from bot.store.lock import lock_of
from bot.store.migrate import revision_of, revisions
from bot.store.replicas import Replicas
from bot.store.schema import replicas

HEAD = "*** in database main ***"
STEPS = 20_000
"""Of SQLite's machine between two looks at the clock: some milliseconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """Which schema a database has.

    Attributes:
        revision: None for an empty one.
        newest: that this code knows.
    """

    revision: str | None
    newest: str


def database_file(url: str) -> Path | None:
    """Return the file of SQLite, which need not exist; None on PostgreSQL.

    Raises:
        StoreError: if the URL names no database.
    """
    return parse(url).file


async def schema(url: str) -> Schema:
    """Return which schema a database has; a file that is missing has none, and stays missing.

    Raises:
        StoreError: if it cannot be opened or read, or is newer than this code.
    """
    database = parse(url)
    if database.file is not None and not database.file.exists():
        return Schema(revision=None, newest=revisions()[-1])
    async with _reading(database) as connection:
        revision = await connection.run_sync(revision_of, database)
    return Schema(revision=revision, newest=revisions()[-1])


async def is_at_work(url: str) -> bool | None:
    """Whether a desk works on this database, of whatever version both are; None where nothing tells.

    Raises:
        StoreError: if PostgreSQL cannot be reached or asked.
    """
    database = parse(url)
    if database.file is not None:
        return _is_held(lock_of(database.file))
    async with _reading(database) as connection:
        tables = await connection.run_sync(lambda it: inspect(it).get_table_names())
        if replicas.name in tables:
            return await Replicas(Transaction(connection)).connected() > 0
    return None if tables else False  # before there were replicas, a desk left no trace


def _is_held(lock: Path) -> bool | None:
    try:
        with lock.open() as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:  # no desk has run here yet
        return False
    except BlockingIOError:
        return True
    except OSError:
        return None
    return False


@asynccontextmanager
async def _reading(database: Database) -> AsyncIterator[AsyncConnection]:
    engine = reading_engine(database, writing_engine(database))
    try:
        async with connected(engine, database.where) as connection:
            yield connection
    finally:
        await engine.dispose()


def damage(file: Path, seconds: float) -> str | None:
    """Have SQLite read a whole file; return the first thing that is wrong with it, None for a sound one.

    Raises:
        StoreError: if it cannot be read.
        TimeoutError: if so much time was not enough.
    """
    give_up_at = time.monotonic() + seconds
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            connection.set_progress_handler(lambda: time.monotonic() > give_up_at, STEPS)
            (said,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.Error as error:
        if error.sqlite_errorname == "SQLITE_INTERRUPT":
            raise TimeoutError from error
        is_damaged = error.sqlite_errorname.startswith("SQLITE_CORRUPT")
        cure = RESTORE if is_damaged else "mend what is said of the database above, else check the disk"
        raise StoreError(f"{file} cannot be read through ({error}); {cure}") from error
    return None if said == "ok" else str(said).removeprefix(HEAD).strip()
