"""Right-to-left safety, in one place.

Telegram's apps give each line the direction of its first strong character and do not skip isolates
(desktop-app/lib_ui, ui/text/text.cpp), so a Hebrew line that opens with "Q-0142" or a Latin name would run
left to right. One RLM before it mends that. Marks are never stacked: the server turns all but the last of a
run into joiners (tdlib/td, td/telegram/misc.cpp, clean_input_string).
"""

import unicodedata
from dataclasses import replace

from bot.domain.messages import Entity

RLM = "\u200f"
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
    """Put one RLM at the start of each line whose first strong character is not right-to-left.

    Lines without any letter, and lines that are a bare URL, stay as they are.

    Returns:
        The text and its entities, moved by the marks that were put in.
    """
    lines: list[str] = []
    marks: list[int] = []  # offsets in the old text, in UTF-16 units
    offset = 0
    for line in text.split("\n"):
        if _runs_left_to_right(line):
            marks.append(offset)
            lines.append(RLM + line)
        else:
            lines.append(line)
        offset += utf16_length(line) + 1
    return "\n".join(lines), tuple(_moved(entity, marks) for entity in entities)


def _runs_left_to_right(line: str) -> bool:
    if line.startswith(("http://", "https://")):
        return False
    first = next((kind for kind in map(unicodedata.bidirectional, line) if kind in ("L", "R", "AL")), None)
    return first == "L"


def _moved(entity: Entity, marks: list[int]) -> Entity:
    # A mark at the very start of an entity stays outside it.
    end = entity.offset + entity.length
    before = sum(mark <= entity.offset for mark in marks)
    within = sum(entity.offset < mark < end for mark in marks)
    return replace(entity, offset=entity.offset + before, length=entity.length + within)
