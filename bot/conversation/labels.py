"""How much of a text fits on a button."""

from unicodedata import east_asian_width

LABEL_WIDTH = 34
"""Latin letters of a button as wide as the message; a Chinese character takes the place of two."""


def shortened(text: str, room: int) -> str:
    """Return as much of a text as fits into so many Latin letters, with … for what is left out."""
    if width(text) <= room:
        return text
    kept = text
    while kept and width(kept) > room - 1:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def width(text: str) -> int:
    """Return how many Latin letters take as much room."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)
