"""Which answers founders got, and who waits for one, on every database."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.correction import Reached
from bot.domain.founder import Founder
from bot.domain.ids import EntryId, MessageId, TicketId, UserId
from bot.domain.language import Language
from bot.domain.question import Question
from bot.domain.ticket import Ticket, TicketState
from bot.store import Store, UnitOfWork

from .samples import FOUNDER, LI, NOW, SECOND

VISA, TAX = EntryId("visa-work"), EntryId("tax-vat")
DAY = timedelta(days=1)


async def test_it_is_counted_how_many_questions_each_entry_answered_since_a_moment(store: Store) -> None:
    async with store.unit_of_work() as work:
        await work.founders.save(FOUNDER)
        for entry, at in ((VISA, NOW - SECOND), (VISA, NOW), (VISA, NOW + DAY), (TAX, NOW), (None, NOW)):
            await _ask(work, FOUNDER, entry, at)
    async with store.reading() as work:
        assert await work.answers.how_often(NOW) == {VISA: 2, TAX: 1}
        assert await work.answers.how_often(NOW + 2 * DAY) == {}


async def test_who_got_an_answer_is_told_in_the_order_of_asking_within_a_span(store: Store) -> None:
    second = replace(FOUNDER, id=UserId(2), topic=None)
    async with store.unit_of_work() as work:
        for founder in (FOUNDER, second):
            await work.founders.save(founder)
        await _ask(work, FOUNDER, VISA, NOW - SECOND)
        await _ask(work, FOUNDER, VISA, NOW)
        await _ask(work, second, VISA, NOW + SECOND, Language.ZH)
        await _ask(work, second, TAX, NOW + SECOND)
        await _ask(work, second, VISA, NOW + DAY)
    async with store.reading() as work:
        assert await work.answers.who_got(VISA, NOW, NOW + DAY) == [
            Reached(founder=FOUNDER.id, language=Language.HE, asked_at=NOW),
            Reached(founder=second.id, language=Language.ZH, asked_at=NOW + SECOND),
        ]


async def test_who_is_banned_or_gone_is_not_among_them(store: Store) -> None:
    async with store.unit_of_work() as work:
        banned = replace(FOUNDER, id=UserId(1), topic=None, banned=True)
        for founder in (banned, replace(banned, id=UserId(2), banned=False, blocked=True)):
            await work.founders.save(founder)
            await _ask(work, founder, VISA, NOW)
    async with store.reading() as work:
        assert await work.answers.who_got(VISA, NOW, NOW + DAY) == []


async def test_what_staff_answered_is_found_by_the_moment_of_it(store: Store) -> None:
    async with store.unit_of_work() as work:
        await work.founders.save(FOUNDER)
        tickets = [await _open(work, FOUNDER) for _ in range(3)]
        answered = [ticket.answered(LI, at) for ticket, at in zip(tickets, (NOW, NOW + SECOND), strict=False)]
        for ticket in answered:
            await work.tickets.save(ticket)
    async with store.reading() as work:
        assert await work.answers.given_at(NOW) == [answered[0]]
        assert await work.answers.given_at(NOW - SECOND) == []


async def test_questions_are_waited_for_while_their_ticket_waits_and_their_founder_is_heard(
    store: Store,
) -> None:
    banned = replace(FOUNDER, id=UserId(2), topic=None, banned=True)
    async with store.unit_of_work() as work:
        questions: dict[TicketId, Question] = {}
        for founder in (FOUNDER, banned):
            await work.founders.save(founder)
        for founder in (FOUNDER, FOUNDER, banned, FOUNDER):
            question = await _ask(work, founder, None, NOW)
            ticket = await work.tickets.open(
                founder=founder.id, question=question.id, language=Language.HE, now=NOW
            )
            questions[ticket.id] = question
        await _ask(work, FOUNDER, None, NOW)
        first, second, _, last = questions
        for number, state in ((first, TicketState.ANSWERED), (second, TicketState.CLOSED)):
            moved = await work.tickets.get(number)
            assert moved is not None
            await work.tickets.save(moved.moved(state, NOW))
    async with store.reading() as work:
        assert await work.answers.waited_for() == [questions[last]]


async def _open(work: UnitOfWork, founder: Founder) -> Ticket:
    return await work.tickets.open(founder=founder.id, question=None, language=Language.HE, now=NOW)


async def _ask(
    work: UnitOfWork,
    founder: Founder,
    entry: EntryId | None,
    at: datetime,
    language: Language = Language.HE,
) -> Question:
    return await work.questions.add(
        founder=founder.id,
        message=MessageId(1),
        text="?",
        language=language,
        answered_with=entry,
        candidates=(),
        asked_at=at,
    )
