"""The desk between inbox and outbox, without Telegram, for updates that are not as they should be.

Every update must end as done or set aside, and what comes after it in the same lane must be done: whatever a
handler raises has one way out, which ends there.
"""

import asyncio
import gc
import json
import traceback
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

from telegram import Bot

from bot.app import make_voices
from bot.conversation.callbacks import (
    AskStaff,
    Cancel,
    Forget,
    Helped,
    More,
    NotIt,
    PassOn,
    Pick,
    Solved,
    pack,
)
from bot.conversation.staff_callbacks import StaffOrder, Want, pack_order
from bot.conversation.texts import Texts
from bot.domain.ids import ChatId, QuestionId, TicketId, UserId
from bot.sandbox import DEFAULT_TOKEN, STAFF_CHAT_ID
from bot.settings import Settings
from bot.store.inbox import InboxItem
from bot.store.outbox_statements import Rank
from bot.store.unit_of_work import Store
from bot.telegram.client import DeskBot
from bot.telegram.group import StaffGroup
from bot.telegram.handlers import Brain, Handlers
from bot.telegram.intake import Intake, read_update
from bot.telegram.outbox.limits import Budget
from bot.telegram.outbox.topics import Topics
from bot.telegram.work import Inbox, UnreadableUpdateError
from tests.soak.fuzz_mutate import FOUNDER, THREAD, samples, spoilt, spoilt_text

PATIENCE = 60.0
"""Seconds after which an update that is neither done nor set aside is taken for lost."""
POLL = 0.003
A_LOOK = timedelta(seconds=21)
"""How far the clock goes with each look at it: further than the longest pause before a retry."""
QUESTION = "the air conditioning in our room has been dripping since this morning"
HELP = {"text": "/help", "entities": [{"offset": 0, "length": 5, "type": "bot_command"}]}


class _Silent(DeskBot):
    """Knows who it is, and calls nobody: handlers must not."""

    async def _post(self, endpoint: str, *_: Any, **__: Any) -> Any:
        assert endpoint == "getMe", f"a handler calls {endpoint}"
        return {"id": 123456789, "is_bot": True, "first_name": "Desk", "username": "gesher_sandbox_bot"}


class _Clock:
    def __init__(self) -> None:
        self._now = datetime(2026, 11, 26, 2, 0, tzinfo=UTC)

    def now(self) -> datetime:
        self._now += A_LOOK
        return self._now


