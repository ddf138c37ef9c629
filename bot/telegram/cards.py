"""Keeps what stands in a founder's topic true: the card of a ticket, the topic's name and icon.

A card is made from what is stored, never from the update alone, so that it can be made again.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.conversation.cards import Case
from bot.conversation.ledger import waits_since
from bot.conversation.looks import foremost
from bot.conversation.message import Message
from bot.domain.founder import Founder
from bot.domain.ids import EntryId, TicketMessageId
from bot.domain.messages import Address, EditCard, EditText, Place, SendText
from bot.domain.question import Question
from bot.domain.ticket import Author, Ticket, TicketMessage
from bot.telegram.desk import Desk
from bot.telegram.outbox.topics import TICKETS
from bot.telegram.render import render


async def refresh(desk: Desk, ticket: Ticket) -> None:
    """Show a ticket as it is now, on its card and in the name of the topic; nothing else waits for it.

    Call it after each change of a ticket's state, claim or language, with the ticket as it was saved.
    """
    founder = await desk.uow.founders.get(ticket.founder)
    ticket = await desk.uow.tickets.get(ticket.id) or ticket  # somebody else may have claimed it meanwhile
    if founder is None:
        return
    opening = await desk.uow.tickets.messages(ticket.id)
    if opening and opening[0].author is Author.FOUNDER:
        await _show_as_it_is(desk, founder, ticket, opening[0].id)
    await _name_topic(desk, founder)


async def changed(desk: Desk, founder: Founder, ticket: Ticket, first: TicketMessageId) -> bool:
    """Make a card anew where it stands, since its founder's words have changed: staff are to read that soon.

    Args:
        desk: at work on it.
        founder: whose it is.
        ticket: as it is now.
        first: the message that the card shows, or the first of those.

    Returns:
        False where it is just being sent, or too long for one message.
    """
    shown = await desk.uow.tickets.shown_together(first)
    pieces = render(await compose(desk, founder, ticket, shown))
    if len(pieces) > 1:
        return False
    (card,) = pieces
    queued = await desk.uow.outbox.queued_card(first)
    if queued:
        return await desk.uow.outbox.replace(queued.id, card)
    stands = shown[0].staff_message
    if not stands:
        return False
    edit = EditText(message=stands, text=card.text, entities=card.entities, buttons=card.buttons)
    await desk.uow.outbox.add(Address(place=Place.TOPIC, founder=founder.id), edit, desk.now)
    if await desk.uow.outbox.is_showing(_key(ticket)):  # made before, it would undo the change
        await _change_looks(desk, ticket, first, card, whole=True)
    return True


async def compose(desk: Desk, founder: Founder, ticket: Ticket, shown: Sequence[TicketMessage]) -> Message:
    """Make the card of messages that are shown together, the first of which names it."""
    written = await desk.uow.tickets.messages(ticket.id)
    is_first = not written or written[0].id == shown[0].id
    hours = desk.voices.promise.hours
    waited = hours.working_hours_between(waits_since(ticket, written), desk.now)
    case = Case(
        ticket=ticket,
        founder=founder,
        shown=shown,
        question=await desk.uow.questions.get(ticket.question) if ticket.question and is_first else None,
        answered=await _answered(desk, founder, shown),
        waited=timedelta(hours=waited),
        now=desk.now.astimezone(hours.zone),
    )
    voice, entries = desk.voices.cards, desk.knowledge.entries
    if is_first:
        return voice.card(case, entries, in_topic=desk.group.has_topics)
    return voice.addition(case, entries)


async def _show_as_it_is(desk: Desk, founder: Founder, ticket: Ticket, first: TicketMessageId) -> None:
    shown = await desk.uow.tickets.shown_together(first)
    pieces = render(await compose(desk, founder, ticket, shown))
    card, whole = pieces[-1], len(pieces) == 1
    queued = await desk.uow.outbox.queued_card(first)
    if queued is None:
        await _change_looks(desk, ticket, first, card, whole=whole)
    elif isinstance(queued.message, SendText):
        now = card if whole else replace(queued.message, buttons=card.buttons)
        await desk.uow.outbox.replace(queued.id, now)


async def _change_looks(
    desk: Desk, ticket: Ticket, first: TicketMessageId, card: SendText, *, whole: bool
) -> None:
    # Of a card in several messages the last has the buttons; its words would not be the same stretch again.
    look = EditCard(card=first, text=None, buttons=card.buttons)
    if whole:
        look = replace(look, text=card.text, entities=card.entities)
    await desk.uow.outbox.show(_place(ticket), look, desk.now, _key(ticket))


async def _name_topic(desk: Desk, founder: Founder) -> None:
    if not desk.group.has_topics or not (founder.topic or founder.topic_requested_at):
        return  # it gets its name when it is made
    ticket = foremost(await desk.uow.tickets.of(founder.id, TICKETS))
    if ticket:
        named = desk.voices.cards.topic(founder, ticket)
        await desk.uow.outbox.show(_place(ticket), named, desk.now, f"topic:{founder.id}")


async def _answered(desk: Desk, founder: Founder, shown: Sequence[TicketMessage]) -> tuple[EntryId, ...]:
    questions: list[Question] = []
    for message in shown:
        if message.founder_message is not None:
            questions += await desk.uow.questions.of_message(founder.id, message.founder_message)
    found = (
        question.answered_with for question in questions if question.answered_with not in question.turned_down
    )
    return tuple(dict.fromkeys(entry for entry in found if entry))


def _place(ticket: Ticket) -> Address:
    return Address(place=Place.CARD, founder=ticket.founder)


def _key(ticket: Ticket) -> str:
    return f"card:{ticket.id}"
