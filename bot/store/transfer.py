"""Rows of another database into this one: everything in one transaction, or nothing."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Connection,
    DateTime,
    MetaData,
    Table,
    func,
    insert,
    inspect,
    select,
    text,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.errors import StoreError
from bot.domain.messages import DeliveryState
from bot.store.backup import Contents, Row, be_patient, contents_tables, last_id_query
from bot.store.connections import connected
from bot.store.engine import Database, parse, writing_engine
from bot.store.migrate import hold_schema, run_migrations
from bot.store.schema import metadata, outbox

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
            UnfitRowsError: if the table, or a column, is not of this schema.
        """
        try:
            values = [_typed(self._tables[table], row) for row in rows]
        except (KeyError, TypeError, ValueError) as error:
            raise UnfitRowsError(f"rows of {table} are not of this schema ({error!r})") from error
        await self._connection.execute(insert(self._tables[table]), values)

    async def doubt_what_is_queued(self) -> None:
        """Have what waits to be sent go out as a repetition: the desk may have sent it since."""
        doubted = update(outbox).values(unknown_outcomes=1)
        queued = outbox.c.state == DeliveryState.QUEUED
        await self._connection.execute(doubted.where(queued, outbox.c.unknown_outcomes == 0))

    async def complete(self, contents: Contents) -> None:
        """Count the rows, bring the schema up to this code, and let ids go on where they stood.

        Raises:
            UnfitRowsError: if there are not as many rows as `contents` says.
        """
        await self._connection.run_sync(_count, self._tables, contents.rows)
        await self._connection.run_sync(run_migrations)
        await self._connection.run_sync(_go_on_from, contents.last_ids)


@asynccontextmanager
async def filling(url: str, revision: str) -> AsyncIterator[Filling]:
    """Make a database anew with the tables of a revision, in place of what it holds; committed at the end.

    Raises:
        StoreError: if it cannot be written, or holds tables of somebody else, or of a newer version.
    """
    database = parse(url)
    was_there = database.file is not None and database.file.exists()
    engine = writing_engine(database)
    done = False
    try:
        async with connected(engine, database.where) as connection:
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
    be_patient(connection)
    hold_schema(connection)
    there = set(inspect(connection).get_table_names())
    strange = there - metadata.tables.keys() - {_REVISION}
    if strange:
        raise StoreError(
            f"{database.where} holds tables that are not of this version of gesher"
            f" ({', '.join(sorted(strange))}); take an empty database"
        )
    old = MetaData()
    old.reflect(connection, only=sorted(there))
    old.drop_all(connection)
    run_migrations(connection, revision)


def _typed(table: Table, row: Row) -> dict[str, object]:
    return {name: _value(table, name, value) for name, value in row.items()}


def _value(table: Table, name: str, value: object) -> object:
    kind = table.c[name].type
    if value is None:
        return None
    if isinstance(kind, DateTime):
        return datetime.fromisoformat(str(value))
    if isinstance(kind, Boolean) != isinstance(value, bool):
        raise TypeError(f"{name} is no {kind}")
    return value


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
