"""What the server makes of a text before it is stored (tdlib/td, misc.cpp)."""

import re
from bisect import bisect_left
from dataclasses import dataclass

from bot.sandbox.entities import checked, found
from bot.sandbox.errors import bad_request
from bot.sandbox.wire import Json

TEXT_LIMIT = 4096  # code points after cleaning, not UTF-16 units: §2.2
CAPTION_LIMIT = 1024

_DROPPED = re.compile("[\r\u2028-\u202e\u030a\u0333\u033f]")
_TO_SPACE = {code: " " for code in range(32) if chr(code) not in "\n\r"}
_STACKED_MARK = re.compile("[\u200e\u200f](?=[\u200e\u200f])")
_UNSEEN = re.compile(r"[\s\u00ad\u061c\u180e\u200b-\u200f\u2060-\u206f\u2800\u3164\ufeff]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Formatted:
    """A text as stored, with entities whose offsets count UTF-16 units."""

    text: str = ""
    entities: tuple[Json, ...] = ()


def tidy(raw: str, entities: object = None) -> Formatted:
    """Clean and trim a text and move its entities along.

    Args:
        raw: as sent.
        entities: `MessageEntity` objects as sent, or None.

    Raises:
        ApiError: 400 for entities out of bounds and for text that is not UTF-8.
    """
    try:
        raw.encode()
    except UnicodeEncodeError:
        raise bad_request("strings must be encoded in UTF-8") from None
    placed = checked(entities, raw) if entities else []
    if placed:
        placed = _without_dropped(raw, placed)
    text = _STACKED_MARK.sub("\u200c", _DROPPED.sub("", raw).translate(_TO_SPACE))
    text, placed = _trimmed(text, placed)
    return Formatted(text=text, entities=tuple(found(text, placed)))


def message_text(raw: str, entities: object = None) -> Formatted:
    """The text of a message: 1-4096 code points once tidied.

    Raises:
        ApiError: 400 when it is empty or too long, or when `tidy` refuses it.
    """
    if not raw:
        raise bad_request("message text is empty")
    formatted = tidy(raw, entities)
    if _UNSEEN.fullmatch(formatted.text):
        raise bad_request("text must be non-empty")
    if len(formatted.text) > TEXT_LIMIT:
        raise bad_request("message is too long")
    return formatted


def caption(raw: str, entities: object = None) -> Formatted:
    """A caption: 0-1024 code points once tidied.

    Raises:
        ApiError: 400 when it is too long, or when `tidy` refuses it.
    """
    formatted = tidy(raw, entities)
    if len(formatted.text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return formatted


def _without_dropped(raw: str, entities: list[Json]) -> list[Json]:
    """Entities as they lie after `_DROPPED` is gone; each dropped character is one UTF-16 unit."""
    gone = [match.start() for match in _DROPPED.finditer(raw)]
    if not gone:
        return entities
    units = [position + _astral(raw[:position]) for position in gone]
    return [_between(entity, *(at - bisect_left(units, at) for at in _ends(entity))) for entity in entities]


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    text = text.rstrip(" \n")
    end = len(text) + _astral(text)
    lead = len(text) - len(text.lstrip(" \n"))
    # Leading space that an entity covers stays; the server trims only up to the first entity.
    lead = min([lead, *(entity["offset"] for entity in entities)])
    moved = (
        _between(entity, max(start - lead, 0), min(stop, end) - lead)
        for entity in entities
        for start, stop in [_ends(entity)]
    )
    return text[lead:], [entity for entity in moved if entity["length"] > 0]


def _astral(text: str) -> int:
    """Characters that take two UTF-16 units."""
    return 0 if text.isascii() else sum(character > "\uffff" for character in text)


def _ends(entity: Json) -> tuple[int, int]:
    return entity["offset"], entity["offset"] + entity["length"]


def _between(entity: Json, start: int, stop: int) -> Json:
    return entity | {"offset": start, "length": stop - start}
