"""Telegram's objects become the desk's events."""

from telegram import CallbackQuery, MessageEntity, User
from telegram import Message as TelegramMessage
from telegram.helpers import effective_message_type

from bot.conversation.bidi import without_marks
from bot.domain.events import Content, FounderMessage, Member, Person, Press, StaffMessage, StaffPress
from bot.domain.ids import ChatId, MessageId, TopicId, UserId
from bot.domain.messages import Entity

KEPT_FORMATS = frozenset(
    {
        MessageEntity.BOLD,
        MessageEntity.ITALIC,
        MessageEntity.UNDERLINE,
        MessageEntity.STRIKETHROUGH,
        MessageEntity.SPOILER,
        MessageEntity.CODE,
        MessageEntity.PRE,
        MessageEntity.TEXT_LINK,
        MessageEntity.BLOCKQUOTE,
    }
)
"""What a bot may send again as it is; links and mentions Telegram finds by itself."""
LONGEST_NAME = 160
"""Characters of a person's name that are kept; Telegram takes 64 for each of two parts."""


def person(user: User) -> Person:
    """Read who wrote."""
    return Person(
        id=UserId(user.id),
        name=_name(user.full_name),
        username=user.username,
        language_code=user.language_code,
    )


def command(text: str, bot: str) -> tuple[str, str]:
    """Read "/name@bot the rest" as lower-case name and rest; there is no name where another bot is meant."""
    word, *rest = text.split(maxsplit=1) or [""]
    name, _, meant = word.lstrip("/").partition("@")
    mine = not meant or meant.casefold() == bot.casefold()
    return name.lower() if mine else "", rest[0].strip() if rest else ""


def content(message: TelegramMessage) -> Content:
    """Read what a message holds."""
    kind = effective_message_type(message)
    words = message.text if message.text is not None else message.caption
    marks = message.entities if message.text is not None else message.caption_entities
    return Content(
        kind=str(kind) if kind else "unknown",
        text=words or None,
        entities=tuple(_entity(mark) for mark in marks or () if mark.type in KEPT_FORMATS),
    )


def founder_message(message: TelegramMessage, author: User, *, edited: bool) -> FounderMessage:
    """Read a message of a private chat."""
    replied = message.reply_to_message
    return FounderMessage(
        person=person(author),
        message=MessageId(message.message_id),
        content=content(message),
        reply_to=MessageId(replied.message_id) if replied else None,
        album=message.media_group_id,
        edited=edited,
        sent_at=message.edit_date or message.date,
    )


def staff_message(message: TelegramMessage, *, edited: bool = False) -> StaffMessage:
    """Read a message of the staff group.

    A thread id is a topic's only with `is_topic_message`: in a plain group chains of replies have one too.
    Every message in a topic replies at least to the topic's root, whose id is the thread id: no real reply.
    """
    in_topic = bool(message.is_topic_message) and message.message_thread_id is not None
    topic = TopicId(message.message_thread_id or 0) if in_topic else None
    replied = message.reply_to_message
    real = replied is not None and replied.message_id != topic and not replied.forum_topic_created
    named = message.parse_entities([MessageEntity.TEXT_MENTION])
    return StaffMessage(
        chat=ChatId(message.chat_id),
        message=MessageId(message.message_id),
        by=_member(message),
        content=content(message),
        topic=topic,
        reply_to=MessageId(replied.message_id) if replied and real else None,
        replied=content(replied) if replied and real else None,
        album=message.media_group_id,
        edited=edited,
        replied_by=_member(replied) if replied and real and _is_staffs(replied) else None,
        mentioned=next((member(mark.user) for mark in named if mark.user), None),
        sent_at=message.edit_date or message.date,
    )


def press(query: CallbackQuery) -> Press:
    """Read a button press."""
    return Press(
        callback=query.id,
        person=person(query.from_user),
        message=MessageId(query.message.message_id) if query.message else None,
        data=query.data or "",
    )


def staff_press(query: CallbackQuery) -> StaffPress:
    """Read a button press in the staff group."""
    message = query.message if isinstance(query.message, TelegramMessage) else None
    topic = message.message_thread_id if message and message.is_topic_message else None
    return StaffPress(
        callback=query.id,
        by=member(query.from_user),
        message=MessageId(query.message.message_id) if query.message else None,
        topic=TopicId(topic) if topic else None,
        data=query.data or "",
    )


def member(user: User) -> Member:
    """Read who of staff it is."""
    return Member(id=UserId(user.id), name=_name(user.full_name))


def _name(words: str) -> str:
    return without_marks(words).strip()[:LONGEST_NAME].rstrip()


def _is_staffs(message: TelegramMessage) -> bool:
    if message.sender_chat is not None:
        return message.sender_chat.id == message.chat_id
    return message.from_user is not None and not message.from_user.is_bot


def _member(message: TelegramMessage) -> Member:
    author = message.from_user
    if author is None:
        return Member(id=UserId(0), name="")
    # An anonymous administrator writes as the group; a title, where the group gave one, tells them apart.
    if message.sender_chat is not None:
        return Member(id=UserId(author.id), name=_name(message.author_signature or ""))
    return member(author)


def _entity(mark: MessageEntity) -> Entity:
    return Entity(
        type=str(mark.type), offset=mark.offset, length=mark.length, url=mark.url, language=mark.language
    )
