"""Takes back what staff wrote: called off while it is queued, deleted where the founder has it."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.events import StaffMessage
from bot.domain.messages import Address, Place, React
from bot.domain.ticket import Author, Ticket, TicketMessage, TicketState
from bot.store.outbox import Part
from bot.telegram import cards
from bot.telegram.desk import Desk
from bot.telegram.outbox.bookkeeping import TAKEN_BACK
from bot.telegram.outbox.mirror import batch_of, delete
from bot.telegram.staff import answering
from bot.telegram.staff.staff_talk import say, ticket_meant

DELETED_WITHIN = timedelta(hours=48)
"""How long a bot may delete what it sent (Bot API, deleteMessage)."""


async def undo(desk: Desk, event: StaffMessage, _: str) -> None:
    """Take back the message that is replied to, or staff's last one here."""
    found = await _meant(desk, event)
    if found is None:
        await say(desk, event, "undo-nothing")
        return
    ticket, message = found
    founder = await desk.uow.founders.get(ticket.founder)
    said = await withdraw(desk, ticket, message)
    await say(desk, event, said, name=desk.voices.relay.name_of(founder))


async def withdraw(desk: Desk, ticket: Ticket, message: TicketMessage) -> str:
    """Take back a message, or its whole album; return the sentence that says what became of it."""
    parts = await answering.parts_of(desk, message)
    sent = [piece for piece in await desk.uow.outbox.parts(batch_of(message)) if piece.message]
    if all(part.withdrawn for part in parts):
        return "undo-before"
    if _is_too_old(desk, parts, sent):
        return "undo-too-late"
    for part in parts:
        await desk.uow.tickets.withdrawn(part.id)
        await desk.uow.tickets.released(part.id)
    if message.held:
        return "undone-held"
    has_left = await answering.has_left(desk, message)
    await desk.uow.outbox.take_back(batch_of(message))
    written = parts[0].staff_message
    if not await delete(desk.uow, ticket, parts, sent, desk.now) and written:
        sign = React(message=written, emoji=TAKEN_BACK)
        await desk.uow.outbox.add(Address(place=Place.STAFF), sign, desk.now)
    await _wait_again(desk, ticket)
    return "undone" if has_left else "undone-in-time"


async def _meant(desk: Desk, event: StaffMessage) -> tuple[Ticket, TicketMessage] | None:
    replied = await desk.uow.tickets.written_by_staff(event.reply_to) if event.reply_to else None
    if replied:
        ticket = await desk.uow.tickets.get(replied.ticket)
        return (ticket, replied) if ticket else None
    if event.reply_to and await desk.uow.tickets.by_staff_message(event.reply_to) is None:
        return None  # a note, or a word of the bot's: nothing else can have been meant
    ticket = await ticket_meant(desk, event)
    written = await desk.uow.tickets.messages(ticket.id) if ticket else []
    gone = [one for one in written if one.author is Author.STAFF and one.goes_out]
    return (ticket, gone[-1]) if ticket and gone else None


def _is_too_old(desk: Desk, parts: list[TicketMessage], sent: list[Part]) -> bool:
    times = [piece.since for piece in sent]
    # Of what was delivered more than a week ago the outbox knows nothing any more.
    times += [part.written_at for part in parts if part.founder_message and not sent]
    return any(desk.now - at > DELETED_WITHIN for at in times)


async def _wait_again(desk: Desk, ticket: Ticket) -> None:
    """Let a ticket wait where the founder's last word is unanswered again."""
    written = await desk.uow.tickets.messages(ticket.id)
    valid = [one for one in written if one.goes_out]
    answers = [one.written_at for one in valid if one.author is Author.STAFF]
    ticket = replace(ticket, staff_wrote_at=answers[-1] if answers else None)
    if ticket.state is TicketState.ANSWERED and (not valid or valid[-1].author is Author.FOUNDER):
        ticket = ticket.moved(TicketState.WAITING, desk.now)
    await desk.uow.tickets.save(ticket)
    await cards.refresh(desk, ticket)
