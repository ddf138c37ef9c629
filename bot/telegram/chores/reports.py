"""Tells staff, in General, what there is each morning, and each week what became of what was asked."""

import asyncio
import logging
from base64 import b64encode
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.conversation.message import Message
from bot.conversation.week import Picture, is_quiet
from bot.domain import mornings
from bot.domain.clock import Clock
from bot.domain.messages import Address, Caption, Outgoing, Place, SendPicture
from bot.domain.statistics import Numbers, Period, Statistics, statistics_of
from bot.knowledge.model import KnowledgeBase
from bot.store.unit_of_work import Store, UnitOfWork
from bot.telegram.chores.rounds import rounds
from bot.telegram.group import StaffGroup
from bot.telegram.handlers import Brain
from bot.telegram.render import render
from bot.telegram.staff.waiting import waiting
from bot.telegram.voices import Voices

log = logging.getLogger(__name__)

EVERY = timedelta(minutes=1)
SUMMED_UP = "summed_up"
"""Where the store keeps the day of the last morning summary, whether or not there was anything to say."""
REPORTED = "reported"
"""Where it keeps the Monday up to which was last reported."""
PICTURE = "week.png"
STAFF = Address(place=Place.STAFF)

Draw = Callable[[Picture, Picture], bytes | None]
"""Draws the first, or the second where it lacks letters for the first; None where it cannot draw."""


class Reporter:
    """The worker.

    Args:
        store: open.
        think: gets what the bot knows at present; the first takes a while.
        voices: compose.
        group: the staff's, for links into it.
        draw: takes its time, so it is called in a thread.
        clock: tells the time.
        queued: called when there is something to send.
    """

    def __init__(
        self,
        *,
        store: Store,
        think: Callable[[], Awaitable[Brain]],
        voices: Voices,
        group: StaffGroup,
        draw: Draw,
        clock: Clock,
        queued: Callable[[], None],
    ) -> None:
        self._store = store
        self._think = think
        self._voices = voices
        self._hours = voices.promise.hours
        self._group = group
        self._draw = draw
        self._clock = clock
        self._queued = queued

    async def run(self) -> None:
        """Look every minute, until cancelled."""
        await rounds(self.report, EVERY)

    async def report(self) -> None:
        """Say what is due, if anything is."""
        now = self._clock.now()
        async with self._store.reading() as uow:
            morning = mornings.summary_due(self._hours, await _day(uow, SUMMED_UP), now)
            week = mornings.report_due(self._hours, await _day(uow, REPORTED), now)
        if morning:
            await self._sum_up(morning, now)
        if week:
            await self._report(week, now)
        if morning or week:
            self._queued()

    async def _sum_up(self, period: Period, now: datetime) -> None:
        knowledge = (await self._think()).knowledge
        day = mornings.today(self._hours, now)
        async with self._store.unit_of_work() as uow:
            if not await _is_first(uow, SUMMED_UP, day):
                return
            figures = self._count(await uow.reports.numbers(period), period, knowledge)
            lines = await waiting(uow, self._group, self._hours, now)
            overdue = len(knowledge.overdue(day))
            said = self._voices.reminders.morning(lines, figures, overdue, now, self._hours.zone)
            await _say(uow, render(said) if said else [], now)

    async def _report(self, period: Period, now: datetime) -> None:
        knowledge = (await self._think()).knowledge
        async with self._store.reading() as uow:
            figures = self._count(await uow.reports.numbers(period), period, knowledge)
        messages = await self._in_full(figures, knowledge)
        async with self._store.unit_of_work() as uow:
            if await _is_first(uow, REPORTED, mornings.today(self._hours, period.end)):
                await _say(uow, messages, now)
        log.info("week reported", extra={"questions": figures.questions, "tickets": figures.opened})

    async def _in_full(self, figures: Statistics, knowledge: KnowledgeBase) -> Sequence[Outgoing]:
        if is_quiet(figures):
            return []
        brief = self._voices.week.brief(figures)
        if not figures.questions:
            return render(brief)
        png = await asyncio.to_thread(self._draw, *self._voices.week.pictures(figures, knowledge))
        if png is None:
            return render(self._without_picture(figures, knowledge))
        words = render(brief)[0]
        caption = Caption(text=words.text, entities=words.entities)
        return [SendPicture(name=PICTURE, png=b64encode(png).decode(), caption=caption)]

    def _without_picture(self, figures: Statistics, knowledge: KnowledgeBase) -> Message:
        words = self._voices.figures.show(figures, knowledge)
        hint = self._voices.week.plain(words.language, "week-no-picture")
        return replace(words, parts=(*words.parts, *hint.parts))

    def _count(self, numbers: Numbers, period: Period, knowledge: KnowledgeBase) -> Statistics:
        topic_of = {entry: known.topic for entry, known in knowledge.entries.items()}
        return statistics_of(numbers, period, topic_of, self._hours)


async def _is_first(uow: UnitOfWork, key: str, day: date) -> bool:
    """Note that it is told of a day; False if it was told already, by another process."""
    if await _day(uow, key) == day:
        return False
    await uow.desk.set(key, day.isoformat())
    return True


async def _say(uow: UnitOfWork, messages: Sequence[Outgoing], now: datetime) -> None:
    for message in messages:
        await uow.outbox.add(STAFF, message, now)


async def _day(uow: UnitOfWork, key: str) -> date | None:
    kept = await uow.desk.get(key)
    return date.fromisoformat(kept) if kept else None
