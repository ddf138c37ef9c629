"""python-telegram-bot's `Application` routes updates here: one update, one transaction, claimed first.

The application is built without an updater: updates come from the inbox, and nothing here calls Telegram.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import partial
from typing import Any, ParamSpec, TypeVar

from telegram import Bot, CallbackQuery, Chat, ChatMember, Update
from telegram.ext import (
    CallbackContext,
    CallbackQueryHandler,
    ChatMemberHandler,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.conversation.callbacks import unpack
from bot.conversation.privacy import RIGHTS
from bot.conversation.relay import Relay
from bot.conversation.staff_callbacks import StaffOrder, Want, unpack_order
from bot.crash_points import Point, passes
from bot.domain.clock import Clock
from bot.domain.errors import GesherError
from bot.domain.ids import ChatId, TopicId, UpdateId, UserId
from bot.domain.match import HandOver, Match, Matcher, Reason
from bot.domain.teaching import Verdict
from bot.domain.vitals import Vitals
from bot.domain.way import decided
from bot.knowledge.model import KnowledgeBase
from bot.store.inbox import InboxItem
from bot.store.unit_of_work import Store, UnitOfWork
from bot.telegram import decode, hand_over, presence
from bot.telegram.application import make_application
from bot.telegram.desk import Desk
from bot.telegram.filters import FromBot, FromOutside, InGroup
from bot.telegram.founder import inline_desk
from bot.telegram.founder.commands import COMMANDS, help_
from bot.telegram.founder.founder_desk import founder_wrote
from bot.telegram.founder.inline_desk import Shop, offer
from bot.telegram.founder.presses import pressed
from bot.telegram.group import StaffGroup, note_topics
from bot.telegram.outbox.topics import Topics
from bot.telegram.staff import same_desk
from bot.telegram.staff.staff_commands import HEALTH, STAFF_COMMANDS
from bot.telegram.staff.staff_desk import staff_wrote
from bot.telegram.staff.staff_edits import staff_edited
from bot.telegram.staff.staff_presses import staff_pressed
from bot.telegram.staff.teach_desk import GATED, TeachingGate
from bot.telegram.voices import Voices
from bot.telegram.work import UnreadableUpdateError

P = ParamSpec("P")
T = TypeVar("T")
Context = CallbackContext[Any, Any, Any, Any]


@dataclass(frozen=True, slots=True)
class Brain:
    """What answers: the FAQ and its matcher, exchanged together."""

    knowledge: KnowledgeBase
    matcher: Matcher


class AlreadyHandledError(GesherError):
    """Another transaction has claimed this update."""


@dataclass(slots=True)
class Turn:
    """The update that is being handled by this task, with one brain from its match to its commit."""

    item: InboxItem
    brain: Brain
    match: Match | None = None
    opened: bool = False


_turn: ContextVar[Turn] = ContextVar("turn")


class Handlers:
    """Reads updates and has the desk act on them.

    Attributes:
        gate: says what teaching would change.
        taught: called once something was taught or revoked, and is durable.
        measure: wraps each match of a message, to count it.
        look: sees how the desk is; None where nobody looks.
    """

    def __init__(
        self,
        *,
        bot: Bot,
        store: Store,
        brain: Brain,
        voices: Voices,
        group: StaffGroup,
        topics: Topics,
        relay: Relay,
        clock: Clock,
        queued: Callable[[], None],
    ) -> None:
        self._bot = bot
        self._store = store
        self._brain = brain
        self._voices = voices
        self._group = group
        self._topics = topics
        self._relay: Relay = relay
        self._clock = clock
        self._queued = queued
        self.gate = TeachingGate()
        self.taught: Callable[[], Awaitable[None]] | None = None
        self.measure: Callable[[Callable[[str], Match]], Callable[[str], Match]] = lambda match: match
        self.look: Callable[[], Awaitable[Vitals]] | None = None
        # One at a time: two would only get in each other's way, and in that of everything else.
        self._thinking = ThreadPoolExecutor(max_workers=1, thread_name_prefix="match")
        self.application = make_application(bot)
        self._register()

    async def open(self) -> None:
        """Get ready to handle updates; the bot must be initialised already."""
        await self.application.initialize()

    def exchange(self, brain: Brain) -> None:
        """Answer with another brain from the next update on."""
        self._brain = brain

    async def handle(self, item: InboxItem) -> None:
        """Handle one inbox item in one transaction.

        Raises:
            UnreadableUpdateError: if it is no update that the library can read.
            Exception: whatever a handler raises; the transaction is rolled back then.
        """
        update = self._read(item)
        turn = Turn(item, self._brain)
        _turn.set(turn)
        try:
            await self.application.process_update(update)
            if not turn.opened:  # nothing for the desk in it
                async with self._desk():
                    pass
        except AlreadyHandledError:
            return
        self._queued()

    async def give_up(self, item: InboxItem, why: str) -> None:
        """Set an item aside, and tell the founder and staff that a person has to look."""
        async with self._store.unit_of_work() as uow:
            if not await uow.inbox.set_aside(item.id, why, self._clock.now()):
                return
            desk = self._desk_of(uow, self._brain, item.update_id)
            await presence.say_set_aside(desk, item.update_id, _private_chat(item))
        self._queued()

    def _read(self, item: InboxItem) -> Update:
        try:
            return Update.de_json(json.loads(item.payload), self._bot)
        except Exception as error:
            raise UnreadableUpdateError(f"unreadable: {type(error).__name__}") from error

    def _desk_of(self, uow: UnitOfWork, brain: Brain, cause: UpdateId) -> Desk:
        uow.outbox.cause = cause
        return Desk(
            uow,
            knowledge=brain.knowledge,
            voices=self._voices,
            group=self._group,
            clock=self._clock,
            name=self._bot.username,
        )

    @asynccontextmanager
    async def _desk(self) -> AsyncIterator[Desk]:
        turn = _turn.get()
        async with self._store.unit_of_work() as uow:
            said = decided(turn.match) if turn.match else None
            if not await uow.inbox.claim(turn.item.id, self._clock.now(), said):
                raise AlreadyHandledError(f"update {turn.item.update_id} is handled already")
            turn.opened = True
            yield self._desk_of(uow, turn.brain, turn.item.update_id)
            passes(Point.IN_UNIT_OF_WORK)
        passes(Point.AFTER_UNIT_OF_WORK)
        if uow.learned.changed and self.taught:
            await self.taught()

    def _register(self) -> None:
        private = filters.ChatType.PRIVATE & ~FromBot()
        staff = InGroup(self._group)
        fresh = filters.UpdateType.MESSAGE
        plain = ~filters.StatusUpdate.ALL & ~filters.COMMAND
        add = self.application.add_handler
        add(MessageHandler(private & fresh & filters.COMMAND, self._command))
        add(MessageHandler(private & plain & (fresh | filters.UpdateType.EDITED_MESSAGE), self._founder))
        add(MessageHandler(staff & filters.StatusUpdate.FORUM_TOPIC_CREATED, self._topic_created))
        add(MessageHandler(staff & filters.StatusUpdate.MIGRATE, self._migrated))
        add(MessageHandler(staff & fresh & filters.COMMAND & ~FromOutside(), self._staff_command))
        add(MessageHandler(staff & fresh & plain & ~FromOutside(), self._staff))
        edited = filters.UpdateType.EDITED_MESSAGE & ~filters.StatusUpdate.ALL
        add(MessageHandler(staff & edited & ~FromOutside(), self._staff_edited))
        add(CallbackQueryHandler(self._pressed))
        add(InlineQueryHandler(self._looked_for))
        add(ChatMemberHandler(self._membership, ChatMemberHandler.MY_CHAT_MEMBER))

    async def _command(self, update: Update, _: Context) -> None:
        message, author = update.effective_message, update.effective_user
        if message is None or author is None:
            return
        name, rest = decode.command(message.text or "", self._bot.username)
        async with self._desk() as desk:
            founder = await desk.moved_on(await desk.meet(decode.person(author)))
            if not founder.banned or name in RIGHTS:
                await COMMANDS.get(name, help_)(desk, founder, rest)

    async def _staff_command(self, update: Update, _: Context) -> None:
        message = update.effective_message
        if message is None:
            return
        name, rest = decode.command(message.text or message.caption or "", self._bot.username)
        if name in STAFF_COMMANDS:
            vitals = await self.look() if self.look and name == HEALTH else None
            async with self._desk() as desk:
                desk.vitals = vitals or desk.vitals
                await STAFF_COMMANDS[name](desk, decode.staff_message(message), rest)
            await self._offer_same(desk)

    async def _looked_for(self, update: Update, _: Context) -> None:
        query = update.inline_query
        if query is None:
            return
        person = decode.person(query.from_user)
        match = await self._match(query.query)
        shop = Shop(
            knowledge=_turn.get().brain.knowledge,
            browse=self._voices.browse,
            bot=self._bot.username,
            today=self._clock.now().date(),
        )
        results = await self._think(offer, shop, person, query.query, match)
        async with self._desk() as desk:
            await inline_desk.answer(desk, person, query.id, results)

    async def _founder(self, update: Update, _: Context) -> None:
        message, author = update.effective_message, update.effective_user
        if message is None or author is None:
            return
        event = decode.founder_message(message, author, edited=update.edited_message is not None)
        # Before the transaction, which on SQLite all others wait for.
        match = await self._match(event.content.text) if event.content.is_text else _STAFF
        async with self._desk() as desk:
            await founder_wrote(desk, event, match)

    async def _match(self, text: str | None) -> Match:
        turn = _turn.get()
        turn.match = await self._think(self.measure(turn.brain.matcher.match), text or "")
        return turn.match

    async def _think(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        call = partial(work, *args, **kwargs)
        return await asyncio.get_running_loop().run_in_executor(self._thinking, call)

    async def _staff(self, update: Update, _: Context) -> None:
        message = update.effective_message
        if message is None:
            return
        event = decode.staff_message(message)
        replied = message.reply_to_message
        author = replied.from_user if replied and event.reply_to else None
        to_bot = author is not None and author.id == self._bot.id
        async with self._desk() as desk:
            if event.chat == self._group.chat:
                has_topics = event.topic is not None or bool(message.chat.is_forum)
                await note_topics(desk.uow, self._group, has_topics=has_topics)
            await staff_wrote(desk, event, relay=self._relay, to_bot=to_bot)
        await self._offer_same(desk)

    async def _staff_edited(self, update: Update, _: Context) -> None:
        message = update.effective_message
        if message is not None:
            async with self._desk() as desk:
                await staff_edited(desk, decode.staff_message(message, edited=True))

    async def _topic_created(self, update: Update, _: Context) -> None:
        message = update.effective_message
        if message is None or message.forum_topic_created is None or message.message_thread_id is None:
            return
        async with self._desk() as desk:
            await presence.topic_made(
                desk, TopicId(message.message_thread_id), message.forum_topic_created.name
            )

    async def _migrated(self, update: Update, _: Context) -> None:
        message = update.effective_message
        if message is not None and message.migrate_to_chat_id:
            await self._topics.migrated(ChatId(message.migrate_to_chat_id))
            async with self._desk() as desk:
                await hand_over.show_again(desk)

    async def _pressed(self, update: Update, _: Context) -> None:
        query = update.callback_query
        if query is None:
            return
        if query.message and query.message.chat.type != Chat.PRIVATE:
            await self._staff_pressed(query)
            return
        press = decode.press(query)
        async with self._desk() as desk:
            await pressed(desk, press, unpack(press.data))

    async def _staff_pressed(self, query: CallbackQuery) -> None:
        if query.message is None or not self._group.is_staff(query.message.chat.id):
            return
        press = decode.staff_press(query)
        order = unpack_order(press.data)
        verdict = await self._verdict(order) if order and order.want in GATED else None
        async with self._desk() as desk:
            desk.verdict = verdict
            await staff_pressed(desk, press, order)
        if order and order.want is not Want.SAME:  # whom that has answered, the offer has named already
            await self._offer_same(desk)

    async def _offer_same(self, done: Desk) -> None:
        """Offer what staff have just answered to others who ask the same, now that it is committed."""
        async with self._store.reading() as uow:
            asked = await same_desk.answered_at(uow, done.now)
        turn = _turn.get()
        questions = await same_desk.alike(asked, turn.brain.matcher, self._think) if asked else []
        if asked and questions:
            async with self._store.unit_of_work() as uow:
                desk = self._desk_of(uow, turn.brain, turn.item.update_id)
                await same_desk.offer(desk, asked, questions)

    async def _verdict(self, order: StaffOrder) -> Verdict | None:
        # Before the transaction, as a match is: it takes longer still.
        async with self._store.reading() as uow:
            case = await self.gate.case(uow, order)
        brain = _turn.get().brain
        return await self._think(self.gate.judge, case, brain.knowledge, brain.matcher) if case else None

    async def _membership(self, update: Update, _: Context) -> None:
        change = update.my_chat_member
        if change is None:
            return
        chat, status = change.chat, change.new_chat_member.status
        async with self._desk() as desk:
            if chat.type != Chat.PRIVATE:
                inside = status in (ChatMember.MEMBER, ChatMember.ADMINISTRATOR, ChatMember.RESTRICTED)
                await presence.joined(desk, ChatId(chat.id), inside=inside)
            elif status == ChatMember.BANNED:
                await presence.left(desk, UserId(chat.id))
            else:
                await presence.back(desk, UserId(chat.id))


_STAFF = HandOver(language=None, reason=Reason.NOTHING_TO_READ)


def _private_chat(item: InboxItem) -> UserId | None:
    kind, _, chat = item.lane.partition(":")
    return UserId(int(chat)) if kind == "chat" and int(chat) > 0 else None
