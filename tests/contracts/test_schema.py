import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from bot.domain.errors import StoreError
from bot.domain.events import Content
from bot.domain.ids import MessageId, OutboxId, TicketMessageId, UserId
from bot.domain.messages import React
from bot.store import Store, check, migrate, upgrade
from bot.store.engine import parse, writing_engine
from bot.store.schema import metadata

from .samples import TO_STAFF, queue

T = TypeVar("T")
FIRST_RELEASE = Path(__file__).parents[1] / "data" / "databases" / "0001.sql"
BEFORE_WAYS = FIRST_RELEASE.with_name("0003.sql")


async def inside(url: str, look: Callable[[Connection], T]) -> T:
    engine = writing_engine(parse(url))
    try:
        async with engine.begin() as connection:
            return await connection.run_sync(look)
    finally:
        await engine.dispose()


def spelled(thing: Any) -> Any:
    if isinstance(thing, dict):
        return sorted((key, spelled(value)) for key, value in thing.items())
    return str(thing)


def described(connection: Connection) -> dict[str, Any]:
    """All that the database says of its tables, in an order that does not tell how they were made."""
    seen = inspect(connection)
    parts: list[Callable[[str], list[Any]]] = [
        seen.get_foreign_keys,
        seen.get_unique_constraints,
        seen.get_check_constraints,
        seen.get_indexes,
    ]
    return {
        table: {
            "columns": sorted(spelled(column) for column in seen.get_columns(table)),
            "key": seen.get_pk_constraint(table),
            "others": sorted(str(spelled(thing)) for part in parts for thing in part(table)),
        }
        for table in seen.get_table_names()
        if table != "alembic_version"
    }


async def test_migrations_give_the_schema_that_the_code_works_with(url: str, empty: str) -> None:
    await inside(empty, metadata.create_all)
    created = await inside(empty, described)
    assert set(created) == set(metadata.tables)
    assert await inside(url, described) == created


async def test_alembic_finds_nothing_to_change(url: str) -> None:
    def differences(connection: Connection) -> list[Any]:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, metadata))

    assert await inside(url, differences) == []


def test_revisions_are_numbered_and_follow_each_other() -> None:
    history = ScriptDirectory(str(migrate.SCRIPTS)).walk_revisions()
    assert [script.revision for script in history] == migrate.revisions()[::-1]


async def test_upgrading_creates_the_schema_and_a_second_time_changes_nothing(empty: str) -> None:
    await upgrade(empty)
    await check(empty)
    store = await Store.open(empty)
    await queue(store, (TO_STAFF, "1"))
    await store.close()
    await upgrade(empty)
    store = await Store.open(empty, migrate=False)
    async with store.reading() as work:
        assert (await work.outbox.counts())["queued"] == 1
    await store.close()


async def test_replicas_that_start_together_upgrade_once(empty: str) -> None:
    await asyncio.gather(*(upgrade(empty) for _ in range(4)))
    await check(empty)


@pytest.fixture
def failing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A next migration that changes tables and rows, and then fails."""
    scripts = tmp_path / "100% migrations"
    shutil.copytree(migrate.SCRIPTS, scripts)
    (scripts / "versions" / "0999_fails.py").write_text(
        f"""
import sqlalchemy as sa
from alembic import op

revision = "0999"
down_revision = "{migrate.revisions()[-1]}"

def upgrade() -> None:
    op.create_table("extra", sa.Column("id", sa.Integer()))
    op.execute("INSERT INTO desk VALUES ('left', 'behind')")
    op.add_column("desk", sa.Column("more", sa.Text()))
    raise RuntimeError("half way")
"""  # noqa: S608  # no query
    )
    monkeypatch.setattr(migrate, "SCRIPTS", scripts)


@pytest.mark.usefixtures("failing")
async def test_a_failing_migration_leaves_an_empty_database_empty(empty: str) -> None:
    with pytest.raises(RuntimeError, match="half way"):
        await upgrade(empty)
    assert await inside(empty, lambda connection: inspect(connection).get_table_names()) == []


async def test_a_failing_migration_leaves_a_database_as_it_was(
    url: str, request: pytest.FixtureRequest
) -> None:
    before = await inside(url, described)
    request.getfixturevalue("failing")
    with pytest.raises(RuntimeError, match="half way"):
        await Store.open(url)
    assert await inside(url, described) == before
    assert await inside(url, lambda connection: connection.execute(text("SELECT * FROM desk")).all()) == []
    with pytest.raises(
        StoreError, match="has an older schema than this version of gesher; run gesher db upgrade"
    ):
        await check(url)


@pytest.mark.parametrize("touch", [upgrade, check, Store.open], ids=["upgrade", "check", "open"])
async def test_a_database_newer_than_the_code_is_refused(empty: str, touch: Callable[[str], Any]) -> None:
    await upgrade(empty)
    newer = text("UPDATE alembic_version SET version_num = '9999'")
    await inside(empty, lambda connection: connection.execute(newer))
    with pytest.raises(StoreError) as refused:
        await touch(empty)
    assert str(refused.value) == (
        f"{parse(empty).where} is newer than this version of gesher (revision 9999);"
        " install the newer version, or restore a backup into an empty database"
    )


async def test_an_empty_database_is_not_taken_for_ready(empty: str) -> None:
    with pytest.raises(StoreError, match="run gesher db upgrade"):
        await Store.open(empty, migrate=False)
    with pytest.raises(StoreError, match="run gesher db upgrade"):
        await check(empty)


async def test_a_database_of_the_first_release_keeps_what_is_in_it(empty: str) -> None:
    def as_in_the_first_release(connection: Connection) -> None:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(migrate.SCRIPTS))
        command.upgrade(config, "0001")
        for statement in FIRST_RELEASE.read_text("utf-8").split(";\n"):
            connection.exec_driver_sql(statement)

    await inside(empty, as_in_the_first_release)
    store = await Store.open(empty)
    async with store.unit_of_work() as work:
        founder = await work.founders.get(UserId(7))
        assert founder is not None
        assert founder.last_seen == founder.first_seen
        ticket = await work.tickets.latest(founder.id)
        assert ticket is not None
        assert ticket.number == "Q-0009"
        kept = await work.tickets.message(TicketMessageId(4))
        assert kept is not None
        assert kept.content == Content(kind="text", text="?")
        assert await work.tickets.by_staff_message(MessageId(70)) == ticket
        assert (await work.outbox.get(OutboxId(5))).message == React(message=MessageId(1), emoji="x")
    await store.close()


async def test_what_was_handled_before_ways_were_kept_has_none(empty: str) -> None:
    def as_in_an_earlier_release(connection: Connection) -> None:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(migrate.SCRIPTS))
        command.upgrade(config, "0003")
        for statement in BEFORE_WAYS.read_text("utf-8").split(";\n"):
            connection.exec_driver_sql(statement)

    await inside(empty, as_in_an_earlier_release)
    store = await Store.open(empty)
    async with store.reading() as work:
        (way,) = await work.ways.of(UserId(7), 10)
        assert (way.handled_at, way.decided, way.outbox) == (None, None, ())
        assert (await work.outbox.get(OutboxId(1))).cause is None
    await store.close()
