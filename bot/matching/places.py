"""Places that the hub is not in: the word that turns a question we answer into one we do not."""

import re
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
        known = {word for name in names for word in words(normalise(name))}
        # Han characters are not parted into words: a name may stand anywhere among them.
        self._han = tuple(sorted(filter(is_han, known)))
        self._any_han = re.compile("|".join(self._han) or "(?!)")
        self._forms = {f"{prefix}{name}": name for name in known for prefix in _PREFIXES}
        self._forms.update((name, name) for name in known)
        self._samples = samples
        self._own: dict[EntryId, frozenset[str]] = {}

    def elsewhere(self, text: str, entry: EntryId) -> bool:
        """Whether a normalised message names a place that no wording of the entry does."""
        named = self.named(text)
        return bool(named) and not named <= self._of_entry(entry)

    def named(self, text: str) -> frozenset[str]:
        """Return the places that a normalised text names."""
        named = {self._forms[word] for word in self._forms.keys() & vocabulary(text)}
        if self._any_han.search(text):
            named.update(name for name in self._han if name in text)
        return frozenset(named)

    def _of_entry(self, entry: EntryId) -> frozenset[str]:
        if entry not in self._own:
            wordings = self._samples.of(self._samples.entries.index(entry))
            self._own[entry] = self.named(" ".join(self._samples.spellings[wordings]))
        return self._own[entry]
