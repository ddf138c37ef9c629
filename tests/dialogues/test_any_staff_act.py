"""Whatever two of staff do, each of their messages ends as one of: delivered, held, taken back, a note.

Telegram is played by the test, so that acts can fall between any two of its answers.
"""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.app import make_voices
from bot.conversation.staff_callbacks import StaffOrder, Want
from bot.conversation.texts import Texts
from bot.domain.events import Content, Member, StaffMessage, StaffPress
from bot.domain.founder import Founder
from bot.domain.ids import ChatId, MessageId, OutboxId, TicketId, TopicId, UserId
from bot.domain.language import Language
from bot.domain.messages import DeleteMessage, Delivery, EditText, Outgoing, Place, SendText
from bot.settings import Settings
from bot.store.unit_of_work import Store
from bot.telegram.desk import Desk
from bot.telegram.group import StaffGroup
from bot.telegram.handlers import Brain
from bot.telegram.outbox.bookkeeping import Bookkeeping
from bot.telegram.outbox.outcome import GiveUp, Sent
from bot.telegram.staff.staff_commands import STAFF_COMMANDS
from bot.telegram.staff.staff_desk import staff_wrote
from bot.telegram.staff.staff_edits import staff_edited
from bot.telegram.staff.staff_presses import STAFF_PRESSES
from bot.telegram.voices import Voices

GROUP = ChatId(-100)
STAFF = (Member(id=UserId(1), name="Li"), Member(id=UserId(2), name="Wang"))
NOW = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
TEXTS = ("At two, #{}.", "// ask Li, #{}.", "At two, #{}.\n// ask Li", "At three, #{}.")

who = st.sampled_from(STAFF)
which = st.integers(0, 5)
acts = st.one_of(
    st.tuples(st.just("write"), who, st.sampled_from(TEXTS)),
    st.tuples(st.just("edit"), which, st.sampled_from(TEXTS)),
    st.tuples(st.just("/undo"), who, st.none() | which),
    st.tuples(st.sampled_from(["/close", "/reopen", "/assign", "/later"]), who, st.none()),
    st.tuples(st.just("press"), who, st.sampled_from([Want.CLAIM, Want.CLOSE, Want.REOPEN])),
    st.tuples(st.sampled_from([Want.RELEASE, Want.WITHHOLD, Want.RETRY]), who, which),
    st.tuples(st.sampled_from(["begins", "arrives", "is refused"]), st.none(), st.none()),
)


class Clock:
    def now(self) -> datetime:
        return NOW


