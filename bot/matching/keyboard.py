"""Hebrew typed while the keyboard was set to English: `akuo` is where the fingers go for שלום."""

from collections.abc import Iterable

from bot.matching.normalise import is_han, words

_ENGLISH = "qwertyuiopasdfghjkl;'zxcvbnm,./"
_HEBREW = "/'קראטוןםפשדגכעיחלךף,זסבהנמצתץ."
_TO_HEBREW = str.maketrans(_ENGLISH, _HEBREW)

KNOWN_ENOUGH = 0.5
"""Share of a message's words that must be the FAQ's own, read one way and not the other."""
SHORTEST = 2
"""Letters of a word that tells anything about its language."""


class Keyboard:
    """Knows which words the FAQ uses, and so on which keyboard a message makes sense."""

    def __init__(self, known: Iterable[str]) -> None:
        """Learn words, as `words` gives them."""
        self._known = frozenset(known)

    def repaired(self, text: str) -> str | None:
        """Return a normalised message as it was meant; None when it makes sense, or no more sense in Hebrew.

        >>> Keyboard(["שלום", "מה", "המחיר"]).repaired("akuo nv njhr?")
        'שלום מה מחיר?'
        """
        if self._share(text) >= KNOWN_ENOUGH:
            return None
        hebrew = text.translate(_TO_HEBREW)
        return hebrew if self._share(hebrew) >= KNOWN_ENOUGH else None

    def _share(self, text: str) -> float:
        found = [word for word in words(text) if len(word) >= SHORTEST and not is_han(word)]
        return sum(self._knows(word) for word in found) / max(1, len(found))

    def _knows(self, word: str) -> bool:
        # Hebrew joins "the", "in", "to", "and" to the next word as one letter.
        return word in self._known or f"ה{word}" in self._known or (len(word) > 2 and word[1:] in self._known)
