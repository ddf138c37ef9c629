"""One answer of staff is offered to others who ask the same, and given under their own number."""

from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.conversation.staff_callbacks import StaffOrder, Want
from bot.domain.events import Content, Member, StaffPress
from bot.domain.founder import Founder
from bot.domain.ids import EntryId, MessageId, UserId
from bot.domain.language import Language
from bot.domain.messages import Address, Delivery, Place
from bot.domain.ticket import Author, Ticket, TicketMessage, TicketState
from bot.knowledge.model import KnowledgeBase
from bot.telegram.staff import answering, canned_desk, same_desk
from bot.telegram.staff.staff_done import StaffDone
from tests.shipped import shipped_faq

from .desks import Workplace, labels, words, workplace

NOW = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
LI, WANG = Member(id=UserId(8), name="Li"), Member(id=UserId(9), name="Wang")
EN, HE = Language.EN, Language.HE


class Alike:
    """Holds alike whatever begins with the same letter."""

    def alike(self, text: str, others: Sequence[str]) -> tuple[float, ...]:
        return tuple(0.95 if other[0] == text[0] else 0.85 for other in others)


@pytest.fixture(scope="module")
def knowledge() -> KnowledgeBase:
    return shipped_faq()


@pytest.fixture
async def place(tmp_path: Path, knowledge: KnowledgeBase) -> AsyncIterator[Workplace]:
    async with workplace(tmp_path, knowledge, NOW) as place:
        yield place


async def ask(place: Workplace, founder: int, text: str, language: Language = EN, name: str = "") -> Ticket:
    async with place.desk() as desk:
        known = Founder(
            id=UserId(founder),
            name=name or f"Founder {founder}",
            username=None,
            language=language,
            first_seen=NOW,
            last_seen=NOW,
        )
        await desk.uow.founders.save(known)
        question = await desk.uow.questions.add(
            founder=known.id,
            message=MessageId(1),
            text=text,
            language=language,
            answered_with=None,
            candidates=(),
            asked_at=NOW,
        )
        return await desk.uow.tickets.open(founder=known.id, question=question.id, language=language, now=NOW)


async def reply(place: Workplace, ticket: Ticket, text: str, by: Member = LI) -> TicketMessage:
    """Answer a ticket with words."""
    place.time += timedelta(seconds=1)
    async with place.desk() as desk:
        kept = await desk.uow.tickets.add_message(
            ticket=ticket.id,
            author=Author.STAFF,
            content=Content(kind="text", text=text),
            founder_message=None,
            staff_message=MessageId(100),
            now=place.time,
        )
        await answering.answer(desk, ticket, [kept], by, chat=desk.group.chat, as_it_is=False)
    await place.deliver()
    return kept


async def look(place: Workplace) -> list[Delivery]:
    """Do what follows the answer; return what staff are offered."""

    async def think(work: Callable[..., Any], *args: object) -> object:
        return work(*args)

    async with place.store.reading() as uow:
        asked = await same_desk.answered_at(uow, place.time)
    found = await same_desk.alike(asked, Alike(), think) if asked else []
    if asked and found:
        async with place.desk() as desk:
            await same_desk.offer(desk, asked, found)
    return await place.deliver()


async def press(place: Workplace, answer: TicketMessage, word: str, by: Member = LI) -> StaffDone | None:
    async with place.desk() as desk:
        event = StaffPress(callback="1", by=by, message=MessageId(200), topic=None, data="")
        return await same_desk.give(desk, event, StaffOrder(want=Want.SAME, about=answer.id, word=word))


async def ticket_now(place: Workplace, ticket: Ticket) -> Ticket:
    async with place.store.reading() as uow:
        found = await uow.tickets.get(ticket.id)
    assert found
    return found


