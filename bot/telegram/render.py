"""A composed message becomes what Telegram takes: text, entities in UTF-16 units, pieces within the limit."""

from dataclasses import replace

from telegramify_markdown import MessageEntity as Mark
from telegramify_markdown import RenderConfig, convert, split_entities

from bot.conversation.bidi import right_to_left, utf16_length
from bot.conversation.message import Literal, Markdown, Message
from bot.domain.language import Language
from bot.domain.messages import Entity, Rows, SendText

MAX_UTF16 = 4096
"""Telegram counts code points (tdlib/td, MessageContent.cpp), so as many UTF-16 units always fit."""

STYLE = RenderConfig.isolated()
STYLE.markdown_symbol.unordered_list_item = "•"  # the library's own sign is missing in many fonts


def render(message: Message) -> list[SendText]:
    """Return the pieces to send, in order; only the first replies, only the last has the buttons."""
    text, entities = _join([_part(part) for part in message.parts])
    if message.language is Language.HE:
        text, entities = right_to_left(text, entities)
    pieces = _split(text, entities)
    texts = [SendText(text=piece, entities=marks) for piece, marks in pieces]
    texts[0] = replace(texts[0], reply_to=message.reply_to)
    texts[-1] = replace(texts[-1], buttons=_in_reading_order(message.buttons, message.language))
    return texts


def _in_reading_order(rows: Rows, language: Language) -> Rows:
    # Telegram lays a row out from left to right whatever its language (tdlib/telegram-bot-api#882).
    return tuple(row[::-1] for row in rows) if language is Language.HE else rows


def _part(part: Markdown | Literal) -> tuple[str, tuple[Entity, ...]]:
    if isinstance(part, Markdown):
        text, marks = convert(part.text, latex_escape=False, config=STYLE)
        return text.rstrip("\n"), tuple(_entity(mark) for mark in marks)
    quote = (Entity(type="blockquote", offset=0, length=utf16_length(part.text)),) if part.quoted else ()
    # Quotations cannot nest, in Telegram as elsewhere.
    kept = tuple(mark for mark in part.entities if not (quote and "blockquote" in mark.type))
    return part.text, (*quote, *kept)


def _join(parts: list[tuple[str, tuple[Entity, ...]]]) -> tuple[str, tuple[Entity, ...]]:
    text = ""
    entities: list[Entity] = []
    for words, marks in parts:
        text += "\n" if text else ""
        start = utf16_length(text)
        entities += [replace(mark, offset=mark.offset + start) for mark in marks]
        text += words
    return text, tuple(entities)


def _split(text: str, entities: tuple[Entity, ...]) -> list[tuple[str, tuple[Entity, ...]]]:
    if utf16_length(text) <= MAX_UTF16:
        return [(text, entities)]
    marks = [
        Mark(type=mark.type, offset=mark.offset, length=mark.length, url=mark.url, language=mark.language)
        for mark in entities
    ]
    pieces = split_entities(text, marks, MAX_UTF16)
    return [(piece, tuple(_entity(mark) for mark in kept)) for piece, kept in pieces if piece.strip()]


def _entity(mark: Mark) -> Entity:
    return Entity(
        type=mark.type, offset=mark.offset, length=mark.length, url=mark.url, language=mark.language
    )
