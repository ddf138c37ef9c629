"""A founder: the person who asks."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.ids import ChatId, TopicId, UserId
from bot.domain.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Founder:
    """What the desk knows of a founder.

    Attributes:
        id: Telegram's user id.
        name: as the founder gave it to Telegram, with direction marks removed; may be empty.
        language: that the bot's own sentences are in; answers follow the question's language.
        topic: the founder's forum topic in the staff group; None until it is created, or when it was deleted.
        topic_requested_at: when a topic was last asked for without an outcome yet; None otherwise.
        asking_staff: the founder pressed "Ask staff", so that the next message goes to staff unmatched.
        blocked: Telegram said that the founder stopped the bot.
    """

    id: UserId
    name: str
    username: str | None
    language: Language
    topic: TopicId | None = None
    topic_requested_at: datetime | None = None
    asking_staff: bool = False
    blocked: bool = False
    first_seen: datetime

    @property
    def chat(self) -> ChatId:
        """The private chat; Telegram gives it the user's id."""
        return ChatId(self.id)
