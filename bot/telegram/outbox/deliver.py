"""Empties the outbox: in order within each lane, within the limits, once or visibly twice.

One turn of the loop is one transaction: it writes down what became of finished calls, takes what is due and
marks it `sending` before anything is called. A crash therefore leaves either a row that was never called, or
one marked `sending`, whose outcome is unknown.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from telegram import Bot
from telegram.error import TelegramError

from bot.conversation.texts import Texts
from bot.crash_points import Point, passes
from bot.domain.clock import Clock
from bot.domain.errors import StoreError
from bot.domain.messages import Delivery
from bot.store.outbox_statements import Rank
from bot.store.unit_of_work import Store, UnitOfWork
from bot.telegram.group import StaffGroup
from bot.telegram.outbox.bookkeeping import Bookkeeping, outcome_of
from bot.telegram.outbox.courier import Courier, Result
from bot.telegram.outbox.limits import RESERVE, Budget
from bot.telegram.outbox.outcome import backoff
from bot.telegram.outbox.topics import Topics
from bot.telegram.outbox.turn import choose, leaves_room_for_looks

log = logging.getLogger(__name__)

BATCH = 100
IN_FLIGHT = 60
IDLE = timedelta(seconds=30)
GATHER = 0.005
"""Seconds between being woken and a turn, so that what happens together shares one transaction."""
STOP_WITHIN = 3.0
STORE_PAUSE = 1.0
"""Seconds between two turns while the database fails."""


class Outbox:
    """The worker. `wake` is set by whoever adds rows; the rows themselves are in the store.

    `settled` is told what became of each attempt, as `outcome_of` names it, once that is written down.
    """

    def __init__(
        self,
        *,
        bot: Bot,
        store: Store,
        group: StaffGroup,
        topics: Topics,
        bookkeeping: Bookkeeping,
        budget: Budget,
        clock: Clock,
        texts: Texts,
        settled: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._bot = bot
        self._store = store
        self._group = group
        self._bookkeeping = bookkeeping
        self._budget = budget
        self._clock = clock
        self._settled = settled
        self._courier = Courier(
            bot=bot,
            store=store,
            group=group,
            topics=topics,
            bookkeeping=bookkeeping,
            budget=budget,
            clock=clock,
            texts=texts,
        )
        self.wake = asyncio.Event()
        self._running: set[asyncio.Task[Result]] = set()
        self._finished: list[Result] = []
        # After a crash one message goes first, then two, four … as they arrive: a process that dies again and
        # again casts doubt on few of them.
        self._most = IN_FLIGHT
        self._line_is_down = 0  # failed probes in a row, plus one; 0 means that the line is up

    async def run(self) -> None:
        """Work until cancelled; then let what is in flight finish, for `STOP_WITHIN` seconds at most."""
        async with self._store.unit_of_work() as uow:
            doubtful = await uow.outbox.recover(self._clock.now())
        self._most = 1 if doubtful else IN_FLIGHT
        if doubtful:
            log.warning("deliveries with unknown outcome from before the restart", extra={"count": doubtful})
        try:
            while True:
                if self._line_is_down:
                    await self._probe()
                try:
                    pause = await self._turn()
                except StoreError:  # it has said why; what became of finished calls is kept until then
                    await asyncio.sleep(STORE_PAUSE)
                else:
                    await self._rest(pause)
        finally:
            await self._wind_up()

    async def _turn(self) -> timedelta:
        """Write down results, take and start what is due; return how long to rest if nothing wakes us."""
        self.wake.clear()
        finished, self._finished = self._finished, []
        now = self._clock.now()
        soonest = now + IDLE
        chosen: list[Delivery] = []
        try:
            async with self._store.unit_of_work() as uow:
                for result in finished:
                    await self._bookkeeping.note(uow, result.delivery, result.step, result.messages, now)
                    passes(Point.BEFORE_MARKED_SENT)
                room = 0 if self._line_is_down else self._most - len(self._running)
                if room > 0:
                    chosen, next_at = await self._take(uow, now, room)
                    marked = await uow.outbox.sending([delivery.id for delivery in chosen], now)
                    chosen = [delivery for delivery in chosen if delivery.id in marked]
                    following = await uow.outbox.next_due_at()
                    soonest = min(at for at in (soonest, next_at, following) if at and at > now)
        except BaseException:
            self._finished = finished + self._finished  # not written down: keep for the next turn
            raise
        if finished:
            passes(Point.AFTER_MARKED_SENT)
        for result in finished:
            self._settled(outcome_of(result.step))
        for delivery in chosen:
            self._start(replace(delivery, attempts=delivery.attempts + 1), now)
        return soonest - now

    async def _take(
        self, uow: UnitOfWork, now: datetime, room: int
    ) -> tuple[list[Delivery], datetime | None]:
        """Return what goes now, and when more may: what is waited for, then what is not, then looks."""
        # Lanes of the group whose minute is used up would crowd out the founders' answers.
        group_at = self._budget.chat_at(self._group.chat, now)
        spare = group_at > now
        due = await uow.outbox.due(now, BATCH, spare_group=spare, claiming=True)
        if len(due) < BATCH:
            due += await uow.outbox.due(
                now, BATCH - len(due), rank=Rank.ONE_OF_MANY, spare_group=spare, claiming=True
            )
        take = partial(choose, now=now, room=room, budget=self._budget, chat_of=self._courier.chat)
        chosen, next_at = take(due)
        if spare:
            return chosen, min(group_at, next_at or group_at)
        if leaves_room_for_looks(due, chosen):
            looks = await uow.outbox.due(now, BATCH, rank=Rank.LOOKS, claiming=True)
            chosen, looks_at = take(looks, reserve=RESERVE)
            next_at = min((at for at in (next_at, looks_at) if at), default=None)
        return chosen, next_at

    def _start(self, delivery: Delivery, spent: datetime) -> None:
        task = asyncio.create_task(self._courier.carry(delivery), name=f"delivery {delivery.id}")
        self._running.add(task)
        task.add_done_callback(partial(self._finish, spent))

    def _finish(self, spent: datetime, task: asyncio.Task[Result]) -> None:
        self._running.discard(task)
        if not task.cancelled():
            result = task.result()
            self._budget.went(self._courier.chat(result.delivery), spent, self._clock.now())
            if result.interrupted:
                self._line_is_down = self._line_is_down or 1
            else:
                self._most = min(2 * self._most, IN_FLIGHT)
            self._finished.append(result)
        self.wake.set()

    async def _probe(self) -> None:
        # A doubtful message is repeated only over a line that is known to work: it would be wasted otherwise.
        try:
            await self._bot.get_me()
        except TelegramError as error:
            pause = min(backoff(self._line_is_down), timedelta(seconds=10))
            self._line_is_down += 1
            log.warning("Telegram cannot be reached", extra={"error": str(error), "again_in": pause.seconds})
            await asyncio.sleep(pause.total_seconds())
        else:
            self._line_is_down = 0

    async def _rest(self, pause: timedelta) -> None:
        if self._finished or pause <= timedelta(0):
            return
        try:
            async with asyncio.timeout(pause.total_seconds()):
                await self.wake.wait()
            await asyncio.sleep(GATHER)
        except TimeoutError:
            pass

    async def _wind_up(self) -> None:
        if self._running:
            await asyncio.wait(self._running, timeout=STOP_WITHIN)
        for task in self._running:
            task.cancel()  # its row stays `sending`: at the next start its outcome counts as unknown
        finished, self._finished = self._finished, []
        try:
            async with self._store.unit_of_work() as uow:
                for result in finished:
                    await self._bookkeeping.note(
                        uow, result.delivery, result.step, result.messages, self._clock.now()
                    )
        except StoreError:  # it has said why
            log.error("deliveries not written down, they will go again", extra={"count": len(finished)})
