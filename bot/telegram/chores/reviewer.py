"""Watches the FAQ: what is due for review, what has changed, and which corrections have arrived."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from bot.domain.clock import Clock
from bot.store.unit_of_work import Store
from bot.telegram.chores.rounds import rounds
from bot.telegram.desk import Desk
from bot.telegram.group import StaffGroup
from bot.telegram.handlers import Brain
from bot.telegram.staff import correct_desk, review_desk
from bot.telegram.voices import Voices

EVERY = timedelta(minutes=1)


class Reviewer:
    """The worker.

    Args:
        store: open.
        think: gets what the bot knows at present; the first takes a while.
        voices: compose.
        group: the staff's.
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
        clock: Clock,
        queued: Callable[[], None],
    ) -> None:
        self._store = store
        self._think = think
        self._voices = voices
        self._group = group
        self._clock = clock
        self._queued = queued

    async def run(self) -> None:
        """Look every minute, until cancelled; not at once, since a start has what is more urgent."""
        await rounds(self.look, EVERY, at_once=False)

    async def look(self) -> None:
        """Do what is due."""
        brain = await self._think()
        async with self._store.unit_of_work() as uow:
            desk = Desk(
                uow,
                knowledge=brain.knowledge,
                voices=self._voices,
                group=self._group,
                clock=self._clock,
            )
            await correct_desk.notice(desk)
            asked = [
                await step(desk) for step in (correct_desk.offer, correct_desk.report, review_desk.show_next)
            ]
        if any(asked):
            self._queued()
