"""Shows founders their tickets and lets them cancel one, inside one unit of work."""

from dataclasses import replace

from bot.conversation.ledger import Line, listed
from bot.conversation.message import Message
from bot.domain.founder import Founder
from bot.domain.ids import MessageId
from bot.domain.ticket import Ticket, TicketState
from bot.telegram import cards
from bot.telegram.desk import Desk

LOOK_BACK = 50
"""Tickets to choose from: one that waits is listed though many were opened after it."""


async def mine(desk: Desk, founder: Founder, _: str) -> None:
    """List the founder's tickets that wait, and those that were settled lately."""
    await desk.tell(founder, await _ledger(desk, founder))


async def cancel(desk: Desk, founder: Founder, ticket: Ticket, place: MessageId | None) -> str:
    """Withdraw a ticket that waits, and show the list anew in its place.

    Returns:
        What came of it, in a few words.
    """
    waits = ticket.state is TicketState.WAITING
    if waits:
        closed = replace(ticket.moved(TicketState.CLOSED, desk.now), promised_at=None)
        await desk.uow.tickets.save(closed)
        await cards.refresh(desk, closed)
        await desk.show_staff(founder, desk.voices.staff.cancelled(ticket, founder))
    await desk.rewrite(founder, place, await _ledger(desk, founder))
    name = "mine-cancelled" if waits else "mine-cannot-cancel"
    return desk.voices.ledger.say(founder.language, name, number=ticket.number)


async def _ledger(desk: Desk, founder: Founder) -> Message:
    tickets = listed(await desk.uow.tickets.of(founder.id, LOOK_BACK), desk.now)
    messages = await desk.uow.tickets.messages_of(tickets)
    lines = [
        Line(ticket=ticket, messages=messages[ticket.id], promise=_promise(desk, founder, ticket))
        for ticket in tickets
    ]
    zone = desk.voices.promise.hours.zone
    return desk.voices.ledger.show(founder.language, lines, desk.now, zone)


def _promise(desk: Desk, founder: Founder, ticket: Ticket) -> str | None:
    by = ticket.promised_at
    return desk.voices.promise.line(founder.language, by, desk.now) if by else None
