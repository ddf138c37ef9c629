"""The whole desk, made for one story after the other; only the FAQ and its matcher are made once."""

import asyncio
import logging
import shutil
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import assemble, make_voices
from bot.conversation.texts import Texts
from bot.domain.ids import ChatId
from bot.domain.language import Language
from bot.matching.engine import build
from bot.sandbox import STAFF_CHAT_ID, serve
from bot.store.unit_of_work import Store
from bot.telegram.chores.admins import Admins
from bot.telegram.chores.broadcaster import Broadcaster
from bot.telegram.chores.laters import Laters
from bot.telegram.chores.promises import Promiser
from bot.telegram.chores.reminders import Reminders
from bot.telegram.chores.reports import Reporter
from bot.telegram.chores.reviewer import Reviewer
from bot.telegram.chores.taught import Lessons
from bot.telegram.client import make_bot
from bot.telegram.group import StaffGroup
from bot.telegram.handlers import Brain
from bot.telegram.handshake import connect, find_group
from bot.telegram.outbox.limits import Budget
from bot.telegram.supervise import supervise
from tests.dialogues.stage import Desk, Stage, StoryClock
from tests.dialogues.story import Telling
from tests.integration.conftest import FAQ, SECRET, settings_for
from tests.shipped import shipped_faq
from tests.talk import Talk

SOON = timedelta(seconds=3)
"""What is to be sent within it is waited for: an album, which collects its parts."""
AT_WORK = """
    SELECT EXISTS (SELECT 1 FROM inbox WHERE state = 'waiting')
        OR EXISTS (SELECT 1 FROM outbox WHERE state IN ('queued', 'sending') AND not_before <= ?)
"""


@pytest.fixture(scope="session")
def brain() -> Brain:
    knowledge = shipped_faq()
    # By letters alone: the same on every machine, and ready within two seconds.
    return Brain(
        knowledge=knowledge,
        matcher=build(knowledge, engine="lexical", cache=None, prepared=FAQ / "prepared"),
    )


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("database") / "empty.db"

    async def make() -> None:
        await (await Store.open(f"sqlite+aiosqlite:///{path}")).close()

    asyncio.run(make())
    return path


@asynccontextmanager
async def stage_for(telling: Telling, brain: Brain, folder: Path, empty: Path) -> AsyncIterator[Stage]:
    """Open desk, sandbox and stage for one story, and close them after it."""
    shutil.copy(empty, folder / "gesher.db")
    clock = StoryClock(telling.clock)
    async with (
        serve(secret=SECRET, limits=None) as server,
        Talk(f"{server}/{SECRET}/") as talk,
        _running(server, folder, brain, telling.staff_language, clock) as desk,
    ):
        stage = Stage(telling, talk, desk)
        await stage.enter()
        yield stage


@asynccontextmanager
async def _running(
    server: str, folder: Path, brain: Brain, staff_language: Language, clock: StoryClock
) -> AsyncIterator[Desk]:
    settings = settings_for(server, folder).model_copy(update={"staff_language": staff_language})
    bot = make_bot(settings)
    store = await Store.open(settings.database_url, migrate=False)
    group = StaffGroup(ChatId(STAFF_CHAT_ID))
    budget = Budget(1000, private_interval=timedelta(), group_limit=100_000)

    async def think() -> Brain:
        return brain

    await connect(bot)
    await find_group(bot, store, group)
    workers = assemble(settings, think, bot, store, group, clock=clock, budget=budget)
    voices = make_voices(settings, Texts.load())
    promiser = Promiser(store=store, promises=voices.promise, clock=clock, queued=lambda: None)
    broadcaster = Broadcaster(
        store=store, announcements=voices.announcements, clock=clock, queued=lambda: None
    )
    lessons = Lessons(store, think)

    async def taught() -> Brain:
        await lessons.think()
        await lessons.renew()
        return await lessons.think()

    reviewer = Reviewer(
        store=store, think=taught, voices=voices, group=group, clock=clock, queued=lambda: None
    )
    laters = Laters(store=store, think=think, voices=voices, group=group, clock=clock, queued=lambda: None)
    reminders = Reminders(
        store=store,
        replies=voices.reminders,
        hours=voices.promise.hours,
        within=settings.answer_within,
        group=group,
        admins=Admins(bot, group).to_mention,
        clock=clock,
        queued=lambda: None,
    )
    reporter = Reporter(
        store=store,
        think=think,
        voices=voices,
        group=group,
        draw=lambda *_: None,  # no story looks at a picture
        clock=clock,
        queued=lambda: None,
    )
    running = asyncio.create_task(supervise(workers))
    try:
        with _errors() as errors, closing(sqlite3.connect(folder / "gesher.db")) as database:
            yield Desk(
                is_idle=lambda: _is_idle(database, clock),
                errors=errors,
                chores=[
                    promiser.renew,
                    laters.bring_back,
                    reviewer.look,
                    reminders.remind,
                    reporter.report,
                    broadcaster.look,
                ],
                clock=clock,
            )
    finally:
        running.cancel()
        await asyncio.wait({running})
        await store.close()
        await bot.shutdown()


def _is_idle(database: sqlite3.Connection, clock: StoryClock) -> bool:
    soon = (clock.now() + SOON).strftime("%Y-%m-%d %H:%M:%S.%f")
    return not database.execute(AT_WORK, (soon,)).fetchone()[0]


@contextmanager
def _errors() -> Iterator[list[str]]:
    """Collect what the desk logs as errors."""
    told: list[str] = []
    handler = logging.Handler(logging.ERROR)
    handler.emit = lambda record: told.append(logging.Formatter().format(record))  # type: ignore[method-assign]
    logger = logging.getLogger("bot")
    logger.addHandler(handler)
    try:
        yield told
    finally:
        logger.removeHandler(handler)
