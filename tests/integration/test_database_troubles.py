"""The database fails while founders ask: nothing is lost, nothing doubled, and it is said where it is seen.

SQLite's own "database or disk is full" is had by a limit on its pages; the lock is another program's.
"""

import asyncio
import logging
import sqlite3
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest
from sqlalchemy import text

from bot.domain.clock import SystemClock
from bot.domain.errors import StoreError
from bot.front import Front
from bot.sandbox import STAFF_CHAT_ID, serve
from bot.store import engine, trouble
from bot.store.unit_of_work import Store
from bot.telegram import receive, work
from bot.telegram.chores import storage
from bot.telegram.outbox.courier import Result
from bot.telegram.outbox.deliver import Outbox
from bot.telegram.web.health_pages import pages
from tests.integration.conftest import SECRET, ScriptedMatcher, desk
from tests.talk import PATIENCE, Sent, Talk

LOCK = """
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
sys.stdin.readline()
"""
LONG = "so that it takes room " * 150


@dataclass
class Desk:
    """A desk that runs, and whoever looks in."""

    talk: Talk
    store: Store
    page: httpx.AsyncClient
    database: Path

    async def health(self) -> tuple[int, list[str]]:
        answer = await self.page.get("/healthz")
        return answer.status_code, answer.json()["problems"]

    async def ask(self, *texts: str) -> list[int]:
        """Have a new founder ask each; return who."""
        founders = []
        for text_ in texts:
            founders.append(await self.talk.founder(first_name="Founder", language_code="en"))
            await self.talk.say(founders[-1], text_)
        return founders

    async def heard(self, chat: int, words: str) -> list[str]:
        seen = await self.talk.messages(chat)
        return [one["text"] for one in seen if one["from_bot"] and words in (one["text"] or "")]


@pytest.fixture
async def running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Desk]:
    monkeypatch.setattr(engine, "_BUSY_SECONDS", 0.1)
    monkeypatch.setattr(trouble, "CALM", 0.6)
    monkeypatch.setattr(receive, "STORE_PAUSE", timedelta(seconds=0.1))
    monkeypatch.setattr(work, "LONGEST_WAIT", timedelta(seconds=0.1))
    monkeypatch.setattr(storage, "EVERY", timedelta(seconds=0.1))
    monkeypatch.setattr(storage, "WORTH_TELLING", timedelta())
    fronts: list[Front] = []

    def front(settings: object) -> Front:
        fronts.append(Front(settings))  # type: ignore[arg-type]
        return fronts[-1]

    async with (
        serve(secret=SECRET, limits=None) as server,
        Talk(f"{server}/{SECRET}/") as talk,
        desk(server, tmp_path, ScriptedMatcher(), front=front) as store,
    ):
        app = pages(fronts[0].health(store, SystemClock()), fronts[0].metrics)
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://desk") as page:
            yield Desk(talk=talk, store=store, page=page, database=tmp_path / "gesher.db")


async def until(look: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not await look():  # noqa: ASYNC110  # what is waited for tells nobody
            await asyncio.sleep(0.02)


@asynccontextmanager
async def full_disk(one: Desk) -> AsyncIterator[None]:
    """Let the database not grow by a page until the block ends."""

    async def limit(pages_: int) -> None:
        async with one.store._writing.connect() as connection:
            await connection.execute(text(f"PRAGMA max_page_count={pages_}"))

    with closing(sqlite3.connect(one.database)) as beside:
        (size,) = beside.execute("PRAGMA page_count").fetchone()
    await limit(size)
    yield
    await limit(2**30)


@asynccontextmanager
async def locked(one: Desk) -> AsyncIterator[None]:
    """Have another program hold the database's lock until the block ends."""
    program = await asyncio.create_subprocess_exec(
        sys.executable, "-c", LOCK, str(one.database), stdin=PIPE, stdout=PIPE
    )
    assert program.stdout
    assert await program.stdout.readline() == b"held\n"
    yield
    await program.communicate(b"\n")


@pytest.mark.parametrize(
    ("failing", "why"),
    [
        (full_disk, "cannot grow, the disk is full; free some space"),
        (locked, "is locked by another program; end that program"),
    ],
)
async def test_updates_stay_with_telegram_and_come_when_it_works_again(
    running: Desk,
    caplog: pytest.LogCaptureFixture,
    failing: Callable[[Desk], AbstractAsyncContextManager[None]],
    why: str,
) -> None:
    talk = running.talk
    (first,) = await running.ask("SURE before")
    await talk.hear(first, "work permit")
    assert (await running.health())[0] == 200
    caplog.clear()

    async with failing(running):
        known = await running.ask(*(f"SURE {number} {LONG}" for number in range(3)))
        unknown = await running.ask(*(f"parking {number} {LONG}" for number in range(3)))

        async def is_said() -> bool:
            return (await running.health())[0] == 503

        await until(is_said)
        status, problems = await running.health()
        assert (status, problems) == (503, [f"the database cannot be written: {running.database} {why}"])
        assert (await talk.state())["pending_updates"] > 0
        assert "gesher_database_writable 0.0" in (await running.page.get("/metrics")).text

    for founder in known:
        await talk.hear(founder, "work permit")
    for founder in unknown:
        await talk.hear(founder, "Q-")
    await talk.hear(STAFF_CHAT_ID, "database works again", why.partition(";")[0].split(",")[0])

    async def is_done() -> bool:
        return not (await talk.state())["pending_updates"] and (await running.health())[0] == 200

    await until(is_done)
    for founder in known:
        assert len(await running.heard(founder, "work permit")) == 1
    for founder in unknown:
        assert len(await running.heard(founder, "Q-")) == 1
    assert len((await talk.state())["topics"]) == len(unknown)
    said = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert said.count("the database fails, everything waits for it") == len(said)


async def test_what_was_on_its_way_is_not_sent_again(running: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    talk, ended, failures = running.talk, asyncio.Event(), asyncio.Queue[StoreError]()
    finish, failed = Outbox._finish, running.store.trouble.failed

    def finished(self: Outbox, spent: datetime, task: asyncio.Task[Result]) -> None:
        finish(self, spent, task)
        ended.set()

    def note(error: StoreError) -> None:
        failed(error)
        failures.put_nowait(error)

    monkeypatch.setattr(Outbox, "_finish", finished)
    monkeypatch.setattr(running.store.trouble, "failed", note)
    await talk.order("faults", kind="delay_after_apply", method="sendMessage", seconds=1, times=1)
    (founder,) = await running.ask("SURE on its way")
    await talk.hear(founder, "work permit")  # there already, but the call has not ended
    async with locked(running), asyncio.timeout(PATIENCE):
        await ended.wait()
        for _ in range(failures.qsize() + 8):  # what became of it cannot be written down, whoever tries
            await failures.get()
    await talk.say(founder, "THANKS")

    def answered(seen: list[Sent]) -> bool:
        return len([one for one in seen if one["from_bot"]]) > 1

    await talk.until(answered, founder)
    assert len(await running.heard(founder, "work permit")) == 1