@dataclass
class Play:
    """One founder, one ticket, and what has come of it.

    Attributes:
        written: ids of what staff wrote, by their number.
        chat: what the founder reads, by id.
        sending: what Telegram has not answered yet.
    """

    store: Store
    brain: Brain
    voices: Voices
    books: Bookkeeping
    ticket: TicketId
    founder: Founder
    ids: "count[int]"
    written: list[MessageId] = field(default_factory=list)
    chat: dict[MessageId, str] = field(default_factory=dict)
    sending: Delivery | None = None

    async def act(self, name: str, first: object, second: object) -> None:
        if name in ("begins", "arrives", "is refused"):
            await self._telegram(name)
            return
        async with self.store.unit_of_work() as work:
            group = StaffGroup(GROUP)
            desk = Desk(work, knowledge=self.brain.knowledge, voices=self.voices, group=group, clock=Clock())
            await self._staff(desk, name, first, second)

    async def _staff(self, desk: Desk, name: str, first: object, second: object) -> None:
        by = first if isinstance(first, Member) else STAFF[0]
        if name == "write":
            self.written.append(MessageId(next(self.ids)))
            event = self._message(by, self.written[-1], str(second).format(self.written[-1]))
            await staff_wrote(desk, event, relay="topic", to_bot=False)
        elif name == "edit" and self.written:
            message = self.written[int(str(first)) % len(self.written)]
            await staff_edited(desk, self._message(by, message, str(second).format(message)))
        elif name.startswith("/"):
            target = self.written[int(str(second)) % len(self.written)] if second and self.written else None
            event = self._message(by, MessageId(next(self.ids)), name, target)
            await STAFF_COMMANDS[name[1:]](desk, event, "2d" if name == "/later" else "")
        elif name == "press":
            await self._press(desk, by, Want(str(second)), self.ticket)
        elif name == Want.RETRY:
            await self._press(desk, by, Want.RETRY, int(str(second)))
        elif self.written:
            kept = await desk.uow.tickets.written_by_staff(self.written[int(str(second)) % len(self.written)])
            if kept:
                await self._press(desk, by, Want(name), kept.id)

    async def _press(self, desk: Desk, by: Member, want: Want, about: int) -> None:
        press = StaffPress(callback="1", by=by, message=None, topic=self.founder.topic, data="")
        await STAFF_PRESSES[want](desk, press, StaffOrder(want=want, about=about, word=str(by.id)))

    def _message(
        self, by: Member, message: MessageId, text: str, reply_to: MessageId | None = None
    ) -> StaffMessage:
        return StaffMessage(
            chat=GROUP,
            message=message,
            by=by,
            content=Content(kind="text", text=text),
            topic=self.founder.topic,
            reply_to=reply_to,
            sent_at=NOW,
        )

    async def _telegram(self, what: str) -> bool:
        """Take the next message to the founder, or answer for it; False if there is none."""
        if self.sending is None:
            async with self.store.unit_of_work() as work:
                due = [
                    one
                    for one in await work.outbox.due(NOW + timedelta(days=1), 1000)
                    if one.to.place is Place.FOUNDER and one.to.founder == self.founder.id
                ]
                if not due:
                    return False
                self.sending = due[0]
                await work.outbox.sending([OutboxId(due[0].id)], NOW)
        if what != "begins":
            done, self.sending = self.sending, None
            refused = what == "is refused" and isinstance(done.message, SendText)
            step = GiveUp(why="why-refused") if refused else Sent()
            made = () if refused else self._done(done.message)
            async with self.store.unit_of_work() as work:
                await self.books.note(work, done, step, made, NOW)
        return True

    def _done(self, message: Outgoing) -> tuple[MessageId, ...]:
        match message:
            case SendText(text=text):
                copy = MessageId(next(self.ids))
                self.chat[copy] = text
                return (copy,)
            case EditText(message=there, text=text) if there in self.chat:
                self.chat[there] = text
            case DeleteMessage(message=there):
                self.chat.pop(there, None)
            case _:
                pass
        return ()

    async def endings(self) -> list[str]:
        """Let everything arrive, and return what became of each message."""
        while await self._telegram("arrives"):
            pass
        async with self.store.reading() as work:
            return [await self._ending(work.tickets.written_by_staff, message) for message in self.written]

    async def _ending(self, find: object, message: MessageId) -> str:
        kept = await find(message)  # type: ignore[operator]  # the store's own
        there = [text for text in self.chat.values() if f"#{message}." in text]
        assert not any("//" in text for text in there)
        if kept is None:
            assert there == []
            return "note"
        if kept.held or kept.withdrawn:
            assert not (kept.held and kept.withdrawn)
            assert there == []
            return "held" if kept.held else "taken back"
        assert len(there) <= 1
        assert all(kept.content.text in text for text in there)
        return "delivered" if there else "refused"


Begin = Callable[[], Awaitable[Play]]


@pytest.fixture
async def begin(brain: Brain, tmp_path: Path, empty_database: Path) -> AsyncIterator[Begin]:
    shutil.copy(empty_database, tmp_path / "gesher.db")
    store = await Store.open(f"sqlite+aiosqlite:///{tmp_path / 'gesher.db'}", migrate=False)
    yield lambda: _begin(store, brain)
    await store.close()


@settings(
    max_examples=30,
    # One store for all examples, each with a founder of its own.
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(acts=st.lists(acts, min_size=1, max_size=14))
async def test_each_message_has_exactly_one_ending(
    begin: Begin, acts: list[tuple[str, object, object]]
) -> None:
    play = await begin()
    refusals = sum(name == "is refused" for name, _, _ in acts)
    for name, first, second in acts:
        await play.act(name, first, second)
    endings = await play.endings()
    assert len(endings) == len(play.written)
    assert endings.count("refused") <= refusals


async def _begin(store: Store, brain: Brain) -> Play:
    values = {"telegram_bot_token": "1:a", "staff_chat_id": GROUP, "staff_language": "en"}
    texts = Texts.load()
    voices = make_voices(Settings.model_validate(values), texts)
    books = Bookkeeping(store=store, replies=voices.relay, texts=texts, staff_language=Language.EN)
    async with store.unit_of_work() as work:
        number = len(await work.tickets.everything()) + 1
        founder = Founder(
            id=UserId(1000 + number),
            name="Dana",
            username=None,
            language=Language.EN,
            topic=TopicId(5000 + number),
            first_seen=NOW,
            last_seen=NOW,
        )
        await work.founders.save(founder)
        ticket = await work.tickets.open(founder=founder.id, question=None, language=Language.EN, now=NOW)
    return Play(
        store=store,
        brain=brain,
        voices=voices,
        books=books,
        ticket=ticket.id,
        founder=founder,
        ids=count(10_000 * number),
    )
