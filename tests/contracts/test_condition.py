"""What `gesher doctor` asks of a database, on each of them."""

from contextlib import AbstractAsyncContextManager, AsyncExitStack
from datetime import UTC, datetime, timedelta

from sqlalchemy import text

from bot.doctor.database import look_at_database, look_for_desk
from bot.doctor.examination import Examination
from bot.domain.clock import SystemClock
from bot.domain.ids import UpdateId
from bot.settings import Settings
from bot.store import Store, upgrade
from bot.store.condition import is_at_work, schema
from bot.store.engine import parse, writing_engine
from bot.store.inbox import Received
from bot.store.lock import instance_lock

from .earlier import leave

NOW = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)


async def test_an_empty_database_has_no_revision_and_an_upgraded_one_the_newest(empty: str) -> None:
    assert (await schema(empty)).revision is None
    await upgrade(empty)
    found = await schema(empty)
    assert found.revision == found.newest


async def test_a_desk_that_runs_is_seen_and_nothing_else_is_wrong(store: Store, url: str) -> None:
    assert await _seen(url) == (False, ["desk"])
    async with AsyncExitStack() as desk:
        desk.enter_context(instance_lock(url))
        if store.shared:
            joined: AbstractAsyncContextManager[object] = store.join(SystemClock(), lambda _: None)
            await desk.enter_async_context(joined)
        assert await _seen(url) == (True, [])


async def test_a_desk_of_an_older_schema_is_seen(empty: str) -> None:
    assert await is_at_work(empty) is False
    await upgrade(empty)
    store = await Store.open(empty, migrate=False)
    async with AsyncExitStack() as desk:
        desk.push_async_callback(store.close)
        if store.shared:
            await desk.enter_async_context(store.join(SystemClock(), lambda _: None))
        else:
            desk.enter_context(instance_lock(empty))
        await _change(empty, "UPDATE alembic_version SET version_num = '0001'")  # as a later release sees it
        assert await is_at_work(empty) is True


async def test_before_there_were_replicas_only_a_lock_tells(empty: str, kind: str) -> None:
    await leave(empty, "0004")
    assert await is_at_work(empty) is (False if kind == "sqlite" else None)


async def _change(url: str, statement: str) -> None:
    engine = writing_engine(parse(url))
    async with engine.begin() as connection:
        await connection.execute(text(statement))
    await engine.dispose()


async def _seen(url: str) -> tuple[bool | None, list[str]]:
    """Return whether a desk was seen, and what the doctor has something to say about."""
    settings = Settings.model_validate({"database_url": url})
    examination = Examination(lambda _: None)
    await look_for_desk(examination, settings)
    await look_at_database(examination, settings, SystemClock().now())
    assert len(examination.findings) >= 6  # what waits was looked at, too
    noted = [one.what for one in examination.findings if one.warns or not one.well]
    return examination.known.running, noted


async def test_updates_set_aside_are_counted_for_some_days(store: Store) -> None:
    async with store.unit_of_work() as uow:
        await uow.inbox.add([Received(update_id=UpdateId(1), lane="chat:1", payload="{}")], NOW)
        (item,) = await uow.inbox.due(NOW, 1, exclude_lanes=())
        await uow.inbox.set_aside(item.id, "unreadable", NOW)
    async with store.reading() as uow:
        assert await uow.inbox.set_aside_since(NOW) == 1
        assert await uow.inbox.set_aside_since(NOW + timedelta(seconds=1)) == 0
