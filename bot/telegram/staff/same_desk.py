"""Offers one answer of staff to all whose open tickets ask the same; each gets it under their own number.

Telling what is alike takes thought: it is done between two transactions, and the offer is only nice to have.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.conversation.alike import ALL, Same
from bot.conversation.message import Markdown, Message
from bot.conversation.staff_callbacks import StaffOrder
from bot.domain.events import Member, StaffPress
from bot.domain.ids import EntryId, TicketId, TicketMessageId
from bot.domain.match import Likeness, Matcher
from bot.domain.messages import Address, Place
from bot.domain.question import Question
from bot.domain.ticket import Author, Ticket, TicketMessage, TicketState
from bot.knowledge.model import Entry
from bot.matching.personal import names_someone
from bot.store.unit_of_work import UnitOfWork
from bot.telegram import cards
from bot.telegram.desk import Desk
from bot.telegram.render import render
from bot.telegram.staff import answering, claims, notebook
from bot.telegram.staff.canned_desk import Sending, send_entry
from bot.telegram.staff.staff_done import StaffDone

SAME_FROM = 0.9
"""Probability from which two questions count as the same: few read what is offered word for word."""
COMPARED = 100
"""Waiting questions that an answer is tried on, the newest; each costs an embedding."""
SHOWN = 8
OFFERS = 50
"""Offers whose buttons work, the newest."""
_OFFERS = "same"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question that staff have just answered, and those that wait.

    Attributes:
        ticket: that was answered.
        answer: the last word of staff in it.
    """

    ticket: Ticket
    answer: TicketMessage
    question: Question
    waiting: tuple[Question, ...] = field(default=())


async def answered_at(uow: UnitOfWork, moment: datetime) -> Asked | None:
    """Return what was answered with words by the unit of work of that moment; None where nothing was.

    Nor is there anything where nobody else waits.
    """
    for ticket in await uow.answers.given_at(moment):
        written = [one for one in await uow.tickets.messages(ticket.id) if not (one.held or one.withdrawn)]
        question = await uow.questions.get(ticket.question) if ticket.question else None
        if question and written and written[-1].author is Author.STAFF and written[-1].content.is_text:
            others = [one for one in await uow.answers.waited_for() if one.founder != ticket.founder]
            if others:
                waiting = tuple(others[-COMPARED:])
                return Asked(ticket=ticket, answer=written[-1], question=question, waiting=waiting)
    return None


async def alike(
    asked: Asked, matcher: Matcher | Likeness, think: Callable[..., Awaitable[Any]]
) -> list[Question]:
    """Return the waiting questions that ask the same, oldest first.

    Args:
        asked: what was answered.
        matcher: that the desk answers with; one that cannot tell what is alike finds nothing.
        think: runs a function where it holds nobody up.
    """
    if not isinstance(matcher, Likeness):
        return []
    likely = await think(matcher.alike, asked.question.text, [one.text for one in asked.waiting])
    return [one for one, share in zip(asked.waiting, likely, strict=True) if share >= SAME_FROM]


async def offer(desk: Desk, asked: Asked, questions: Sequence[Question]) -> None:
    """Offer the answer to those who asked the same and still wait, below the ticket that was answered."""
    entry = await _entry(desk, asked.ticket, asked.answer)
    founder = await desk.uow.founders.get(asked.ticket.founder)
    if founder and not entry and names_someone(asked.answer.content.text or "", [founder.name]):
        return  # nobody is to see another's name
    found = [one for question in questions if (one := await _waits(desk, asked.ticket, question))]
    mine = [one for one in found if entry or one.ticket.language is asked.ticket.language][:SHOWN]
    others = [one for one in found if not entry and one.ticket.language is not asked.ticket.language][:SHOWN]
    if not mine and not others:
        return
    message = desk.voices.alike.offer(asked.answer.id, mine, others)
    for piece in render(message.replying_to(asked.answer.staff_message)):
        where = Address(place=Place.CARD, founder=asked.ticket.founder)
        await desk.uow.outbox.add(where, piece, desk.now)
    await notebook.take_turn(desk.uow, _OFFERS)
    offers = await notebook.read(desk.uow, _OFFERS)
    offers[str(asked.answer.id)] = [one.ticket.id for one in mine]
    await notebook.write(desk.uow, _OFFERS, offers, most=OFFERS)


