"""An entry is sent once as staff's answer: by whom the ticket belongs to, and noted for what comes later."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.conversation.staff_callbacks import StaffOrder, Want
from bot.domain.events import Member, StaffPress
from bot.domain.founder import Founder
from bot.domain.ids import EntryId, MessageId, TicketId, UserId
from bot.domain.language import Language
from bot.domain.messages import AnswerPress, Delivery, Place
from bot.domain.ticket import Ticket, TicketState
from bot.knowledge.model import KnowledgeBase
from bot.telegram.staff.staff_presses import staff_pressed
from tests.shipped import shipped_faq

from .desks import MARKS, Workplace, words, workplace

NOW = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
LI, WANG = Member(id=UserId(9), name="Li"), Member(id=UserId(8), name="Wang")
VISA, OPERATOR = EntryId("visa-work"), EntryId("hub-operator")
CARD = MessageId(40)


@pytest.fixture(scope="module")
def knowledge() -> KnowledgeBase:
    return shipped_faq()


@pytest.fixture
async def place(tmp_path: Path, knowledge: KnowledgeBase) -> AsyncIterator[Workplace]:
    async with workplace(tmp_path, knowledge, NOW) as place:
        yield place


async def opened(place: Workplace) -> Ticket:
    dana = Founder(
        id=UserId(1), name="Dana", username=None, language=Language.EN, first_seen=NOW, last_seen=NOW
    )
    async with place.desk() as desk:
        await desk.uow.founders.save(dana)
        question = await desk.ask(dana, MessageId(1), "work?", Language.HE, (), None)
        return await desk.uow.tickets.open(founder=dana.id, question=question, language=Language.HE, now=NOW)


async def press(place: Workplace, ticket: TicketId, entry: str, by: Member = LI) -> None:
    async with place.desk() as desk:
        pressed = StaffPress(callback=f"{by.id} {entry}", by=by, message=CARD, topic=None, data="")
        await staff_pressed(desk, pressed, StaffOrder(want=Want.SEND, about=ticket, word=entry))


def to_founder(sent: list[Delivery]) -> list[str]:
    return words([one for one in sent if one.to.place is Place.FOUNDER])


def notices(sent: list[Delivery]) -> list[str]:
    said = [one.message.notice or "" for one in sent if isinstance(one.message, AnswerPress)]
    return [notice.translate(MARKS) for notice in said]


async def test_it_is_staffs_answer_in_the_language_of_the_ticket(place: Workplace) -> None:
    ticket = await opened(place)
    await press(place, ticket.id, VISA)
    sent = await place.deliver()
    (text,) = to_founder(sent)
    assert text.splitlines()[0] == "תשובת צוות המרכז לפנייה Q-0001:"
    assert "היתר עבודה" in text
    assert [one.receipt_for for one in sent if one.to.place is Place.FOUNDER] == [CARD]
    async with place.desk() as desk:
        kept = await desk.uow.tickets.get(ticket.id)
        assert kept is not None
        assert (kept.state, kept.claimed_by) == (TicketState.ANSWERED, LI)
        question = await desk.uow.questions.get(ticket.question) if ticket.question else None
        assert question is not None
        assert question.answered_with == VISA
        (message,) = await desk.uow.tickets.messages(ticket.id)
        assert "\u200f" not in (message.content.text or "")


async def test_two_of_staff_at_once_send_one_answer(place: Workplace) -> None:
    for _ in range(20):
        ticket = await opened(place)
        await asyncio.gather(press(place, ticket.id, VISA, LI), press(place, ticket.id, OPERATOR, WANG))
        sent = await place.deliver()
        assert len(to_founder(sent)) == 1
        assert len(set(notices(sent))) == 2


async def test_who_presses_twice_sends_once_and_another_entry_after_it(place: Workplace) -> None:
    ticket = await opened(place)
    await press(place, ticket.id, VISA)
    await press(place, ticket.id, VISA)
    assert len(to_founder(await place.deliver())) == 1
    await press(place, ticket.id, OPERATOR)
    assert len(to_founder(await place.deliver())) == 1


async def test_an_entry_or_ticket_that_is_gone_is_said_to_be(place: Workplace) -> None:
    ticket = await opened(place)
    await press(place, ticket.id, "an-entry-of-last-year")
    await press(place, TicketId(99), VISA)
    sent = await place.deliver()
    assert to_founder(sent) == []
    assert all(notices(sent))
