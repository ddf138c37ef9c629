import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, cast

import pytest

from bot.domain.clock import SystemClock
from bot.domain.errors import StoreError
from bot.domain.ids import UpdateId
from bot.metrics import Metrics
from bot.store.inbox import Received
from bot.store.unit_of_work import Store
from bot.telegram.intake import Intake
from tests.databases import sqlite_in


class SlowStore:
    """A store whose first transaction waits to be let go; it may be told to fail, too."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.begun = 0
        self.under_way, self.go_on = asyncio.Event(), asyncio.Event()
        self.error: StoreError | None = None

    @asynccontextmanager
    async def unit_of_work(self) -> AsyncIterator[Any]:
        self.begun += 1
        self.under_way.set()
        await self.go_on.wait()
        if self.error:
            raise self.error
        async with self._store.unit_of_work() as uow:
            yield uow


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    store = await Store.open(sqlite_in(tmp_path))
    yield store
    await store.close()


def _row(number: int) -> Received:
    return Received(
        update_id=UpdateId(number), lane=f"chat:{number % 3}", payload=f'{{"update_id": {number}}}'
    )


def _intake(slow: SlowStore, metrics: Metrics | None = None) -> Intake:
    return Intake(store=cast("Store", slow), clock=SystemClock(), arrived=lambda: None, metrics=metrics)


async def _kept(store: Store) -> list[int]:
    async with store.reading() as uow:
        counts = await uow.inbox.counts()
        heads = await uow.inbox.due(SystemClock().now(), 100, exclude_lanes=())
    return [counts["waiting"], *(row.update_id for row in heads)]


async def test_what_comes_while_something_is_stored_shares_the_next_transaction(store: Store) -> None:
    slow, metrics = SlowStore(store), Metrics()
    intake = _intake(slow, metrics)
    first = asyncio.create_task(intake.keep([_row(0)]))
    await slow.under_way.wait()
    others = [asyncio.create_task(intake.keep([_row(number)])) for number in (1, 2, 3, 3, 4)]
    await asyncio.sleep(0)  # each of them begins
    assert await _kept(store) == [0]
    assert not any(task.done() for task in (first, *others))
    slow.go_on.set()
    await asyncio.gather(first, *others)
    assert slow.begun == 2
    assert await _kept(store) == [5, 0, 1, 2]
    assert metrics.registry.get_sample_value("gesher_updates_received_total") == 5


async def test_what_shares_a_transaction_fails_together_and_what_comes_later_does_not(store: Store) -> None:
    slow = SlowStore(store)
    intake = _intake(slow)
    slow.error = StoreError("the disk is full")
    first = asyncio.create_task(intake.keep([_row(0)]))
    await slow.under_way.wait()
    others = [asyncio.create_task(intake.keep([_row(number)])) for number in (1, 2)]
    await asyncio.sleep(0)
    slow.go_on.set()
    failed = await asyncio.gather(first, *others, return_exceptions=True)
    assert [type(error) for error in failed] == [StoreError] * 3
    assert slow.begun == 2
    slow.error = None
    await intake.keep([_row(5)])
    assert await _kept(store) == [1, 5]


async def test_who_is_cancelled_while_storing_for_others_leaves_it_to_them(store: Store) -> None:
    slow = SlowStore(store)
    intake = _intake(slow)
    first = asyncio.create_task(intake.keep([_row(0)]))
    await slow.under_way.wait()
    others = [asyncio.create_task(intake.keep([_row(number)])) for number in (1, 2, 3)]
    await asyncio.sleep(0)
    slow.under_way.clear()
    first.cancel()
    await slow.under_way.wait()  # the first of the others stores for all three
    others[0].cancel()
    slow.go_on.set()
    await asyncio.gather(*others[1:])
    assert await _kept(store) == [3, 1, 2, 3]
