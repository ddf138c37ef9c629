"""Hands to staff what founders write, and keeps it together: one card for a burst, one album for an album.

A card is made from what is stored, so that it can be made again when a message is added to it or edited.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.conversation.message import Message
from bot.domain.events import Content, FounderMessage
from bot.domain.founder import Founder
from bot.domain.ids import EntryId, MessageId, QuestionId, TicketMessageId
from bot.domain.language import Language
from bot.domain.messages import Address, CopyAlbum, CopyMessage, EditText, Place, SendText
from bot.domain.question import Question
from bot.domain.ticket import Author, Ticket, TicketMessage, TicketState
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
    waiting = ticket.moved(TicketState.WAITING, desk.now)
    if ticket.state is not TicketState.WAITING or ticket.promised_at is None:
        waiting = replace(waiting, promised_at=desk.voices.promise.by(desk.now))
    await desk.uow.tickets.save(waiting)
    await show(desk, founder, waiting, writing)
    return waiting


async def show(desk: Desk, founder: Founder, ticket: Ticket, writing: Writing) -> None:
    """Keep what a founder wrote in a ticket and show it to staff, in one card with what is still queued."""
    if writing.album and await _joined_album(desk, founder, ticket, writing):
        return
    if writing.content.is_text and await _joined_card(desk, founder, ticket, writing):
        return
    kept = await _keep(desk, ticket, writing, None)
    await desk.show_staff(founder, await compose(desk, founder, ticket, [kept]), kept.id)
    if not writing.content.is_text:
        await _copy(desk, founder, writing, kept.id)


async def rewritten(
    desk: Desk, founder: Founder, ticket: Ticket, kept: TicketMessage, content: Content
) -> None:
    """Take up an edited message: before an answer the card changes, after it staff get a note."""
    await desk.uow.tickets.rewritten(kept.id, content)
    if ticket.state is TicketState.WAITING and await _changed_card(desk, founder, ticket, kept):
        return
    note = desk.voices.staff.edited(ticket, founder, content)
    await desk.show_staff(founder, note)


async def compose(desk: Desk, founder: Founder, ticket: Ticket, shown: Sequence[TicketMessage]) -> Message:
    """Make the card of messages that are shown together, the first of which names it."""
    opening = await desk.uow.tickets.messages(ticket.id)
    is_first = not opening or opening[0].id == shown[0].id
    question = await desk.uow.questions.get(ticket.question) if ticket.question and is_first else None
    answered = await _answered(desk, founder, shown)
    voice, entries = desk.voices.staff, desk.knowledge.entries
    if is_first:
        in_topic = desk.group.has_topics
        return voice.card(ticket, founder, shown, question, answered, entries, in_topic=in_topic)
    return voice.addition(ticket, founder, shown, answered, entries)


async def _answered(desk: Desk, founder: Founder, shown: Sequence[TicketMessage]) -> tuple[EntryId, ...]:
    questions: list[Question] = []
    for message in shown:
        if message.founder_message is not None:
            questions += await desk.uow.questions.of_message(founder.id, message.founder_message)
    found = (
        question.answered_with for question in questions if question.answered_with not in question.turned_down
    )
    return tuple(dict.fromkeys(entry for entry in found if entry))


async def _joined_card(desk: Desk, founder: Founder, ticket: Ticket, writing: Writing) -> bool:
    tail = await desk.uow.outbox.tail(Address(place=Place.TOPIC, founder=founder.id))
    if tail is None or tail.ticket_message is None or not isinstance(tail.message, SendText):
        return False
    shown = await desk.uow.tickets.shown_together(tail.ticket_message)
    if not shown or shown[0].ticket != ticket.id or shown[0].author is not Author.FOUNDER:
        return False
    kept = await _keep(desk, ticket, writing, shown[0].id)
    pieces = render(await compose(desk, founder, ticket, [*shown, kept]))
    if len(pieces) == 1 and await desk.uow.outbox.replace(tail.id, pieces[0]):
        return True
    await desk.uow.tickets.shown_alone(kept.id)
    await desk.show_staff(founder, await compose(desk, founder, ticket, [kept]), kept.id)
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


async def _changed_card(desk: Desk, founder: Founder, ticket: Ticket, kept: TicketMessage) -> bool:
    """Make the card anew where it stands, queued or delivered; False where it is just being sent."""
    first = kept.shown_with or kept.id
    shown = await desk.uow.tickets.shown_together(first)
    pieces = render(await compose(desk, founder, ticket, shown))
    if len(pieces) > 1:
        return False
    card = pieces[0]
    queued = await desk.uow.outbox.queued_card(first)
    if queued:
        return await desk.uow.outbox.replace(queued.id, card)
    if shown[0].staff_message is None:
        return False
    edit = EditText(
        message=shown[0].staff_message, text=card.text, entities=card.entities, buttons=card.buttons
    )
    await desk.uow.outbox.add(Address(place=Place.TOPIC, founder=founder.id), edit, desk.now)
    return True
