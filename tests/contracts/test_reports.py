"""What staff look up across founders: figures of a period, tickets by words, and how broadcasts are kept."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.broadcast import BroadcastState
from bot.domain.events import Content
from bot.domain.ids import BroadcastId, MessageId, TicketId, UserId
from bot.domain.language import Language
from bot.domain.messages import Entity
from bot.domain.question import Question
from bot.domain.statistics import Period
from bot.domain.ticket import Author, Ticket
from bot.store import Store, UnitOfWork

from .samples import FOUNDER, LI, NOW, SECOND, ask, open_ticket

HOUR = timedelta(hours=1)
DAVID = replace(FOUNDER, id=UserId(5), name="David 100%", username="d_v", topic=None)


async def asked(work: UnitOfWork, text: str, at: timedelta) -> Question:
    return await work.questions.add(
        founder=FOUNDER.id,
        message=MessageId(1),
        text=text,
        language=Language.HE,
        answered_with=None,
        candidates=(),
        asked_at=NOW + at,
        asked_back=True,
    )


async def written(work: UnitOfWork, ticket: Ticket, author: Author, at: timedelta, **others: object) -> None:
    values: dict[str, object] = {"content": Content(kind="text", text="words"), **others}
    await work.tickets.add_message(
        ticket=ticket.id,
        author=author,
        founder_message=None,
        staff_message=None,
        now=NOW + at,
        **values,  # type: ignore[arg-type]  # a test names only what it is about
    )


async def test_a_period_begins_at_its_start_and_ends_before_its_end(store: Store) -> None:
    async with store.unit_of_work() as work:
        await work.founders.save(FOUNDER)
        questions = [await asked(work, "?", at) for at in (-SECOND, timedelta(), HOUR - SECOND, HOUR)]
        tickets = [
            await work.tickets.open(founder=FOUNDER.id, question=None, language=Language.HE, now=NOW + at)
            for at in (-SECOND, timedelta(), HOUR - SECOND, HOUR)
        ]
        numbers = await work.reports.numbers(Period(start=NOW, end=NOW + HOUR))
    assert numbers.questions == questions[1:3]
    assert numbers.questions[0].asked_back
    assert numbers.tickets == tickets[1:3]
    assert (numbers.first_answers, numbers.waiting) == ({}, 4)


async def test_the_first_answer_is_the_earliest_that_went_out(store: Store) -> None:
    async with store.unit_of_work() as work:
        ticket = await open_ticket(work)
        await written(work, ticket, Author.FOUNDER, timedelta())
        await written(work, ticket, Author.STAFF, SECOND, held=True)
        await written(work, ticket, Author.STAFF, 2 * SECOND)
        await written(work, ticket, Author.STAFF, 3 * SECOND)
        numbers = await work.reports.numbers(Period(start=NOW, end=NOW + HOUR))
    assert numbers.first_answers == {ticket.id: NOW + 2 * SECOND}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("VISA", [2, 1]),
        ("ויזה", [1]),
        ("100%", [3]),
        ("0%", [3]),
        ("%", [3]),
        ("d_v", [3]),
        ("d!v", []),
        ("dv", []),
        ("_", [3]),
        ("nothing like it", []),
    ],
)
async def test_tickets_are_found_by_name_and_words_the_newest_first(
    store: Store, words: str, found: list[int]
) -> None:
    async with store.unit_of_work() as work:
        await work.founders.save(FOUNDER)
        await work.founders.save(DAVID)
        question = await asked(work, "ויזה visa", timedelta())
        await open_ticket(work, question.id)
        second = await open_ticket(work)
        for content in (Content(kind="text", text="my Visa"), Content(kind="photo")):
            await written(work, second, Author.FOUNDER, timedelta(), content=content)
        await work.tickets.open(founder=DAVID.id, question=None, language=Language.EN, now=NOW)
        tickets = await work.reports.tickets_with(words, None, 10)
        assert [ticket.id for ticket in tickets] == found
        assert len(await work.reports.tickets_with(words, None, 1)) == min(len(found), 1)


async def test_a_ticket_is_found_by_its_number(store: Store) -> None:
    async with store.unit_of_work() as work:
        ticket = await open_ticket(work)
        assert await work.reports.tickets_with("1", TicketId(1), 10) == [ticket]
        assert await work.reports.tickets_with("2", TicketId(2), 10) == []


async def test_a_founders_questions_come_newest_first_and_are_counted(store: Store) -> None:
    async with store.unit_of_work() as work:
        questions = [await ask(work) for _ in range(3)]
        assert await work.questions.of(FOUNDER.id, 2) == questions[:0:-1]
        assert await work.questions.count_of(FOUNDER.id) == 3
        assert await work.questions.count_of(UserId(9)) == 0


async def test_news_are_for_who_asked_and_can_be_reached(store: Store) -> None:
    wanting = replace(FOUNDER, wants_news=True)
    async with store.unit_of_work() as work:
        for number, founder in enumerate(
            [wanting, FOUNDER, replace(wanting, banned=True), replace(wanting, blocked=True)]
        ):
            await work.founders.save(replace(founder, id=UserId(number + 1), topic=None))
        assert await work.founders.wanting_news() == [replace(wanting, id=UserId(1), topic=None)]


async def test_a_broadcast_is_begun_once_and_ends_once(store: Store) -> None:
    bold = Entity(type="bold", offset=0, length=2)
    async with store.unit_of_work() as work:
        draft = await work.broadcasts.add("We are open.", (bold,), LI, NOW)
        assert await work.broadcasts.get(draft.id) == draft
        assert await work.broadcasts.running() == []
        assert await work.broadcasts.begun(draft.id, MessageId(5), 12)
        assert not await work.broadcasts.begun(draft.id, MessageId(6), 13)
        await work.broadcasts.shown(draft.id, 25)
        expected = replace(draft, state=BroadcastState.RUNNING, message=MessageId(5), recipients=12, shown=25)
        assert await work.broadcasts.running() == [expected]
        running, done, stopped = BroadcastState.RUNNING, BroadcastState.DONE, BroadcastState.STOPPED
        assert await work.broadcasts.ended(draft.id, running, done)
        assert not await work.broadcasts.ended(draft.id, running, stopped)
        assert await work.broadcasts.get(draft.id) == replace(expected, state=done)
        assert await work.broadcasts.get(BroadcastId(9)) is None