class FuzzedDesk:
    """What updates go into.

    Attributes:
        ends: how many updates ended how.
        raised: what handlers raised, by kind and place.
        unreadable: how many were set aside at once.
    """

    def __init__(self, *, bot: Bot, store: Store, handlers: Handlers, clock: _Clock) -> None:
        self.ends: Counter[str] = Counter()
        self.raised: Counter[str] = Counter()
        self.unreadable = 0
        self._bot = bot
        self._store = store
        self._handlers = handlers
        self._clock = clock
        self._arrived = asyncio.Event()
        self._unexpected: list[str] = []
        self._inbox = Inbox(
            store=store, clock=clock, handle=self._handle, give_up=handlers.give_up, wake=self._arrived
        )
        self._intake = Intake(store=store, clock=clock, arrived=self._arrived.set)
        self._update = 0
        self._people = 0
        self._samples = samples()

    async def run(self) -> None:
        """Work off the inbox until cancelled."""
        asyncio.get_running_loop().set_exception_handler(
            lambda _, context: self._unexpected.append(str(context.get("exception") or context["message"]))
        )
        await self._inbox.run()

    async def spoilt_updates(self, random: Random, number: int) -> None:
        """Put in so many updates, each a sound one that was spoilt, of one founder and the staff."""
        founder, text = await self._scene()
        sound = json.loads(text)
        names = random.choices(list(sound), k=number)
        graft = list(sound.values())
        await self._go(founder, [spoilt(random, sound[name], graft) for name in names])

    async def sound_updates(self) -> None:
        """Put in every sample as it is; a handler that raises is a failure."""
        founder, text = await self._scene()
        before = self.raised.copy()
        await self._go(founder, list(json.loads(text).values()))
        assert self.raised == before, f"a sound update fails: {self.raised - before}"

    async def forged_presses(self, random: Random, number: int) -> None:
        """Press buttons that nobody was given; the ticket of somebody else must stay as it is."""
        other, _ = await self._scene()
        founder, text = await self._scene()
        theirs = await self._standing(other)
        sound = json.loads(text)["callback-founder"]
        await self._put([_pressed(sound, _forged(random, theirs)) for _ in range(number)])
        assert await self._standing(other) == theirs, "a founder has changed another one's ticket"
        sound = json.loads(text)["callback-staff"]
        await self._go(founder, [_pressed(sound, _forged(random, theirs)) for _ in range(number)])
        await self._forget(other)

    async def _scene(self) -> tuple[int, str]:
        """Bring in a founder whose ticket waits in a topic; return who, and samples that speak of them."""
        self._people += 1
        founder, thread = FOUNDER + self._people, 1000 + self._people
        text = json.dumps(self._samples).replace(str(FOUNDER), str(founder))
        asks = json.loads(text)["message-text"]
        asks["message"]["text"] = QUESTION
        await self._put([asks])
        async with self._store.reading() as uow:
            ticket = await uow.tickets.latest(UserId(founder))
        assert ticket, "the question has become no ticket"
        text = text.replace('"message_thread_id": 12', f'"message_thread_id": {thread}')
        text = text.replace(f'"message_id": {THREAD},', f'"message_id": {thread},')
        text = text.replace("Q-0001", ticket.number).replace(":claim:1:", f":claim:{ticket.id}:")
        await self._put([json.loads(text)["topic-created"]])
        return founder, text

    async def _standing(self, founder: int) -> Any:
        async with self._store.reading() as uow:
            ticket = await uow.tickets.latest(UserId(founder))
            return ticket, await uow.tickets.messages(ticket.id) if ticket else None

    async def _go(self, founder: int, updates: Sequence[Any]) -> None:
        lanes = await self._put(updates)
        # What comes after them in the same lanes goes on.
        after = [_help_in(int(lane.partition(":")[2])) for lane in lanes if lane.startswith("chat:")]
        before = self.ends["done"]
        await self._put([*after, _help_in(founder)])
        assert self.ends["done"] - before == len(after) + 1, "an update after a spoilt one is not done"
        await self._deliver()
        await self._forget(founder)

    async def _forget(self, founder: int) -> None:
        """Have a founder ask to be forgotten, so that a long run stays as quick as a short one."""
        press = json.loads(json.dumps(self._samples["callback-founder"]).replace(str(FOUNDER), str(founder)))
        await self._put([_pressed(press, pack(Forget()))])
        async with self._store.reading() as uow:
            kept = await uow.founders.get(UserId(founder))
        assert kept is None or kept.banned, "a founder is not forgotten"

    async def _put(self, updates: Sequence[Any]) -> set[str]:
        """Put updates in and wait until each has ended; return their lanes."""
        rows = []
        for update in updates:
            self._update += 1
            if isinstance(update, dict):
                update["update_id"] = self._update
            row = read_update(update)
            assert row, "an update with an id is not taken"
            rows.append(row)
        await self._intake.keep(rows)
        try:
            left = len(rows)
            async with asyncio.timeout(PATIENCE):
                # Whether nothing waits any more is for the database to say, not for an event.
                while self._is_busy() or (left := await self._waiting()):  # noqa: ASYNC110
                    await asyncio.sleep(POLL)
        except TimeoutError:
            raise AssertionError(f"neither done nor set aside: {left}; {self._unexpected}") from None
        gc.collect(0)
        assert not self._unexpected, f"outside of every way: {self._unexpected}"
        return {row.lane for row in rows}

    def _is_busy(self) -> bool:
        return bool(self._arrived.is_set() or self._inbox._busy or self._inbox._ready)

    async def _waiting(self) -> int:
        async with self._store.reading() as uow:
            found = await uow.inbox.counts()
        self.ends = Counter({"done": found["done"], "set aside": found["set_aside"]})
        return found["waiting"]

    async def _handle(self, item: InboxItem) -> None:
        try:
            await self._handlers.handle(item)
        except UnreadableUpdateError:
            self.unreadable += 1
            raise
        except Exception as error:
            self.raised[_place(error)] += 1
            raise

    async def _deliver(self) -> None:
        """Take what is queued as sent, and see that it can be: read again, and written as UTF-8."""
        later = self._clock.now() + timedelta(days=400)
        async with self._store.unit_of_work() as uow:
            for rank in Rank:
                while due := await uow.outbox.due(later, 500, rank=rank):
                    await uow.outbox.sending([one.id for one in due], later)
                    for one in due:
                        repr(one.message).encode()
                        await uow.outbox.sent(one.id, None, later)


