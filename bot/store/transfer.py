"""Rows of another database into this one: everything in one transaction, or nothing."""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    DateTime,
    Integer,
    MetaData,
    String,
    Table,
    func,
    insert,
    inspect,
    select,
    text,
    update,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.errors import StoreError
from bot.domain.messages import DeliveryState
from bot.store.at_rest import keep_away
from bot.store.backup import Contents, Row, contents_tables, last_id_query
from bot.store.connections import connected
from bot.store.engine import Database, parse, writing_engine
from bot.store.errors import is_unfit
from bot.store.migrate import run_migrations
from bot.store.schema import metadata, outbox

EMPTY = (
    "set DATABASE_URL to an empty database, or move the file of SQLite away, with those beside it whose names"
    " begin so"
)
"""The cure where a database cannot be replaced."""
_REVISION = "alembic_version"


class UnfitRowsError(StoreError):
    """Rows do not fit the schema that they are said to be of."""


class Filling:
    """A database that is being filled; nothing of it is to be seen before it is complete."""

    def __init__(self, connection: AsyncConnection, tables: Mapping[str, Table]) -> None:
        self._connection = connection
        self._tables = tables

    async def add(self, table: str, rows: Sequence[Row]) -> None:
        """Add rows; what they refer to must have been added before.

        Raises:
            UnfitRowsError: if they are not of this schema, or refer to what is not there.
        """
        if table not in self._tables:
            raise UnfitRowsError(f"there is no table {table}")
        values = [_typed(self._tables[table], row) for row in rows]
        if values:  # nothing to insert would mean one row of defaults
            with _fitting(f"rows of {table}"):
                await self._connection.execute(insert(self._tables[table]), values)

    async def doubt_what_waits(self) -> None:
        """Have what waits to be sent go out as a repetition: the desk may have sent it since."""
        doubted = update(outbox).values(unknown_outcomes=1)
        waits = outbox.c.state.in_([DeliveryState.QUEUED, DeliveryState.PARKED])
        await self._connection.execute(doubted.where(waits, outbox.c.unknown_outcomes == 0))

    async def complete(self, contents: Contents) -> None:
        """Count the rows, bring the schema up to this code, and let ids go on where they stood.

        Raises:
            UnfitRowsError: if there are not as many rows as `contents` says, or a migration cannot take them.
        """
        await self._connection.run_sync(_count, self._tables, contents.rows)
        with _fitting("rows"):
            await self._connection.run_sync(run_migrations)
        with _fitting("the last ids"):
            await self._connection.run_sync(_go_on_from, contents.last_ids)


@contextmanager
def _fitting(what: str) -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        if not is_unfit(error):
            raise
        raise UnfitRowsError(f"{what} do not fit into the database ({_kind(error)})") from error
    except (OverflowError, UnicodeError) as error:
        raise UnfitRowsError(f"{what} hold what no database can ({type(error).__name__})") from error


def _kind(error: DBAPIError) -> str:
    """Name the error without the driver's words, which may hold founders'."""
    name: str | None = getattr(error.orig, "sqlite_errorname", None)
    return name or type(getattr(error.orig, "__cause__", None) or error.orig).__name__


@asynccontextmanager
async def filling(url: str, revision: str) -> AsyncIterator[Filling]:
    """Make a database anew with the tables of a revision, in place of what it holds; committed at the end.

    Raises:
        StoreError: if it cannot be written, or holds tables of somebody else, or of a newer version, or a
            desk runs on a PostgreSQL one; what starts there waits for the end.
    """
    database = parse(url)
    was_there = database.file is not None and database.file.exists()
    engine = writing_engine(database)
    done = False
    try:
        async with connected(engine, database.where) as connection:
            await keep_away(connection, database)
            await connection.run_sync(_begin_anew, database, revision)
            yield Filling(connection, await connection.run_sync(contents_tables))
            await connection.commit()
            done = True
    finally:
        await engine.dispose()
        if database.file and not was_there and not done:
            with suppress(OSError):
                database.file.unlink()


async def held(url: str) -> Mapping[str, int]:
    """Return how many rows a database holds, by table, those without any left out.

    Raises:
        StoreError: if it cannot be read.
    """
    database = parse(url)
    if database.file is not None and not database.file.exists():
        return {}
    engine = writing_engine(database)
    try:
        async with connected(engine, database.where) as connection:
            return await connection.run_sync(_held)
    finally:
        await engine.dispose()


def _held(connection: Connection) -> Mapping[str, int]:
    counted = {
        name: connection.scalar(select(func.count()).select_from(table)) or 0
        for name, table in contents_tables(connection).items()
    }
    return {name: count for name, count in counted.items() if count}


def _begin_anew(connection: Connection, database: Database, revision: str) -> None:
    there = set(inspect(connection).get_table_names())
    strange = there - metadata.tables.keys() - {_REVISION}
    if strange:
        raise StoreError(
            f"{database.where} holds tables that are not of this version of gesher"
            f" ({', '.join(sorted(strange))}); {EMPTY}"
        )
    old = MetaData()
    old.reflect(connection, only=sorted(there))
    old.drop_all(connection)
    run_migrations(connection, revision)


def _typed(table: Table, row: object) -> dict[str, object]:
    if not isinstance(row, Mapping) or row.keys() != set(table.c.keys()):
        raise UnfitRowsError(f"a row of {table.name} has not the columns of its table")
    return {column.name: _value(column, row[column.name]) for column in table.c}


def _value(column: Column[Any], value: object) -> object:
    if value is None:
        return None
    kind = column.type
    if isinstance(kind, DateTime) and isinstance(value, str):
        with suppress(ValueError):
            return datetime.fromisoformat(value)
    elif isinstance(kind, Boolean):
        if isinstance(value, bool):
            return value
    elif isinstance(kind, Integer):
        if isinstance(value, int) and not isinstance(value, bool):
            return value
    elif isinstance(kind, String) and isinstance(value, str):
        return value
    raise UnfitRowsError(f"a row of {column.table.name} is unfit: its {column.name} is no {kind}")


def _count(connection: Connection, tables: Mapping[str, Table], rows: Mapping[str, int]) -> None:
    for name in tables.keys() | rows.keys():
        found = name in tables and connection.scalar(select(func.count()).select_from(tables[name]))
        if found != rows.get(name, 0):
            raise UnfitRowsError(f"{found} rows of {name} are there, where {rows.get(name, 0)} should be")


def _go_on_from(connection: Connection, last_ids: Mapping[str, int]) -> None:
    for name, table in contents_tables(connection).items():
        if last_id_query(connection, table) is None:
            continue
        highest = connection.scalar(select(func.max(table.primary_key.columns[0]))) or 0
        last = max(highest, last_ids.get(name, 0))
        if last:
            _set_last_id(connection, table, last)


def _set_last_id(connection: Connection, table: Table, last: int) -> None:
    named: dict[str, Any] = {"name": table.name, "last": last}
    if connection.dialect.name == "sqlite":
        connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), named)
        connection.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)"), named)
        return
    key = table.primary_key.columns[0].name
    named["key"] = key
    connection.execute(text("SELECT setval(pg_get_serial_sequence(:name, :key), :last)"), named)
