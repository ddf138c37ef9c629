"""Several processes on one PostgreSQL: who does what, and what becomes of it when one of them ends."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

import pytest

from bot.domain.clock import SystemClock
from bot.domain.errors import StoreError
from bot.domain.ids import ChatId, InboxId, OutboxId, ReplicaId, UserId
from bot.domain.messages import Address, Place
from bot.store import Store
from bot.store.member import Member, on_duty
from bot.store.replicas import LEASE
from bot.telegram.group import StaffGroup, follow_group
from bot.telegram.pulse import Pulse
from bot.telegram.replica import Replica as ReplicaWorker

from .conftest import Server
from .samples import NOW, SECOND, queue, receive, received

KILL = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND objid = {}"


@dataclass
class Hands:
    """A clock whose time a test sets."""

    time: datetime = NOW

    def now(self) -> datetime:
        return self.time


@dataclass
class Replica:
    """A store that has joined, and what it has heard."""

    store: Store
    member: Member
    clock: Hands
    joined: AbstractAsyncContextManager[Member]
    heard: list[str] = field(default_factory=list)

    async def take(self, most: int = 100) -> list[int]:
        async with self.store.looking_for_work() as work:
            return [item.update_id for item in await work.inbox.take(NOW, most, exclude_lanes=())]

    async def handle(self, item: InboxId) -> bool:
        async with self.store.unit_of_work() as work:
            return await work.inbox.claim(item, NOW)

    async def beat(self) -> bool:
        return await self.member.beat(self.clock.now())

    async def leave(self) -> None:
        with suppress(StoreError):
            await self.joined.__aexit__(None, None, None)


@pytest.fixture
def kind() -> str:
    return "postgresql"


@asynccontextmanager
async def replica(url: str) -> AsyncIterator[Replica]:
    store, clock, heard = await Store.open(url, migrate=False), Hands(), list[str]()
    joined = store.join(clock, heard.append)
    one = Replica(store=store, member=await joined.__aenter__(), clock=clock, joined=joined, heard=heard)
    try:
        yield one
    finally:
        await one.leave()
        await store.close()


@pytest.fixture
async def two(url: str) -> AsyncIterator[tuple[Replica, Replica]]:
    async with AsyncExitStack() as stack:
        yield (
            await stack.enter_async_context(replica(url)),
            await stack.enter_async_context(replica(url)),
        )


async def kill(server: Server, one: Replica) -> None:
    """End the connection that a replica lives by, as the end of its process does."""
    await server.run("postgres", KILL.format(one.member.number))


async def test_an_update_is_taken_by_one_and_holds_back_its_lane(two: tuple[Replica, Replica]) -> None:
    first, second = two
    rows = await receive(
        first.store, *(received(number, f"chat:{number % 3}", f"{number}") for number in range(1, 7))
    )
    assert await first.take(2) == [1, 2]
    assert await second.take() == [3]
    assert await second.take() == [3], "what it has already it may be given again"
    assert not await second.handle(rows[0])
    assert await first.handle(rows[0])
    assert await second.take() == [3, 4]


async def test_many_takes_at_once_give_each_update_to_one_in_order(two: tuple[Replica, Replica]) -> None:
    lanes, each = 20, 5
    await receive(two[0].store, *(received(n, f"chat:{n % lanes}") for n in range(lanes * each)))
    done: list[int] = []

    async def work_off(one: Replica) -> None:
        while len(done) < lanes * each:
            async with one.store.looking_for_work() as work:
                items = await work.inbox.take(NOW, 4, exclude_lanes=())
            for item in items:
                async with one.store.unit_of_work() as work:
                    assert await work.inbox.claim(item.id, NOW)
                done.append(item.update_id)

    async with asyncio.timeout(30):
        await asyncio.gather(*(work_off(one) for one in two))
    assert sorted(done) == list(range(lanes * each))
    for lane in range(lanes):
        assert (of_lane := [n for n in done if n % lanes == lane]) == sorted(of_lane)


@pytest.mark.parametrize("end", ["killed", "hangs"])
async def test_what_a_replica_had_taken_is_free_once_it_is_dead(
    two: tuple[Replica, Replica], server: Server, end: str
) -> None:
    first, second = two
    rows = await receive(first.store, received(1, "chat:1"), received(2, "chat:2"))
    assert await first.beat()
    assert first.member.on_duty
    assert await first.take() == [1, 2]
    assert await second.beat()
    assert not second.member.on_duty
    assert await second.take() == []

    if end == "killed":
        await kill(server, first)
    else:
        second.clock.time += LEASE + SECOND
    async with asyncio.timeout(10):
        while not second.member.on_duty:
            assert await second.beat()
    assert await second.take() == [1, 2]
    assert not await first.handle(rows[0]), "it may be alive after all, but has nothing any more"
    assert await second.handle(rows[0])
    if end == "hangs":
        assert not await first.beat()
        assert await first.take() == []


async def test_who_leaves_is_followed_at_once(
    two: tuple[Replica, Replica], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.member.BEAT", timedelta(hours=1))
    first, second = two
    await receive(first.store, received(1))
    assert await first.beat()
    assert await first.take() == [1]
    await first.leave()
    assert await second.take() == [1]
    async with asyncio.timeout(10):
        await second.member.rest()
    assert await second.beat()
    assert second.member.on_duty


async def test_of_many_who_beat_at_once_one_is_on_duty(url: str) -> None:
    async with AsyncExitStack() as stack:
        all_ = [await stack.enter_async_context(replica(url)) for _ in range(6)]
        assert await asyncio.gather(*(one.beat() for one in all_)) == [True] * 6
        assert [one.member.on_duty for one in all_].count(True) == 1


async def test_work_of_the_one_on_duty_is_refused_when_another_has_taken_over(
    two: tuple[Replica, Replica],
) -> None:
    first, second = two
    assert await first.beat()

    async def do_duty(one: Replica) -> None:
        on_duty.set(one.member.number)
        async with one.store.unit_of_work() as work:
            await work.desk.set("said by", str(one.member.number))

    await asyncio.create_task(do_duty(first))
    second.clock.time += LEASE + SECOND
    assert await second.beat()
    with pytest.raises(StoreError, match="another replica is on duty"):
        await asyncio.create_task(do_duty(first))
    await asyncio.create_task(do_duty(second))
    async with second.store.reading() as work:
        assert await work.desk.get("said by") == str(second.member.number)


async def test_the_duty_is_not_taken_in_the_middle_of_a_unit_of_work(two: tuple[Replica, Replica]) -> None:
    first, second = two
    assert await first.beat()
    second.clock.time += LEASE + SECOND

    async def do_duty() -> None:
        on_duty.set(first.member.number)
        async with first.store.unit_of_work() as work:
            beat = asyncio.create_task(second.beat())
            await work.desk.set("key", "value")
            assert not beat.done()
        assert await beat

    await asyncio.create_task(do_duty())
    assert second.member.on_duty


async def test_replicas_hear_what_another_has_changed(two: tuple[Replica, Replica]) -> None:
    first, second = two
    await receive(first.store, received(1))
    to = Address(place=Place.FOUNDER, founder=UserId(1))
    await queue(first.store, (to, "text"))
    async with first.store.unit_of_work() as work:
        await work.desk.set("key", "value")
    async with asyncio.timeout(10):
        while len(second.heard) < 2:
            await second.beat()
    assert second.heard == ["inbox", "outbox"]


async def test_nobody_hears_of_what_was_rolled_back(two: tuple[Replica, Replica]) -> None:
    first, second = two
    with suppress(ZeroDivisionError):
        async with first.store.unit_of_work() as work:
            await work.inbox.add([received(1)], NOW)
            raise ZeroDivisionError
    await receive(first.store, received(1))
    async with asyncio.timeout(10):
        while not second.heard:
            await second.beat()
    assert second.heard == ["inbox"]


async def test_two_who_send_at_once_never_send_the_same(two: tuple[Replica, Replica]) -> None:
    lanes, each = 10, 4
    places = [Address(place=Place.FOUNDER, founder=UserId(n % lanes)) for n in range(lanes * each)]
    await queue(two[0].store, *((place, str(n)) for n, place in enumerate(places)))
    sent: list[OutboxId] = []

    async def send(one: Replica) -> None:
        while len(sent) < lanes * each:
            async with one.store.unit_of_work() as work:
                due = await work.outbox.due(NOW, 3, claiming=True)
                marked = await work.outbox.sending([delivery.id for delivery in due], NOW)
                assert marked == [delivery.id for delivery in due]
            async with one.store.unit_of_work() as work:
                for delivery in marked:
                    await work.outbox.sent(delivery, None, NOW)
            sent.extend(marked)

    async with asyncio.timeout(30):
        await asyncio.gather(*(send(one) for one in two))
    assert len(set(sent)) == len(sent) == lanes * each
    for lane in range(lanes):
        assert (of_lane := [n for n in sent if n % lanes == lane]) == sorted(of_lane)


async def test_a_replica_that_joins_again_is_another_one(two: tuple[Replica, Replica], url: str) -> None:
    numbers: set[ReplicaId] = {one.member.number for one in two}
    await two[0].leave()
    async with replica(url) as again:
        assert again.member.number not in numbers


async def test_a_staff_group_that_one_replica_saw_move_has_moved(
    two: tuple[Replica, Replica],
) -> None:
    first, second = two
    group = StaffGroup(ChatId(-5))
    await follow_group(second.store, group)
    assert group.chat == -5
    async with first.store.unit_of_work() as work:
        await work.desk.set(group.desk_key, "-1005")
    await follow_group(second.store, group)
    assert group.chat == -1005


async def test_a_replica_whose_connection_broke_joins_again_and_goes_on_with_its_duty(
    url: str, server: Server
) -> None:
    store, group = await Store.open(url, migrate=False), StaffGroup(ChatId(-5))
    started, ended = asyncio.Queue[ReplicaId | None](), asyncio.Queue[ReplicaId | None]()

    async def work() -> None:
        started.put_nowait(on_duty.get())
        try:
            await asyncio.Event().wait()
        finally:
            ended.put_nowait(on_duty.get())

    worker = ReplicaWorker(
        store=store,
        clock=SystemClock(),
        pulse=Pulse(),
        duties={"work": work},
        wakes={},
        follow=partial(follow_group, store, group),
        polls=True,
    )
    running = asyncio.create_task(worker.run())
    async with asyncio.timeout(30):
        first = await started.get()
        await server.run("postgres", KILL.format(first))
        assert await ended.get() == first
        second = await started.get()
    assert second != first
    running.cancel()
    await asyncio.wait({running})
    assert running.cancelled()
    await store.close()
