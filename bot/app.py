"""Builds the desk and runs it; the only module that knows every concrete class."""

import asyncio
import logging
import os
import signal
import threading
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from pathlib import Path
from typing import Any, get_args

from bot.conversation.founder import FounderReplies
from bot.conversation.staff import StaffReplies
from bot.conversation.texts import Texts
from bot.domain.clock import SystemClock
from bot.domain.errors import SettingsError
from bot.domain.match import Matcher
from bot.knowledge.load import load
from bot.knowledge.model import KnowledgeBase
from bot.matching.engine import Engine, build
from bot.matching.strays import Stray, strays
from bot.settings import Settings
from bot.store.lock import instance_lock
from bot.store.unit_of_work import Store
from bot.telegram.bookkeeping import Bookkeeping
from bot.telegram.client import DeskBot, make_bot
from bot.telegram.deliver import Outbox
from bot.telegram.desk import Voices
from bot.telegram.group import StaffGroup
from bot.telegram.handlers import Brain, Handlers
from bot.telegram.handshake import connect, find_group
from bot.telegram.limits import Budget
from bot.telegram.receive import Poller
from bot.telegram.supervise import Worker, supervise
from bot.telegram.topics import Topics
from bot.telegram.work import Inbox

log = logging.getLogger(__name__)

PREPARED = "prepared"
"""The folder in the FAQ's own that holds what the matcher needs of it, computed."""
Progress = Callable[[int, int], None]


def make_matcher(settings: Settings, knowledge: KnowledgeBase, progress: Progress | None = None) -> Matcher:
    """Build the matcher that the settings ask for.

    Args:
        settings: engine and cache folder.
        knowledge: the FAQ.
        progress: called with how many vectors are made and how many there are to make.
    """
    return build(
        knowledge,
        engine=settings.match_engine,
        cache=settings.cache_dir,
        prepared=settings.faq_dir / PREPARED,
        progress=progress,
    )


def find_strays(
    settings: Settings, knowledge: KnowledgeBase, progress: Progress | None = None
) -> list[Stray]:
    """Find phrasings that the matcher would give to another entry; arguments as for `make_matcher`."""
    return strays(
        knowledge,
        engine=settings.match_engine,
        cache=settings.cache_dir,
        prepared=settings.faq_dir / PREPARED,
        progress=progress,
    )


def prepare(settings: Settings, knowledge: KnowledgeBase, progress: Progress | None = None) -> Path:
    """Compute what the matcher needs of the FAQ and leave it beside it, for both engines.

    A fresh checkout then answers within seconds. Returns the folder.
    """
    folder = settings.faq_dir / PREPARED
    for engine in get_args(Engine):
        build(knowledge, engine=engine, cache=folder, progress=progress)
    return folder


async def run_bot(settings: Settings) -> None:
    """Run the desk on Telegram until SIGINT or SIGTERM, then stop within five seconds.

    Raises:
        UsageError: if it cannot run as it is set up; says what, where and the cure.
    """
    if settings.webhook_url:
        raise SettingsError("WEBHOOK_URL is set, but this release receives by long polling only: unset it")
    # One core for meaning, the others for everything else; more would spin while they wait for each other.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    group = StaffGroup(settings.staff_chat())
    bot = make_bot(settings)
    knowledge = load(settings.faq_dir)
    with instance_lock(settings.database_url):
        store = await Store.open(settings.database_url)
        try:
            with suppress(asyncio.CancelledError):  # a signal; the workers have stopped by then
                await _on_signals_cancel(_open_desk(settings, knowledge, bot, store, group))
        finally:
            await store.close()
            await bot.shutdown()


async def _open_desk(
    settings: Settings, knowledge: KnowledgeBase, bot: DeskBot, store: Store, group: StaffGroup
) -> None:
    await connect(bot)
    await find_group(bot, store, group)
    log.info("desk is open", extra={"entries": len(knowledge.entries), "topics": group.has_topics})

    async def think() -> Brain:
        return Brain(knowledge=knowledge, matcher=await _make_matcher_aside(settings, knowledge))

    await supervise(assemble(settings, think, bot, store, group))


def assemble(
    settings: Settings, think: Callable[[], Awaitable[Brain]], bot: DeskBot, store: Store, group: StaffGroup
) -> dict[str, Worker]:
    """Put the desk together around a connected bot and an open store; nothing runs yet.

    Args:
        settings: languages, relay and limits.
        think: gets FAQ and matcher ready; meanwhile updates are received, and are safe.
        bot: initialised.
        store: open.
        group: the staff group as Telegram has it now.

    Returns:
        The workers for `supervise`, by name.
    """
    clock = SystemClock()
    texts = Texts.load()
    staff = StaffReplies(texts, settings.staff_language, relay=settings.staff_relay)
    budget = Budget(settings.sends_per_second)
    topics = Topics(bot=bot, store=store, group=group, replies=staff, budget=budget, clock=clock)
    outbox = Outbox(
        bot=bot,
        store=store,
        group=group,
        topics=topics,
        bookkeeping=Bookkeeping(store=store, replies=staff, staff_language=settings.staff_language),
        budget=budget,
        clock=clock,
        texts=texts,
    )
    arrived = asyncio.Event()

    async def work_off_inbox() -> None:
        handlers = Handlers(
            bot=bot,
            store=store,
            brain=await think(),
            voices=Voices(founder=FounderReplies(texts), staff=staff),
            group=group,
            topics=topics,
            relay=settings.staff_relay,
            clock=clock,
            queued=outbox.wake.set,
        )
        await handlers.open()
        log.info("answering")
        await Inbox(
            store=store, clock=clock, handle=handlers.handle, give_up=handlers.give_up, wake=arrived
        ).run()

    poller = Poller(bot=bot, store=store, clock=clock, arrived=arrived.set)
    return {"receive": poller.run, "inbox": work_off_inbox, "outbox": outbox.run}


async def _make_matcher_aside(settings: Settings, knowledge: KnowledgeBase) -> Matcher:
    stopped = threading.Event()

    def go_on(done: int, total: int) -> None:
        if stopped.is_set():  # a thread cannot be cancelled; this lets it end
            raise asyncio.CancelledError(f"stopped after {done} of {total} vectors")

    try:
        return await asyncio.to_thread(make_matcher, settings, knowledge, go_on)
    finally:
        stopped.set()


async def _on_signals_cancel(work: Coroutine[Any, Any, None]) -> None:
    task = asyncio.create_task(work)
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, task.cancel)
    await task
