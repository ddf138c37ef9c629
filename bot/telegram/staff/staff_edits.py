"""Carries out what staff change of what they wrote, inside one unit of work."""

from dataclasses import replace

from bot.conversation.relay import without_notes
from bot.domain.events import Content, StaffMessage
from bot.domain.messages import Address, Place
from bot.domain.ticket import Ticket, TicketMessage
from bot.telegram.desk import Desk
from bot.telegram.outbox.mirror import batch_of, change
from bot.telegram.render import render
from bot.telegram.staff import answering, undo
from bot.telegram.staff.staff_talk import say


async def staff_edited(desk: Desk, event: StaffMessage) -> None:
    """Change it at the founder's too, or say why not; notes and talk among staff are left alone."""
    kept = await desk.uow.tickets.written_by_staff(event.message)
    ticket = await desk.uow.tickets.get(kept.ticket) if kept else None
    content = without_notes(event.content)
    if kept is None or ticket is None or content == kept.content or (kept.withdrawn and not content):
        return
    founder = await desk.uow.founders.get(ticket.founder)
    said = await _carry_out(desk, ticket, kept, content, event)
    if said:
        await say(desk, event, said, name=desk.voices.relay.name_of(founder))


async def _carry_out(
    desk: Desk, ticket: Ticket, kept: TicketMessage, content: Content | None, event: StaffMessage
) -> str | None:
    """Return the sentence that says what became of it; None where the receipt does."""
    if kept.withdrawn:
        return "mirror-not-there"
    if content is None:
        return await undo.withdraw(desk, ticket, kept)
    if content.kind != kept.content.kind:
        return "mirror-other-kind"
    changed = replace(kept, content=content, edited=True)
    if kept.held:
        await desk.uow.tickets.rewritten(kept.id, content)
        return None
    if not await answering.has_left(desk, kept):
        await desk.uow.tickets.rewritten(kept.id, content)
        await _queue_anew(desk, ticket, kept, event)
        return None
    if kept.founder_message is None:  # on its way right now: the outbox catches up
        await desk.uow.tickets.rewritten(kept.id, content)
        return None
    pieces = len(render(desk.voices.founder.staff_answer(ticket, kept.content)))
    edit = change(desk.voices.founder, ticket, changed, pieces)
    if edit is None:
        return "mirror-too-long"
    await desk.uow.tickets.rewritten(kept.id, content)
    where = Address(place=Place.FOUNDER, founder=ticket.founder)
    await desk.uow.outbox.add(where, edit, desk.now, receipt_for=kept.staff_message)
    return None


async def _queue_anew(desk: Desk, ticket: Ticket, kept: TicketMessage, event: StaffMessage) -> None:
    await desk.uow.outbox.take_back(batch_of(kept))
    parts = await answering.parts_of(desk, kept)
    await answering.queue(desk, ticket, parts, chat=event.chat, as_it_is=False)
