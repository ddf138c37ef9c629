"""Places that the hub is not in: the word that turns a question we answer into one we do not."""

from collections.abc import Iterable

from bot.domain.ids import EntryId
from bot.matching.normalise import is_han, normalise, vocabulary, words
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
        self._own: dict[EntryId, frozenset[str]] = {}

    def elsewhere(self, text: str, entry: EntryId) -> bool:
        """Whether a normalised message names a place that no wording of the entry does."""
        named = self.named(text)
        return bool(named) and not named <= self._of_entry(entry)

    def named(self, text: str) -> frozenset[str]:
        """Return the places that a normalised text names."""
        return self._of(vocabulary(text))

    def _of_entry(self, entry: EntryId) -> frozenset[str]:
        if entry not in self._own:
            wordings = self._samples.of(self._samples.entries.index(entry))
            self._own[entry] = self._of(frozenset(" ".join(self._samples.spellings[wordings]).split()))
        return self._own[entry]

    def _of(self, distinct: frozenset[str]) -> frozenset[str]:
        joined = {word[1:] for word in distinct - self._names if word[0] in _PREFIXES}
        # Han characters are not parted into words: a name may stand anywhere among them.
        together = " ".join(distinct)
        return frozenset((distinct | joined) & self._names).union(
            name for name in self._han if name in together
        )
