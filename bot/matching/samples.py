"""The wordings that the matcher learns from, in an order that depends on nothing but themselves."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

from bot.domain.ids import EntryId
from bot.knowledge.model import KnowledgeBase
from bot.matching.normalise import normalise, words

Classes = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True)
class Samples:
    """Normalised wordings, each with its class.

    Class n is `entries[n]`; the class after the last entry is "out of scope".

    Attributes:
        entries: sorted by id.
        texts: sorted by class, then by text; none twice within a class.
        words: of each text.
        classes: ascending, as long as `texts`.
        asked: whether a founder might write it; the others are lines of answers, which only teach.
    """

    entries: tuple[EntryId, ...]
    texts: tuple[str, ...]
    words: tuple[tuple[str, ...], ...]
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


def samples_of(knowledge: KnowledgeBase) -> Samples:
    """Collect questions, phrasings, lines of answers and out-of-scope messages; all that hold words."""
    entries = tuple(sorted(knowledge.entries))
    found: list[tuple[int, str, tuple[str, ...], bool]] = []
    for number, name in enumerate(entries):
        entry = knowledge.entries[name]
        wordings = [*entry.question.values(), *chain(*knowledge.phrasings.get(name, {}).values())]
        asked = _distinct(wordings)
        told = _distinct(line for answer in entry.answer.values() for line in _lines(answer))
        found += [(number, text, split, True) for text, split in asked.items()]
        found += [(number, text, split, False) for text, split in told.items() if text not in asked]
    outside = _distinct(chain(*knowledge.out_of_scope.values()))
    found += [(len(entries), text, split, True) for text, split in outside.items()]
    found.sort()
    return Samples(
        entries=entries,
        texts=tuple(text for _, text, _, _ in found),
        words=tuple(split for _, _, split, _ in found),
        classes=np.array([number for number, _, _, _ in found], np.intp),
        asked=np.array([asked for _, _, _, asked in found], np.bool_),
    )


def _lines(answer: str) -> list[str]:
    """Return the lines of an answer, without Markdown; the last says what to do next, as in every answer."""
    plain = [line.replace("**", "").strip().removeprefix("- ") for line in answer.strip().splitlines()]
    return plain[:-1]


def _distinct(wordings: Iterable[str]) -> dict[str, tuple[str, ...]]:
    split = {text: tuple(words(text)) for text in map(normalise, wordings)}
    return {text: found for text, found in split.items() if found}
