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
        asked: whether a founder might write it; the others are lines of answers, which only teach.
    """

    entries: tuple[EntryId, ...]
    texts: tuple[str, ...]
    classes: Classes
    asked: npt.NDArray[np.bool_]

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
    """Collect questions, phrasings, lines of answers and out-of-scope messages; all that hold words."""
    entries = tuple(sorted(knowledge.entries))
    found: list[tuple[int, str, bool]] = []
    for number, name in enumerate(entries):
        wordings = [*knowledge.entries[name].question.values()]
        for phrasings in knowledge.phrasings.get(name, {}).values():
            wordings.extend(phrasings)
        asked = _distinct(wordings)
        told = _distinct(
            [line for answer in knowledge.entries[name].answer.values() for line in _lines(answer)]
        )
        found += [(number, text, True) for text in asked]
        found += [(number, text, False) for text in told - asked]
    outside = _distinct([text for texts in knowledge.out_of_scope.values() for text in texts])
    found += [(len(entries), text, True) for text in outside]
    found.sort()
    return Samples(
        entries=entries,
        texts=tuple(text for _, text, _ in found),
        classes=np.array([number for number, _, _ in found], np.intp),
        asked=np.array([asked for _, _, asked in found], np.bool_),
    )


def _lines(answer: str) -> list[str]:
    """Return the lines of an answer, without Markdown; the last says what to do next, as in every answer."""
    plain = [line.replace("**", "").strip().removeprefix("- ") for line in answer.strip().splitlines()]
    return plain[:-1]


def _distinct(wordings: list[str]) -> set[str]:
    return {text for text in map(normalise, wordings) if words(text)}
