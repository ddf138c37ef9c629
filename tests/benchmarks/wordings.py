"""What every rival learns from and is asked: the same wordings, normalised, and rankings of the same form."""

from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise
from typing import Protocol

import numpy as np
import numpy.typing as npt

from bot.knowledge.model import KnowledgeBase
from bot.matching.normalise import is_han, normalise, words

TOP = 10
"""Places that a ranking has at most."""

Ranked = list[tuple[str | None, float]]
"""Entries and their scores, best first, each entry once; None is staff."""


class Rival(Protocol):
    """A way of matching, ready to be asked."""

    @property
    def note(self) -> str:
        """What its figures hold for, where that is not all of the wordings."""
        ...

    def rank(self, text: str) -> Ranked:
        """Rank what may answer a message, as the founder typed it; empty where nothing is like it."""
        ...


@dataclass(frozen=True, kw_only=True)
class Wordings:
    """Normalised texts and where each leads; those of one entry stand together, staff's last."""

    texts: tuple[str, ...]
    leads_to: tuple[str | None, ...]

    def ranked(self, scores: npt.ArrayLike) -> Ranked:
        """Rank entries by their best wording.

        Args:
            scores: one for each text.
        """
        return ranked(self.names, np.maximum.reduceat(np.asarray(scores, np.float64), self._starts))

    @cached_property
    def names(self) -> list[str | None]:
        """Where texts lead, in their order."""
        return list(dict.fromkeys(self.leads_to))

    @cached_property
    def _starts(self) -> list[int]:
        return [self.leads_to.index(name) for name in self.names]


def ranked(names: list[str | None], scores: npt.ArrayLike) -> Ranked:
    """Return the best of them; equal scores in the order given."""
    values = np.asarray(scores, np.float64)
    return [(names[place], float(values[place])) for place in np.argsort(-values, kind="stable")[:TOP]]


def wordings_of(knowledge: KnowledgeBase) -> Wordings:
    """Collect questions, phrasings and what belongs to staff."""
    found: set[tuple[str, str]] = set()
    for name, entry in knowledge.entries.items():
        asked = [*entry.question.values(), *chain(*knowledge.phrasings.get(name, {}).values())]
        found |= {(name, normalise(text)) for text in asked}
    staff = sorted({normalise(text) for text in chain(*knowledge.out_of_scope.values())})
    pairs: list[tuple[str | None, str]] = [*sorted(found), *((None, text) for text in staff)]
    return Wordings(texts=tuple(text for _, text in pairs), leads_to=tuple(name for name, _ in pairs))


def tokens(plain: str) -> list[str]:
    """Cut a normalised text into words, and Chinese, which has no spaces, into pairs of characters.

    >>> tokens("z签证多久")
    ['z', '签证', '证多', '多久']
    """
    found: list[str] = []
    for word in words(plain):
        pairs = [first + second for first, second in pairwise(word)] if is_han(word) else []
        found.extend(pairs or [word])
    return found
