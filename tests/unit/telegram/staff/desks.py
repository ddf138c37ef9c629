"""A desk on a database of its own, without Telegram: what it queues can be read."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot.app import make_voices
from bot.conversation.texts import Texts
from bot.domain.ids import ChatId
from bot.domain.messages import Delivery, SendText
from bot.knowledge.model import KnowledgeBase
from bot.store.outbox_statements import Rank
from bot.store.unit_of_work import Store
from bot.telegram.desk import Desk
from bot.telegram.group import StaffGroup
from bot.telegram.voices import Voices
from tests.databases import sqlite_in
from tests.integration.conftest import settings_for

MARKS = dict.fromkeys((0x200F, 0x2066, 0x2067, 0x2068, 0x2069))


@dataclass
class Workplace:
    """Where a test opens desks, at the time that it sets."""

    store: Store
    knowledge: KnowledgeBase
    voices: Voices
    time: datetime
    group: StaffGroup = field(default_factory=lambda: StaffGroup(ChatId(-1)))

    def now(self) -> datetime:
        return self.time

    @asynccontextmanager
    async def desk(self) -> AsyncIterator[Desk]:
        """Open a unit of work."""
        async with self.store.unit_of_work() as uow:
            yield Desk(uow, knowledge=self.knowledge, voices=self.voices, group=self.group, clock=self)

    async def deliver(self) -> list[Delivery]:
        """Take what is queued as sent, and return it."""
        sent: list[Delivery] = []
        async with self.store.unit_of_work() as uow:
            while due := [one for rank in Rank for one in await uow.outbox.due(self.time, 100, rank=rank)]:
                for delivery in due:
                    await uow.outbox.sending([delivery.id], self.time)
                    await uow.outbox.sent(delivery.id, None, self.time)
                sent += due
        return sent


@asynccontextmanager
async def workplace(folder: Path, knowledge: KnowledgeBase, time: datetime) -> AsyncIterator[Workplace]:
    """Open one with an empty database."""
    store = await Store.open(sqlite_in(folder))
    voices = make_voices(settings_for("http://localhost:1", folder), Texts.load())
    try:
        yield Workplace(store=store, knowledge=knowledge, voices=voices, time=time)
    finally:
        await store.close()


def words(deliveries: list[Delivery]) -> list[str]:
    """Return what the messages among them say, without marks of direction."""
    return [one.message.text.translate(MARKS) for one in deliveries if isinstance(one.message, SendText)]


def labels(deliveries: list[Delivery]) -> list[str]:
    """Return what stands on the buttons of the messages among them."""
    messages = [one.message for one in deliveries if isinstance(one.message, SendText)]
    return [button.label.translate(MARKS) for one in messages for row in one.buttons for button in row]
