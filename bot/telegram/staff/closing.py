"""Staff close tickets and open them again; the founder is told."""

from dataclasses import replace

from bot.conversation.message import Literal, Message
from bot.conversation.staff_callbacks import StaffOrder
from bot.domain.events import StaffMessage, StaffPress
from bot.domain.ids import TicketId
from bot.domain.ticket import Ticket, TicketState
from bot.telegram import cards
from bot.telegram.desk import Desk
from bot.telegram.staff.staff_done import StaffDone
from bot.telegram.staff.staff_talk import open_ticket_meant, say, ticket_meant


async def close(desk: Desk, event: StaffMessage, reason: str) -> None:
    """Close the ticket that is replied to, or the founder's latest; the founder is told, with the reason."""
    ticket = await open_ticket_meant(desk, event)
    founder = await desk.uow.founders.get(ticket.founder) if ticket else None
    if ticket is None or founder is None:
        return
    await _close(desk, ticket, _farewell(desk, ticket, reason))
    await say(desk, event, "closed", number=ticket.number, name=desk.voices.relay.name_of(founder))


async def close_pressed(desk: Desk, _: StaffPress, order: StaffOrder) -> StaffDone | None:
    """Close a ticket."""
    ticket = await desk.uow.tickets.get(TicketId(order.about))
    return await _closed(desk, ticket, _farewell(desk, ticket)) if ticket else None


async def no_question(desk: Desk, _: StaffPress, order: StaffOrder) -> StaffDone | None:
    """Close what needs no answer; the founder is told so, and how to say otherwise."""
    ticket = await desk.uow.tickets.get(TicketId(order.about))
    if ticket is None:
        return None
    voice = desk.voices.founder
    otherwise = voice.after_staff(ticket)[-1]  # "I have another question on this"
    told = voice.plain(ticket.language, "no-question", (otherwise,), number=ticket.number)
    return await _closed(desk, ticket, told)


async def reopen(desk: Desk, event: StaffMessage, _: str) -> None:
    """Let the ticket that is replied to, or the founder's latest, wait again."""
    ticket = await ticket_meant(desk, event)
    founder = await desk.uow.founders.get(ticket.founder) if ticket else None
    if ticket is None or founder is None:
        await say(desk, event, "nobody-here")
        return
    name = "reopened" if await _reopen(desk, ticket) else "reopen-open"
    await say(desk, event, name, number=ticket.number, name=desk.voices.relay.name_of(founder))


async def reopen_pressed(desk: Desk, _: StaffPress, order: StaffOrder) -> StaffDone | None:
    """Let a ticket wait again."""
    ticket = await desk.uow.tickets.get(TicketId(order.about))
    if ticket is None:
        return None
    name = "reopened-now" if await _reopen(desk, ticket) else "reopen-open"
    return _noticed(desk, name, ticket)


async def _closed(desk: Desk, ticket: Ticket, told: Message) -> StaffDone:
    if ticket.state is TicketState.CLOSED:
        return _noticed(desk, "ticket-closed", ticket)
    await _close(desk, ticket, told)
    return _noticed(desk, "closed-now", ticket)


async def _close(desk: Desk, ticket: Ticket, told: Message) -> None:
    closed = ticket.closed(desk.now)
    await desk.uow.tickets.save(closed)
    founder = await desk.uow.founders.get(ticket.founder)
    if founder:
        await desk.tell(founder, told)
    await cards.refresh(desk, closed)


async def _reopen(desk: Desk, ticket: Ticket) -> bool:
    """Return whether it did not wait already; the founder is told by when to expect a reply."""
    founder = await desk.uow.founders.get(ticket.founder)
    if ticket.state is TicketState.WAITING or founder is None:
        return False
    promise = desk.voices.promise.by(desk.now)
    waiting = replace(ticket.moved(TicketState.WAITING, desk.now), promised_at=promise)
    await desk.uow.tickets.save(waiting)
    told = desk.voices.founder.plain(ticket.language, "reopened-by-staff", number=ticket.number)
    await desk.tell(founder, replace(told, parts=(*told.parts, *desk.promise(waiting, None))))
    await cards.refresh(desk, waiting)
    return True


def _farewell(desk: Desk, ticket: Ticket, reason: str = "") -> Message:
    told = desk.voices.founder.plain(ticket.language, "closed-by-staff", number=ticket.number)
    return replace(told, parts=(*told.parts, Literal(text=reason, quoted=True))) if reason else told


def _noticed(desk: Desk, name: str, ticket: Ticket) -> StaffDone:
    return StaffDone(notice=desk.voices.relay.notice(name, number=ticket.number))
