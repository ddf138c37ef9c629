"""A founder: the person who asks."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.ids import ChatId, TopicId, UserId
from bot.domain.language import Language
from bot.domain.pace import NO_PACE, Pace


@dataclass(frozen=True, slots=True, kw_only=True)
class Founder:
    """What the desk knows of a founder.

    Attributes:
        id: Telegram's user id.
        name: as the founder gave it to Telegram, with direction marks removed; may be empty.
        language: that the bot's own sentences are in; answers follow the question's language.
        language_known: the founder chose it, wrote in it or has the phone set to it, so it is no guess.
        topic: the founder's forum topic in the staff group; None until it is created, or when it was deleted.
        topic_requested_at: when a topic was last asked for without an outcome yet; None otherwise.
        asking_staff: the founder pressed "Ask staff", so that the next message goes to staff unmatched.
        leaving_contact: the founder was asked for an e-mail address or WeChat id, which is the next message.
        blocked: Telegram said that the founder stopped the bot.
        banned: staff will not hear from this founder any more; whatever is written gets no answer.
        contact: an e-mail address or "WeChat: id" that the founder left, for when Telegram cannot be reached.
        told_of_network: the founder has read that Telegram does not work in mainland China.
        wants_news: the founder asked to be told what staff announce.
        last_seen: when the founder last wrote or pressed.
        pace: how many messages came lately; `bot.domain.pace` says what that means.
    """

    id: UserId
    name: str
    username: str | None
    language: Language
    language_known: bool = False
    topic: TopicId | None = None
    topic_requested_at: datetime | None = None
    asking_staff: bool = False
    leaving_contact: bool = False
    blocked: bool = False
    banned: bool = False
    contact: str | None = None
    told_of_network: bool = False
    wants_news: bool = False
    first_seen: datetime
    last_seen: datetime
    pace: Pace = NO_PACE

    @property
    def chat(self) -> ChatId:
        """The private chat; Telegram gives it the user's id."""
        return ChatId(self.id)
