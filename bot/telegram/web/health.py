"""Looks at how the desk is: at what the workers say, and into the database."""

import asyncio
import logging
from bisect import bisect_left
from collections.abc import Sequence

from bot.domain.clock import Clock
from bot.domain.errors import StoreError
from bot.domain.hours import StaffHours
from bot.domain.messages import unsent
from bot.domain.reminders import is_late, is_put_aside
from bot.domain.ticket import Ticket
from bot.domain.vitals import Queues, Vitals
from bot.store.schema import InboxState
from bot.store.unit_of_work import Store
from bot.telegram.pulse import Pulse

log = logging.getLogger(__name__)

PATIENCE = 3.0
"""Seconds that the database may take; whoever asks how the desk is does not wait much longer."""


class Health:
    """Takes looks.

    Args:
        store: open.
        clock: tells the time.
        pulse: what the workers say.
        polls: whether updates are fetched; otherwise Telegram calls.
        hours: of the staff.
        answer_within: working hours that they mean to answer in.
    """

    def __init__(
        self,
        *,
        store: Store,
        clock: Clock,
        pulse: Pulse,
        polls: bool,
        hours: StaffHours,
        answer_within: float,
    ) -> None:
        self._store = store
        self._clock = clock
        self._pulse = pulse
        self._polls = polls
        self._hours = hours
        self._answer_within = answer_within
        self._started = clock.now()

    async def look(self) -> Vitals:
        """Look now; it never raises."""
        database, inbox_since, outbox_since = True, None, None
        try:
            async with asyncio.timeout(PATIENCE), self._store.reading() as uow:
                inbox_since = await uow.inbox.oldest_waiting()
                outbox_since = await uow.outbox.oldest_unsent()
        except (StoreError, TimeoutError) as error:
            log.warning("how the desk is cannot be read", extra={"error": str(error)})
            database = False
        return Vitals(
            at=self._clock.now(),
            started=self._started,
            polls=self._polls,
            received=self._pulse.received,
            workers=dict(self._pulse.workers),
            database=database,
            inbox_since=inbox_since,
            outbox_since=outbox_since,
            webhook_error=self._pulse.webhook_error,
            rival=self._pulse.rival,
            write_error=self._store.trouble.why,
            free_bytes=self._store.free_bytes(),
        )

    async def queues(self) -> Queues | None:
        """Count what waits; None if it cannot be read."""
        try:
            async with asyncio.timeout(PATIENCE), self._store.reading() as uow:
                inbox, outbox = await uow.inbox.counts(), await uow.outbox.counts()
                tickets = await uow.tickets.waiting()
        except (StoreError, TimeoutError):
            return None
        return Queues(
            waiting=inbox[InboxState.WAITING],
            set_aside=inbox[InboxState.SET_ASIDE],
            unsent=unsent(outbox),
            tickets=len(tickets),
            overdue=self._overdue(tickets),
        )

    def _overdue(self, tickets: Sequence[Ticket]) -> int:
        """Count those that wait for longer than staff mean to take; `tickets` as they were opened."""
        now = self._clock.now()

        def is_in_time(ticket: Ticket) -> bool:
            return not is_late(self._hours.working_hours_between(ticket.opened_at, now), self._answer_within)

        late = tickets[: bisect_left(tickets, True, key=is_in_time)]
        return sum(not is_put_aside(ticket, now) for ticket in late)
