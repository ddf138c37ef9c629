"""SQLite connections that visit their thread once a statement.

aiosqlite keeps SQLite off the event loop by running each call in a thread of the connection, and SQLAlchemy
makes four calls a statement: open a cursor, execute, fetch, close. A visit costs some 0.1 ms, and more the
busier the loop is, since both threads want the interpreter. Made in one visit, a unit of work of nine
statements takes half the time (2 ms instead of 4; under load 4 ms instead of 10).
"""

import asyncio
import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

import aiosqlite


class OneTripConnection(aiosqlite.Connection):
    """What SQLAlchemy's dialect for aiosqlite needs of a connection, with a cursor of our own."""

    def __init__(self, connector: Callable[[], sqlite3.Connection]) -> None:
        super().__init__(connector, iter_chunk_size=64)
        # A process that fails to close its store must still be able to end.
        self._thread.daemon = True
        self._stopping: asyncio.Future[object] | None = None

    async def _connect(self) -> Self:
        try:
            await super()._connect()
        except BaseException:
            # aiosqlite ends the thread without waiting; it would then report to a loop that may be closed.
            if self._stopping is not None:
                await self._stopping
            raise
        return self

    def stop(self) -> asyncio.Future[object] | None:
        """Close the connection and end its thread; the future is done when both are."""
        self._stopping = super().stop()
        return self._stopping

    def cursor(self) -> "OneTripCursor":  # type: ignore[override]
        """Return a cursor that has not been to the thread yet."""
        return OneTripCursor(self)

    async def visit(self, call: Callable[[sqlite3.Connection], None]) -> None:
        """Hand SQLite's own connection to `call`, in the thread where it lives."""
        await self._execute(call, self._conn)  # type: ignore[no-untyped-call]


class OneTripCursor:
    """Executes, fetches everything and closes in one visit; the rest only hands out what was fetched."""

    def __init__(self, connection: OneTripConnection) -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self.arraysize = 1

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, statement: str, parameters: Sequence[Any] = ()) -> Self:
        """Run a statement and keep its rows."""
        await self._connection.visit(lambda sqlite: self._keep(sqlite.execute(statement, parameters)))
        return self

    async def executemany(self, statement: str, parameters: Iterable[Sequence[Any]]) -> Self:
        """Run a statement once for each set of parameters."""
        await self._connection.visit(lambda sqlite: self._keep(sqlite.executemany(statement, parameters)))
        return self

    async def fetchall(self) -> list[Any]:
        """Return the rows of the last statement."""
        return self._rows

    async def close(self) -> None:
        """Do nothing: SQLite's own cursor was closed with the statement."""

    def _keep(self, cursor: sqlite3.Cursor) -> None:
        self.description = cursor.description
        self._rows = cursor.fetchall() if cursor.description else []
        self.rowcount = cursor.rowcount
        self.lastrowid = cursor.lastrowid
        cursor.close()


def open_sqlite(file: Path, *, pragmas: Sequence[str], busy_seconds: float) -> sqlite3.Connection:
    """Open a file, for this user alone; transactions begin only where they are begun explicitly.

    Raises:
        sqlite3.Error: if it cannot be opened or is no database.
    """
    _close_to_others(file)
    connection = sqlite3.connect(file, isolation_level=None, timeout=busy_seconds)
    give_up_at = time.monotonic() + busy_seconds
    try:
        for pragma in pragmas:
            _set(connection, pragma, give_up_at)
    except BaseException:
        connection.close()
        raise
    return connection


def _close_to_others(file: Path) -> None:
    # Founders' messages are nobody else's to read. SQLite gives the files beside it the rights of this one.
    with suppress(OSError):  # what is wrong with the place SQLite says better
        # Only a new file is opened: closing any descriptor of a file lets go of all locks that this process
        # has on it (https://sqlite.org/howtocorrupt.html, 2.2).
        with suppress(FileExistsError):
            os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        for path in (file, *(file.with_name(file.name + end) for end in ("-wal", "-shm"))):
            if path.exists():
                path.chmod(0o600)


def _set(connection: sqlite3.Connection, pragma: str, give_up_at: float) -> None:
    while True:
        try:
            connection.execute(f"PRAGMA {pragma}")
        except sqlite3.OperationalError as error:
            # Of two that turn a new file to WAL at once, SQLite sends one away without letting it wait.
            if error.sqlite_errorname != "SQLITE_BUSY" or time.monotonic() >= give_up_at:
                raise
            time.sleep(0.01)
        else:
            return
