"""What came in, free of Telegram's objects."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.ids import ChatId, MessageId, TopicId, UserId
from bot.domain.messages import Entity


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who wrote or pressed.

    Attributes:
        name: with direction marks removed; may be empty.
        language_code: as Telegram sends it, such as "he-IL"; None if the app did not tell.
    """

    id: UserId
    name: str
    username: str | None = None
    language_code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a message holds.

    Attributes:
        kind: "text", or the kind of attachment: "photo", "voice", "document" …
        text: of the message or the attachment's caption; None when there is neither.
        entities: formatting of `text`.
    """

    kind: str
    text: str | None = None
    entities: tuple[Entity, ...] = ()

    @property
    def is_text(self) -> bool:
        """Whether it is a message of words alone, which can be sent again from what is stored."""
        return self.kind == "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class FounderMessage:
    """A founder wrote in the private chat.

    Attributes:
        reply_to: the message in the same chat that it replies to.
        album: what the parts of an album share; None outside albums.
        edited: it is a new version of an earlier message with the same id.
    """

    person: Person
    message: MessageId
    content: Content
    reply_to: MessageId | None
    album: str | None = None
    edited: bool
    sent_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody from staff. Anonymous administrators share one id, and count as one person.

    Attributes:
        name: with direction marks removed; may be empty.
    """

    id: UserId
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffMessage:
    """Somebody wrote in the staff group.

    Attributes:
        topic: the forum topic; None in General and in a group without topics.
        reply_to: the message that it really replies to; a topic's root is not one.
        replied: what that message holds; None without one.
        album: what the parts of an album share; None outside albums.
        edited: it is a new version of an earlier message with the same id.
        replied_by: who of staff wrote what it replies to; None if nobody of staff did.
        mentioned: whom it names with a link to the account; None if nobody.
    """

    chat: ChatId
    message: MessageId
    by: Member
    content: Content
    topic: TopicId | None
    reply_to: MessageId | None
    replied: Content | None = None
    album: str | None = None
    edited: bool = False
    replied_by: Member | None = None
    mentioned: Member | None = None
    sent_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """Somebody pressed an inline button.

    Attributes:
        message: the one that the button stands under; None when it is too old for Telegram to tell.
    """

    callback: str
    person: Person
    message: MessageId | None
    data: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffPress:
    """Somebody pressed an inline button in the staff group.

    Attributes:
        message: the one that the button stands under; None when it is too old for Telegram to tell.
        topic: the forum topic of that message; None in General and in a group without topics.
    """

    callback: str
    by: Member
    message: MessageId | None
    topic: TopicId | None
    data: str