async def test_all_who_ask_the_same_get_it_each_under_their_own_number(place: Workplace) -> None:
    first = await ask(place, 1, "bike one")
    await ask(place, 1, "bike again, by the same founder")
    second, third = await ask(place, 2, "bike two"), await ask(place, 3, "bike three")
    await ask(place, 4, "parking")
    answer = await reply(place, first, "At gate 3.")
    offer = await look(place)
    assert labels(offer) == ["Answer Q-0003", "Answer Q-0004", "Answer all 2"]
    assert [one.to for one in offer] == [Address(place=Place.CARD, founder=UserId(1))]

    done = await press(place, answer, "all", WANG)
    assert done
    assert done.buttons == ()
    sent = await place.deliver()
    told = {one.to.founder: said for one, said in _to_founders(sent)}
    assert set(told) == {2, 3}
    assert "Q-0003" in told[UserId(2)]
    assert all("At gate 3." in said and "Founder" not in said for said in told.values())
    for ticket in (second, third):
        now = await ticket_now(place, ticket)
        assert (now.state, now.claimed_by) == (TicketState.ANSWERED, WANG)

    again = await press(place, answer, "all", WANG)
    assert again
    assert "Not to Q-0003 · Q-0004" in (again.notice or "").translate({0x2068: None, 0x2069: None})
    assert _to_founders(await place.deliver()) == []


async def test_only_one_is_answered_and_the_others_stay_on_offer(place: Workplace) -> None:
    first = await ask(place, 1, "bike one")
    second, third = await ask(place, 2, "bike two"), await ask(place, 3, "bike three")
    answer = await reply(place, first, "At gate 3.")
    await look(place)
    done = await press(place, answer, str(second.id))
    assert done
    assert done.buttons
    assert [button.data for row in done.buttons for button in row] == [f"s:same:{answer.id}:{third.id}"]
    assert (await ticket_now(place, third)).state is TicketState.WAITING


async def test_whose_ticket_somebody_else_has_is_neither_offered_nor_answered(place: Workplace) -> None:
    first = await ask(place, 1, "bike one")
    second, third = await ask(place, 2, "bike two"), await ask(place, 3, "bike three")
    async with place.desk() as desk:
        await desk.uow.tickets.claim(second.id, WANG)
    answer = await reply(place, first, "At gate 3.", by=LI)
    assert labels(await look(place)) == ["Answer Q-0003"]
    assert await press(place, answer, str(second.id), LI) is None
    async with place.desk() as desk:
        await desk.uow.tickets.claim(third.id, WANG)
    done = await press(place, answer, str(third.id), LI)
    assert done
    assert "Not to" in (done.notice or "")
    assert _to_founders(await place.deliver()) == []


async def test_words_in_another_language_are_not_offered_but_it_is_said(place: Workplace) -> None:
    first, _ = await ask(place, 1, "bike one"), await ask(place, 2, "bike שתיים", HE)
    await reply(place, first, "At gate 3.")
    offer = await look(place)
    assert labels(offer) == []
    assert "Q-0002 · Founder 2 asks the same in Hebrew" in words(offer)[0]


async def test_an_entry_goes_to_each_in_their_own_language(
    place: Workplace, knowledge: KnowledgeBase
) -> None:
    first, second = await ask(place, 1, "bike one"), await ask(place, 2, "bike שתיים", HE)
    entry = knowledge.entries[EntryId("visa-work")]
    place.time += timedelta(seconds=1)
    async with place.desk() as desk:
        await canned_desk.send_entry(desk, first, entry, LI, below=MessageId(50))
        (answer,) = await desk.uow.tickets.messages(first.id)
    await place.deliver()
    assert labels(await look(place)) == ["Answer Q-0002"]
    assert await press(place, answer, str(second.id))
    ((_, said),) = _to_founders(await place.deliver())
    assert entry.answer[HE][:20] in said


async def test_an_answer_that_names_its_founder_is_not_offered(place: Workplace) -> None:
    first, _ = await ask(place, 1, "bike one", name="Dana Cohen"), await ask(place, 2, "bike two")
    await reply(place, first, "Hi Dana, at gate 3.")
    assert await look(place) == []


async def test_what_was_taken_back_or_never_offered_is_not_given(place: Workplace) -> None:
    first, second = await ask(place, 1, "bike one"), await ask(place, 2, "bike two")
    answer = await reply(place, first, "At gate 3.")
    assert await press(place, answer, "all") is None
    await look(place)
    assert await press(place, answer, "999") is None
    async with place.desk() as desk:
        await desk.uow.tickets.withdrawn(answer.id)
    done = await press(place, answer, str(second.id))
    assert done
    assert "taken back" in (done.notice or "")
    assert _to_founders(await place.deliver()) == []


def _to_founders(sent: Sequence[Delivery]) -> list[tuple[Delivery, str]]:
    there = [one for one in sent if one.to.place is Place.FOUNDER]
    return list(zip(there, words(there), strict=True))
