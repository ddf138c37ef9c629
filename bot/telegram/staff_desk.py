"""Carries out what staff write, inside one unit of work."""

from dataclasses import replace

from bot.conversation import staff as staff_side
from bot.conversation.staff import Deliver, Relay, Unplaced
from bot.domain.events import StaffMessage
from bot.domain.messages import Address, CopyMessage, Outgoing, Place
from bot.domain.ticket import Author, Ticket
from bot.telegram.desk import Desk
from bot.telegram.render import render


async def staff_wrote(desk: Desk, event: StaffMessage, *, relay: Relay, to_bot: bool) -> None:
    """Send it to the founder, keep it among staff, or say that it belongs to no ticket."""
    tickets = desk.uow.tickets
    owner = await desk.uow.founders.by_topic(event.topic) if event.topic else None
    chosen = staff_side.route(
        event,
        relay=relay,
        topic=await tickets.latest(owner.id) if owner else None,
        reply_to=await tickets.by_staff_message(event.reply_to) if event.reply_to else None,
        to_bot=to_bot,
    )
    match chosen:
        case Deliver(ticket=ticket):
            await _deliver(desk, ticket, event)
        case Unplaced():
            hint = desk.voices.staff.plain("no-ticket").replying_to(event.message)
            for piece in render(hint):
                await desk.uow.outbox.add(Address(place=Place.STAFF), piece, desk.now)
        case _:
            pass


async def _deliver(desk: Desk, ticket: Ticket, event: StaffMessage) -> None:
    answered = ticket.answered(event.by, desk.now)
    await desk.uow.tickets.save(answered)
    kept = await desk.uow.tickets.add_message(
        ticket=ticket.id,
        author=Author.STAFF,
        content=event.content,
        founder_message=None,
        staff_message=event.message,
        now=desk.now,
    )
    where = Address(place=Place.FOUNDER, founder=ticket.founder)
    content = event.content if event.content.is_text else replace(event.content, text=None)
    pieces: list[Outgoing] = [*render(desk.voices.founder.staff_answer(ticket, content))]
    if not content.is_text:
        pieces.append(CopyMessage(from_chat=event.chat, message=event.message))
    *first, last = pieces
    for piece in first:
        await desk.uow.outbox.add(where, piece, desk.now)
    # The receipt hangs on the last piece: lanes keep order, so the others have arrived by then.
    await desk.uow.outbox.add(where, last, desk.now, ticket_message=kept.id, receipt_for=event.message)
