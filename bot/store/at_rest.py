"""A database that no desk works on, for who copies all of it, or replaces it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.errors import StoreError
from bot.store.access import Transaction
from bot.store.connections import connected
from bot.store.engine import Database, parse, writing_engine
from bot.store.lock import instance_lock
from bot.store.migrate import hold_schema
from bot.store.replicas import Replicas
from bot.store.schema import replicas


@asynccontextmanager
async def at_rest(url: str, *, hold: bool = False) -> AsyncIterator[None]:
    """Keep every desk from a SQLite database; make sure that none is on a PostgreSQL one.

    Args:
        url: of the database.
        hold: keep them from a PostgreSQL one, too: what starts there waits for the end of the block. Not for
            a database that is to be filled, which is looked at again then.

    Raises:
        StoreError: if a desk runs on it.
    """
    with instance_lock(url):
        database = parse(url)
        if database.file is not None:
            yield
            return
        engine = writing_engine(database)
        try:
            async with connected(engine, database.where) as connection:
                await keep_away(connection, database)
                if not hold:
                    await connection.rollback()
                yield
        finally:
            await engine.dispose()


async def keep_away(connection: AsyncConnection, database: Database) -> None:
    """Let no desk start on a PostgreSQL database before the end of this transaction.

    Raises:
        StoreError: if one runs on it.
    """
    if database.file is not None:  # there `instance_lock` does it
        return
    await connection.run_sync(be_patient)
    await connection.run_sync(hold_schema)
    if not await connection.run_sync(lambda sync: inspect(sync).has_table(replicas.name)):
        return
    # Whoever joins writes a row first: either it is there by now, or it waits.
    await connection.execute(text(f"LOCK TABLE {replicas.name} IN SHARE MODE"))
    if await Replicas(Transaction(connection)).connected():
        raise StoreError(f"another gesher is running on {database.where}; stop it first")


def be_patient(connection: Connection) -> None:
    """Have PostgreSQL keep this transaction, however long a slow disk takes between two statements of it."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
