from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy.exc import IntegrityError, StatementError

from bot.domain.events import Content
from bot.domain.founder import Founder
from bot.domain.ids import EntryId, MessageId, QuestionId, TicketId, TicketMessageId, TopicId, UserId
from bot.domain.language import Language
from bot.domain.match import Candidate
from bot.domain.pace import Pace
from bot.domain.ticket import Author, TicketState
from bot.store import Store, UnitOfWork

from .samples import FOUNDER, LARGE, NOW, SECOND, ask, open_ticket, write


async def test_a_founder_comes_back_as_saved(store: Store) -> None:
    full = replace(
        FOUNDER,
        language_known=True,
        topic_requested_at=NOW,
        asking_staff=True,
        leaving_contact=True,
        blocked=True,
        banned=True,
        contact="dana@example.com",
        told_of_network=True,
        last_seen=NOW + SECOND,
        pace=Pace(since=NOW, messages=3),
    )
    bare = Founder(id=UserId(1), name="", username=None, language=Language.ZH, first_seen=NOW, last_seen=NOW)
    async with store.unit_of_work() as work:
        assert await work.founders.get(full.id) is None
        await work.founders.save(full)
        await work.founders.save(bare)
    async with store.reading() as work:
        assert await work.founders.get(full.id) == full
        assert await work.founders.get(bare.id) == bare


async def test_saving_a_founder_again_replaces_what_was_there(store: Store) -> None:
    changed = replace(FOUNDER, name="Dana", username=None, language=Language.EN, topic=None, blocked=True)
    async with store.unit_of_work() as work:
        await work.founders.save(FOUNDER)
        await work.founders.save(changed)
        assert await work.founders.get(FOUNDER.id) == changed


async def test_a_founder_is_found_by_topic_until_that_is_forgotten(store: Store) -> None:
    async with store.unit_of_work() as work:
        await work.founders.save(FOUNDER)
        assert await work.founders.by_topic(TopicId(LARGE)) == FOUNDER
        assert await work.founders.by_topic(TopicId(2)) is None
        await work.founders.forget_topic(TopicId(LARGE))
        assert await work.founders.by_topic(TopicId(LARGE)) is None
        assert await work.founders.get(FOUNDER.id) == replace(FOUNDER, topic=None)


async def test_two_founders_never_share_a_topic(store: Store) -> None:
    async with store.unit_of_work() as work:
        await work.founders.save(FOUNDER)
    with pytest.raises(IntegrityError):
        async with store.unit_of_work() as work:
            await work.founders.save(replace(FOUNDER, id=UserId(1)))


async def test_a_question_comes_back_as_asked_and_remembers_its_answer(store: Store) -> None:
    async with store.unit_of_work() as work:
        await work.founders.save(FOUNDER)
        question = await work.questions.add(
            founder=FOUNDER.id,
            message=MessageId(LARGE),
            text="איך פותחים חברה? 如何 🙂",
            language=Language.HE,
            answered_with=None,
            candidates=(
                Candidate(entry=EntryId("company-form"), confidence=0.1 + 0.2),
                Candidate(entry=EntryId("b"), confidence=0.0),
            ),
            asked_at=NOW,
        )
    async with store.unit_of_work() as work:
        assert await work.questions.get(question.id) == question
        await work.questions.answered(question.id, EntryId("company-form"))
        assert await work.questions.get(question.id) == replace(
            question, answered_with=EntryId("company-form")
        )
        assert await work.questions.get(QuestionId(LARGE)) is None


async def test_a_ticket_opens_waiting_and_is_saved_as_moved(store: Store) -> None:
    async with store.unit_of_work() as work:
        question = await ask(work)
        ticket = await open_ticket(work, question.id)
        assert (ticket.state, ticket.opened_at, ticket.changed_at) == (TicketState.WAITING, NOW, NOW)
    async with store.unit_of_work() as work:
        assert await work.tickets.get(ticket.id) == ticket
        assert await work.tickets.by_question(question.id) == ticket
        moved = replace(ticket.moved(TicketState.ANSWERED, NOW + SECOND), language=Language.ZH)
        await work.tickets.save(moved)
        assert await work.tickets.get(ticket.id) == moved


async def test_tickets_are_numbered_from_one_and_a_number_is_never_given_twice(store: Store) -> None:
    async with store.unit_of_work() as work:
        numbers = [(await open_ticket(work)).number for _ in range(3)]
    assert numbers == ["Q-0001", "Q-0002", "Q-0003"]


async def test_the_latest_ticket_is_the_open_one_that_was_changed_last(store: Store) -> None:
    async with store.unit_of_work() as work:
        assert await work.tickets.latest(FOUNDER.id) is None
        first, second = await open_ticket(work), await open_ticket(work)
        assert await work.tickets.latest(FOUNDER.id) == second
        answered = replace(first.moved(TicketState.ANSWERED, NOW + SECOND), staff_wrote_at=NOW + SECOND)
        await work.tickets.save(answered)
        assert await work.tickets.latest(FOUNDER.id) == answered
        closed = answered.moved(TicketState.CLOSED, NOW + 2 * SECOND)
        await work.tickets.save(closed)
        assert await work.tickets.latest(FOUNDER.id) == second
        await work.tickets.save(second.moved(TicketState.CLOSED, NOW + SECOND))
        assert await work.tickets.latest(FOUNDER.id) == closed
        assert await work.tickets.latest(UserId(1)) is None


async def test_a_question_is_found_by_its_message(store: Store) -> None:
    async with store.unit_of_work() as work:
        await work.founders.save(FOUNDER)
        assert await work.questions.by_message(FOUNDER.id, MessageId(5)) is None
        for text in ("first version", "second version"):
            asked = await work.questions.add(
                founder=FOUNDER.id,
                message=MessageId(5),
                text=text,
                language=Language.EN,
                answered_with=None,
                candidates=(),
                asked_at=NOW,
            )
        assert await work.questions.by_message(FOUNDER.id, MessageId(5)) == asked
        assert await work.questions.by_message(UserId(1), MessageId(5)) is None


async def test_waiting_tickets_are_listed_the_oldest_first(store: Store) -> None:
    async with store.unit_of_work() as work:
        first, second, third = [await open_ticket(work) for _ in range(3)]
        await work.tickets.save(second.moved(TicketState.ANSWERED, NOW))
        again = first.moved(TicketState.WAITING, NOW + SECOND)
        await work.tickets.save(again)
        assert await work.tickets.waiting() == [again, third]


async def test_a_ticket_that_is_not_there_is_named_when_saved(store: Store) -> None:
    async with store.unit_of_work() as work:
        ticket = await open_ticket(work)
        with pytest.raises(LookupError, match="Q-0142"):
            await work.tickets.save(replace(ticket, id=TicketId(142)))
        assert await work.tickets.get(TicketId(142)) is None
        assert await work.tickets.by_question(QuestionId(1)) is None


async def test_a_question_opens_one_ticket_at_most(store: Store) -> None:
    async with store.unit_of_work() as work:
        question = await ask(work)
        await open_ticket(work, question.id)
    with pytest.raises(IntegrityError):
        async with store.unit_of_work() as work:
            await open_ticket(work, question.id)


async def test_a_message_is_known_on_each_side_once_its_copy_is_delivered(store: Store) -> None:
    async with store.unit_of_work() as work:
        ticket = await open_ticket(work)
        asked = await write(work, ticket.id, founder_message=LARGE)
        told = await write(work, ticket.id, staff_message=LARGE - 1)
        assert await work.tickets.message(asked.id) == asked
        assert await work.tickets.by_staff_message(MessageId(LARGE - 1)) == ticket
        assert await work.tickets.by_staff_message(MessageId(LARGE)) is None
        await work.tickets.delivered_to_staff(asked.id, MessageId(LARGE))
        await work.tickets.delivered_to_founder(told.id, MessageId(5))
        assert await work.tickets.by_staff_message(MessageId(LARGE)) == ticket
        told = replace(told, founder_message=MessageId(5))
        assert await work.tickets.by_founder_message(FOUNDER.id, MessageId(5)) == told
        assert await work.tickets.by_founder_message(UserId(1), MessageId(5)) is None
        assert await work.tickets.message(TicketMessageId(LARGE)) is None


async def test_a_message_without_text_comes_back_as_such(store: Store) -> None:
    async with store.unit_of_work() as work:
        ticket = await open_ticket(work)
        voice = await work.tickets.add_message(
            ticket=ticket.id,
            author=Author.FOUNDER,
            content=Content(kind="voice"),
            founder_message=None,
            staff_message=None,
            now=NOW,
        )
        assert await work.tickets.message(voice.id) == voice
        assert voice.content == Content(kind="voice")


async def test_a_staff_message_id_given_twice_means_the_newer_ticket(store: Store) -> None:
    # A group that becomes a supergroup counts its messages from 1 again.
    async with store.unit_of_work() as work:
        for ticket in (first := await open_ticket(work), second := await open_ticket(work)):
            await write(work, ticket.id, staff_message=7)
        assert await work.tickets.by_staff_message(MessageId(7)) == second != first


async def test_the_desk_remembers_the_last_value_of_a_key(store: Store) -> None:
    async with store.unit_of_work() as work:
        assert await work.desk.get("staff_chat") is None
        await work.desk.set("staff_chat", "-5")
        await work.desk.set("staff_chat", "-1001234567890")
    async with store.reading() as work:
        assert await work.desk.get("staff_chat") == "-1001234567890"


async def test_text_that_no_database_holds_is_replaced_and_never_refused(store: Store) -> None:
    odd = "a\x00b\ud83dc\udc00 \ud83d\ude00"
    async with store.unit_of_work() as work:
        await work.founders.save(replace(FOUNDER, name=odd))
        question = await ask(work)
        ticket = await open_ticket(work)
        written = await work.tickets.add_message(
            ticket=ticket.id,
            author=Author.STAFF,
            content=Content(kind="text", text=odd),
            founder_message=None,
            staff_message=None,
            now=NOW,
        )
        assert written.content.text == "a\ufffdb\ufffdc\ufffd 😀"
        assert await work.tickets.message(written.id) == written
        assert await work.questions.get(question.id) == question


async def test_times_come_back_in_utc_whatever_zone_they_came_in(store: Store) -> None:
    shanghai = datetime(2026, 11, 22, 17, 30, 15, 123456, tzinfo=timezone(timedelta(hours=8)))
    async with store.unit_of_work() as work:
        await work.founders.save(replace(FOUNDER, first_seen=shanghai))
        founder = await work.founders.get(FOUNDER.id)
    assert founder is not None
    assert founder.first_seen.isoformat() == "2026-11-22T09:30:15.123456+00:00"


async def test_a_naive_time_is_refused(store: Store) -> None:
    with pytest.raises(StatementError, match="is naive; the store takes aware times only"):
        async with store.unit_of_work() as work:
            await work.founders.save(replace(FOUNDER, first_seen=datetime(2026, 11, 22)))  # noqa: DTZ001


async def question_of_nobody(work: UnitOfWork) -> None:
    await work.questions.add(
        founder=UserId(404),
        message=MessageId(1),
        text="?",
        language=Language.EN,
        answered_with=None,
        candidates=(),
        asked_at=NOW,
    )


async def ticket_of_nobody(work: UnitOfWork) -> None:
    await work.tickets.open(founder=UserId(404), question=None, language=Language.EN, now=NOW)


async def ticket_of_no_question(work: UnitOfWork) -> None:
    await open_ticket(work, QuestionId(404))


async def message_of_no_ticket(work: UnitOfWork) -> None:
    await write(work, TicketId(404), staff_message=1)


@pytest.mark.parametrize(
    "broken", [question_of_nobody, ticket_of_nobody, ticket_of_no_question, message_of_no_ticket]
)
async def test_nothing_refers_to_what_is_not_there(
    store: Store, broken: Callable[[UnitOfWork], Awaitable[None]]
) -> None:
    with pytest.raises(IntegrityError, match=r"(?i)foreign key"):
        async with store.unit_of_work() as work:
            await broken(work)
