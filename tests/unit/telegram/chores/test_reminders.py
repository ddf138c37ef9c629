"""Staff are reminded in one message, once, whatever happens to the process."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.calendars import staff_hours
from bot.conversation.reminders import MOST, ReminderReplies
from bot.conversation.texts import Texts
from bot.domain.events import Content, Member
from bot.domain.founder import Founder
from bot.domain.ids import ChatId, MessageId, TicketId, TopicId, UserId
from bot.domain.language import Language
from bot.domain.messages import Address, Place, SendText
from bot.domain.ticket import Author
from bot.sandbox import STAFF_CHAT_ID
from bot.store.unit_of_work import Store
from bot.telegram.chores.reminders import Reminders
from bot.telegram.group import StaffGroup
from tests.databases import sqlite_in

ASKED = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # Monday 09:00 in Shanghai
LATE, AGAIN = ASKED + timedelta(hours=8), ASKED + timedelta(hours=27)
DANA = Founder(
    id=UserId(7),
    name="Dana_*",
    username=None,
    language=Language.EN,
    topic=TopicId(55),
    first_seen=ASKED,
    last_seen=ASKED,
)
WEI = Member(id=UserId(4), name="Wei")
ADMIN = Member(id=UserId(5), name="Admin")


class At:
    """A clock that stands."""

    time = ASKED

    def now(self) -> datetime:
        return self.time


@dataclass
class Watch:
    """A worker with a store and a clock of its own."""

    store: Store
    group: StaffGroup = field(default_factory=lambda: StaffGroup(ChatId(STAFF_CHAT_ID)))
    clock: At = field(default_factory=At)
    answered_meanwhile: TicketId | None = None

    async def ask(self, founder: Founder = DANA) -> TicketId:
        async with self.store.unit_of_work() as uow:
            await uow.founders.save(founder)
            ticket = await uow.tickets.open(
                founder=founder.id, question=None, language=Language.EN, now=ASKED
            )
            await uow.tickets.add_message(
                ticket=ticket.id,
                author=Author.FOUNDER,
                content=Content(kind="text", text="parking?"),
                founder_message=MessageId(ticket.id),
                staff_message=MessageId(900),
                now=ASKED,
            )
        return ticket.id

    async def answer(self, number: TicketId) -> None:
        async with self.store.unit_of_work() as uow:
            ticket = await uow.tickets.get(number)
            assert ticket is not None
            await uow.tickets.save(ticket.answered(WEI, self.clock.time))

    async def turn(self, now: datetime) -> list[SendText]:
        """Start a worker anew and let it look once; return what it queued."""
        self.clock.time = now
        worker = Reminders(
            store=self.store,
            replies=ReminderReplies(Texts.load(), Language.EN),
            hours=staff_hours("Mon-Fri 09:00-18:00", ZoneInfo("Asia/Shanghai"), "CN"),
            within=8,
            group=self.group,
            admins=self._admins,
            clock=self.clock,
            queued=lambda: None,
        )
        await worker.remind()
        return await self._queued()

    async def _admins(self) -> Sequence[Member]:
        if self.answered_meanwhile:
            await self.answer(self.answered_meanwhile)
        return [ADMIN]

    async def _queued(self) -> list[SendText]:
        found = []
        async with self.store.unit_of_work() as uow:
            while due := await uow.outbox.due(self.clock.time, 10):
                for delivery in due:
                    assert delivery.to == Address(place=Place.STAFF)
                    assert isinstance(delivery.message, SendText)
                    found.append(delivery.message)
                    await uow.outbox.sent(delivery.id, None, self.clock.time)
        return found


def _plain(message: SendText) -> str:
    return message.text.translate(dict.fromkeys((0x2068, 0x2069)))


@pytest.fixture
async def watch(tmp_path: Path) -> AsyncIterator[Watch]:
    store = await Store.open(sqlite_in(tmp_path))
    yield Watch(store)
    await store.close()


async def test_all_that_is_late_is_in_one_message_in_general(watch: Watch) -> None:
    await watch.ask()
    await watch.ask(replace(DANA, id=UserId(8), name="", topic=None))
    assert await watch.turn(LATE - timedelta(minutes=1)) == []
    [said] = await watch.turn(LATE)
    assert _plain(said) == (
        "2 questions have waited for 8 working hours or more:\n"
        "Q-0001 · Dana_* · 8.0 h · with nobody\n"
        "Q-0002 · no name · 8.0 h · with nobody"
    )


async def test_each_number_leads_to_the_topic_or_to_the_card_where_there_are_none(watch: Watch) -> None:
    await watch.ask()
    [said] = await watch.turn(LATE)
    assert [mark.url for mark in said.entities] == ["https://t.me/c/1000000001/900"]
    watch.group.has_topics = True
    [said] = await watch.turn(AGAIN)
    assert "https://t.me/c/1000000001/55" in [mark.url for mark in said.entities]


async def test_a_restart_repeats_nothing_and_calls_the_admins_only_when_it_is_time(watch: Watch) -> None:
    await watch.ask()
    assert len(await watch.turn(LATE)) == 1
    assert await watch.turn(LATE + timedelta(minutes=1)) == []
    assert await watch.turn(AGAIN - timedelta(minutes=1)) == []
    [said] = await watch.turn(AGAIN)
    assert _plain(said).endswith("Some have not moved since the last reminder. For the admins: Admin")
    assert said.entities[-1].url == "tg://user?id=5"
    assert await watch.turn(AGAIN + timedelta(minutes=1)) == []


async def test_what_is_answered_while_the_admins_are_looked_up_is_not_named(watch: Watch) -> None:
    number = await watch.ask()
    await watch.turn(LATE)
    watch.answered_meanwhile = number
    assert await watch.turn(AGAIN) == []


async def test_a_banned_founder_waits_for_nobody(watch: Watch) -> None:
    await watch.ask(replace(DANA, banned=True))
    assert await watch.turn(LATE) == []


async def test_of_many_the_first_are_named_and_the_others_counted(watch: Watch) -> None:
    for _ in range(MOST + 2):
        await watch.ask()
    [said] = await watch.turn(LATE)
    assert len(said.text.splitlines()) == MOST + 2
    assert _plain(said).endswith("… and 2 more: /pending")
