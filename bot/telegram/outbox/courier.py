"""Carries one delivery to Telegram, and mends on the way what can be mended at once."""

import logging
from dataclasses import dataclass, replace

from telegram import Bot
from telegram.error import TelegramError

from bot.conversation.texts import Texts
from bot.crash_points import Point, passes
from bot.domain.clock import Clock
from bot.domain.errors import StoreError
from bot.domain.ids import ChatId, MessageId, TopicId
from bot.domain.messages import (
    CopyAlbum,
    DeleteMessage,
    Delivery,
    EditButtons,
    EditCaption,
    EditCard,
    EditText,
    EditTopic,
    LeaveChat,
    Outgoing,
    Place,
    React,
    SendText,
)
from bot.store.unit_of_work import Store
from bot.telegram import errors
from bot.telegram.group import StaffGroup
from bot.telegram.outbox.bookkeeping import Bookkeeping
from bot.telegram.outbox.limits import Budget
from bot.telegram.outbox.looks import CardPendingError, in_place
from bot.telegram.outbox.outcome import Again, GiveUp, Sent, Step, after, backoff, before_sending
from bot.telegram.outbox.send import IDEMPOTENT, send
from bot.telegram.outbox.topics import TopicPendingError, Topics
from bot.telegram.render import MAX_UTF16

log = logging.getLogger(__name__)

MENDS = 3
OF_A_MESSAGE = (DeleteMessage, EditButtons, EditCaption, EditText, React)
"""Calls that name a message of the chat that they go to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of one attempt. `messages`: the ids on Telegram of those that it made.

    Attributes:
        interrupted: the network or Telegram itself failed.
    """

    delivery: Delivery
    step: Step
    messages: tuple[MessageId, ...] = ()
    interrupted: bool = False


