"""A broadcast goes once to who wants news and can be reached, tells how far it is, and can be stopped."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.conversation.staff_callbacks import StaffOrder, Want
from bot.domain.broadcast import BroadcastState
from bot.domain.events import Content, Member, StaffMessage, StaffPress
from bot.domain.founder import Founder
from bot.domain.ids import BroadcastId, ChatId, MessageId, UserId
from bot.domain.language import Language
from bot.domain.messages import AnswerPress, Delivery, DeliveryState, EditText, Entity, Place
from bot.knowledge.model import KnowledgeBase
from bot.telegram.chores.broadcaster import Broadcaster
from bot.telegram.staff.broadcast_desk import broadcast
from bot.telegram.staff.staff_presses import staff_pressed
from tests.shipped import shipped_faq

from .desks import MARKS, Workplace, labels, words, workplace

NOW = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
LI = Member(id=UserId(9), name="Li")
FIRST = BroadcastId(1)
PREVIEW = MessageId(77)


@pytest.fixture(scope="module")
def knowledge() -> KnowledgeBase:
    return shipped_faq()


@pytest.fixture
async def place(tmp_path: Path, knowledge: KnowledgeBase) -> AsyncIterator[Workplace]:
    async with workplace(tmp_path, knowledge, NOW) as place:
        async with place.desk() as desk:
            for number in range(1, 9):
                language = Language.HE if number <= 5 else Language.EN
                await desk.uow.founders.save(wanting(number, language))
            await desk.uow.founders.save(replace(wanting(10), banned=True))
            await desk.uow.founders.save(replace(wanting(11), blocked=True))
            await desk.uow.founders.save(replace(wanting(12), wants_news=False))
        yield place


def wanting(number: int, language: Language = Language.EN) -> Founder:
    return Founder(
        id=UserId(number),
        name="Dana",
        username=None,
        language=language,
        wants_news=True,
        first_seen=NOW,
        last_seen=NOW,
    )


def order(text: str, replied: Content | None = None) -> StaffMessage:
    return StaffMessage(
        chat=ChatId(-1),
        message=MessageId(5),
        by=LI,
        content=Content(kind="text", text=f"/broadcast {text}"),
        topic=None,
        reply_to=MessageId(4) if replied else None,
        replied=replied,
        sent_at=NOW,
    )


async def write(place: Workplace, text: str, replied: Content | None = None) -> list[Delivery]:
    async with place.desk() as desk:
        await broadcast(desk, order(text, replied), text)
    return await place.deliver()


async def press(place: Workplace, want: Want) -> None:
    async with place.desk() as desk:
        pressed = StaffPress(callback="1", by=LI, message=PREVIEW, topic=None, data="")
        await staff_pressed(desk, pressed, StaffOrder(want=want, about=FIRST))


async def look(place: Workplace) -> int:
    worker = Broadcaster(
        store=place.store, announcements=place.voices.announcements, clock=place, queued=lambda: None
    )
    return await worker.look()


async def settle(place: Workplace, state: DeliveryState, count: int) -> None:
    """Send so many copies, or give them up."""
    async with place.desk() as desk:
        copies = await desk.uow.outbox.parts("broadcast:1")
        queued = [one.delivery.id for one in copies if one.delivery.state is DeliveryState.QUEUED][:count]
        await desk.uow.outbox.sending(queued, NOW)
        for row in queued:
            if state is DeliveryState.SENT:
                await desk.uow.outbox.sent(row, MessageId(1), NOW)
            else:
                await desk.uow.outbox.dead(row, "gone", NOW)


async def shown(place: Workplace) -> str:
    """Return what the preview has become, as far as that is queued."""
    async with place.desk() as desk:
        parts = await desk.uow.outbox.parts("broadcast:1")
        assert all(not isinstance(one.delivery.message, EditText) for one in parts)
        due = await desk.uow.outbox.due(NOW, 100)
        edits = [one.message for one in due if isinstance(one.message, EditText)]
    assert all(edit.message == PREVIEW for edit in edits)
    return " / ".join(edit.text.translate(MARKS) for edit in edits)


async def test_it_is_shown_first_and_sent_to_nobody(place: Workplace) -> None:
    sent = await write(place, "We are open on Sunday.")
    assert "8" in words(sent)[0]
    assert "We are open on Sunday." in words(sent)[0]
    assert len(labels(sent)) == 2
    assert all(one.to.place is Place.STAFF for one in sent)


async def test_two_presses_send_it_once_to_each_who_can_be_reached(place: Workplace) -> None:
    bold = Entity(type="bold", offset=0, length=2)
    await write(place, "", Content(kind="text", text="We are open.", entities=(bold,)))
    await asyncio.gather(press(place, Want.BROADCAST), press(place, Want.BROADCAST))
    sent = await place.deliver()
    copies = [one for one in sent if one.to.place is Place.FOUNDER]
    assert sorted(one.to.founder or 0 for one in copies) == list(range(1, 9))
    assert sum("/news off" in text and "We are open." in text for text in words(copies)) == 8
    assert sum("הודעה מצוות המרכז" in text for text in words(copies)) == 5
    notices = [one.message.notice for one in sent if isinstance(one.message, AnswerPress)]
    assert sorted(notice is None for notice in notices) == [False, True]


async def test_staff_see_each_quarter_once_and_the_end(place: Workplace) -> None:
    await write(place, "We are open.")
    await press(place, Want.BROADCAST)
    assert "0%" in await shown(place)
    assert await look(place) == 0
    await settle(place, DeliveryState.SENT, 3)
    assert (await look(place), await look(place)) == (1, 0)
    assert "25%" in await shown(place)
    await settle(place, DeliveryState.DEAD, 1)
    await settle(place, DeliveryState.SENT, 3)
    await look(place)
    assert "75%" in await shown(place)
    await settle(place, DeliveryState.SENT, 1)
    assert (await look(place), await look(place)) == (1, 0)
    assert (await shown(place)).startswith("Sent to 7; not delivered to 1:")
    await press(place, Want.STOP)
    async with place.desk() as desk:
        done = await desk.uow.broadcasts.get(FIRST)
    assert done is not None
    assert done.state is BroadcastState.DONE


async def test_stopping_calls_off_what_is_queued(place: Workplace) -> None:
    await write(place, "We are open.")
    await press(place, Want.BROADCAST)
    await settle(place, DeliveryState.SENT, 3)
    await press(place, Want.STOP)
    assert "3 of 8 had gone out" in await shown(place)
    assert await look(place) == 0
    assert [one for one in await place.deliver() if one.to.place is Place.FOUNDER] == []
    await press(place, Want.BROADCAST)  # it is over
    assert [one for one in await place.deliver() if one.to.place is Place.FOUNDER] == []


async def test_a_dropped_draft_is_never_sent(place: Workplace) -> None:
    await write(place, "We are open.")
    await press(place, Want.STOP)
    await press(place, Want.BROADCAST)
    assert [one for one in await place.deliver() if one.to.place is Place.FOUNDER] == []


@pytest.mark.parametrize(
    ("text", "replied"),
    [
        ("", None),
        ("", Content(kind="photo", text="a caption")),
        ("", Content(kind="text")),
        ("x" * 4090, None),
    ],
)
async def test_what_cannot_be_sent_is_said_without_buttons(
    place: Workplace, text: str, replied: Content | None
) -> None:
    sent = await write(place, text, replied)
    assert len(sent) == 1
    assert labels(sent) == []
