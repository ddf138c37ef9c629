"""Builds the desk and runs it; the only module that knows every concrete class."""

import asyncio
import logging
import os
import signal
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, get_args

from bot.conversation.founder import FounderReplies
from bot.conversation.staff import StaffReplies
from bot.conversation.texts import Texts
from bot.domain.clock import SystemClock
from bot.domain.errors import SettingsError
from bot.domain.match import Matcher
from bot.knowledge.model import KnowledgeBase
from bot.learning import LearningError, learn_aside
from bot.matching.engine import Engine, build
from bot.matching.strays import Stray, strays
from bot.refresh import Refresh
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
ENGINES: tuple[Engine, ...] = get_args(Engine)
Progress = Callable[[int, int], None]


def make_matcher(settings: Settings, knowledge: KnowledgeBase, progress: Progress | None = None) -> Matcher:
    """Build the matcher that the settings ask for.

    Args:
        settings: engine, cache folder and the cost of a wrong answer.
        knowledge: the FAQ.
        progress: called with how much is learnt and how much there is to learn; not when nothing is.
    """
    return build(
        knowledge,
        engine=settings.match_engine,
        cache=settings.cache_dir,
        prepared=settings.faq_dir / PREPARED,
        progress=progress,
        wrong_cost=settings.wrong_cost,
    )


async def learn(settings: Settings, knowledge: KnowledgeBase) -> Matcher:
    """Make the matcher without learning in this process: what does not fit the FAQ, another one learns first.

    Raises:
        LearningError: if that one fails, or the FAQ has changed meanwhile.
    """
    try:
        return await asyncio.to_thread(make_matcher, settings, knowledge, _refuse)
    except LearningError:
        log.info("learning the FAQ", extra={"entries": len(knowledge.entries)})
    await learn_aside(faq=settings.faq_dir, to=settings.cache_dir, engine=settings.match_engine)
    return await asyncio.to_thread(make_matcher, settings, knowledge, _refuse)


def _refuse(_: int, __: int) -> None:
    raise LearningError(
        "what was learnt does not fit the FAQ: it has changed meanwhile, or CACHE_DIR cannot be written"
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


def prepare(
    settings: Settings,
    knowledge: KnowledgeBase,
    progress: Progress | None = None,
    *,
    to: Path | None = None,
    engines: Sequence[Engine] = ENGINES,
) -> Path:
    """Compute what the matcher needs of the FAQ; with it there, the bot answers within seconds.

    Args:
        settings: folder of the FAQ.
        knowledge: the FAQ.
        progress: called with how much is learnt and how much there is to learn.
        to: where to leave it; None leaves it beside the FAQ. What is there is not left elsewhere again.
        engines: for which it is computed.

    Returns:
        The folder.
    """
    beside = settings.faq_dir / PREPARED
    folder = to or beside
    prepared = None if folder.resolve() == beside.resolve() else beside
    for engine in engines:
        build(knowledge, engine=engine, cache=folder, prepared=prepared, progress=progress)
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
    refresh = Refresh(settings.faq_dir, partial(learn, settings))
    with instance_lock(settings.database_url):
        store = await Store.open(settings.database_url)
        try:
            with suppress(asyncio.CancelledError):  # a signal; the workers have stopped by then
                await _on_signals_cancel(_open_desk(settings, refresh, bot, store, group))
        finally:
            await store.close()
            await bot.shutdown()


async def _open_desk(
    settings: Settings, refresh: Refresh, bot: DeskBot, store: Store, group: StaffGroup
) -> None:
    await connect(bot)
    await find_group(bot, store, group)
    log.info("desk is open", extra={"topics": group.has_topics})
    await supervise(assemble(settings, refresh.think, bot, store, group, refresh))


def assemble(
    settings: Settings,
    think: Callable[[], Awaitable[Brain]],
    bot: DeskBot,
    store: Store,
    group: StaffGroup,
    refresh: Refresh | None = None,
) -> dict[str, Worker]:
    """Put the desk together around a connected bot and an open store; nothing runs yet.

    Args:
        settings: languages, relay and limits.
        think: gets FAQ and matcher ready; meanwhile updates are received, and are safe.
        bot: initialised.
        store: open.
        group: the staff group as Telegram has it now.
        refresh: renews later what `think` got ready; None never does.

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
        brain = await think()
        handlers = Handlers(
            bot=bot,
            store=store,
            brain=brain,
            voices=Voices(founder=FounderReplies(texts), staff=staff),
            group=group,
            topics=topics,
            relay=settings.staff_relay,
            clock=clock,
            queued=outbox.wake.set,
        )
        if refresh:
            refresh.exchange = handlers.exchange
        await handlers.open()
        log.info("answering", extra={"entries": len(brain.knowledge.entries)})
        await Inbox(
            store=store, clock=clock, handle=handlers.handle, give_up=handlers.give_up, wake=arrived
        ).run()

    poller = Poller(bot=bot, store=store, clock=clock, arrived=arrived.set)
    workers: dict[str, Worker] = {"receive": poller.run, "inbox": work_off_inbox, "outbox": outbox.run}
    return workers | {"refresh": refresh.run} if refresh else workers


async def _on_signals_cancel(work: Coroutine[Any, Any, None]) -> None:
    task = asyncio.create_task(work)
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, task.cancel)
    await task