async def give(desk: Desk, press: StaffPress, order: StaffOrder) -> StaffDone | None:
    """Give an answer to one of those who asked the same, or to all that still wait."""
    answer = await desk.uow.tickets.message(TicketMessageId(order.about))
    source = await desk.uow.tickets.get(answer.ticket) if answer else None
    offered = (await notebook.read(desk.uow, _OFFERS)).get(str(order.about), [])
    wanted = [number for number in offered if order.word in (ALL, str(number))]
    if answer is None or source is None or not wanted:
        return None
    if answer.withdrawn:
        return StaffDone(notice=desk.voices.alike.notice("same-withdrawn"), buttons=())
    entry = await _entry(desk, source, answer)
    sent: list[Ticket] = []
    left_out: list[Ticket] = []
    for number in wanted:
        ticket = await desk.uow.tickets.get(TicketId(number))
        if ticket is None:
            continue
        done = ticket.state is TicketState.WAITING and await _give(
            desk, ticket, source, answer, entry, press.by
        )
        (sent if done else left_out).append(ticket)
    found = [await desk.uow.tickets.get(TicketId(number)) for number in offered if number not in wanted]
    waiting = [one for one in found if one and one.state is TicketState.WAITING]
    return StaffDone(
        notice=desk.voices.alike.result(sent, left_out), buttons=desk.voices.alike.rows(answer.id, waiting)
    )


async def _give(
    desk: Desk, ticket: Ticket, source: Ticket, answer: TicketMessage, entry: Entry | None, by: Member
) -> bool:
    """Answer a ticket; False where it is somebody else's."""
    founder = await desk.uow.founders.get(ticket.founder)
    if founder is None or founder.banned:
        return False
    ticket = await claims.claimed(desk, ticket, by)
    if claims.is_others(ticket, by):
        return False
    if entry:
        if await send_entry(desk, ticket, entry, by, below=None) is not Sending.SENT:
            return False
    else:
        await _send_words(desk, ticket, answer, by)
    kept = (await desk.uow.tickets.messages(ticket.id))[-1]
    shown = desk.voices.alike.given(ticket, source, kept, desk.voices.alike.name_of(by.name))
    await desk.show_staff(founder, shown, kept.id)
    return True


async def _send_words(desk: Desk, ticket: Ticket, answer: TicketMessage, by: Member) -> None:
    kept = await desk.uow.tickets.add_message(
        ticket=ticket.id,
        author=Author.STAFF,
        content=answer.content,
        founder_message=None,
        staff_message=None,
        now=desk.now,
    )
    answered = ticket.answered(by, desk.now)
    await desk.uow.tickets.save(answered)
    await answering.queue(desk, answered, [kept], chat=desk.group.chat, as_it_is=False)
    await cards.refresh(desk, answered)


async def _waits(desk: Desk, source: Ticket, question: Question) -> Same | None:
    """Return who asks the same, while their ticket waits and is not somebody else's than who has answered."""
    ticket = await desk.uow.tickets.by_question(question.id)
    founder = await desk.uow.founders.get(question.founder)
    if ticket is None or founder is None or ticket.state is not TicketState.WAITING:
        return None
    if source.claimed_by and claims.is_others(ticket, source.claimed_by):
        return None
    return Same(ticket=ticket, founder=founder, asked=question.text)


async def _entry(desk: Desk, ticket: Ticket, answer: TicketMessage) -> Entry | None:
    """Return the entry that an answer is; None where staff have written it themselves."""
    question = await desk.uow.questions.get(ticket.question) if ticket.question else None
    sent = question.answered_with if question else None
    entry = desk.knowledge.entries.get(EntryId(sent)) if sent else None
    if entry is None or ticket.language not in entry.answer:
        return None
    body = Markdown(text=entry.answer[ticket.language].strip())
    plain = render(Message(parts=(body,), language=desk.voices.reviews.language))[0].text
    return entry if plain in (answer.content.text or "") else None
