"""One outgoing record becomes one call."""

import re
from base64 import b64decode

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputFile,
    InputTextMessageContent,
    LinkPreviewOptions,
    MessageEntity,
    ReplyParameters,
    User,
)

from bot.domain.ids import ChatId, MessageId, TopicId
from bot.domain.messages import (
    AnswerInline,
    AnswerPress,
    CopyAlbum,
    CopyMessage,
    DeleteMessage,
    EditButtons,
    EditCaption,
    EditCard,
    EditText,
    EditTopic,
    Entity,
    InlineResult,
    LeaveChat,
    Outgoing,
    React,
    Rows,
    SendDocument,
    SendPicture,
    SendText,
)

IDEMPOTENT = (
    AnswerInline,
    AnswerPress,
    DeleteMessage,
    EditButtons,
    EditCaption,
    EditCard,
    EditText,
    EditTopic,
    LeaveChat,
    React,
)
"""Calls that do no harm when made twice, and that nobody reads as a message."""
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
PERSON = re.compile(r"tg://user\?id=(\d+)")
"""A link to a person; as a mention Telegram tells that person of it (Bot API, MessageEntity)."""
INLINE_CACHE = 300
"""Seconds for which Telegram may give the same person the same answer to the same inline query."""


async def send(bot: Bot, chat: ChatId, topic: TopicId | None, message: Outgoing) -> tuple[MessageId, ...]:
    """Make the call.

    Args:
        bot: an initialised client.
        chat: where to.
        topic: the forum topic; None for a private chat, a group without topics and General.
        message: what to send.

    Returns:
        The ids of the new messages: of an album fewer than were asked for where some are gone, none where
        the call makes none.

    Raises:
        telegram.error.TelegramError: as the library gives it; `errors.read` says what it means.
    """
    match message:
        case SendText():
            return (await _send_text(bot, chat, topic, message),)
        case SendDocument():
            return (await _send_document(bot, chat, topic, message),)
        case SendPicture():
            return (await _send_picture(bot, chat, topic, message),)
        case CopyMessage():
            return (await _copy(bot, chat, topic, message),)
        case CopyAlbum(from_chat=source, messages=album):
            copies = await bot.copy_messages(chat, source, album, message_thread_id=topic)
            return tuple(MessageId(copy.message_id) for copy in copies)
        case _:
            await _change(bot, chat, message)
            return ()


async def _change(bot: Bot, chat: ChatId, message: Outgoing) -> None:
    match message:
        case EditText():
            await _edit_text(bot, chat, message)
        case EditButtons(message=target, buttons=rows):
            await bot.edit_message_reply_markup(chat, target, reply_markup=_keyboard(rows))
        case EditCaption(message=target, caption=caption):
            marks = _entities(caption.entities)
            await bot.edit_message_caption(chat, target, caption=caption.text, caption_entities=marks)
        case DeleteMessage(message=target):
            await bot.delete_message(chat, target)
        case React(message=target, emoji=emoji):
            await bot.set_message_reaction(chat, target, emoji)
        case AnswerPress(callback=callback, notice=notice):
            await bot.answer_callback_query(callback, text=notice)
        case AnswerInline(query=query, results=results):
            articles = [_article(result) for result in results]
            await bot.answer_inline_query(query, articles, cache_time=INLINE_CACHE, is_personal=True)
        case LeaveChat(chat=left):
            await bot.leave_chat(left)


async def _send_text(bot: Bot, chat: ChatId, topic: TopicId | None, message: SendText) -> MessageId:
    reply = (
        ReplyParameters(message.reply_to, allow_sending_without_reply=True)
        if message.reply_to is not None
        else None
    )
    sent = await bot.send_message(
        chat,
        message.text,
        entities=_entities(message.entities),
        reply_markup=_keyboard(message.buttons),
        reply_parameters=reply,
        message_thread_id=topic,
        link_preview_options=NO_PREVIEW,
    )
    return MessageId(sent.message_id)


async def _send_document(bot: Bot, chat: ChatId, topic: TopicId | None, message: SendDocument) -> MessageId:
    file = InputFile(message.content.encode(), filename=message.name)
    sent = await bot.send_document(chat, file, caption=message.caption or None, message_thread_id=topic)
    return MessageId(sent.message_id)


async def _send_picture(bot: Bot, chat: ChatId, topic: TopicId | None, message: SendPicture) -> MessageId:
    sent = await bot.send_photo(
        chat,
        InputFile(b64decode(message.png), filename=message.name),
        caption=message.caption.text or None,
        caption_entities=_entities(message.caption.entities),
        reply_markup=_keyboard(message.buttons),
        message_thread_id=topic,
    )
    return MessageId(sent.message_id)


async def _copy(bot: Bot, chat: ChatId, topic: TopicId | None, message: CopyMessage) -> MessageId:
    caption = message.caption
    made = await bot.copy_message(
        chat,
        message.from_chat,
        message.message,
        caption=caption.text if caption else None,
        caption_entities=_entities(caption.entities) if caption else None,
        message_thread_id=topic,
    )
    return MessageId(made.message_id)


async def _edit_text(bot: Bot, chat: ChatId, message: EditText) -> None:
    await bot.edit_message_text(
        message.text,
        chat,
        message.message,
        entities=_entities(message.entities),
        reply_markup=_keyboard(message.buttons),
        link_preview_options=NO_PREVIEW,
    )


def _article(result: InlineResult) -> InlineQueryResultArticle:
    words = InputTextMessageContent(
        result.text, entities=_entities(result.entities), link_preview_options=NO_PREVIEW
    )
    return InlineQueryResultArticle(result.id, result.title, words, description=result.note)


def _keyboard(rows: Rows) -> InlineKeyboardMarkup | None:
    if not rows:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(button.label, callback_data=button.data) for button in row] for row in rows]
    )


def _entities(marks: tuple[Entity, ...]) -> list[MessageEntity] | None:
    return [_entity(mark) for mark in marks] or None


def _entity(mark: Entity) -> MessageEntity:
    person = PERSON.fullmatch(mark.url or "")
    if person:
        user = User(int(person[1]), "", is_bot=False)
        return MessageEntity(MessageEntity.TEXT_MENTION, mark.offset, mark.length, user=user)
    return MessageEntity(mark.type, mark.offset, mark.length, url=mark.url, language=mark.language)
