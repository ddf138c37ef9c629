"""Words that look as if they were about one person, and should not become part of the FAQ."""

import re
from collections.abc import Sequence

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
_PHONE = re.compile(r"(?<![\w.])\+?\d(?:[ ().-]?\d){7,14}(?![\w])")
_HAN = re.compile(r"[\u3400-\u9fff]")
SHORTEST_NAME = 3
"""Letters of the shortest part of a name that is looked for; shorter ones are ordinary words too often."""


def names_someone(text: str, names: Sequence[str]) -> bool:
    """Tell whether a text holds one of the names, or the part of one, as a word of its own."""
    return any(_stands_in(part, text) for name in names for part in (name.strip(), *name.split()))


def reaches_someone(text: str) -> bool:
    """Tell whether a text holds what looks like an e-mail address or a telephone number."""
    return bool(_EMAIL.search(text) or _PHONE.search(text))


def _stands_in(name: str, text: str) -> bool:
    if _HAN.search(name):  # without spaces between words, two characters are a name and one is not
        return len(name) > 1 and name in text
    return len(name) >= SHORTEST_NAME and bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text))
