"""Chats, topics and messages, each with the JSON that Telegram would send for it."""

import bisect
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from bot.sandbox.changes import Changes
from bot.sandbox.content import Content, Draft
from bot.sandbox.people import GROUP_ANONYMOUS_BOT, Person
from bot.sandbox.wire import Json, Keyboard

ChatKind = Literal["private", "group", "supergroup"]
BotStatus = Literal["administrator", "member", "kicked", "left"]


@dataclass(slots=True, kw_only=True)
class Topic:
    """A forum topic; its id is the id of the service message that opened it."""

    thread: int
    name: str
    icon_color: int
    icon_custom_emoji_id: str | None = None
    closed: bool = False

    def wire(self) -> Json:
        """The `ForumTopic` object."""
        body: Json = {"message_thread_id": self.thread, "name": self.name, "icon_color": self.icon_color}
        if self.icon_custom_emoji_id:
            body["icon_custom_emoji_id"] = self.icon_custom_emoji_id
        return body


@dataclass(slots=True, kw_only=True)
class Message:
    """A message in its chat.

    Attributes:
        date: unix time of sending.
        edited: unix time of the last edit, be it of the buttons alone, or None.
        reworded: its words changed, which is when an app says "edited".
        version: of the pulse, when it was posted or last changed.
    """

    message_id: int
    chat: "Chat"
    date: int
    draft: Draft
    content: Content
    keyboard: Keyboard | None
    thread: int | None
    in_topic: bool
    reactions: tuple[str, ...] = ()
    edited: int | None = None
    reworded: bool = False
    version: int = 0

    @property
    def sender(self) -> Person:
        """Who wrote it, also when the group sees an anonymous administrator."""
        return self.draft.sender

    def wire(self, *, nested: bool = False) -> Json:
        """The `Message` object.

        Args:
            nested: leave out what it replies to, as Telegram does inside another message.
        """
        chat = self.chat.wire()
        body: Json = {"message_id": self.message_id, "date": self.date, "chat": chat}
        if self.sender.anonymous and self.chat.kind != "private":
            body |= {"from": GROUP_ANONYMOUS_BOT.wire(), "sender_chat": chat}
        else:
            body["from"] = self.sender.wire()
        self._add_place(body, nested=nested)
        optional = {
            "edit_date": self.edited,
            "media_group_id": self.draft.album,
            "forward_origin": self.draft.origin,
            "has_protected_content": self.draft.protected or None,
            "reply_markup": {"inline_keyboard": self.keyboard} if self.keyboard else None,
        }
        body.update({key: value for key, value in optional.items() if value is not None})
        return body | self.content.wire()

    def _add_place(self, body: Json, *, nested: bool) -> None:
        if self.thread is not None and (self.chat.is_forum or not self.in_topic):
            body["message_thread_id"] = self.thread
            if self.in_topic:
                body["is_topic_message"] = True
        # Inside a topic everything answers at least the topic's root (§4.3); what the server no longer
        # knows is left out instead of named.
        target = self.draft.reply_to
        if target is None and self.in_topic and self.chat.is_forum and self.thread != self.message_id:
            target = self.thread
        if not nested and target in self.chat.messages:
            body["reply_to_message"] = self.chat.messages[target].wire(nested=True)


@dataclass(slots=True, kw_only=True)
class Chat:
    """One chat and its history.

    Attributes:
        owner: the person in a private chat, None in a group.
        started: the person has written, so that the bot may.
        withheld: rights that the bot would have as administrator, and has not.
        moved_to: id of the supergroup that this group became.
        newest_in: id of the newest message by thread; 0 for messages outside of threads.
        pinned: ids of messages, in the order of pinning.
        changes: of its messages, removals included.
    """

    id: int
    kind: ChatKind
    title: str = ""
    owner: Person | None = None
    is_forum: bool = False
    started: bool = False
    blocked: bool = False
    bot_status: BotStatus = "administrator"
    withheld: frozenset[str] = frozenset()
    moved_to: int | None = None
    messages: dict[int, Message] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    newest_in: dict[int, int] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    changes: Changes = field(default_factory=Changes)
    _order: list[int] = field(default_factory=list)

    def wire(self) -> Json:
        """The `Chat` object."""
        if self.owner is not None:
            person = self.owner.wire()
            names = {key: person[key] for key in ("first_name", "last_name", "username") if key in person}
            return {"id": self.id, "type": self.kind} | names
        body: Json = {"id": self.id, "type": self.kind, "title": self.title}
        return body | ({"is_forum": True} if self.is_forum else {})

    def add(self, message: Message) -> None:
        """Append a message; ids only grow."""
        self.messages[message.message_id] = message
        self.newest_in[message.thread or 0] = message.message_id
        self._order.append(message.message_id)

    def remove(self, message_id: int) -> None:
        """Forget a message."""
        del self.messages[message_id]
        if message_id in self.pinned:
            self.pinned.remove(message_id)
        del self._order[bisect.bisect_left(self._order, message_id)]

    def remove_topic(self, thread: int) -> list[int]:
        """Forget a topic and everything in it; the ids of its messages."""
        del self.topics[thread], self.newest_in[thread]
        gone = [key for key, message in self.messages.items() if message.thread == thread]
        for key in gone:
            del self.messages[key]
        self._order = list(self.messages)
        self.pinned = [key for key in self.pinned if key in self.messages]
        return gone

    def after(self, message_id: int) -> Iterator[Message]:
        """Messages with a higher id, oldest first."""
        start = bisect.bisect_right(self._order, message_id)
        return (self.messages[key] for key in self._order[start:])

    def newest(self, before: int | None = None) -> Iterator[Message]:
        """Messages with a lower id than `before`, None for all; newest first."""
        end = len(self._order) if before is None else bisect.bisect_left(self._order, before)
        return (self.messages[self._order[index]] for index in range(end - 1, -1, -1))
