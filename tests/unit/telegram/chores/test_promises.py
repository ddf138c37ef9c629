"""A promise that is about to be broken is renewed, and its founder told, once."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.calendars import israeli_rest, staff_hours
from bot.conversation.promise import Promises
from bot.conversation.texts import Texts
from bot.domain.founder import Founder
from bot.domain.ids import TicketId, UserId
from bot.domain.language import Language
from bot.domain.messages import Delivery, SendText
from bot.domain.ticket import Ticket, TicketState
from bot.store.unit_of_work import Store
from bot.telegram.chores.promises import Promiser, due
from tests.databases import sqlite_in

SHANGHAI = ZoneInfo("Asia/Shanghai")
ASKED = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # Monday 09:00 in Shanghai
PROMISED = ASKED + timedelta(hours=8)
DANA = Founder(
    id=UserId(7), name="Dana", username=None, language=Language.EN, first_seen=ASKED, last_seen=ASKED
)


class At:
    """A clock that stands."""

    def __init__(self, now: datetime) -> None:
        self.time = now

    def now(self) -> datetime:
        return self.time


class Watch:
    """A worker with a store and a clock of its own."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.clock = At(ASKED)
        self.woken = 0
        promises = Promises(
            Texts.load(),
            hours=staff_hours("Mon-Fri 09:00-18:00", SHANGHAI, "CN"),
            answer_within=8,
            founders_zone=ZoneInfo("Asia/Jerusalem"),
            israel=israeli_rest(),
        )
        self.worker = Promiser(store=store, promises=promises, clock=self.clock, queued=self._wake)

    def _wake(self) -> None:
        self.woken += 1

    async def ask(self, founder: Founder = DANA) -> Ticket:
        async with self.store.unit_of_work() as uow:
            await uow.founders.save(founder)
            return await uow.tickets.open(
                founder=founder.id, question=None, language=Language.EN, now=ASKED, promised_at=PROMISED
            )

    async def save(self, ticket: Ticket) -> None:
        async with self.store.unit_of_work() as uow:
            await uow.tickets.save(ticket)

    async def turn(self, now: datetime) -> list[str]:
        """Let it look once; return what was queued since the first turn."""
        self.clock.time = now
        await self.worker.renew()
        async with self.store.reading() as uow:
            return [_text(delivery) for delivery in await uow.outbox.due(now, 10)]

    async def promised(self, ticket: Ticket) -> datetime | None:
        async with self.store.reading() as uow:
            found = await uow.tickets.get(ticket.id)
        return found.promised_at if found else None


def _text(delivery: Delivery) -> str:
    assert isinstance(delivery.message, SendText)
    assert delivery.to.founder == DANA.id
    return delivery.message.text.translate(dict.fromkeys((0x2068, 0x2069)))


@pytest.fixture
async def watch(tmp_path: Path) -> AsyncIterator[Watch]:
    store = await Store.open(sqlite_in(tmp_path))
    yield Watch(store)
    await store.close()


async def test_nothing_is_said_while_the_promise_can_be_kept(watch: Watch) -> None:
    await watch.ask()
    assert await watch.turn(PROMISED - timedelta(minutes=15)) == []
    assert watch.woken == 0


async def test_a_quarter_of_an_hour_before_the_founder_reads_the_new_time_once(watch: Watch) -> None:
    ticket = await watch.ask()
    now = PROMISED - timedelta(minutes=14)
    [said] = await watch.turn(now)
    assert said == (
        "Q-0001 has no answer yet: the time I gave you does not hold. It is still with the hub's staff.\n"
        "Expect a reply by Tuesday 16:00 in Shanghai (10:00 in Israel)."
    )
    assert await watch.promised(ticket) == PROMISED + timedelta(hours=23)
    assert await watch.turn(now + timedelta(minutes=1)) == [said]
    assert watch.woken == 1


async def test_after_a_long_pause_the_new_time_counts_from_now(watch: Watch) -> None:
    ticket = await watch.ask()
    await watch.turn(ASKED + timedelta(days=10))
    assert await watch.promised(ticket) == ASKED + timedelta(days=10, hours=8)


@pytest.mark.parametrize("state", [TicketState.ANSWERED, TicketState.CLOSED])
async def test_what_waits_for_nobody_is_left_alone(watch: Watch, state: TicketState) -> None:
    ticket = await watch.ask()
    await watch.save(ticket.moved(state, ASKED))
    assert await watch.turn(PROMISED + timedelta(hours=1)) == []


@pytest.mark.parametrize("founder", [replace(DANA, banned=True), replace(DANA, blocked=True)])
async def test_who_would_not_read_it_is_not_written_to(watch: Watch, founder: Founder) -> None:
    ticket = await watch.ask(founder)
    assert await watch.turn(PROMISED + timedelta(hours=1)) == []
    assert await watch.promised(ticket) == PROMISED


async def test_a_founder_who_is_back_is_told_then(watch: Watch) -> None:
    await watch.ask(replace(DANA, blocked=True))
    await watch.turn(PROMISED + timedelta(hours=1))
    async with watch.store.unit_of_work() as uow:
        await uow.founders.save(DANA)
    assert len(await watch.turn(PROMISED + timedelta(days=3))) == 1


def test_only_a_promise_that_falls_due_to_a_founder_who_is_known_counts() -> None:
    ticket = Ticket(
        id=TicketId(1),
        founder=DANA.id,
        question=None,
        state=TicketState.WAITING,
        language=Language.EN,
        opened_at=ASKED,
        changed_at=ASKED,
        promised_at=PROMISED,
    )
    nothing = replace(ticket, promised_at=None)
    later = PROMISED + timedelta(seconds=1)
    assert due([ticket, nothing], {DANA.id: DANA}, later) == [(ticket, PROMISED)]
    assert due([ticket], {DANA.id: DANA}, PROMISED) == []
    assert due([ticket], {}, later) == []