@asynccontextmanager
async def fuzzed_desk(url: str, folder: Path, brain: Brain) -> AsyncIterator[FuzzedDesk]:
    """Open a desk on a database."""
    settings = Settings.model_validate(
        {
            "telegram_bot_token": DEFAULT_TOKEN,
            "staff_language": "en",
            "database_url": url,
            "cache_dir": folder,
        }
    )
    bot = _Silent(settings.token())
    # What a crash would cost is not asked here, and waiting for the disk would be most of the time.
    with patch(
        "bot.store.engine._SQLITE_PRAGMAS", ("foreign_keys=ON", "journal_mode=WAL", "synchronous=OFF")
    ):
        store = await Store.open(url)
    clock = _Clock()
    group = StaffGroup(ChatId(STAFF_CHAT_ID))
    group.has_topics = True
    voices = make_voices(settings, Texts.load())
    topics = Topics(bot=bot, store=store, group=group, cards=voices.cards, budget=Budget(1000), clock=clock)
    handlers = Handlers(
        bot=bot,
        store=store,
        brain=brain,
        voices=voices,
        group=group,
        topics=topics,
        relay="topic",
        clock=clock,
        queued=lambda: None,
    )
    await handlers.open()
    desk = FuzzedDesk(bot=bot, store=store, handlers=handlers, clock=clock)
    running = asyncio.create_task(desk.run())
    try:
        yield desk
        assert not running.done(), "the worker has ended"
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
        await store.close()
        await bot.shutdown()


def _help_in(chat: int) -> dict[str, Any]:
    kind = "private" if chat > 0 else "supergroup"
    return {
        "update_id": 0,
        "message": {
            "message_id": 1,
            "date": 0,
            "from": {"id": abs(chat), "is_bot": False, "first_name": "Next"},
            "chat": {"id": chat, "type": kind, "title": "Next"},
            **HELP,
        },
    }


def _pressed(sound: Any, data: str) -> Any:
    update = json.loads(json.dumps(sound))
    update["callback_query"]["data"] = data
    return update


def _forged(random: Random, theirs: Any) -> str:
    ticket = theirs[0].id
    number = random.choice((ticket, ticket + 1, 0, 1, random.randint(0, 40), 10**17))
    question, about = QuestionId(number), TicketId(number)
    word = random.choice(("", "visa-work", "all", "1d", "2", "x", "-"))
    packed = random.choice(
        (
            *(pack(one(question=question)) for one in (Helped, NotIt, PassOn)),
            *(pack(one(ticket=about)) for one in (Solved, More, Cancel)),
            *(pack(Pick(question=question, place=random.randint(0, 9))), pack(AskStaff()), pack(Forget())),
            *(pack_order(StaffOrder(want=want, about=number, word=word)) for want in Want),
        )
    )
    return spoilt_text(random, packed)


def _place(error: BaseException) -> str:
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "/bot/" in frame.filename]
    where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "elsewhere"
    return f"{type(error).__name__} at {where}"
