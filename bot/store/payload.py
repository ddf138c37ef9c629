"""What goes out, as JSON text. Rows outlive a release: what an older one wrote must stay readable."""

import json
from enum import StrEnum
from typing import Any, assert_never

from bot.domain.ids import ChatId, MessageId
from bot.domain.messages import (
    AnswerPress,
    Button,
    CopyMessage,
    EditButtons,
    Entity,
    Outgoing,
    React,
    Rows,
    SendText,
)
from bot.store.columns import storable


class Kind(StrEnum):
    """Which record an outbox row holds."""

    TEXT = "text"
    COPY = "copy"
    REACT = "react"
    BUTTONS = "buttons"
    PRESS = "press"


_KINDS: dict[type[Outgoing], Kind] = {
    SendText: Kind.TEXT,
    CopyMessage: Kind.COPY,
    React: Kind.REACT,
    EditButtons: Kind.BUTTONS,
    AnswerPress: Kind.PRESS,
}


def kind_of(message: Outgoing) -> Kind:
    """Return the kind that `load` needs beside the text."""
    return _KINDS[type(message)]


def dump(message: Outgoing) -> str:
    """Write a message as JSON text; halves of surrogate pairs are replaced, all else comes back equal."""
    return storable(json.dumps(_fields(message), ensure_ascii=False, separators=(",", ":")))


def load(kind: str, text: str) -> Outgoing:
    """Read what `dump` wrote.

    Raises:
        ValueError: if `kind` is none of `Kind`, or `text` is not JSON.
        KeyError: if a field is missing.
    """
    fields = json.loads(text)
    match Kind(kind):
        case Kind.TEXT:
            return _text(fields)
        case Kind.COPY:
            return CopyMessage(from_chat=ChatId(fields["from_chat"]), message=MessageId(fields["message"]))
        case Kind.REACT:
            return React(message=MessageId(fields["message"]), emoji=fields["emoji"])
        case Kind.BUTTONS:
            return EditButtons(message=MessageId(fields["message"]), buttons=_rows(fields["buttons"]))
        case Kind.PRESS:
            return AnswerPress(callback=fields["callback"], notice=fields["notice"])


def _fields(message: Outgoing) -> dict[str, Any]:
    match message:
        case SendText():
            return {
                "text": message.text,
                "entities": [_entity_fields(entity) for entity in message.entities],
                "buttons": _row_fields(message.buttons),
                "reply_to": message.reply_to,
            }
        case CopyMessage():
            return {"from_chat": message.from_chat, "message": message.message}
        case React():
            return {"message": message.message, "emoji": message.emoji}
        case EditButtons():
            return {"message": message.message, "buttons": _row_fields(message.buttons)}
        case AnswerPress():
            return {"callback": message.callback, "notice": message.notice}
        case _:
            assert_never(message)


def _text(fields: dict[str, Any]) -> SendText:
    return SendText(
        text=fields["text"],
        entities=tuple(_entity(entity) for entity in fields["entities"]),
        buttons=_rows(fields["buttons"]),
        reply_to=fields["reply_to"],
    )


def _entity(fields: dict[str, Any]) -> Entity:
    return Entity(
        type=fields["type"],
        offset=fields["offset"],
        length=fields["length"],
        url=fields.get("url"),
        language=fields.get("language"),
    )


def _entity_fields(entity: Entity) -> dict[str, Any]:
    fields: dict[str, Any] = {"type": entity.type, "offset": entity.offset, "length": entity.length}
    if entity.url is not None:
        fields["url"] = entity.url
    if entity.language is not None:
        fields["language"] = entity.language
    return fields


def _row_fields(rows: Rows) -> list[list[dict[str, str]]]:
    return [[{"label": button.label, "data": button.data} for button in row] for row in rows]


def _rows(rows: list[list[dict[str, str]]]) -> Rows:
    return tuple(tuple(Button(label=button["label"], data=button["data"]) for button in row) for row in rows)
