"""Sends founders what staff have ready, entries and snippets, inside one unit of work."""

from collections.abc import Sequence
from enum import StrEnum

from bot.conversation.canned import Canned, canned, completed, ids_of, nearest
from bot.conversation.message import Markdown, Message
from bot.conversation.staff_callbacks import StaffOrder
from bot.conversation.texts import escape
from bot.domain.events import Content, Member, StaffMessage, StaffPress
from bot.domain.founder import Founder
from bot.domain.ids import EntryId, MessageId, TicketId
from bot.domain.language import Language
from bot.domain.messages import Address, Place
from bot.domain.ticket import Author, Ticket, TicketMessage, TicketState
from bot.knowledge.model import Entry, Snippet
from bot.knowledge.snippets import Slot, needs
from bot.telegram import cards
from bot.telegram.desk import Desk
from bot.telegram.render import render
from bot.telegram.staff import answering, teach_desk
from bot.telegram.staff.claims import claimed, is_others
from bot.telegram.staff.staff_done import StaffDone
from bot.telegram.staff.staff_talk import concerned, say, ticket_meant


class Sending(StrEnum):
    """What became of an order to send; the value names a sentence of the locales, for a notice."""

    SENT = "canned-sent"
    AGAIN = "canned-sent-already"
    """It is the last thing that staff wrote there."""
    TAKEN = "canned-taken"
    """The ticket is somebody else's."""


async def send_entry(
    desk: Desk, ticket: Ticket, sent: Canned, by: Member, *, below: MessageId | None
) -> Sending:
    """Send an entry or a snippet to a ticket's founder, as staff's answer under its number.

    Args:
        desk: at work on this update.
        ticket: that it answers, open or closed.
        sent: what is sent.
        by: who sends it; of a ticket that is somebody else's nothing is sent.
        below: the message in the staff group that stands for the answer: it gets the receipt.
    """
    ticket = await claimed(desk, ticket, by)
    founder = await desk.uow.founders.get(ticket.founder)
    if founder is None or is_others(ticket, by):
        return Sending.TAKEN
    body = desk.voices.canned.body(sent, ticket.language, desk.now.date(), to=founder, ticket=ticket, by=by)
    content = _content(body)
    if _stands(await desk.uow.tickets.messages(ticket.id), content):
        return Sending.AGAIN
    answered = ticket.answered(by, desk.now)
    await desk.uow.tickets.save(answered)
    kept = await desk.uow.tickets.add_message(
        ticket=ticket.id,
        author=Author.STAFF,
        content=content,
        founder_message=None,
        staff_message=below,
        now=desk.now,
    )
    await answering.queue(desk, answered, [kept], chat=desk.group.chat, as_it_is=False)
    if isinstance(sent, Entry):
        if ticket.question is not None:
            await desk.uow.questions.answered(ticket.question, EntryId(sent.id))
        await teach_desk.offer(desk, answered, kept, EntryId(sent.id))
    await cards.refresh(desk, answered)
    return Sending.SENT


async def press_send(desk: Desk, press: StaffPress, order: StaffOrder) -> StaffDone | None:
    """Send what a card's button names."""
    ticket = await desk.uow.tickets.get(TicketId(order.about))
    if ticket is None:
        return None
    sent = canned(desk.knowledge, order.word)
    if sent is None:
        return StaffDone(notice=desk.voices.staff.say("canned-gone"))
    came_to = await send_entry(desk, ticket, sent, press.by, below=press.message)
    return StaffDone(notice=desk.voices.staff.say(came_to, **await _values(desk, ticket)))


async def send(desk: Desk, event: StaffMessage, word: str) -> None:
    """Send the entry or snippet of that id to the founder whom the topic or the card is of."""
    ids = ids_of(desk.knowledge)
    name = completed(word, ids)
    sent = canned(desk.knowledge, name) if name else None
    if sent is None:
        known = ", ".join(f"`{one}`" for one in nearest(word, ids))
        await say(desk, event, "canned-unknown" if word else "canned-how", id=escape(word), known=known)
        return
    founder = await concerned(desk, event)
    if founder is None:
        await say(desk, event, "canned-to-whom")
        return
    ticket = await ticket_meant(desk, event)
    if ticket and (ticket.state is not TicketState.CLOSED or event.reply_to):
        came_to = await send_entry(desk, ticket, sent, event.by, below=event.message)
        if came_to is not Sending.SENT:  # otherwise the receipt says it
            await say(desk, event, came_to, **await _values(desk, ticket))
    elif isinstance(sent, Snippet) and needs(sent, Slot.NUMBER):
        await say(desk, event, "canned-needs-ticket", id=f"`{sent.id}`")
    else:
        await _send_unasked(desk, founder, sent, event)


async def _send_unasked(desk: Desk, founder: Founder, sent: Canned, event: StaffMessage) -> None:
    body = desk.voices.canned.body(
        sent, founder.language, desk.now.date(), to=founder, ticket=None, by=event.by
    )
    *first, last = render(desk.voices.canned.unasked(founder.language, body))
    where = Address(place=Place.FOUNDER, founder=founder.id)
    for piece in first:
        await desk.uow.outbox.add(where, piece, desk.now)
    await desk.uow.outbox.add(where, last, desk.now, receipt_for=event.message)


async def _values(desk: Desk, ticket: Ticket) -> dict[str, str]:
    now = await desk.uow.tickets.get(ticket.id) or ticket
    who = now.claimed_by.name if now.claimed_by else ""
    return {"number": ticket.number, "who": who or desk.voices.staff.say("nameless")}


def _stands(written: Sequence[TicketMessage], content: Content) -> bool:
    """Whether the last word on a ticket is staff's, and the same."""
    last = written[-1] if written else None
    if last is None or last.author is not Author.STAFF or last.withdrawn:
        return False
    return last.content.text == content.text


def _content(body: tuple[Markdown, ...]) -> Content:
    # As English, since what is kept has no marks of direction: they are set whenever it is sent.
    first = render(Message(parts=body, language=Language.EN))[0]
    return Content(kind="text", text=first.text, entities=first.entities)
