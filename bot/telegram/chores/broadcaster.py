"""Shows staff how far a broadcast is, in quarters, and that it is through; the outbox does the sending."""

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.conversation.announcing import Announcements
from bot.domain.broadcast import Broadcast, BroadcastState, progress_of
from bot.domain.clock import Clock
from bot.store.unit_of_work import Store, UnitOfWork
from bot.telegram.chores.rounds import rounds
from bot.telegram.staff.broadcast_desk import show

EVERY = timedelta(seconds=5)


class Broadcaster:
    """The worker.

    Args:
        store: open.
        announcements: words it.
        clock: tells the time.
        queued: called when there is something to send.
    """

    def __init__(
        self, *, store: Store, announcements: Announcements, clock: Clock, queued: Callable[[], None]
    ) -> None:
        self._store = store
        self._announcements = announcements
        self._clock = clock
        self._queued = queued

    async def run(self) -> None:
        """Look every five seconds, until cancelled."""
        await rounds(self.look, EVERY)

    async def look(self) -> int:
        """Show staff what has come a quarter further since, or is through; return how many have."""
        async with self._store.reading() as uow:
            if not await uow.broadcasts.running():
                return 0
        now = self._clock.now()
        async with self._store.unit_of_work() as uow:
            moved = [await self._show(uow, one, now) for one in await uow.broadcasts.running()]
        if any(moved):
            self._queued()
        return sum(moved)

    async def _show(self, uow: UnitOfWork, broadcast: Broadcast, now: datetime) -> bool:
        progress = progress_of(broadcast, await uow.outbox.batch(broadcast.batch))
        if progress.left == 0:
            ended = await uow.broadcasts.ended(broadcast.id, BroadcastState.RUNNING, BroadcastState.DONE)
            if ended:  # otherwise it was stopped in this moment
                await show(uow, broadcast, self._announcements.done(broadcast, progress), now)
            return ended
        if progress.percent <= broadcast.shown:
            return False
        await uow.broadcasts.shown(broadcast.id, progress.percent)
        await show(uow, broadcast, self._announcements.running(broadcast, progress), now)
        return True
