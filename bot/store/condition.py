"""What `gesher doctor` asks of a database. Nothing is changed, and a desk that runs goes on."""

import fcntl
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bot.domain.errors import StoreError
from bot.store.connections import connected
from bot.store.engine import parse, writing_engine
from bot.store.migrate import revision_of, revisions

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
    """Return which schema a database has; a missing file is made.

    Raises:
        StoreError: if it cannot be opened or written, or is newer than this code.
    """
    database = parse(url)
    engine = writing_engine(database)
    try:
        async with connected(engine, database.where) as connection:
            revision = await connection.run_sync(revision_of, database)
    finally:
        await engine.dispose()
    return Schema(revision=revision, newest=revisions()[-1])


def is_held(file: Path) -> bool:
    """Whether a process runs the desk on this file: the lock of `instance_lock` tells."""
    try:
        with file.resolve().with_name(file.name + ".lock").open() as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
    except OSError:  # no desk has run here yet, or it is somebody else's
        return False
    return False


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
        raise StoreError(f"{file} cannot be read through ({error}); restore a backup") from error
    return None if said == "ok" else str(said).removeprefix(HEAD).strip()
