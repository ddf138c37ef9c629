"""Builds the desk and runs it; the only module that knows every concrete class."""

import asyncio
import logging
import os
import signal
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from functools import partial
from typing import Any

from bot.calendars import israeli_rest, staff_hours
from bot.chart import draw_week
from bot.conversation.alike import AlikeReplies
from bot.conversation.announcing import Announcements
from bot.conversation.browse import BrowseReplies
from bot.conversation.canned import CannedReplies
from bot.conversation.cards import CardReplies
from bot.conversation.contact import ContactReplies
from bot.conversation.figures import Figures
from bot.conversation.finding import FindReplies
from bot.conversation.founder_card import FounderCard
from bot.conversation.health import HealthReplies
from bot.conversation.ledger import LedgerReplies
from bot.conversation.news import NewsReplies
from bot.conversation.overview import Overview
from bot.conversation.privacy import PrivacyReplies
from bot.conversation.promise import Promises
from bot.conversation.relay_replies import RelayReplies
from bot.conversation.reminders import ReminderReplies
from bot.conversation.replies import FounderReplies
from bot.conversation.reviews import Reviews
from bot.conversation.staff import StaffReplies
from bot.conversation.teaching import Teaching
from bot.conversation.texts import Texts
from bot.conversation.week import WeekReplies
from bot.domain.clock import Clock, SystemClock
from bot.domain.match import Matcher
from bot.front import Front
from bot.knowledge.model import KnowledgeBase
from bot.learning import LearningError, learn_aside
from bot.matchers import make_matcher
from bot.refresh import Refresh
from bot.settings import Settings
from bot.store.lock import instance_lock
from bot.store.unit_of_work import Store
from bot.telegram.chores.admins import Admins
from bot.telegram.chores.broadcaster import Broadcaster
from bot.telegram.chores.laters import Laters
from bot.telegram.chores.promises import Promiser
from bot.telegram.chores.purge import Purger
from bot.telegram.chores.reminders import Reminders
from bot.telegram.chores.reports import Reporter
from bot.telegram.chores.reviewer import Reviewer
from bot.telegram.chores.taught import Lessons
from bot.telegram.client import DeskBot, make_bot
from bot.telegram.group import StaffGroup, follow_group
from bot.telegram.handlers import Brain, Handlers
from bot.telegram.handshake import connect, find_group
from bot.telegram.menus import publish
from bot.telegram.outbox.bookkeeping import Bookkeeping
from bot.telegram.outbox.deliver import Outbox
from bot.telegram.outbox.limits import Budget
from bot.telegram.outbox.topics import Topics
from bot.telegram.replica import BY_EACH_REPLICA, Replica
from bot.telegram.staff.teach_desk import TeachingGate
from bot.telegram.supervise import Worker, supervise
from bot.telegram.voices import Voices
from bot.telegram.web.ports import open_ports
from bot.telegram.work import Inbox

log = logging.getLogger(__name__)


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


async def run_bot(settings: Settings) -> None:
    """Run the desk on Telegram until SIGINT or SIGTERM, then stop within five seconds.

    Raises:
        UsageError: if it cannot run as it is set up; says what, where and the cure.
    """
    # One core for meaning, the others for everything else; more would spin while they wait for each other.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    group = StaffGroup(settings.staff_chat())
    bot = make_bot(settings)
    refresh = Refresh(settings.faq_dir, partial(learn, settings))
    with instance_lock(settings.database_url), open_ports(settings) as ports:
        front = Front(settings, ports)
        store = await Store.open(settings.database_url)
        try:
            with suppress(asyncio.CancelledError):  # a signal; the workers have stopped by then
                await _on_signals_cancel(_open_desk(settings, refresh, bot, store, group, front))
        finally:
            await store.close()
            await bot.shutdown()


async def _open_desk(
    settings: Settings, refresh: Refresh, bot: DeskBot, store: Store, group: StaffGroup, front: Front
) -> None:
    await connect(bot)
    await find_group(bot, store, group)
    await publish(bot, Texts.load(), staff=(group.chat, settings.staff_language))
    await front.subscribe(bot)
    log.info("desk is open", extra={"topics": group.has_topics})
    workers = assemble(settings, refresh.think, bot, store, group, refresh, front=front)
    await supervise(workers, front.pulse.workers)


