"""Shares the work with other processes on one PostgreSQL database.

Every replica handles updates. What only one may do (poll, send, since Telegram's limits hold for the bot as a
whole, and what comes by the clock) is done by the one on duty; when that one ends, another takes over and
finds all as after a restart.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping

from bot.domain.clock import Clock
from bot.domain.errors import StoreError
from bot.store.member import Member, on_duty
from bot.store.unit_of_work import Store
from bot.telegram.pulse import Pulse
from bot.telegram.supervise import Worker, supervise

log = logging.getLogger(__name__)

BY_EACH_REPLICA = frozenset({"inbox", "lessons", "refresh", "metrics", "storage"})
"""The workers that run on each; where Telegram calls, "receive" too. All others are for the one on duty."""
PAUSE = 1.0
"""Seconds before joining again after the database could not be reached."""


class Replica:
    """The worker.

    Args:
        store: shared.
        clock: tells the time of the lease.
        pulse: told which duties this replica does.
        duties: the workers that run on the replica on duty alone.
        wakes: called when there is news of that name.
        follow: brings up to date what this process remembers and another may have changed; each beat.
        polls: whether updates are fetched, by the one on duty; otherwise each is called.
    """

    def __init__(
        self,
        *,
        store: Store,
        clock: Clock,
        pulse: Pulse,
        duties: Mapping[str, Worker],
        wakes: Mapping[str, Callable[[], None]],
        follow: Callable[[], Awaitable[None]],
        polls: bool,
    ) -> None:
        self._store = store
        self._clock = clock
        self._pulse = pulse
        self._duties = duties
        self._wakes = wakes
        self._follow = follow
        self._polls = polls

    async def run(self) -> None:
        """Be a replica until cancelled, then let another one take over."""
        why = ""
        while True:
            try:
                async with self._store.join(self._clock, self._hear) as member:
                    why = ""
                    await self._serve(member)
                log.warning("taken for dead by another replica, joining again", extra={"was": member.number})
            except StoreError as error:
                if not why:  # once for each time: a server may be away for long
                    log.error("not among the replicas, trying again", extra={"error": str(error)})
                why = str(error)
            await asyncio.sleep(PAUSE)

    async def _serve(self, member: Member) -> None:
        log.info("joined", extra={"replica": member.number})
        duty: asyncio.Task[None] | None = None
        for wake in self._wakes.values():  # nothing was heard before
            wake()
        try:
            while await member.beat(self._clock.now()):
                if member.on_duty and duty is None:
                    log.info("on duty", extra={"replica": member.number})
                    duty = asyncio.create_task(self._do_duty(member), name="duty")
                if duty is None and self._polls:
                    self._pulse.received = self._clock.now()  # by the one on duty, who lives
                await self._follow()
                await member.rest()
        finally:
            if duty:
                duty.cancel()
                await asyncio.wait({duty})
                for name in self._duties:
                    self._pulse.workers.pop(name, None)
                self._pulse.rival = False  # who polls now finds out

    async def _do_duty(self, member: Member) -> None:
        on_duty.set(member.number)  # for this task and those that it starts
        await supervise(self._duties, self._pulse.workers)

    def _hear(self, news: str) -> None:
        wake = self._wakes.get(news)
        if wake:
            wake()
