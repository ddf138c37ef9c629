"""One outgoing record becomes one call."""

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    MessageEntity,
    ReplyParameters,
)

from bot.domain.ids import ChatId, MessageId, TopicId
from bot.domain.messages import AnswerPress, CopyMessage, EditButtons, Entity, Outgoing, React, Rows, SendText

IDEMPOTENT = (AnswerPress, EditButtons, React)
"""Calls that do no harm when made twice."""
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def send(bot: Bot, chat: ChatId, topic: TopicId | None, message: Outgoing) -> MessageId | None:
    """Make the call.

    Args:
        bot: an initialised client.
        chat: where to.
        topic: the forum topic; None for a private chat, a group without topics and General.
        message: what to send.

    Returns:
        The id of the new message, None where the call makes none.

    Raises:
        telegram.error.TelegramError: as the library gives it; `errors.read` says what it means.
    """
    match message:
        case SendText():
            return await _send_text(bot, chat, topic, message)
        case CopyMessage(from_chat=source, message=copied):
            made = await bot.copy_message(chat, source, copied, message_thread_id=topic)
            return MessageId(made.message_id)
        case React(message=target, emoji=emoji):
            await bot.set_message_reaction(chat, target, emoji)
        case EditButtons(message=target, buttons=rows):
            await bot.edit_message_reply_markup(chat, target, reply_markup=_keyboard(rows))
        case AnswerPress(callback=callback, notice=notice):
            await bot.answer_callback_query(callback, text=notice)
    return None


async def _send_text(bot: Bot, chat: ChatId, topic: TopicId | None, message: SendText) -> MessageId:
    reply = (
        ReplyParameters(message.reply_to, allow_sending_without_reply=True)
        if message.reply_to is not None
        else None
    )
    sent = await bot.send_message(
        chat,
        message.text,
        entities=[_entity(mark) for mark in message.entities] or None,
        reply_markup=_keyboard(message.buttons),
        reply_parameters=reply,
        message_thread_id=topic,
        link_preview_options=NO_PREVIEW,
    )
    return MessageId(sent.message_id)


def _keyboard(rows: Rows) -> InlineKeyboardMarkup | None:
    if not rows:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(button.label, callback_data=button.data) for button in row] for row in rows]
    )


def _entity(mark: Entity) -> MessageEntity:
    return MessageEntity(mark.type, mark.offset, mark.length, url=mark.url, language=mark.language)
