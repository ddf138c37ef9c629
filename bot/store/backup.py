"""All rows of a database as they are at one moment, in a form that every database takes.

A transaction that only reads sees one moment on both databases and holds up nobody who writes, so a desk goes
on meanwhile. SQLite's file is looked into through SQLite alone: whoever opens and closes it in another way
takes away the locks that a process has on it (one_trip.py).
"""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, Connection, MetaData, Table, func, inspect, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.errors import StoreError
from bot.store.at_rest import be_patient
from bot.store.connections import connected
from bot.store.engine import Database, parse, reading_engine, writing_engine
from bot.store.errors import translated
from bot.store.migrate import revision_of
from bot.store.replicas import ON_DUTY
from bot.store.schema import desk, inbox, metadata, replicas

Row = Mapping[str, object]
"""By column: text, whole numbers, truth values and None; a time is text, ISO 8601 with its zone."""

BATCH = 1000
"""Rows read at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a database holds.

    Attributes:
        revision: of its schema.
        kind: `sqlite` or `postgresql`.
        rows: how many, by table; what is referred to comes first.
        last_ids: by table, the highest id given out so far, also of rows that are deleted since.
    """

    revision: str
    kind: str
    rows: Mapping[str, int]
    last_ids: Mapping[str, int]


class Snapshot:
    """One moment of a database.

    Attributes:
        contents: what it holds.
    """

    def __init__(
        self, connection: AsyncConnection, where: str, contents: Contents, tables: Mapping[str, Table]
    ) -> None:
        self._connection = connection
        self._where = where
        self._tables = tables
        self.contents = contents

    async def batches(self) -> AsyncIterator[tuple[str, Sequence[Row]]]:
        """Yield all rows, some of one table at a time, with its name; tables come as in `rows`.

        Raises:
            StoreError: if the database cannot be read, or holds what is not of the kind of its column.
        """
        for name, table in self._tables.items():
            key = table.primary_key.columns[0]
            query = _content(table).order_by(key).limit(BATCH)
            found = await self._read(name, query)
            while found:
                yield name, found
                found = await self._read(name, query.where(key > found[-1][key.name]))

    async def _read(self, name: str, query: Any) -> Sequence[Row]:  # noqa: ANN401  # as `_content`
        with translated(self._where, connecting=True):
            try:
                return [_plain(row._mapping) for row in await self._connection.execute(query)]  # noqa: SLF001  # SQLAlchemy's public name
            except (TypeError, ValueError) as error:  # SQLite takes anything into any column
                raise StoreError(
                    f"{self._where} holds a row of {name} that cannot be read; mend it, or restore a backup"
                ) from error


@asynccontextmanager
async def snapshot(url: str) -> AsyncIterator[Snapshot]:
    """Hold one moment of a database, whatever a desk does with it meanwhile.

    Raises:
        StoreError: if the database cannot be read, is newer than this code, or has no tables yet.
    """
    database = parse(url)
    with translated(database.where, connecting=True):
        make_sure_of(database)
    writing = writing_engine(database)
    reading = reading_engine(database, writing)
    try:
        async with connected(reading, database.where) as connection:
            with translated(database.where, connecting=True):
                await connection.run_sync(be_patient)
                tables = await connection.run_sync(_tables, database)
                contents = await connection.run_sync(_contents, database, tables)
            yield Snapshot(connection, database.where, contents, tables)
    finally:
        await reading.dispose()
        await writing.dispose()


def make_sure_of(database: Database) -> None:
    """Have nobody make an empty database by looking for one.

    Raises:
        StoreError: if a SQLite file is not there.
    """
    if database.file is not None and not database.file.exists():
        raise StoreError(f"{database.where} does not exist; set DATABASE_URL to the desk's database")


def contents_tables(connection: Connection) -> Mapping[str, Table]:
    """Return the tables of gesher that there are, as they are there; what is referred to comes first.

    Of processes that work at the moment nothing is content: their table is left out.
    """
    there = MetaData()
    found = set(inspect(connection).get_table_names())
    there.reflect(connection, only=sorted(found & metadata.tables.keys()))
    return {table.name: table for table in there.sorted_tables if table.name != replicas.name}


def last_id_query(connection: Connection, table: Table) -> Any | None:  # noqa: ANN401  # any statement
    """Return a query for the highest id that a table has given out, 0 or None for none.

    None for a table whose rows the database does not number.
    """
    key = table.primary_key.columns[0]
    if connection.dialect.name == "sqlite":
        if "AUTOINCREMENT" not in _made_by(connection, table):
            return None
        return text("SELECT seq FROM sqlite_sequence WHERE name = :name").bindparams(name=table.name)
    if _sequence(connection, key) is None:
        return None
    return text(f"SELECT CASE WHEN is_called THEN last_value END FROM {_sequence(connection, key)}")  # noqa: S608


def _tables(connection: Connection, database: Database) -> Mapping[str, Table]:
    if revision_of(connection, database) is None:
        raise StoreError(f"{database.where} holds no desk yet; set DATABASE_URL to the desk's database")
    return contents_tables(connection)


def _contents(connection: Connection, database: Database, tables: Mapping[str, Table]) -> Contents:
    return Contents(
        revision=str(revision_of(connection, database)),
        kind=connection.dialect.name,
        rows={name: _count(connection, table) for name, table in tables.items()},
        last_ids=dict(_last_ids(connection, tables)),
    )


def _last_ids(connection: Connection, tables: Mapping[str, Table]) -> Iterator[tuple[str, int]]:
    for name, table in tables.items():
        query = last_id_query(connection, table)
        if query is not None:
            yield name, connection.scalar(query) or 0


def _count(connection: Connection, table: Table) -> int:
    return int(
        connection.scalar(_content(table).with_only_columns(func.count(), maintain_column_froms=True)) or 0
    )


def _content(table: Table) -> Any:  # noqa: ANN401  # a Select of whatever columns there are
    query = select(table)
    return query.where(table.c.key != ON_DUTY) if table.name == desk.name else query


def _made_by(connection: Connection, table: Table) -> str:
    query = text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = :name")
    return str(connection.scalar(query, {"name": table.name}))


def _sequence(connection: Connection, key: Column[Any]) -> str | None:
    named = {"table": key.table.name, "column": key.name}
    found: str | None = connection.scalar(text("SELECT pg_get_serial_sequence(:table, :column)"), named)
    return found


def _plain(row: Mapping[Any, Any]) -> Row:
    plain = {name: _neutral(value) for name, value in row.items()}
    if inbox.c.taken_by.name in plain:  # which replica handles an update now; in no other table
        plain[inbox.c.taken_by.name] = None
    return plain


def _neutral(value: object) -> object:
    if value is None or isinstance(value, str | int):
        return value
    if not isinstance(value, datetime):
        raise TypeError("neither text, a whole number, a truth value nor a time")
    return (value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)).isoformat()
