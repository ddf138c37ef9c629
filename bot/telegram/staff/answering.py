"""Brings what staff wrote to a founder, from what is stored of it, so that it can be done again.

All calls of one answer are a batch of the outbox, which finds them again when it is changed or taken back.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.conversation.relay_replies import BLOCKED
from bot.domain.events import Member
from bot.domain.ids import ChatId, MessageId, OutboxId
from bot.domain.messages import (
    Address,
    Caption,
    CopyAlbum,
    CopyMessage,
    DeliveryState,
    Outgoing,
    Place,
)
from bot.domain.ticket import Ticket, TicketMessage
from bot.telegram import cards
from bot.telegram.desk import Desk
from bot.telegram.hand_over import ALBUM_PAUSE
from bot.telegram.outbox.mirror import batch_of
from bot.telegram.render import render
from bot.telegram.staff import teach_desk


async def answer(
    desk: Desk, ticket: Ticket, parts: Sequence[TicketMessage], by: Member, *, chat: ChatId, as_it_is: bool
) -> None:
    """Send an answer to a ticket's founder, and move the ticket.

    Args:
        desk: at work.
        ticket: as it is now.
        parts: a message, or those of an album in the order of their ids.
        by: who sends it.
        chat: the group's id when it was written there.
        as_it_is: attachments go with the words that stand below them in the group, not with the stored ones.
    """
    answered = ticket.answered(by, desk.now)
    await desk.uow.tickets.save(answered)
    await queue(desk, answered, parts, chat=chat, as_it_is=as_it_is)
    await cards.refresh(desk, answered)
    if parts[0].content.is_text:
        await teach_desk.offer(desk, answered, parts[0])


async def queue(
    desk: Desk, ticket: Ticket, parts: Sequence[TicketMessage], *, chat: ChatId, as_it_is: bool
) -> None:
    """Put an answer into the outbox; of who stopped the bot it is said at once that it has to wait."""
    first = parts[0]
    head = first.content if first.content.is_text else replace(first.content, text=None, entities=())
    calls: list[Outgoing] = [*render(desk.voices.founder.staff_answer(ticket, head))]
    if first.album and as_it_is:
        calls.append(CopyAlbum(from_chat=chat, messages=_ids(parts)))
    elif not first.content.is_text:
        calls += [copy_of(part, chat, as_it_is=as_it_is) for part in parts]
    where = Address(place=Place.FOUNDER, founder=ticket.founder)
    waits_for_more = isinstance(calls[-1], CopyAlbum)
    for call in calls[:-1]:
        await desk.uow.outbox.add(where, call, desk.now, batch=batch_of(first))
    # The receipt hangs on the last piece: lanes keep order, so the others have arrived by then.
    row = await desk.uow.outbox.add(
        where,
        calls[-1],
        desk.now,
        ticket_message=first.id,
        receipt_for=first.staff_message,
        batch=batch_of(first),
        not_before=desk.now + ALBUM_PAUSE if waits_for_more else None,
    )
    if not waits_for_more:
        await _park_if_blocked(desk, ticket, row, first.staff_message, calls[-1])


async def join_album(desk: Desk, first: TicketMessage, part: TicketMessage, chat: ChatId) -> None:
    """Add a part to an album that is queued; one that comes too late goes on its own."""
    message = part.staff_message
    ticket = await desk.uow.tickets.get(part.ticket)
    if message is None or ticket is None:
        return
    for piece in await desk.uow.outbox.parts(batch_of(first)):
        album = piece.delivery.message
        if isinstance(album, CopyAlbum):
            whole = replace(album, messages=(*album.messages, message))
            if await desk.uow.outbox.replace(piece.delivery.id, whole):
                return
    await desk.uow.outbox.add(
        Address(place=Place.FOUNDER, founder=ticket.founder),
        CopyMessage(from_chat=chat, message=message),
        desk.now,
        ticket_message=part.id,
        receipt_for=message,
        batch=batch_of(first),
    )


async def has_left(desk: Desk, message: TicketMessage) -> bool:
    """Whether something of an answer is with its founder, or on its way to Telegram right now."""
    gone = (DeliveryState.SENT, DeliveryState.SENDING)
    parts = await desk.uow.outbox.parts(batch_of(message))
    return not parts or any(part.delivery.state in gone for part in parts)  # what is sent is kept for a week


async def parts_of(desk: Desk, message: TicketMessage) -> list[TicketMessage]:
    """Return a message, or the parts of its album, in the order in which they were written."""
    return await desk.uow.tickets.shown_together(message.shown_with or message.id)


def copy_of(part: TicketMessage, chat: ChatId, *, as_it_is: bool) -> CopyMessage:
    """Return the copy of an attachment."""
    words = part.content.text
    caption = None if as_it_is or not words else Caption(text=words, entities=part.content.entities)
    return CopyMessage(from_chat=chat, message=part.staff_message or MessageId(0), caption=caption)


def _ids(parts: Sequence[TicketMessage]) -> tuple[MessageId, ...]:
    return tuple(sorted(part.staff_message for part in parts if part.staff_message is not None))


async def _park_if_blocked(
    desk: Desk, ticket: Ticket, row: OutboxId, written: MessageId | None, what: Outgoing
) -> None:
    founder = await desk.uow.founders.get(ticket.founder)
    if (
        founder and founder.blocked
    ):  # held only then: this unit of work has the ticket, which others take later
        founder = await desk.uow.founders.hold(ticket.founder)
    if founder is None or not founder.blocked:
        return
    await desk.uow.outbox.park(founder.id, desk.now)
    notice = desk.voices.relay.not_delivered(what, row, BLOCKED, founder)
    await desk.show_staff(founder, notice.replying_to(written))
