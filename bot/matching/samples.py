"""The wordings that the matcher learns from, in an order that depends on nothing but themselves."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.domain.ids import EntryId
from bot.knowledge.model import KnowledgeBase
from bot.matching.normalise import normalise, words

Classes = npt.NDArray[np.intp]
Similarities = npt.NDArray[np.float32]
"""How alike two texts are, at most 1; the last axis runs over samples or over classes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Samples:
    """Normalised wordings, each with its class.

    Class n is `entries[n]`; the class after the last entry is "out of scope".

    Attributes:
        entries: sorted by id.
        texts: sorted by class, then by text; none twice within a class.
        classes: ascending, as long as `texts`.
    """

    entries: tuple[EntryId, ...]
    texts: tuple[str, ...]
    classes: Classes

    @property
    def out_of_scope(self) -> int:
        """The number of the class of messages that belong to staff."""
        return len(self.entries)

    def of(self, number: int) -> slice:
        """Return where the samples of a class stand."""
        start, stop = np.searchsorted(self.classes, [number, number + 1])
        return slice(int(start), int(stop))

    def best(self, similarities: Similarities) -> Similarities:
        """Reduce (rows, samples) to (rows, classes): each class's nearest sample, 0 where it has none."""
        starts = np.flatnonzero(np.diff(self.classes, prepend=-1))
        best = np.zeros((len(similarities), self.out_of_scope + 1), np.float32)
        if len(starts):
            best[:, self.classes[starts]] = np.maximum.reduceat(similarities, starts, axis=1)
        return best


def samples_of(knowledge: KnowledgeBase) -> Samples:
    """Collect questions, phrasings and out-of-scope messages; those that hold no words teach nothing."""
    entries = tuple(sorted(knowledge.entries))
    texts: list[str] = []
    classes: list[int] = []
    for number, name in enumerate(entries):
        wordings = [*knowledge.entries[name].question.values()]
        for phrasings in knowledge.phrasings.get(name, {}).values():
            wordings.extend(phrasings)
        distinct = _distinct(wordings)
        texts.extend(distinct)
        classes.extend([number] * len(distinct))
    outside = _distinct([text for texts in knowledge.out_of_scope.values() for text in texts])
    texts.extend(outside)
    classes.extend([len(entries)] * len(outside))
    return Samples(entries=entries, texts=tuple(texts), classes=np.array(classes, np.intp))


def _distinct(wordings: list[str]) -> list[str]:
    return sorted(text for text in {normalise(wording) for wording in wordings} if words(text))
