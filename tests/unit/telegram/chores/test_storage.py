"""What staff hear of the disk and of a database that failed."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.conversation.speaker import Speaker
from bot.conversation.texts import Texts
from bot.domain.errors import StoreError
from bot.domain.language import Language
from bot.domain.messages import SendText
from bot.store import trouble
from bot.store.trouble import Trouble
from bot.store.unit_of_work import Store
from bot.telegram.chores.storage import ENOUGH, LOW, Space, StorageWatch, judge
from bot.telegram.notices import Notices
from tests.databases import sqlite_in

FULL = StoreError("/data/gesher.db cannot grow, the disk is full; free some space")


class Hands:
    """A clock whose time a test sets."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 23, 9, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time


class Case:
    """A watch, and what it has said."""

    def __init__(self, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
        self.store, self.clock, self.queued = store, Hands(), asyncio.Event()
        self.free = 10 * ENOUGH
        monkeypatch.setattr(store, "free_bytes", lambda: self.free)
        self.watch = self.another()

    def another(self) -> StorageWatch:
        notices = Notices(
            store=self.store,
            speaker=Speaker(Texts.load()),
            language=Language.EN,
            clock=self.clock,
            queued=self.queued.set,
        )
        return StorageWatch(store=self.store, notices=notices, clock=self.clock)

    async def said(self) -> list[str]:
        later = self.clock.now() + timedelta(days=1)
        async with self.store.unit_of_work() as uow:
            due = await uow.outbox.due(later, 10)
            for one in due:
                await uow.outbox.sending([one.id], later)
                await uow.outbox.sent(one.id, None, later)
        return [one.message.text for one in due if isinstance(one.message, SendText)]


@pytest.fixture
async def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Case]:
    monkeypatch.setattr(trouble, "CALM", 0)
    store = await Store.open(sqlite_in(tmp_path))
    yield Case(store, monkeypatch)
    await store.close()


@pytest.mark.parametrize(
    ("free", "was", "space"),
    [
        (LOW - 1, Space.WELL, Space.LOW),
        (LOW, Space.WELL, Space.WELL),
        (ENOUGH - 1, Space.LOW, Space.LOW),
        (ENOUGH, Space.LOW, Space.WELL),
    ],
)
def test_a_little_more_room_is_not_taken_for_enough(free: int, was: Space, space: Space) -> None:
    assert judge(free, was) is space


async def test_that_the_disk_fills_up_is_told_once_even_after_a_restart(case: Case) -> None:
    await case.watch.look()
    assert await case.said() == []
    case.free = LOW - 1
    await case.watch.look()
    await case.watch.look()
    case.watch = case.another()
    await case.watch.look()
    (told,) = await case.said()
    assert "nearly full" in told
    assert "199" in told
    case.free = ENOUGH
    await case.watch.look()
    assert [text[:1] for text in await case.said()] == ["✓"]


async def test_a_time_in_which_the_database_failed_is_told_when_it_works_again(case: Case) -> None:
    case.store.trouble.failed(FULL)
    await _work_again(case, after=timedelta(seconds=90))
    (told,) = await case.said()
    assert "90" in told
    assert "the disk is full" in told
    case.store.trouble.failed(FULL)  # a disk that is all but full does so again and again
    await _work_again(case, after=timedelta(seconds=90))
    assert await case.said() == []


async def test_a_moment_is_not_worth_telling(case: Case) -> None:
    case.store.trouble.failed(FULL)
    await _work_again(case, after=timedelta(seconds=5))
    assert await case.said() == []


async def _work_again(case: Case, *, after: timedelta) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(trouble, "CALM", 1e9)  # it is seen, and goes on
        await case.watch.look()
    case.clock.time += after
    await case.watch.look()
    assert case.store.trouble.why == ""


def test_it_works_again_only_after_some_calm_and_each_time_is_one_line(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    seconds = 100.0
    one = Trouble(lambda: seconds)
    for _ in range(5):
        one.failed(FULL)
        one.wrote()
    assert one.why == str(FULL)
    seconds += trouble.CALM
    one.wrote()
    one.wrote()
    assert one.why == ""
    assert [record.levelname for record in caplog.records] == ["ERROR", "WARNING"]
