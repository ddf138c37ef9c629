"""Two units of work about the same things at once, as PostgreSQL lets them be."""

import asyncio
from dataclasses import replace

import pytest

from bot.domain.ids import TopicId
from bot.store import Store
from bot.store.errors import ClashError

from .samples import FOUNDER, NOW, SECOND, open_ticket

LATER = NOW + 60 * SECOND


@pytest.fixture
def kind() -> str:
    return "postgresql"


async def test_neither_undoes_what_the_other_has_changed_of_a_founder(store: Store) -> None:
    async with store.unit_of_work() as work:
        await work.founders.save(FOUNDER)
    was_read, has_topic = asyncio.Event(), asyncio.Event()

    async def writes() -> None:
        async with store.unit_of_work() as work:
            founder = await work.founders.get(FOUNDER.id)
            assert founder
            was_read.set()
            await has_topic.wait()
            await work.founders.save(replace(founder, last_seen=LATER))

    async def gets_a_topic() -> None:
        await was_read.wait()
        async with store.unit_of_work() as work:
            founder = await work.founders.get(FOUNDER.id)
            assert founder
            await work.founders.save(replace(founder, topic=TopicId(77)))
        has_topic.set()

    await asyncio.gather(writes(), gets_a_topic())
    async with store.reading() as work:
        assert await work.founders.get(FOUNDER.id) == replace(FOUNDER, last_seen=LATER, topic=TopicId(77))


async def test_a_founder_who_writes_and_staff_who_answer_do_not_wait_for_each_other(store: Store) -> None:
    async with store.unit_of_work() as work:
        ticket = await open_ticket(work)
    answered, written = asyncio.Event(), asyncio.Event()

    async def staff() -> None:
        async with store.unit_of_work() as work:
            await work.tickets.save(ticket)
            answered.set()
            await written.wait()
            await work.tickets.save(ticket)  # a second time: only now its founder is looked up and locked

    async def founder() -> None:
        await answered.wait()
        async with store.unit_of_work() as work:
            seen = await work.founders.get(FOUNDER.id)
            assert seen
            await work.founders.save(replace(seen, last_seen=LATER))
            written.set()
            await work.tickets.save(ticket)

    await asyncio.gather(staff(), founder())


async def test_of_two_that_wait_for_each_other_one_is_ended_and_the_database_is_well(store: Store) -> None:
    async with store.unit_of_work() as work:
        for key in ("a", "b"):
            await work.desk.set(key, "before")
    both = asyncio.Barrier(2)

    async def change(first: str, second: str) -> None:
        async with store.unit_of_work() as work:
            await work.desk.set(first, f"{first}{second}")
            await both.wait()
            await work.desk.set(second, f"{first}{second}")

    ends = await asyncio.gather(change("a", "b"), change("b", "a"), return_exceptions=True)
    assert [type(end) for end in ends if end] == [ClashError]
    async with store.reading() as work:
        assert await work.desk.get("a") == await work.desk.get("b") == ("ba" if ends[0] else "ab")
    assert store.trouble.why == ""


async def test_a_founder_who_was_forgotten_in_between_is_stored_anew(store: Store) -> None:
    async with store.unit_of_work() as work:
        await work.founders.save(FOUNDER)
        founder = await work.founders.get(FOUNDER.id)
        assert founder
        await work.retention.forget(FOUNDER.id)
        assert await work.founders.get(FOUNDER.id) is None
        await work.founders.save(founder)
    async with store.reading() as work:
        assert await work.founders.get(FOUNDER.id) == FOUNDER
