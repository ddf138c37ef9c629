"""An update that cannot be handled has one way out, even where nobody can be told of it."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from bot.domain.clock import SystemClock
from bot.store.inbox import InboxItem
from bot.store.unit_of_work import Store
from bot.telegram.intake import LARGEST_CHAT, Intake, read_update
from bot.telegram.work import Inbox, UnreadableUpdateError
from tests.databases import sqlite_in


@pytest.mark.parametrize("chat", [True, LARGEST_CHAT, -LARGEST_CHAT, 10**400, "42", [42], None, 1.0])
def test_a_chat_that_is_none_gives_the_update_a_lane_of_its_own(chat: object) -> None:
    row = read_update({"update_id": 7, "message": {"chat": {"id": chat}}})
    assert row
    assert row.lane == "update:7"


async def test_where_telling_fails_too_it_is_set_aside_and_later_ones_go_on(tmp_path: Path) -> None:
    store = await Store.open(sqlite_in(tmp_path))
    clock, wake, handled = SystemClock(), asyncio.Event(), asyncio.Event()

    async def handle(item: InboxItem) -> None:
        if item.update_id == 1:
            raise UnreadableUpdateError("unreadable: KeyError")
        async with store.unit_of_work() as uow:
            await uow.inbox.claim(item.id, clock.now())
        handled.set()

    async def give_up(_: InboxItem, __: str) -> None:
        raise ValueError("nobody can be told")

    rows = [read_update({"update_id": number, "message": {"chat": {"id": 42}}}) for number in (1, 2)]
    await Intake(store=store, clock=clock, arrived=wake.set).keep([row for row in rows if row])
    inbox = Inbox(store=store, clock=clock, handle=handle, give_up=give_up, wake=wake)
    running = asyncio.create_task(inbox.run())
    async with asyncio.timeout(30):
        await handled.wait()
    running.cancel()
    await asyncio.wait({running})
    async with store.reading() as uow:
        assert await uow.inbox.counts() == {"waiting": 0, "done": 1, "set_aside": 1}
    await store.close()


async def test_a_value_that_the_database_cannot_hold_is_no_trouble_of_the_store(tmp_path: Path) -> None:
    """What is taken for the store's trouble is tried for ever; this would be the same the next time."""
    store = await Store.open(sqlite_in(tmp_path))
    with pytest.raises(DBAPIError):
        async with store.unit_of_work() as uow:
            await uow.founders.forget_topic([5])  # type: ignore[arg-type]
    await store.close()
