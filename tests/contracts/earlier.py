"""Databases as earlier releases left them: tests/data/databases/desk-REVISION.sql."""

from pathlib import Path

from sqlalchemy import Connection, text

from bot.store.at_rest import be_patient
from bot.store.backup import snapshot
from bot.store.engine import parse, writing_engine
from bot.store.migrate import run_migrations

DATABASES = Path(__file__).parents[1] / "data" / "databases"
EARLIER = ["0001", "0002", "0003", "0004"]

Rows = dict[str, list[dict[str, object]]]


def statements(revision: str) -> list[str]:
    """Return what makes the database, one statement each."""
    script = (DATABASES / f"desk-{revision}.sql").read_text("utf-8")
    return script.split(";\n")[:-1]


async def leave(url: str, revision: str) -> None:
    """Make a database as the release with that schema left it, a desk in the middle of its work."""

    def make(connection: Connection) -> None:
        be_patient(connection)
        lines = statements(revision)
        if connection.dialect.name == "postgresql":
            run_migrations(connection, revision)
            connection.execute(text("SET LOCAL TIME ZONE 'UTC'"))
            lines = [line for line in lines if line.startswith("INSERT") and "alembic_version" not in line]
        for line in lines:
            connection.exec_driver_sql(line)
        if connection.dialect.name == "postgresql":
            for table in ("inbox", "questions", "tickets", "ticket_messages", "outbox"):
                last = f"setval(pg_get_serial_sequence('{table}', 'id'), max(id))"
                connection.execute(text(f"SELECT {last} FROM {table}"))  # noqa: S608  # names written above

    engine = writing_engine(parse(url))
    try:
        async with engine.begin() as connection:
            await connection.run_sync(make)
    finally:
        await engine.dispose()


async def rows_of(url: str) -> Rows:
    """Return all rows, by table, in the order of their keys."""
    found: Rows = {}
    async with snapshot(url) as moment:
        for table in moment.contents.rows:
            found[table] = []
        async for table, rows in moment.batches():
            found[table] += [dict(row) for row in rows]
    return found