class Courier:
    """Makes attempts; what follows from them is written down by whoever asked."""

    def __init__(
        self,
        *,
        bot: Bot,
        store: Store,
        group: StaffGroup,
        topics: Topics,
        bookkeeping: Bookkeeping,
        budget: Budget,
        clock: Clock,
        texts: Texts,
    ) -> None:
        self._bot = bot
        self._store = store
        self._group = group
        self._topics = topics
        self._bookkeeping = bookkeeping
        self._budget = budget
        self._clock = clock
        self._texts = texts

    async def carry(self, delivery: Delivery) -> Result:
        """Make one attempt; it never raises."""
        now = self._clock.now()
        settled = before_sending(delivery, now)
        if settled:
            return Result(delivery=delivery, step=settled)
        passes(Point.BEFORE_SEND)
        try:
            messages = await self._send(delivery)
            passes(Point.AFTER_SEND)
        except (TopicPendingError, CardPendingError) as pending:
            return Result(delivery=delivery, step=Again(at=pending.until))
        except TelegramError as error:
            return self._after(error, delivery)
        except StoreError:  # which topic it goes to cannot be read; nothing was sent
            return Result(delivery=delivery, step=Again(at=now + backoff(delivery.attempts)))
        except Exception as error:  # a defect here must not stop all other deliveries
            log.exception("delivery failed", extra={"delivery": delivery.id})
            step = Again(at=now + backoff(delivery.attempts)) if delivery.attempts < 8 else None
            return Result(
                delivery=delivery, step=step or GiveUp(why="why-refused", detail=type(error).__name__)
            )
        if isinstance(delivery.message, CopyAlbum) and len(messages) < len(delivery.message.messages):
            log.warning(
                "parts of an album were gone", extra={"delivery": delivery.id, "copied": len(messages)}
            )
        return Result(delivery=delivery, step=Sent(), messages=messages)

    def chat(self, delivery: Delivery) -> ChatId:
        """Return the chat that a delivery goes to now."""
        if isinstance(delivery.message, LeaveChat):
            return delivery.message.chat
        if delivery.to.place is Place.FOUNDER and delivery.to.founder is not None:
            return ChatId(delivery.to.founder)
        return self._group.chat

    async def _send(self, delivery: Delivery) -> tuple[MessageId, ...]:
        message: Outgoing = delivery.message
        if isinstance(message, LeaveChat):
            return await self._leave(message)
        if delivery.unknown_outcomes and isinstance(message, SendText):
            message = await self._labelled(delivery, message)
        for mend in range(MENDS + 1):
            topic = None
            try:
                topic = await self._topics.of(delivery)
                return await self._call(delivery, topic, message)
            except TelegramError as error:
                failure = errors.read(error)
                if isinstance(failure, errors.Migrated) and isinstance(message, OF_A_MESSAGE):
                    await self._topics.migrated(failure.chat)
                    return ()  # the message stayed behind, and its id means another one now
                if mend == MENDS or not await self._topics.mend(failure, delivery, topic):
                    mended = _without_fault(message, failure) or _plain(delivery, message, failure)
                    if mended is None or mend == MENDS:
                        raise
                    message = mended
        raise AssertionError("unreachable: the last round returns or raises")

    async def _call(
        self, delivery: Delivery, topic: TopicId | None, message: Outgoing
    ) -> tuple[MessageId, ...]:
        if self._has_no_place(delivery, topic):
            return ()
        if isinstance(message, EditTopic) and topic:
            await self._topics.change(topic, message)
            return ()
        if isinstance(message, EditCard):
            change = await in_place(self._store, message, self._clock.now())
            return await send(self._bot, self.chat(delivery), topic, change) if change else ()
        return await send(self._bot, self.chat(delivery), topic, message)

    def _has_no_place(self, delivery: Delivery, topic: TopicId | None) -> bool:
        """Whether something nice to have is for a topic that is not there; General is no place for it."""
        if delivery.to.place is not Place.CARD or topic:
            return False
        is_edit = isinstance(delivery.message, IDEMPOTENT)
        return isinstance(delivery.message, EditTopic) or (self._group.has_topics and not is_edit)

    async def _leave(self, message: LeaveChat) -> tuple[MessageId, ...]:
        # Mends are the staff group's: following another group to its new id would move the desk there.
        if self._group.is_staff(message.chat):
            # It was foreign when this was written: staff had just made a supergroup of theirs, and the first
            # word from its new id came before the news of the move.
            log.warning("the staff group is not left", extra={"chat": message.chat})
            return ()
        return await send(self._bot, message.chat, None, message)

    def _after(self, error: TelegramError, delivery: Delivery) -> Result:
        failure = errors.read(error)
        now = self._clock.now()
        match failure:
            case errors.ShutOut() | errors.Refused() if isinstance(delivery.message, LeaveChat):
                pass  # outside already, which is all that was wanted
            case errors.FloodWait(pause=pause):
                self._budget.pause(self.chat(delivery), now + pause)
                log.warning(
                    "flood wait", extra={"chat": self.chat(delivery), "seconds": pause.total_seconds()}
                )
            case errors.NotSent() | errors.Unknown():
                log.warning("delivery interrupted", extra={"delivery": delivery.id, "error": str(error)})
            case errors.ShutOut(words=words):
                log.error("Telegram shuts the bot out", extra={"delivery": delivery.id, "error": words})
            case errors.Refused(words=words):
                log.error("Telegram refuses a message", extra={"delivery": delivery.id, "error": words})
            case _:
                pass
        return Result(
            delivery=delivery,
            step=after(failure, delivery, now),
            interrupted=isinstance(failure, errors.NotSent | errors.Unknown),
        )

    async def _labelled(self, delivery: Delivery, message: SendText) -> SendText:
        language = await self._bookkeeping.reader_language(delivery)
        label = self._texts.say(language, "repeated")
        text = f"{message.text}\n\n{label}"
        return replace(message, text=text) if len(text.encode("utf-16-le")) // 2 <= MAX_UTF16 else message


def _without_fault(message: object, failure: errors.Failure) -> SendText | EditText | EditCard | None:
    match failure, message:
        case errors.ReplyMissing(), SendText(reply_to=int()):
            return replace(message, reply_to=None)
        case errors.BadFormat(), (
            SendText(entities=(_, *_)) | EditText(entities=(_, *_)) | EditCard(entities=(_, *_))
        ):
            return replace(message, entities=())
        case _:
            return None


def _plain(delivery: Delivery, message: object, failure: errors.Failure) -> SendText | None:
    """Return what staff are to read without what may have been refused: of its loss nobody would be told."""
    for_staff = delivery.to.place is not Place.FOUNDER
    if for_staff and isinstance(failure, errors.Refused) and isinstance(message, SendText):
        return replace(message, entities=(), buttons=()) if message.entities or message.buttons else None
    return None
