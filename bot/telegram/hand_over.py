"""Hands to staff what founders write, and keeps it together: one card for a burst, one album for an album.

A card is made from what is stored, so that it can be made again when a message is added to it or edited.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.domain.events import Content, FounderMessage
from bot.domain.founder import Founder
from bot.domain.ids import MessageId, QuestionId, TicketMessageId
from bot.domain.language import Language
from bot.domain.messages import Address, CopyAlbum, CopyMessage, Place, SendText
from bot.domain.ticket import Author, Ticket, TicketMessage, TicketState
from bot.telegram import cards
from bot.telegram.desk import Desk
from bot.telegram.render import render

ALBUM_PAUSE = timedelta(seconds=1.5)
"""How long an album waits for its other parts, which come as updates of their own, without an end mark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """What a founder wrote, and under which id it stands in the private chat."""

    content: Content
    message: MessageId
    album: str | None = None

    @classmethod
    def of(cls, event: FounderMessage) -> "Writing":
        """Take it from an event."""
        return cls(content=event.content, message=event.message, album=event.album)


async def open_ticket(
    desk: Desk, founder: Founder, writing: Writing, question: QuestionId | None, language: Language
) -> Ticket:
    """Open a ticket and show it to staff; the founder is told by whoever calls."""
    ticket = await desk.uow.tickets.open(
        founder=founder.id,
        question=question,
        language=language,
        now=desk.now,
        promised_at=desk.voices.promise.by(desk.now),
    )
    await show(desk, founder, ticket, writing)
    if founder.asking_staff:
        await desk.uow.founders.save(replace(founder, asking_staff=False))
    return ticket


async def add_to(desk: Desk, founder: Founder, ticket: Ticket, writing: Writing) -> Ticket:
    """Add to a ticket, which waits for staff again."""
    waiting = ticket.moved(TicketState.WAITING, desk.now).taken_up()
    if ticket.state is not TicketState.WAITING or ticket.promised_at is None:
        waiting = replace(waiting, promised_at=desk.voices.promise.by(desk.now))
    await desk.uow.tickets.save(waiting)
    if ticket.state is not TicketState.WAITING or ticket.later_until:
        await cards.refresh(desk, waiting)
    await show(desk, founder, waiting, writing)
    return waiting


async def show(desk: Desk, founder: Founder, ticket: Ticket, writing: Writing) -> None:
    """Keep what a founder wrote in a ticket and show it to staff, in one card with what is still queued."""
    if writing.album and await _joined_album(desk, founder, ticket, writing):
        return
    if writing.content.is_text and await _joined_card(desk, founder, ticket, writing):
        return
    kept = await _keep(desk, ticket, writing, None)
    await desk.show_staff(founder, await cards.compose(desk, founder, ticket, [kept]), kept.id)
    if not writing.content.is_text:
        await _copy(desk, founder, writing, kept.id)


async def show_again(desk: Desk) -> None:
    """Show what waits in a group that the cards were not written to, and say why."""
    waiting = await desk.uow.tickets.waiting()
    for piece in render(desk.voices.staff.plain("group-moved", count=len(waiting))):
        await desk.uow.outbox.add(Address(place=Place.STAFF), piece, desk.now)
    for ticket in waiting:
        founder = await desk.uow.founders.get(ticket.founder)
        written = await desk.uow.tickets.messages(ticket.id)
        mine = [one for one in written if one.author is Author.FOUNDER]
        if founder and mine and not await _will_be_there(desk, mine):
            await desk.show_staff(founder, await cards.compose(desk, founder, ticket, mine), mine[0].id)
            for one in mine:
                if not one.content.is_text and one.founder_message:
                    writing = Writing(content=one.content, message=one.founder_message)
                    await _copy(desk, founder, writing, one.id)


async def _will_be_there(desk: Desk, written: Sequence[TicketMessage]) -> bool:
    first = written[0]
    return first.staff_message is not None or await desk.uow.outbox.is_on_its_way(first.id)


async def rewritten(
    desk: Desk, founder: Founder, ticket: Ticket, kept: TicketMessage, content: Content
) -> None:
    """Take up an edited message: before an answer the card changes, after it staff get a note."""
    await desk.uow.tickets.rewritten(kept.id, content)
    if ticket.state is TicketState.WAITING and await cards.changed(
        desk, founder, ticket, kept.shown_with or kept.id
    ):
        return
    note = desk.voices.staff.edited(ticket, founder, content)
    await desk.show_staff(founder, note)


async def _joined_card(desk: Desk, founder: Founder, ticket: Ticket, writing: Writing) -> bool:
    tail = await desk.uow.outbox.tail(Address(place=Place.TOPIC, founder=founder.id))
    if tail is None or tail.ticket_message is None or not isinstance(tail.message, SendText):
        return False
    shown = await desk.uow.tickets.shown_together(tail.ticket_message)
    if not shown or shown[0].ticket != ticket.id or shown[0].author is not Author.FOUNDER:
        return False
    kept = await _keep(desk, ticket, writing, shown[0].id)
    pieces = render(await cards.compose(desk, founder, ticket, [*shown, kept]))
    if len(pieces) == 1 and await desk.uow.outbox.replace(tail.id, pieces[0]):
        return True
    await desk.uow.tickets.shown_alone(kept.id)
    await desk.show_staff(founder, await cards.compose(desk, founder, ticket, [kept]), kept.id)
    return True


async def _joined_album(desk: Desk, founder: Founder, ticket: Ticket, writing: Writing) -> bool:
    parts = [one for one in await desk.uow.tickets.messages(ticket.id) if one.album == writing.album]
    if not parts:
        return False
    first = parts[0].shown_with or parts[0].id
    await _keep(desk, ticket, writing, first)
    tail = await desk.uow.outbox.tail(Address(place=Place.TOPIC, founder=founder.id))
    if tail and tail.ticket_message == first and isinstance(tail.message, CopyAlbum):
        whole = replace(tail.message, messages=(*tail.message.messages, writing.message))
        if await desk.uow.outbox.replace(tail.id, whole):
            return True
    await _copy(desk, founder, writing, first)  # a part that came late
    return True


async def _keep(
    desk: Desk, ticket: Ticket, writing: Writing, shown_with: TicketMessageId | None
) -> TicketMessage:
    return await desk.uow.tickets.add_message(
        ticket=ticket.id,
        author=Author.FOUNDER,
        content=writing.content,
        founder_message=writing.message,
        staff_message=None,
        now=desk.now,
        album=writing.album,
        shown_with=shown_with,
    )


async def _copy(desk: Desk, founder: Founder, writing: Writing, kept: TicketMessageId) -> None:
    where = Address(place=Place.TOPIC, founder=founder.id)
    if writing.album is None:
        copy = CopyMessage(from_chat=founder.chat, message=writing.message)
        await desk.uow.outbox.add(where, copy, desk.now, ticket_message=kept)
        return
    album = CopyAlbum(from_chat=founder.chat, messages=(writing.message,))
    await desk.uow.outbox.add(where, album, desk.now, ticket_message=kept, not_before=desk.now + ALBUM_PAUSE)
