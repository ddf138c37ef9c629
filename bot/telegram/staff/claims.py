"""Whose a ticket is: claimed with a button or by answering, handed on; others are asked first."""

from dataclasses import replace

from bot.conversation.staff_callbacks import StaffOrder
from bot.conversation.texts import escape
from bot.domain.events import Member, StaffMessage, StaffPress
from bot.domain.ids import TicketId, TicketMessageId
from bot.domain.ticket import Ticket, TicketMessage, TicketState
from bot.telegram import cards
from bot.telegram.desk import Desk
from bot.telegram.staff import answering
from bot.telegram.staff.staff_done import StaffDone
from bot.telegram.staff.staff_talk import answer, open_ticket_meant, say


async def claimed(desk: Desk, ticket: Ticket, by: Member) -> Ticket:
    """Return a ticket that somebody answers, which is theirs now if it was nobody's."""
    if ticket.claimed_by is None and await desk.uow.tickets.claim(ticket.id, by):
        return replace(ticket, claimed_by=by)
    return await desk.uow.tickets.get(ticket.id) or ticket


def is_others(ticket: Ticket, who: Member) -> bool:
    """Whether a ticket is somebody else's."""
    return ticket.claimed_by is not None and ticket.claimed_by.id != who.id


async def ask(desk: Desk, ticket: Ticket, held: TicketMessage, event: StaffMessage) -> None:
    """Ask who wrote to a ticket of somebody else's whether it is to go."""
    await answer(desk, event, desk.voices.relay.held(ticket, held, event.by))


async def claim_pressed(desk: Desk, press: StaffPress, order: StaffOrder) -> StaffDone | None:
    """Make a ticket the presser's; pressed by who has it, nobody's."""
    ticket = await desk.uow.tickets.get(TicketId(order.about))
    if ticket is None:
        return None
    if ticket.state is TicketState.CLOSED:
        return StaffDone(notice=desk.voices.relay.notice("ticket-closed", number=ticket.number))
    if await desk.uow.tickets.give_back(ticket.id, press.by):
        name = "claim-given-back"
    else:
        is_mine = await desk.uow.tickets.claim(ticket.id, press.by)
        name = "claim-yours" if is_mine else "claim-theirs"
    ticket = await desk.uow.tickets.get(ticket.id) or ticket
    await cards.refresh(desk, ticket)
    holder = desk.voices.relay.holder(ticket)
    return StaffDone(notice=desk.voices.relay.notice(name, number=ticket.number, holder=holder))


async def assign(desk: Desk, event: StaffMessage, name: str) -> None:
    """Give a ticket to the colleague who is named or whose message is replied to; else to who orders it."""
    ticket = await open_ticket_meant(desk, event)
    if ticket is None:
        return
    wanted = name.removeprefix("@").strip()
    colleague = await _colleague(desk, event, wanted)
    if colleague is None:
        await say(desk, event, "assign-unknown", holder=escape(wanted[:64]))
        return
    await desk.uow.tickets.assign(ticket.id, colleague)
    assigned = replace(ticket, claimed_by=colleague)
    await cards.refresh(desk, assigned)
    holder = escape(desk.voices.relay.holder(assigned))
    await say(desk, event, "assigned", number=ticket.number, holder=holder)


async def _colleague(desk: Desk, event: StaffMessage, name: str) -> Member | None:
    if event.mentioned:
        return event.mentioned
    if not name:
        return event.replied_by or event.by
    known = [event.replied_by] if event.replied_by else []
    known += await desk.uow.tickets.claimers()
    same = (one for one in known if one.name.casefold() == name.casefold())
    begins = (one for one in known if one.name.casefold().split(" ")[0] == name.casefold())
    return next(same, None) or next(begins, None)


async def release(desk: Desk, press: StaffPress, order: StaffOrder) -> StaffDone | None:
    """Send what was held; the ticket stays whose it is."""
    found = await _held(desk, press, order)
    if not isinstance(found, tuple):
        return found
    ticket, parts = found
    as_it_is = not any(part.edited for part in parts) and parts[0].album is not None
    by = ticket.claimed_by or press.by
    await answering.answer(desk, ticket, parts, by, chat=desk.group.chat, as_it_is=as_it_is)
    return _decided(desk, "held-sent")


async def withhold(desk: Desk, press: StaffPress, order: StaffOrder) -> StaffDone | None:
    """Keep what was held among staff for good."""
    found = await _held(desk, press, order)
    if not isinstance(found, tuple):
        return found
    for part in found[1]:
        await desk.uow.tickets.withdrawn(part.id)
    return _decided(desk, "held-kept")


async def _held(
    desk: Desk, press: StaffPress, order: StaffOrder
) -> tuple[Ticket, list[TicketMessage]] | StaffDone | None:
    """Return a ticket and what was held for it until now; what to say where this press decides nothing."""
    message = await desk.uow.tickets.message(TicketMessageId(order.about))
    ticket = await desk.uow.tickets.get(message.ticket) if message else None
    if message is None or ticket is None:
        return None
    holder = ticket.claimed_by
    if order.word != str(press.by.id) and (holder is None or holder.id != press.by.id):
        name = desk.voices.relay.holder(ticket)
        return StaffDone(notice=desk.voices.relay.notice("held-not-yours", holder=name))
    if not await desk.uow.tickets.released(message.id):
        return _decided(desk, "held-decided")
    parts = [replace(part, held=False) for part in await answering.parts_of(desk, message)]
    for part in parts:
        await desk.uow.tickets.released(part.id)
    return ticket, parts


def _decided(desk: Desk, name: str) -> StaffDone:
    return StaffDone(notice=desk.voices.relay.notice(name), buttons=())
