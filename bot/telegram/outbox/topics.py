"""Each founder's topic in the staff group: made when needed, made again when it was deleted."""

import logging
from dataclasses import replace
from datetime import datetime, timedelta

from telegram import Bot
from telegram.error import TelegramError

from bot.conversation.cards import CardReplies
from bot.conversation.looks import foremost, look_of
from bot.domain.clock import Clock
from bot.domain.errors import GesherError
from bot.domain.founder import Founder
from bot.domain.ids import ChatId, TopicId, UserId
from bot.domain.messages import Delivery, EditTopic, Place
from bot.store.unit_of_work import Store
from bot.telegram import errors
from bot.telegram.group import StaffGroup, note_topics
from bot.telegram.outbox.limits import Budget
from bot.telegram.outbox.send import IDEMPOTENT

log = logging.getLogger(__name__)

WAIT_FOR_WORD = timedelta(seconds=8)
"""Making a topic must not be repeated blindly. If the answer was lost, Telegram still reports the topic that
the bot made, as an update within moments (tdlib/telegram-bot-api, Client.cpp)."""
PLAIN = "\ufe0f"
"""Asks for the coloured form of a sign; Telegram puts it behind some emoji."""
TICKETS = 50
"""Of a founder, out of which the one that names the topic is chosen."""


class TopicPendingError(GesherError):
    """It is not known yet whether the topic exists."""

    def __init__(self, until: datetime) -> None:
        super().__init__("the topic was asked for, and the answer was lost: wait for Telegram's report")
        self.until = until


class Topics:
    """Finds, makes and mends topics."""

    def __init__(
        self,
        *,
        bot: Bot,
        store: Store,
        group: StaffGroup,
        cards: CardReplies,
        budget: Budget,
        clock: Clock,
    ) -> None:
        self._bot = bot
        self._store = store
        self._group = group
        self._cards = cards
        self._budget = budget
        self._clock = clock
        self._icons: dict[str, str] = {}

    async def of(self, delivery: Delivery) -> TopicId | None:
        """Return the topic that a delivery goes to, made if need be; None where there is none.

        For what is nice to have none is made.

        Raises:
            TopicPendingError: if an earlier request may have made it; try again at `until`.
            telegram.error.TelegramError: if it cannot be made.
        """
        place, message = delivery.to.place, delivery.message
        if place not in (Place.TOPIC, Place.CARD) or delivery.to.founder is None:
            return None
        if not self._group.has_topics or (
            isinstance(message, IDEMPOTENT) and not isinstance(message, EditTopic)
        ):
            return None
        async with self._store.reading() as uow:
            founder = await uow.founders.get(delivery.to.founder)
        if founder is None or founder.topic:
            return founder.topic if founder else None
        if place is Place.CARD:
            self._wait_for_word(founder)
            return None
        return await self._make(founder)

    async def change(self, topic: TopicId, look: EditTopic) -> None:
        """Give a topic another name and icon; an icon that Telegram does not offer stays as it is.

        Raises:
            telegram.error.TelegramError: if that cannot be done.
        """
        icon = await self._icon(look.icon)
        await self._bot.edit_forum_topic(self._group.chat, topic, name=look.name, icon_custom_emoji_id=icon)

    async def mend(self, failure: errors.Failure, delivery: Delivery, topic: TopicId | None) -> bool:
        """Put right what stopped a delivery to a topic; True if trying again makes sense."""
        match failure:
            case errors.Migrated(chat=chat):
                await self.migrated(chat)
                return True
            case errors.TopicMissing() if topic:
                log.warning("topic is gone, making another", extra={"topic": topic})
                async with self._store.unit_of_work() as uow:
                    await uow.founders.forget_topic(topic)
                return True
            case errors.TopicClosed() if topic and delivery.to.place is Place.TOPIC:
                return await self._reopen(topic)
            case errors.NoTopics(words=words) if delivery.to.place is Place.TOPIC and self._group.has_topics:
                log.error("no topics can be made, writing to the group instead", extra={"error": words})
                async with self._store.unit_of_work() as uow:
                    await note_topics(uow, self._group, has_topics=False)
                return True
            case _:
                return False

    async def migrated(self, chat: ChatId) -> None:
        """Follow the group to its new id, now and after a restart."""
        if chat == self._group.chat:
            return
        log.warning("the staff group has a new id", extra={"old": self._group.chat, "new": chat})
        async with self._store.unit_of_work() as uow:
            await uow.desk.set(self._group.desk_key, str(chat))
            # A supergroup has a history of its own, where the ids of the old one mean other messages.
            await uow.founders.forget_all_topics()
            await uow.tickets.out_of_reach()
            await uow.outbox.out_of_reach()
        self._group.chat = chat

    async def _reopen(self, topic: TopicId) -> bool:
        try:
            return await self._bot.reopen_forum_topic(self._group.chat, topic)
        except TelegramError as error:
            log.warning("topic cannot be reopened", extra={"topic": topic, "error": str(error)})
            return False

    async def _make(self, founder: Founder) -> TopicId | None:
        now = self._wait_for_word(founder)
        async with self._store.unit_of_work() as uow:
            present = await uow.founders.get(founder.id)
            if present is None:  # forgotten meanwhile: nothing may bring the founder back
                return None
            ticket = foremost(await uow.tickets.of(founder.id, TICKETS))
            await uow.founders.save(replace(present, topic_requested_at=now))
        self._budget.spend(self._group.chat, now)
        named, color = self._cards.topic(founder, ticket), look_of(ticket).color
        icon = await self._icon(named.icon)
        try:
            made = await self._bot.create_forum_topic(
                self._group.chat, named.name, icon_color=color, icon_custom_emoji_id=icon
            )
        except TelegramError as error:
            if isinstance(errors.read(error), errors.Unknown):
                raise TopicPendingError(now + WAIT_FOR_WORD) from error
            await self._remember(founder.id, None)
            raise
        topic = TopicId(made.message_thread_id)
        await self._remember(founder.id, topic)
        return topic

    def _wait_for_word(self, founder: Founder) -> datetime:
        """Return the time, unless an answer to "make a topic" may still come."""
        now, asked = self._clock.now(), founder.topic_requested_at
        if asked and now - asked < WAIT_FOR_WORD:
            raise TopicPendingError(asked + WAIT_FOR_WORD)
        return now

    async def _icon(self, emoji: str) -> str | None:
        """Return the id under which Telegram offers an emoji for topics, asked for once."""
        if not self._icons:
            try:
                offered = await self._bot.get_forum_topic_icon_stickers()
            except TelegramError as error:
                log.warning("icons of topics cannot be read", extra={"error": str(error)})
                return None
            self._icons = {
                (one.emoji or "").rstrip(PLAIN): one.custom_emoji_id for one in offered if one.custom_emoji_id
            }
        return self._icons.get(emoji)

    async def _remember(self, user: UserId, topic: TopicId | None) -> None:
        async with self._store.unit_of_work() as uow:
            founder = await uow.founders.get(user)
            if founder:
                await uow.founders.save(replace(founder, topic=topic, topic_requested_at=None))
