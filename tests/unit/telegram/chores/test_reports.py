"""What staff are told in the morning and each week comes once, also after a restart, and never empty."""

from base64 import b64decode
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.app import make_voices
from bot.conversation.texts import Texts
from bot.conversation.week import Picture
from bot.domain.founder import Founder
from bot.domain.ids import ChatId, EntryId, MessageId, UserId
from bot.domain.language import Language
from bot.domain.match import HandOver, Match, Reason
from bot.domain.messages import Address, Outgoing, Place, SendPicture, SendText
from bot.knowledge.load import load
from bot.knowledge.model import KnowledgeBase
from bot.sandbox import STAFF_CHAT_ID
from bot.settings import Settings
from bot.store.unit_of_work import Store
from bot.telegram.chores.reports import Reporter
from bot.telegram.group import StaffGroup
from bot.telegram.handlers import Brain
from tests.databases import sqlite_in
from tests.unit.knowledge.conftest import FILES

MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # 09:00 in Shanghai
SETTINGS = Settings.model_validate({"staff_language": "en"})
DANA = Founder(
    id=UserId(7), name="Dana", username=None, language=Language.EN, first_seen=MONDAY, last_seen=MONDAY
)


class At:
    """A clock that stands."""

    time = MONDAY

    def now(self) -> datetime:
        return self.time


class Silent:
    """A matcher that nothing is asked of."""

    def match(self, _text: str) -> Match:
        return HandOver(language=None, reason=Reason.UNLIKE_ANY)


@dataclass
class Watch:
    """A worker with a store and a clock of its own, which draws four letters."""

    store: Store
    knowledge: KnowledgeBase
    clock: At = field(default_factory=At)
    draws: bool = True

    async def ask(self, asked_at: datetime) -> None:
        async with self.store.unit_of_work() as uow:
            await uow.founders.save(DANA)
            await uow.questions.add(
                founder=DANA.id,
                message=MessageId(1),
                text="rent?",
                language=Language.EN,
                answered_with=EntryId("space-rent"),
                candidates=(),
                asked_at=asked_at,
            )

    async def turn(self, now: datetime) -> list[Outgoing]:
        """Start a worker anew and let it look once; return what it queued."""
        self.clock.time = now
        worker = Reporter(
            store=self.store,
            think=self._think,
            voices=make_voices(SETTINGS, Texts.load()),
            group=StaffGroup(ChatId(STAFF_CHAT_ID)),
            draw=self._draw,
            clock=self.clock,
            queued=lambda: None,
        )
        await worker.report()
        found = []
        async with self.store.unit_of_work() as uow:
            while due := await uow.outbox.due(now, 10):
                for delivery in due:
                    assert delivery.to == Address(place=Place.STAFF)
                    found.append(delivery.message)
                    await uow.outbox.sent(delivery.id, None, now)
        return found

    async def _think(self) -> Brain:
        return Brain(knowledge=self.knowledge, matcher=Silent())

    def _draw(self, wanted: Picture, _: Picture) -> bytes | None:
        return wanted.topics[0].label.encode() if self.draws else None


@pytest.fixture
async def watch(tmp_path: Path) -> AsyncIterator[Watch]:
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    store = await Store.open(sqlite_in(tmp_path))
    yield Watch(store, load(tmp_path / "faq"))
    await store.close()


async def test_monday_begins_with_the_summary_and_the_report_and_a_restart_repeats_neither(
    watch: Watch,
) -> None:
    await watch.ask(MONDAY - timedelta(days=1))
    summary, report = await watch.turn(MONDAY)
    assert isinstance(summary, SendText)
    assert isinstance(report, SendPicture)
    assert b64decode(report.png)
    assert "answered at once" in report.caption.text
    assert await watch.turn(MONDAY + timedelta(minutes=1)) == []
    assert await watch.turn(MONDAY + timedelta(hours=5)) == []


async def test_where_nothing_draws_the_report_is_in_words_with_the_cure(watch: Watch) -> None:
    watch.draws = False
    await watch.ask(MONDAY - timedelta(days=1))
    _, report = await watch.turn(MONDAY)
    assert isinstance(report, SendText)
    assert "pip install 'gesher[plot]'" in report.text


async def test_the_next_day_has_a_summary_of_its_own(watch: Watch) -> None:
    await watch.turn(MONDAY)
    await watch.ask(MONDAY + timedelta(hours=1))
    [summary] = await watch.turn(MONDAY + timedelta(days=1))
    assert isinstance(summary, SendText)
    assert "one question" in summary.text


async def test_a_morning_that_was_quiet_stays_so(watch: Watch) -> None:
    watch.knowledge = replace(watch.knowledge, entries={})  # else some are past their review
    assert await watch.turn(MONDAY) == []
    await watch.ask(MONDAY - timedelta(days=1))
    assert await watch.turn(MONDAY + timedelta(minutes=10)) == []