def assemble(
    settings: Settings,
    think: Callable[[], Awaitable[Brain]],
    bot: DeskBot,
    store: Store,
    group: StaffGroup,
    refresh: Refresh | None = None,
    *,
    clock: Clock | None = None,
    budget: Budget | None = None,
    front: Front | None = None,
) -> dict[str, Worker]:
    """Put the desk together around a connected bot and an open store; nothing runs yet.

    Args:
        settings: languages, relay and limits.
        think: gets FAQ and matcher ready; meanwhile updates are received, and are safe.
        bot: initialised.
        store: open.
        group: the staff group as Telegram has it now.
        refresh: renews later what `think` got ready; None never does.
        clock: None takes the machine's.
        budget: how fast to send; None keeps to Telegram's limits.
        front: how updates come in; None polls, and shows nobody how the desk is.

    Returns:
        The workers for `supervise`, by name.
    """
    clock = clock or SystemClock()
    front = front or Front(settings)
    texts = Texts.load()
    voices = make_voices(settings, texts)
    budget = budget or Budget(settings.sends_per_second)
    topics = Topics(bot=bot, store=store, group=group, cards=voices.cards, budget=budget, clock=clock)
    outbox = Outbox(
        bot=bot,
        store=store,
        group=group,
        topics=topics,
        bookkeeping=Bookkeeping(
            store=store, replies=voices.relay, texts=texts, staff_language=settings.staff_language
        ),
        budget=budget,
        clock=clock,
        texts=texts,
        settled=front.metrics.settled,
    )
    arrived = asyncio.Event()
    lessons = Lessons(store, think)

    async def work_off_inbox() -> None:
        brain = await lessons.think()
        handlers = Handlers(
            bot=bot,
            store=store,
            brain=brain,
            voices=voices,
            group=group,
            topics=topics,
            relay=settings.staff_relay,
            clock=clock,
            queued=outbox.wake.set,
        )
        handlers.gate, handlers.taught = TeachingGate(settings.gate_folder()), lessons.renew
        handlers.measure = front.metrics.matching
        handlers.look = front.look
        lessons.exchange = handlers.exchange
        if refresh:
            refresh.exchange = lessons.take_up
        await handlers.open()
        log.info("answering", extra={"entries": len(brain.knowledge.entries)})
        await Inbox(
            store=store,
            clock=clock,
            handle=front.metrics.handling(handlers.handle),
            give_up=front.metrics.setting_aside(handlers.give_up),
            wake=arrived,
        ).run()

    promiser = Promiser(store=store, promises=voices.promise, clock=clock, queued=outbox.wake.set)
    reviewer = Reviewer(
        store=store, think=lessons.think, voices=voices, group=group, clock=clock, queued=outbox.wake.set
    )
    broadcaster = Broadcaster(
        store=store, announcements=voices.announcements, clock=clock, queued=outbox.wake.set
    )
    reminders = Reminders(
        store=store,
        replies=voices.reminders,
        hours=voices.promise.hours,
        within=settings.answer_within,
        group=group,
        admins=Admins(bot, group).to_mention,
        clock=clock,
        queued=outbox.wake.set,
    )
    reporter = Reporter(
        store=store,
        think=lessons.think,
        voices=voices,
        group=group,
        draw=draw_week,
        clock=clock,
        queued=outbox.wake.set,
    )
    laters = Laters(
        store=store, think=lessons.think, voices=voices, group=group, clock=clock, queued=outbox.wake.set
    )
    workers: dict[str, Worker] = {
        **front.workers(
            bot=bot, store=store, clock=clock, texts=texts, arrived=arrived.set, queued=outbox.wake.set
        ),
        "inbox": work_off_inbox,
        "lessons": lessons.run,
        "outbox": outbox.run,
        "promises": promiser.run,
        "broadcasts": broadcaster.run,
        "laters": laters.run,
        "reviews": reviewer.run,
        "reminders": reminders.run,
        "reports": reporter.run,
        "purge": Purger(store, clock, settings.retention_days).run,
    }
    if refresh:
        workers["refresh"] = refresh.run
    if not store.shared:
        return workers
    everywhere = workers.keys() & (BY_EACH_REPLICA | ({"receive"} if settings.webhook_url else set()))
    replica = Replica(
        store=store,
        clock=clock,
        pulse=front.pulse,
        duties={name: worker for name, worker in workers.items() if name not in everywhere},
        wakes={"inbox": arrived.set, "outbox": outbox.wake.set, "lessons": lessons.wake},
        follow=partial(follow_group, store, group),
        polls=not settings.webhook_url,
    )
    return {name: workers[name] for name in everywhere} | {"replica": replica.run}


def make_voices(settings: Settings, texts: Texts) -> Voices:
    """Return who composes what, for the hours, languages and time zones of the settings."""
    return Voices(
        founder=FounderReplies(texts),
        browse=BrowseReplies(texts),
        ledger=LedgerReplies(texts),
        contact=ContactReplies(texts),
        privacy=PrivacyReplies(texts, retention_days=settings.retention_days),
        promise=Promises(
            texts,
            hours=staff_hours(settings.staff_hours, settings.staff_timezone, settings.staff_holidays),
            answer_within=settings.answer_within,
            founders_zone=settings.founders_timezone,
            israel=israeli_rest(),
        ),
        staff=StaffReplies(texts, settings.staff_language),
        relay=RelayReplies(texts, settings.staff_language),
        cards=CardReplies(texts, settings.staff_language, relay=settings.staff_relay),
        overview=Overview(texts, settings.staff_language),
        teaching=Teaching(texts, settings.staff_language),
        canned=CannedReplies(texts, FounderReplies(texts)),
        find=FindReplies(texts, settings.staff_language),
        founder_card=FounderCard(texts, settings.staff_language),
        figures=Figures(texts, settings.staff_language),
        health=HealthReplies(
            texts, settings.staff_language, settings.staff_timezone, within=settings.answer_within
        ),
        announcements=Announcements(texts, settings.staff_language),
        news=NewsReplies(texts),
        reviews=Reviews(texts, settings.staff_language, founders_zone=settings.founders_timezone),
        alike=AlikeReplies(texts, settings.staff_language),
        reminders=ReminderReplies(texts, settings.staff_language),
        week=WeekReplies(texts, settings.staff_language, settings.staff_timezone),
    )


async def _on_signals_cancel(work: Coroutine[Any, Any, None]) -> None:
    task = asyncio.create_task(work)
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, task.cancel)
    await task
