"""Puts a ticket aside for a while; `laters` brings it back.

The founder hears nothing of why. But where the promised time comes before the ticket does, the founder is
told a new one at once: reckoned from when staff take it up again, as for what is asked then.
"""

from dataclasses import replace
from datetime import datetime

from bot.conversation.later import comes_back, read_span
from bot.conversation.staff_callbacks import StaffOrder
from bot.domain.events import StaffMessage, StaffPress
from bot.domain.founder import Founder
from bot.domain.ids import TicketId
from bot.domain.messages import Address, EditText, Place
from bot.domain.ticket import Ticket, TicketState
from bot.telegram import cards
from bot.telegram.desk import Desk
from bot.telegram.render import render
from bot.telegram.staff.staff_done import StaffDone
from bot.telegram.staff.staff_talk import answer, open_ticket_meant, say

LONGEST_WHY = 300
"""Characters of a reason that are kept."""


async def later(desk: Desk, event: StaffMessage, words: str) -> None:
    """Put the ticket that is replied to, or the founder's latest, aside for so long."""
    found = read_span(words)
    if found is None:
        await say(desk, event, "later-how")
        return
    ticket = await open_ticket_meant(desk, event)
    founder = await desk.uow.founders.get(ticket.founder) if ticket else None
    if ticket is None or founder is None:
        return
    span, why = found
    until = comes_back(span, desk.voices.promise.hours, desk.now)
    aside, told = await _put_aside(desk, ticket, founder, until, why[:LONGEST_WHY] or None)
    there = until.astimezone(desk.voices.promise.hours.zone)
    await answer(desk, event, desk.voices.relay.put_aside(aside, there, desk.now, founder, told=told))


async def later_pressed(desk: Desk, press: StaffPress, order: StaffOrder) -> StaffDone | None:
    """Ask for how long; pressed with how long, do it, and say so where it was asked."""
    ticket = await desk.uow.tickets.get(TicketId(order.about))
    founder = await desk.uow.founders.get(ticket.founder) if ticket else None
    if ticket is None or founder is None:
        return None
    if ticket.state is TicketState.CLOSED:
        return StaffDone(notice=desk.voices.relay.notice("ticket-closed", number=ticket.number))
    if not order.word:
        await answer(desk, press, desk.voices.relay.later_choices(ticket))
        return StaffDone()
    found = read_span(order.word)
    if found is None:
        return None
    until = comes_back(found[0], desk.voices.promise.hours, desk.now)
    aside, told = await _put_aside(desk, ticket, founder, until, None)
    there = until.astimezone(desk.voices.promise.hours.zone)
    piece, *_ = render(desk.voices.relay.put_aside(aside, there, desk.now, founder, told=told))
    if press.message:
        said = EditText(message=press.message, text=piece.text, entities=piece.entities)
        await desk.uow.outbox.add(Address(place=Place.STAFF), said, desk.now)
    return StaffDone()


async def _put_aside(
    desk: Desk, ticket: Ticket, founder: Founder, until: datetime, why: str | None
) -> tuple[Ticket, bool]:
    """Return the ticket as it is now, and whether the founder was told another time."""
    aside = ticket.put_aside(until, why)
    breaks = ticket.state is TicketState.WAITING and ticket.promised_at and ticket.promised_at < until
    told = bool(breaks) and not (founder.blocked or founder.banned)
    if told:
        promise = desk.voices.promise.by(until)
        aside = replace(aside, promised_at=promise)
        reminder = desk.voices.promise.reminder(ticket.number, ticket.language, promise, desk.now)
        await desk.tell(founder, reminder)
    await desk.uow.tickets.save(aside)
    await cards.refresh(desk, aside)
    return aside, told
