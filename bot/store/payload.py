"""What goes out, as JSON text. Rows outlive a release: what an older one wrote must stay readable."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from enum import StrEnum
from typing import Any, cast

from pydantic import TypeAdapter

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
    LeaveChat,
    Outgoing,
    React,
    SendDocument,
    SendPicture,
    SendText,
)
from bot.store.columns import storable


class Kind(StrEnum):
    """Which record an outbox row holds."""

    TEXT = "text"
    COPY = "copy"
    ALBUM = "album"
    DOCUMENT = "document"
    PICTURE = "picture"
    EDIT = "edit"
    CARD = "card"
    CAPTION = "caption"
    NAME = "topic"
    DELETE = "delete"
    BUTTONS = "buttons"
    REACT = "react"
    PRESS = "press"
    INLINE = "inline"
    LEAVE = "leave"


_RECORDS: dict[Kind, type[Outgoing]] = {
    Kind.TEXT: SendText,
    Kind.COPY: CopyMessage,
    Kind.ALBUM: CopyAlbum,
    Kind.DOCUMENT: SendDocument,
    Kind.PICTURE: SendPicture,
    Kind.EDIT: EditText,
    Kind.CARD: EditCard,
    Kind.CAPTION: EditCaption,
    Kind.NAME: EditTopic,
    Kind.DELETE: DeleteMessage,
    Kind.BUTTONS: EditButtons,
    Kind.REACT: React,
    Kind.PRESS: AnswerPress,
    Kind.INLINE: AnswerInline,
    Kind.LEAVE: LeaveChat,
}
_KINDS = {record: kind for kind, record in _RECORDS.items()}
_READERS = {kind: TypeAdapter[Any](record) for kind, record in _RECORDS.items()}
_ENTITIES = TypeAdapter(tuple[Entity, ...])


def kind_of(message: Outgoing) -> Kind:
    """Return the kind that `load` needs beside the text."""
    return _KINDS[type(message)]


def dump(message: Outgoing) -> str:
    """Write a message as JSON text; halves of surrogate pairs are replaced, all else comes back equal.

    Raises:
        ValueError: if it could not be read again: in the queue it would stop all that is behind it.
    """
    text = _written(asdict(message))
    _READERS[kind_of(message)].validate_json(text)
    return text


def load(kind: str, text: str) -> Outgoing:
    """Read what `dump` wrote.

    Raises:
        ValueError: if `kind` is none of `Kind`, or `text` is not the JSON of such a record.
    """
    return cast("Outgoing", _READERS[Kind(kind)].validate_json(text))


def dump_entities(entities: Sequence[Entity]) -> str:
    """Write formatting as JSON text.

    Raises:
        ValueError: if it could not be read again.
    """
    text = _written([asdict(entity) for entity in entities])
    _ENTITIES.validate_json(text)
    return text


def load_entities(text: str) -> tuple[Entity, ...]:
    """Read what `dump_entities` wrote."""
    return _ENTITIES.validate_json(text)


def _written(value: object) -> str:
    return storable(json.dumps(value, ensure_ascii=False, separators=(",", ":")))
