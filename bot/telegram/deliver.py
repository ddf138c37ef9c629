"""Empties the outbox: in order within each lane, within the limits, once or visibly twice.

One turn of the loop is one transaction: it writes down what became of finished calls, takes what is due and
marks it `sending` before anything is called. A crash therefore leaves either a row that was never called, or
one marked `sending`, whose outcome is unknown.
"""

import asyncio
import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from telegram import Bot
from telegram.error import TelegramError

from bot.conversation.texts import Texts
from bot.domain.clock import Clock
from bot.domain.ids import ChatId, MessageId
from bot.domain.messages import AnswerPress, Delivery, Place, React, SendText
from bot.store.unit_of_work import Store
from bot.telegram import errors
from bot.telegram.bookkeeping import Bookkeeping
from bot.telegram.group import StaffGroup
from bot.telegram.limits import Budget
from bot.telegram.outcome import Again, GiveUp, Sent, Step, after, backoff, before_sending
from bot.telegram.render import MAX_UTF16
from bot.telegram.send import send
from bot.telegram.topics import TopicPendingError, Topics

log = logging.getLogger(__name__)

BATCH = 100
IN_FLIGHT = 60
IDLE = timedelta(seconds=30)
MENDS = 3
GATHER = 0.005
"""Seconds between being woken and a turn, so that what happens together shares one transaction."""
STOP_WITHIN = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of one attempt. `message`: its id on Telegram, where there is a new one."""

    delivery: Delivery
    step: Step
    message: MessageId | None = None


class Outbox:
    """The worker. `wake` is set by whoever adds rows; the rows themselves are in the store."""

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
    ) -> None:
        self._bot = bot
        self._store = store
        self._group = group
        self._topics = topics
        self._bookkeeping = bookkeeping
        self._budget = budget
        self._clock = clock
        self._texts = texts
        self.wake = asyncio.Event()
        self._running: set[asyncio.Task[Result]] = set()
        self._finished: list[Result] = []
        self._line_is_down = 0  # failed probes in a row, plus one; 0 means that the line is up

    async def run(self) -> None:
        """Work until cancelled; then let what is in flight finish, for `STOP_WITHIN` seconds at most."""
        async with self._store.unit_of_work() as uow:
            doubtful = await uow.outbox.recover(self._clock.now())
        if doubtful:
            log.warning("deliveries with unknown outcome from before the restart", extra={"count": doubtful})
        try:
            while True:
                if self._line_is_down:
                    await self._probe()
                pause = await self._turn()
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
                    await self._bookkeeping.note(uow, result.delivery, result.step, result.message, now)
                room = 0 if self._line_is_down else IN_FLIGHT - len(self._running)
                if room > 0:
                    # Lanes of the group whose minute is used up would crowd out the founders' answers.
                    group_at = self._budget.chat_at(self._group.chat, now)
                    due = await uow.outbox.due(now, BATCH, spare_group=group_at > now)
                    soonest = min(soonest, group_at) if group_at > now else soonest
                    chosen, soonest = self._choose(due, now, soonest, room)
                    await uow.outbox.sending([delivery.id for delivery in chosen], now)
                    following = await uow.outbox.next_due_at()
                    soonest = min(soonest, following) if following and following > now else soonest
        except BaseException:
            self._finished = finished + self._finished  # not written down: keep for the next turn
            raise
        for delivery in chosen:
            self._start(replace(delivery, attempts=delivery.attempts + 1))
        return soonest - now

    def _choose(
        self, due: list[Delivery], now: datetime, soonest: datetime, room: int
    ) -> tuple[list[Delivery], datetime]:
        chosen: list[Delivery] = []
        for delivery in due:
            if len(chosen) >= room:
                break
            if isinstance(delivery.message, AnswerPress | React):
                chosen.append(delivery)
                continue
            chat = self._chat(delivery)
            at = self._budget.next_at(chat, now)
            if at <= now:
                self._budget.spend(chat, now)
                chosen.append(delivery)
            else:
                soonest = min(soonest, at)
        return chosen, soonest

    def _chat(self, delivery: Delivery) -> ChatId:
        if delivery.to.place is Place.FOUNDER and delivery.to.founder is not None:
            return ChatId(delivery.to.founder)
        return self._group.chat

    def _start(self, delivery: Delivery) -> None:
        task = asyncio.create_task(self._attempt(delivery), name=f"delivery {delivery.id}")
        self._running.add(task)
        task.add_done_callback(self._finish)

    def _finish(self, task: asyncio.Task[Result]) -> None:
        self._running.discard(task)
        if not task.cancelled():
            self._finished.append(task.result())
        self.wake.set()

    async def _attempt(self, delivery: Delivery) -> Result:
        now = self._clock.now()
        settled = before_sending(delivery, now)
        if settled:
            return Result(delivery=delivery, step=settled)
        try:
            message = await self._send(delivery)
        except TopicPendingError as pending:
            return Result(delivery=delivery, step=Again(at=pending.until))
        except TelegramError as error:
            return Result(delivery=delivery, step=self._after(error, delivery))
        except Exception as error:  # a defect here must not stop all other deliveries
            log.exception("delivery failed", extra={"delivery": delivery.id})
            step = Again(at=now + backoff(delivery.attempts)) if delivery.attempts < 8 else None
            return Result(
                delivery=delivery, step=step or GiveUp(why="why-refused", detail=type(error).__name__)
            )
        return Result(delivery=delivery, step=Sent(), message=message)

    async def _send(self, delivery: Delivery) -> MessageId | None:
        message = delivery.message
        if delivery.unknown_outcomes and isinstance(message, SendText):
            message = await self._labelled(delivery, message)
        for mend in range(MENDS + 1):
            topic = None
            try:
                topic = await self._topics.of(delivery)
                return await send(self._bot, self._chat(delivery), topic, message)
            except TelegramError as error:
                failure = errors.read(error)
                if mend == MENDS or not await self._topics.mend(failure, delivery, topic):
                    mended = _without_fault(message, failure)
                    if mended is None or mend == MENDS:
                        raise
                    message = mended
        raise AssertionError("unreachable: the last round returns or raises")

    def _after(self, error: TelegramError, delivery: Delivery) -> Step:
        failure = errors.read(error)
        now = self._clock.now()
        match failure:
            case errors.FloodWait(pause=pause):
                self._budget.pause(self._chat(delivery), now + pause)
                log.warning(
                    "flood wait", extra={"chat": self._chat(delivery), "seconds": pause.total_seconds()}
                )
            case errors.NotSent() | errors.Unknown():
                self._line_is_down = self._line_is_down or 1
                log.warning("delivery interrupted", extra={"delivery": delivery.id, "error": str(error)})
            case errors.ShutOut(words=words):
                log.error("Telegram shuts the bot out", extra={"delivery": delivery.id, "error": words})
            case errors.Refused(words=words):
                log.error("Telegram refuses a message", extra={"delivery": delivery.id, "error": words})
            case _:
                pass
        return after(failure, delivery, now)

    async def _labelled(self, delivery: Delivery, message: SendText) -> SendText:
        language = await self._bookkeeping.reader_language(delivery)
        label = self._texts.say(language, "repeated")
        text = f"{message.text}\n\n{label}"
        return replace(message, text=text) if len(text.encode("utf-16-le")) // 2 <= MAX_UTF16 else message

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
        async with self._store.unit_of_work() as uow:
            for result in finished:
                await self._bookkeeping.note(
                    uow, result.delivery, result.step, result.message, self._clock.now()
                )


def _without_fault(message: object, failure: errors.Failure) -> SendText | None:
    if not isinstance(message, SendText):
        return None
    if isinstance(failure, errors.ReplyMissing) and message.reply_to is not None:
        return replace(message, reply_to=None)
    if isinstance(failure, errors.BadFormat) and message.entities:
        return replace(message, entities=())
    return None
