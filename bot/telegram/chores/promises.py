"""Watches what was promised: a founder hears of a delay from the desk, not from the clock."""

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.conversation.promise import Promises
from bot.domain.clock import Clock
from bot.domain.founder import Founder
from bot.domain.ids import UserId
from bot.domain.messages import Address, Place
from bot.domain.ticket import Ticket, TicketState
from bot.store.unit_of_work import Store, UnitOfWork
from bot.telegram.chores.rounds import rounds
from bot.telegram.render import render

log = logging.getLogger(__name__)

EVERY = timedelta(minutes=1)


class Promiser:
    """The worker.

    Args:
        store: open.
        promises: makes the new ones and words them.
        clock: tells the time.
        queued: called when there is something to send.
    """

    def __init__(self, *, store: Store, promises: Promises, clock: Clock, queued: Callable[[], None]) -> None:
        self._store = store
        self._promises = promises
        self._clock = clock
        self._queued = queued

    async def run(self) -> None:
        """Look at the promises every minute, until cancelled."""
        await rounds(self.renew, EVERY)

    async def renew(self) -> int:
        """Make a new promise for each that is about to be broken, and tell its founder; return how many."""
        now = self._clock.now()
        before = self._promises.at_risk_before(now)
        async with self._store.unit_of_work() as uow:
            tickets = await uow.tickets.promised_before(before)
            late = due(tickets, await _founders(uow, tickets), before)
            for ticket, old in late:
                await self._remind(uow, ticket, old, now)
        if late:
            log.warning("promises could not be kept", extra={"count": len(late)})
            self._queued()
        return len(late)

    async def _remind(self, uow: UnitOfWork, ticket: Ticket, old: datetime, now: datetime) -> None:
        new = self._promises.by_instead(old, now)
        await uow.tickets.save(replace(ticket, promised_at=new))
        to = Address(place=Place.FOUNDER, founder=ticket.founder)
        for piece in render(self._promises.reminder(ticket.number, ticket.language, new, now)):
            await uow.outbox.add(to, piece, now)


def due(
    tickets: Iterable[Ticket], founders: Mapping[UserId, Founder], before: datetime
) -> list[tuple[Ticket, datetime]]:
    """Return the tickets whose promise falls due before a time, each with that promise.

    Left out are those of founders who are banned or forgotten, or who stopped the bot: nothing is to pile up
    for their return. They are told then.
    """
    found = []
    for ticket in tickets:
        founder = founders.get(ticket.founder)
        if founder is None or founder.banned or founder.blocked or ticket.state is not TicketState.WAITING:
            continue
        if ticket.promised_at and ticket.promised_at < before:
            found.append((ticket, ticket.promised_at))
    return found


async def _founders(uow: UnitOfWork, tickets: Iterable[Ticket]) -> dict[UserId, Founder]:
    found = [await uow.founders.get(user) for user in sorted({ticket.founder for ticket in tickets})]
    return {founder.id: founder for founder in found if founder}
