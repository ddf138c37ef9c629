"""Right-to-left safety, in one place.

Telegram's apps give each line the direction of its first strong character and do not skip isolates
(desktop-app/lib_ui, ui/text/text.cpp), so a Hebrew line that opens with "Q-0142" or a Latin name would run
left to right. One RLM before it mends that. Marks are never stacked: the server turns all but the last of a
run into joiners (tdlib/td, td/telegram/misc.cpp, clean_input_string).

The slash of a command has no direction of its own: among Hebrew it would stand behind the word, "mine/". Each
command is isolated, which the server leaves as it is, and still finds the command in it.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from bot.domain.messages import Entity

RLM, LRI, PDI = "\u200f", "\u2066", "\u2069"
_COMMAND = re.compile(r"(?<![\w/:.\u2066\u2068])/[a-z][a-z0-9_]*(?![\w/])")
DIRECTION_MARKS = dict.fromkeys(
    [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)], None
)


def without_marks(text: str) -> str:
    """Remove direction marks, as from a name that its owner chose."""
    return text.translate(DIRECTION_MARKS)


def utf16_length(text: str) -> int:
    """Return the length in UTF-16 units, which Telegram counts entities in."""
    return len(text) + sum(char > "\uffff" for char in text)


def right_to_left(text: str, entities: tuple[Entity, ...] = ()) -> tuple[str, tuple[Entity, ...]]:
    """Make text fit to stand among Hebrew.

    One RLM comes to the start of each line of Hebrew whose first strong character is not right-to-left;
    commands are isolated. Lines without Hebrew stay as they are: a quotation, an answer of staff.

    Returns:
        The text and its entities, moved by the marks that were put in.
    """
    marks = [(place, RLM) for place in _line_starts(text)]
    for command in _COMMAND.finditer(text):
        marks += [(command.start(), LRI), (command.end(), PDI)]
    marks.sort(key=lambda mark: mark[0])  # of two at one place the RLM stays first
    pieces, done = [], 0
    for place, mark in marks:
        pieces += [text[done:place], mark]
        done = place
    offsets = [utf16_length(text[:place]) for place, _ in marks]
    return "".join([*pieces, text[done:]]), tuple(_moved(entity, offsets) for entity in entities)


def _line_starts(text: str) -> Iterator[int]:
    start = 0
    for line in text.split("\n"):
        if _runs_left_to_right(line):
            yield start
        start += len(line) + 1


def _runs_left_to_right(line: str) -> bool:
    strong = [kind for kind in map(unicodedata.bidirectional, line) if kind in ("L", "R", "AL")]
    return strong[:1] == ["L"] and len({*strong} - {"L"}) > 0


def _moved(entity: Entity, marks: list[int]) -> Entity:
    # A mark at the very start of an entity stays outside it.
    end = entity.offset + entity.length
    before = sum(mark <= entity.offset for mark in marks)
    within = sum(entity.offset < mark < end for mark in marks)
    return replace(entity, offset=entity.offset + before, length=entity.length + within)
