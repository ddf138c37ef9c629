"""What becomes of a message in the staff group: sent to a founder, kept as a note, or neither."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal as OneOf

from bot.conversation.bidi import utf16_length
from bot.domain.events import Content, StaffMessage
from bot.domain.messages import Entity
from bot.domain.ticket import Ticket

Relay = OneOf["topic", "reply"]
NOTE = "//"
Stretch = tuple[int, int]
"""Where something begins and ends, in UTF-16 units."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliver:
    """Send it to the founder of this ticket; `content` is what is left without notes."""

    ticket: Ticket
    content: Content


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """It would go to the founder of this ticket, but all of its words are a note."""

    ticket: Ticket


@dataclass(frozen=True, slots=True, kw_only=True)
class Keep:
    """It stays among staff: talk that belongs to no ticket."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """It replies to the bot, but to no ticket's message: say so, lest staff think that it was sent."""


def route(
    message: StaffMessage, *, relay: Relay, topic: Ticket | None, reply_to: Ticket | None, to_bot: bool
) -> Deliver | Note | Keep | Unplaced:
    """Say what becomes of a message in the staff group.

    Args:
        message: what was written.
        relay: the setting `STAFF_RELAY`.
        topic: the latest ticket of the founder whose topic it stands in; None outside such topics.
        reply_to: the ticket of the message that it replies to; None if it replies to no such message.
        to_bot: it replies to one of the bot's messages.
    """
    here = topic if relay == "topic" or to_bot else None
    ticket = reply_to or here
    content = without_notes(message.content)
    if ticket:
        return Deliver(ticket=ticket, content=content) if content else Note(ticket=ticket)
    return Unplaced() if to_bot and content else Keep()


def without_notes(content: Content) -> Content | None:
    """Return what may leave: without the lines that begin with `//`; None where nothing else is said."""
    lines = (content.text or "").split("\n")
    if not any(map(_is_note, lines)):
        return content
    said = [number for number, line in enumerate(lines) if line.strip() and not _is_note(line)]
    if not said:
        return None
    kept: list[str] = []
    cut: list[Stretch] = []
    at = 0
    for number, line in enumerate(lines):
        end = at + utf16_length(line) + 1
        if said[0] <= number <= said[-1] and not _is_note(line):
            kept.append(line)
        else:
            cut.append((at, end))
        at = end
    text = "\n".join(kept)
    moved = (_moved(entity, cut, utf16_length(text)) for entity in content.entities)
    return replace(content, text=text, entities=tuple(entity for entity in moved if entity.length > 0))


def _is_note(line: str) -> bool:
    return line.lstrip().startswith(NOTE)


def _moved(entity: Entity, cut: Sequence[Stretch], length: int) -> Entity:
    start = _left_before(entity.offset, cut)
    end = min(_left_before(entity.offset + entity.length, cut), length)
    return replace(entity, offset=start, length=end - start)


def _left_before(place: int, cut: Sequence[Stretch]) -> int:
    return place - sum(min(end, place) - start for start, end in cut if start < place)
