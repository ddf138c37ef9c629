"""Brings back what staff have put aside, while they are at work."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from bot.domain.clock import Clock
from bot.domain.ticket import TicketState
from bot.store.unit_of_work import Store
from bot.telegram import cards
from bot.telegram.chores.rounds import rounds
from bot.telegram.desk import Desk
from bot.telegram.group import StaffGroup
from bot.telegram.handlers import Brain
from bot.telegram.voices import Voices

EVERY = timedelta(minutes=1)


class Laters:
    """The worker.

    Args:
        store: open.
        think: gets what the bot knows at present, for the cards; the first takes a while.
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
        """Look every minute, until cancelled."""
        await rounds(self.bring_back, EVERY)

    async def bring_back(self) -> int:
        """Say in their topics which tickets are back; return how many. After hours nothing comes back."""
        if not self._voices.promise.hours.is_open(self._clock.now()):
            return 0
        brain = await self._think()
        async with self._store.unit_of_work() as uow:
            desk = Desk(
                uow, knowledge=brain.knowledge, voices=self._voices, group=self._group, clock=self._clock
            )
            back = await _bring_back(desk)
        if back:
            self._queued()
        return back


async def _bring_back(desk: Desk) -> int:
    tickets = await desk.uow.tickets.back_by(desk.now)
    for ticket in tickets:
        taken_up = ticket.taken_up()
        await desk.uow.tickets.save(taken_up)
        founder = await desk.uow.founders.get(ticket.founder)
        if founder and ticket.state is not TicketState.CLOSED:
            await desk.show_staff(founder, desk.voices.relay.back(ticket, founder))
            await cards.refresh(desk, taken_up)
    return len(tickets)
