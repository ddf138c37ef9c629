"""From a URL to engines: one that writes and one that only reads."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy import URL, Connection, Pool, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from bot.domain.errors import StoreError
from bot.store.one_trip import OneTripConnection, open_sqlite

_BUSY_SECONDS = 5.0
"""How long SQLite waits for another program's lock; within this process `Store` queues the writers."""
_CONNECT_SECONDS = 10.0
_SQLITE_PRAGMAS = ("foreign_keys=ON", "journal_mode=WAL", "synchronous=FULL")
"""FULL: a commit survives a power cut; NORMAL could lose the last ones, https://sqlite.org/pragma.html#pragma_synchronous"""

_POSTGRESQL_SETTINGS = {
    "idle_in_transaction_session_timeout": "15s",
    "tcp_keepalives_idle": "5",
    "tcp_keepalives_interval": "3",
    "tcp_keepalives_count": "3",
}
"""The server lets go by itself of what a process has locked that hangs, or whose machine is cut off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Database:
    """A database that the project can work with.

    Attributes:
        where: what messages call it; holds no credentials.
        file: of SQLite; None on PostgreSQL.
    """

    url: URL
    where: str
    file: Path | None


def parse(url: str) -> Database:
    """Read a `DATABASE_URL`; `sqlite:///…` and `postgresql://…` get their asyncio driver.

    Raises:
        StoreError: if it is no URL, or names no SQLite file and no PostgreSQL database.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise StoreError(f"DATABASE_URL is not a URL; write {_EXAMPLES}") from None
    match parsed.get_backend_name():
        case "sqlite" if parsed.database and parsed.database != ":memory:":
            file = Path(parsed.database)
            return Database(url=parsed.set(drivername="sqlite+aiosqlite"), where=str(file), file=file)
        case "sqlite":
            raise StoreError(f"DATABASE_URL names no file; write {_EXAMPLES}")
        case "postgresql" | "postgres":
            return _postgresql(parsed)
        case other:
            raise StoreError(f"DATABASE_URL names {other}, which gesher does not speak; write {_EXAMPLES}")


def writing_engine(database: Database) -> AsyncEngine:
    """Return the engine for transactions that write; it connects when first used.

    Raises:
        StoreError: if the folder of a SQLite file cannot be made, or PostgreSQL's driver is not installed.
    """
    if database.file is None:
        return _postgresql_engine(database)
    try:
        # Founders' messages are nobody else's to read.
        database.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"{database.where} cannot make its folder ({error.strerror}); change DATABASE_URL"
        ) from error
    return _sqlite_engine(database, database.file, read_only=False)


def reading_engine(database: Database, writing: AsyncEngine) -> AsyncEngine:
    """Return an engine whose transactions see one moment of the database and cannot write."""
    if database.file is None:
        return writing.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return _sqlite_engine(database, database.file, read_only=True)


def lone_engine(database: Database) -> AsyncEngine:
    """Return an engine for a connection to PostgreSQL that is kept for long and belongs to no pool."""
    return _postgresql_engine(database, NullPool)


_EXAMPLES = "sqlite+aiosqlite:///data/gesher.db or postgresql+asyncpg://user:password@host/gesher"


def _postgresql(url: URL) -> Database:
    query = dict(url.query)
    if "sslmode" in query:  # libpq's name, which providers print in their URLs; asyncpg's is `ssl`
        query["ssl"] = query.pop("sslmode")
    host = query.get("host", url.host or "localhost")
    port = "" if url.port is None else f":{url.port}"
    return Database(
        url=url.set(drivername="postgresql+asyncpg", query=query),
        where=f"postgresql://{host}{port}/{url.database or ''}",
        file=None,
    )


def _postgresql_engine(database: Database, pool: type[Pool] | None = None) -> AsyncEngine:
    try:
        return create_async_engine(
            database.url,
            hide_parameters=True,
            poolclass=pool,
            pool_pre_ping=pool is None,
            connect_args={"timeout": _CONNECT_SECONDS, "server_settings": _POSTGRESQL_SETTINGS},
        )
    except ModuleNotFoundError as error:
        raise StoreError(f"{database.where} needs asyncpg; install gesher[postgres]") from error


def _sqlite_engine(database: Database, file: Path, *, read_only: bool) -> AsyncEngine:
    pragmas = (*_SQLITE_PRAGMAS, "query_only=ON") if read_only else _SQLITE_PRAGMAS
    connector = partial(open_sqlite, file, pragmas=pragmas, busy_seconds=_BUSY_SECONDS)
    engine = create_async_engine(
        database.url,
        async_creator=lambda *_, **__: OneTripConnection(connector),
        hide_parameters=True,  # an error's text reaches the log; founders' words must not
        pool_size=5 if read_only else 1,
        max_overflow=15 if read_only else 0,
        pool_use_lifo=True,
    )
    # The lock for writing is taken at once: a transaction that reads first may find itself outdated later.
    begin = "BEGIN" if read_only else "BEGIN IMMEDIATE"

    # As SQLAlchemy's page on SQLite advises ("Using SQLAlchemy to emit BEGIN").
    @event.listens_for(engine.sync_engine, "begin")
    def begun(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine
