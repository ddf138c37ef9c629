"""Whose a ticket is, also where two of staff, or two replicas, act at the same moment."""

import asyncio
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from bot.app import make_voices
from bot.conversation.staff_callbacks import StaffOrder, Want
from bot.conversation.texts import Texts
from bot.domain.clock import SystemClock
from bot.domain.events import Content, Member, StaffMessage, StaffPress
from bot.domain.ids import ChatId, MessageId, TicketId, UserId
from bot.domain.messages import SendText
from bot.domain.ticket import Author, Ticket, TicketState
from bot.knowledge.model import KnowledgeBase
from bot.settings import Settings
from bot.store import Store, UnitOfWork
from bot.telegram.desk import Desk
from bot.telegram.group import StaffGroup
from bot.telegram.outbox.mirror import batch_of
from bot.telegram.staff.claims import claim_pressed
from bot.telegram.staff.staff_desk import staff_wrote
from bot.telegram.voices import Voices
from tests.shipped import shipped_faq

from .samples import LI, NOW, SECOND, TO_STAFF, TO_TOPIC, open_ticket

FAQ = Path(__file__).parents[2] / "faq"
GROUP = ChatId(-100)
WANG = Member(id=UserId(7), name="Wang")
TIMES = 200


@pytest.fixture(scope="module")
def voices() -> Voices:
    values = {"telegram_bot_token": "1:a", "staff_chat_id": GROUP, "staff_language": "en"}
    return make_voices(Settings.model_validate(values), Texts.load())


@pytest.fixture(scope="module")
def knowledge() -> KnowledgeBase:
    return shipped_faq()


async def _open(store: Store, times: int) -> list[Ticket]:
    async with store.unit_of_work() as work:
        return [await open_ticket(work) for _ in range(times)]


async def test_of_many_at_once_one_gets_the_ticket(store: Store) -> None:
    [ticket] = await _open(store, 1)

    async def claim(number: int) -> bool:
        async with store.unit_of_work() as work:
            return await work.tickets.claim(ticket.id, Member(id=UserId(number), name=f"member {number}"))

    done = await asyncio.gather(*(claim(number) for number in range(1, 13)))
    assert done.count(True) == 1
    async with store.reading() as work:
        kept = await work.tickets.get(ticket.id)
    assert kept
    assert kept.claimed_by == Member(id=UserId(done.index(True) + 1), name=f"member {done.index(True) + 1}")


async def test_a_claim_is_given_back_by_who_has_it_and_handed_on_by_anybody(store: Store) -> None:
    [ticket] = await _open(store, 1)
    async with store.unit_of_work() as work:
        assert await work.tickets.claim(ticket.id, LI)
        assert not await work.tickets.give_back(ticket.id, WANG)
        assert await work.tickets.give_back(ticket.id, LI)
        assert await work.tickets.get(ticket.id) == ticket
        await work.tickets.assign(ticket.id, LI)
        await work.tickets.assign(ticket.id, WANG)
        assert await work.tickets.get(ticket.id) == replace(ticket, claimed_by=WANG)
        assert await work.tickets.claimers() == [WANG]


async def test_who_knows_nothing_of_a_claim_does_not_take_it_away(store: Store) -> None:
    [ticket] = await _open(store, 1)
    async with store.unit_of_work() as work:
        await work.tickets.claim(ticket.id, LI)
        await work.tickets.save(ticket.moved(TicketState.CLOSED, NOW))
        await work.tickets.save(replace(ticket, claimed_by=WANG))
        assert await work.tickets.get(ticket.id) == replace(ticket, claimed_by=LI)


async def test_what_is_put_aside_is_found_from_that_moment_on(store: Store) -> None:
    first, second, _ = await _open(store, 3)
    async with store.unit_of_work() as work:
        later = [second.put_aside(NOW, "why"), first.put_aside(NOW + SECOND, None)]
        for ticket in later:
            await work.tickets.save(ticket)
        assert await work.tickets.back_by(NOW - SECOND) == []
        assert await work.tickets.back_by(NOW + SECOND) == later
        await work.tickets.save(later[0].taken_up())
        assert await work.tickets.back_by(NOW + SECOND) == later[1:]


async def test_the_parts_of_an_answer_are_found_taken_back_and_sent_afresh(store: Store) -> None:
    text = SendText(text="a")
    async with store.unit_of_work() as work:
        sent, dead, queued = [await work.outbox.add(TO_TOPIC, text, NOW, batch="answer:1") for _ in range(3)]
        other = await work.outbox.add(TO_STAFF, text, NOW, batch="answer:12")
        await work.outbox.sent(sent, MessageId(5), NOW + SECOND)
        await work.outbox.dead(dead, "why", NOW)
        parts = await work.outbox.parts("answer:1")
        assert [(part.delivery.id, part.message) for part in parts] == [
            (sent, 5),
            (dead, None),
            (queued, None),
        ]
        assert parts[0].since == NOW + SECOND
        assert [await work.outbox.afresh(row, NOW) for row in (sent, queued, dead, dead)] == [
            False,
            False,
            True,
            False,
        ]
        await work.outbox.dead(dead, "why", NOW)
        assert await work.outbox.take_back("answer:1") == 2
        assert [part.delivery.id for part in await work.outbox.parts("answer:1")] == [sent]
        assert [part.delivery.id for part in await work.outbox.parts("answer:12")] == [other]


async def test_two_of_staff_answer_at_once_two_hundred_times(
    store: Store, voices: Voices, knowledge: KnowledgeBase
) -> None:
    tickets = await _open(store, TIMES)
    async with store.unit_of_work() as work:
        for ticket in tickets:
            await work.tickets.add_message(
                ticket=ticket.id,
                author=Author.FOUNDER,
                content=Content(kind="text", text="?"),
                founder_message=MessageId(ticket.id),
                staff_message=MessageId(ticket.id),
                now=NOW,
            )

    def desk(work: UnitOfWork) -> Desk:
        group = StaffGroup(GROUP)
        return Desk(work, knowledge=knowledge, voices=voices, group=group, clock=SystemClock())

    async def answer(ticket: Ticket, by: Member, message: int) -> None:
        event = StaffMessage(
            chat=GROUP,
            message=MessageId(message),
            by=by,
            content=Content(kind="text", text="At two."),
            topic=None,
            reply_to=MessageId(ticket.id),
            sent_at=NOW,
        )
        async with store.unit_of_work() as work:
            await staff_wrote(desk(work), event, relay="topic", to_bot=True)

    for ticket in tickets:
        at = 1000 + 2 * ticket.id
        await asyncio.gather(answer(ticket, LI, at), answer(ticket, WANG, at + 1))

    async with store.reading() as work:
        kept = await work.tickets.everything()
        written = await work.tickets.messages_of(kept)
        answers = [[one for one in written[ticket.id] if one.author is Author.STAFF] for ticket in kept]
        going = [[len(await work.outbox.parts(batch_of(one))) for one in pair] for pair in answers]
    assert all(ticket.claimed_by in (LI, WANG) for ticket in kept)
    assert all(sorted(one.held for one in pair) == [False, True] for pair in answers)
    assert going == [[int(not one.held) for one in pair] for pair in answers]


async def test_two_of_staff_press_claim_at_once(
    store: Store, voices: Voices, knowledge: KnowledgeBase
) -> None:
    tickets = await _open(store, 20)

    async def press(ticket: TicketId, by: Member) -> str:
        order = StaffOrder(want=Want.CLAIM, about=ticket)
        event = StaffPress(callback="1", by=by, message=None, topic=None, data="")
        async with store.unit_of_work() as work:
            desk = Desk(
                work, knowledge=knowledge, voices=voices, group=StaffGroup(GROUP), clock=SystemClock()
            )
            done = await claim_pressed(desk, event, order)
        return (done.notice or "") if done else ""

    said = [await asyncio.gather(press(ticket.id, LI), press(ticket.id, WANG)) for ticket in tickets]
    words = Counter("yours" if "yours now" in one else "theirs" for pair in said for one in pair)
    assert words == {"yours": 20, "theirs": 20}
