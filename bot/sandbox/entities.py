"""Formatting entities: those that the bot sends and those that Telegram finds by itself."""

import re

from bot.sandbox.errors import bad_request
from bot.sandbox.wire import Json

MOST_ENTITIES = 100  # the server ignores the rest

_TYPES = (
    "mention hashtag cashtag bot_command url email phone_number bold italic underline strikethrough spoiler "
    "blockquote expandable_blockquote code pre text_link text_mention custom_emoji"
)
TYPES = frozenset(_TYPES.split())
_NEEDS = {"text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id"}
_LINK = re.compile(r"(?:https?|tg|ton|mailto|tel):\S+|[\w-]+(?:\.[\w-]+)+\S*", re.IGNORECASE)

# Inside these Telegram looks for nothing.
_CLOSED = frozenset({"code", "pre", "text_link", "text_mention", "url", "email", "mention", "bot_command"})
_AUTOMATIC = re.compile(
    r"""(?P<url>https?://[^\s<>\u2066-\u2069]*[\w/=&#%-])
      | (?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,})
      | (?<![\w/])(?P<bot_command>/[a-z0-9_]{1,64}(?:@[a-z0-9_]{3,32})?)(?![\w/])
      | (?<![\w@])(?P<mention>@[a-z0-9_]{4,32})(?!\w)
      | (?<!\w)(?P<hashtag>\#\w*[^\W\d]\w*)""",
    re.VERBOSE | re.IGNORECASE,
)


def checked(entities: object, text: str) -> list[Json]:
    """Check entities against the text as sent.

    Raises:
        ApiError: 400 for an unknown type, a missing field, or bounds outside the text or inside a character.
    """
    if not isinstance(entities, list) or not all(isinstance(entity, dict) for entity in entities):
        raise bad_request("can't parse entities JSON object")
    inside = _inside_pairs(text)
    end = len(text) + len(inside)
    kept = [entity for entity in entities[:MOST_ENTITIES] if _check(entity, end, inside)]
    return sorted(kept, key=lambda entity: (entity["offset"], -entity["length"]))


def found(text: str, entities: list[Json]) -> list[Json]:
    """Add the commands, links, addresses, mentions and hashtags that Telegram marks by itself."""
    if not any(sign in text for sign in "/@#"):
        return entities
    inside = _inside_pairs(text)
    taken = [
        (entity["offset"], entity["offset"] + entity["length"])
        for entity in entities
        if entity["type"] in _CLOSED
    ]
    added: list[Json] = []
    for match in _AUTOMATIC.finditer(text):
        kind = match.lastgroup or ""
        start, stop = (_units(text, position, pairs=bool(inside)) for position in match.span(kind))
        if all(stop <= left or start >= right for left, right in taken):
            added.append({"type": kind, "offset": start, "length": stop - start})
    return sorted(entities + added, key=lambda entity: (entity["offset"], -entity["length"]))


def _check(entity: Json, end: int, inside: frozenset[int]) -> bool:
    """Whether a sound entity covers anything; raises for an unsound one."""
    kind, start, length = entity.get("type"), entity.get("offset"), entity.get("length")
    if kind not in TYPES:
        raise bad_request("can't parse MessageEntity: Unsupported type specified")
    if not isinstance(start, int) or not isinstance(length, int):
        raise bad_request("can't parse MessageEntity: Can't find field \"offset\"")
    _check_extra(kind, entity)
    if start < 0:
        raise bad_request(f"receive an entity with incorrect offset {start}")
    if length < 0:
        raise bad_request(f"receive an entity with incorrect length {length}")
    stop = start + length
    if start >= end and length:
        raise bad_request(f"entity begins after the end of the text at UTF-16 offset {start}")
    if stop > end:
        raise bad_request(
            f"entity beginning at UTF-16 offset {start} ends after the end of the text "
            f"at UTF-16 offset {stop}"
        )
    if start in inside or stop in inside:
        raise bad_request(f"entity beginning at UTF-16 offset {start} ends in a middle of a UTF-16 symbol")
    return length > 0


def _check_extra(kind: str, entity: Json) -> None:
    field = _NEEDS.get(kind)
    if field is None:
        return
    if field not in entity:
        raise bad_request(f"can't parse MessageEntity: Can't find field \"{field}\"")
    if kind == "text_link" and not _LINK.fullmatch(str(entity["url"])):
        raise bad_request(f"entity URL '{entity['url']}' is invalid: Wrong HTTP URL")


def _inside_pairs(text: str) -> frozenset[int]:
    """UTF-16 positions in the middle of a character."""
    if text.isascii():
        return frozenset()
    positions = (index for index, character in enumerate(text) if character > "\uffff")
    return frozenset(index + before + 1 for before, index in enumerate(positions))


def _units(text: str, position: int, *, pairs: bool) -> int:
    """A position in code points as one in UTF-16 units."""
    return position if not pairs else len(text[:position].encode("utf-16-le")) // 2
