"""Brings a database to the schema of this code, or refuses it."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.domain.errors import StoreError
from bot.store.connections import connected
from bot.store.engine import Database, parse, writing_engine

SCRIPTS = Path(__file__).parent / "migrations"
_UPGRADE_LOCK = 0x6765_7368_6572
"""Any number does; only one replica at a time may change a PostgreSQL schema."""


def revisions() -> list[str]:
    """Return the revisions that this code knows, oldest first: the numbers that their files begin with."""
    return sorted(path.name.split("_")[0] for path in (SCRIPTS / "versions").glob("[0-9]*_*.py"))


async def upgrade(url: str) -> None:
    """Create or upgrade the schema in one transaction: all missing migrations happen, or none.

    Raises:
        StoreError: if the database cannot be opened or written, or is newer than this code.
    """
    database = parse(url)
    engine = writing_engine(database)
    try:
        await upgrade_through(engine, database)
    finally:
        await engine.dispose()


async def check(url: str) -> None:
    """Make sure that the schema is the one of this code; the database stays as it is.

    Raises:
        StoreError: if the database cannot be opened or written, or is newer or older than this code.
    """
    database = parse(url)
    if database.file is not None and not database.file.exists():
        raise StoreError(f"{database.where} does not exist; run gesher db upgrade")
    engine = writing_engine(database)
    try:
        await check_through(engine, database)
    finally:
        await engine.dispose()


async def upgrade_through(engine: AsyncEngine, database: Database) -> None:
    """Do what `upgrade` does, with an engine that is there already."""
    async with connected(engine, database.where) as connection:
        await connection.run_sync(_upgrade, database)
        await connection.commit()


async def check_through(engine: AsyncEngine, database: Database) -> None:
    """Do what `check` does, with an engine that is there already."""
    async with connected(engine, database.where) as connection:
        revision = await connection.run_sync(revision_of, database)
    if revision != revisions()[-1]:
        raise StoreError(
            f"{database.where} has an older schema than this version of gesher; run gesher db upgrade"
        )


def run_migrations(connection: Connection, to: str = "head") -> None:
    """Run the missing migrations up to a revision, in the transaction of the connection."""
    # Imported when there is something to do: it takes a sixth of a second, a start on a current schema none.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    command.upgrade(config, to)


def hold_schema(connection: Connection) -> None:
    """Let no other replica change a PostgreSQL schema, or start on it, before the end of this transaction."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _UPGRADE_LOCK})


def revision_of(connection: Connection, database: Database) -> str | None:
    """Return the database's revision; None for an empty one.

    Raises:
        StoreError: if it is newer than this code.
    """
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    if revision is not None and revision not in revisions():
        raise StoreError(
            f"{database.where} is newer than this version of gesher (revision {revision});"
            " install the newer version, or restore a backup into an empty database"
        )
    return revision


def _upgrade(connection: Connection, database: Database) -> None:
    hold_schema(connection)
    if revision_of(connection, database) != revisions()[-1]:
        run_migrations(connection)
