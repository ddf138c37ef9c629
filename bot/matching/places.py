"""Places that the hub is not in: the word that turns a question we answer into one we do not."""

from collections.abc import Iterable

from bot.domain.ids import EntryId
from bot.matching.normalise import is_han, normalise, words
from bot.matching.samples import Samples

_PREFIXES = "בלמהושכ"
"""Hebrew joins "in", "to", "from", "the" and "and" to the next word."""


class Places:
    """Knows the places of faq.yaml's `elsewhere`, and which entries speak of them."""

    def __init__(self, names: Iterable[str], samples: Samples) -> None:
        """Take names, one word each or a run of Han characters, and the FAQ's samples."""
        self._names = {word for name in names for word in words(normalise(name))}
        self._han = tuple(sorted(name for name in self._names if is_han(name)))
        self._samples = samples

    def elsewhere(self, text: str, entry: EntryId) -> bool:
        """Whether a normalised message names a place that no wording of the entry does."""
        named = self._of(words(text))
        return bool(named and named - self._of(self._wordings(entry)))

    def _wordings(self, entry: EntryId) -> set[str]:
        own = self._samples.of(self._samples.entries.index(entry))
        return set(" ".join(self._samples.spellings[own]).split())

    def _of(self, split: Iterable[str]) -> frozenset[str]:
        found: set[str] = set()
        for word in split:
            if is_han(word):
                found.update(name for name in self._han if name in word)
            elif word in self._names:
                found.add(word)
            elif word[0] in _PREFIXES and word[1:] in self._names:
                found.add(word[1:])
        return frozenset(found)
