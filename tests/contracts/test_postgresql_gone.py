"""What the operator reads when the server does not do its part."""

from collections.abc import AsyncIterator, Awaitable

import pytest

from bot.domain.errors import StoreError
from bot.store import Store

from .conftest import Server

BREAK = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname <> 'postgres' AND state = 'idle in transaction'"
)


async def refusal(url: str) -> str:
    with pytest.raises(StoreError) as refused:
        await Store.open(url)
    return str(refused.value)


async def test_a_missing_database_is_named(server: Server) -> None:
    assert await refusal(server.url("nowhere")) == (
        f"postgresql://{server.folder}/nowhere does not exist; create the database"
    )


async def test_an_unknown_user_is_told_so_without_the_password(server: Server) -> None:
    url = server.url("postgres").replace("postgres:@", "nobody:secret@")
    assert await refusal(url) == (
        f"postgresql://{server.folder}/postgres refuses this user; check user and password in DATABASE_URL"
    )


@pytest.fixture
async def store(server: Server) -> AsyncIterator[Store]:
    store = await Store.open(await server.create())
    yield store
    await store.close()


async def is_told_and_nothing_stored(store: Store, interrupted: Awaitable[None]) -> None:
    with pytest.raises(StoreError, match=r"/gesher_\d+ (is shutting down|broke the connection|failed)"):
        await interrupted
    async with store.unit_of_work() as work:
        assert await work.desk.get("key") is None


async def test_a_connection_that_breaks_stores_nothing_and_the_next_one_works(
    server: Server, store: Store
) -> None:
    async def interrupted() -> None:
        async with store.unit_of_work() as work:
            await work.desk.set("key", "value")
            await server.run("postgres", BREAK)
            await work.desk.set("key", "other")

    await is_told_and_nothing_stored(store, interrupted())


async def test_a_broken_connection_found_at_the_commit_is_told(server: Server, store: Store) -> None:
    async def interrupted() -> None:
        async with store.unit_of_work() as work:
            await work.desk.set("key", "value")
            await server.run("postgres", BREAK)

    await is_told_and_nothing_stored(store, interrupted())


async def test_a_broken_connection_found_at_the_end_of_a_look_is_told(server: Server, store: Store) -> None:
    async def interrupted() -> None:
        async with store.reading() as work:
            await work.desk.get("key")
            await server.run("postgres", BREAK)

    await is_told_and_nothing_stored(store, interrupted())


async def test_what_ended_the_work_is_told_before_a_broken_connection(server: Server, store: Store) -> None:
    async def interrupted() -> None:
        async with store.reading() as work:
            await work.desk.get("key")
            await server.run("postgres", BREAK)
            raise LookupError("of the work itself")

    with pytest.raises(LookupError):
        await interrupted()
