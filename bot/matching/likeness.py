"""How likely two messages ask the same thing: for the desk, and for what was taught a minute ago.

Messages of that kind are mostly those that no entry answers, so what the network makes of them says little;
where it does recognise both, it says much.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.domain.language import detect
from bot.matching.differences import Differences
from bot.matching.features import WIDTH, Floats, Row
from bot.matching.normalise import words
from bot.matching.reader import Reader, Traits
from bot.matching.training import MEANING_WEIGHT


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """A logistic model over what two messages share.

    Attributes:
        meaning: for a cosine of centred vectors of 1.
        letters: for a cosine of the n-grams' rows of 1.
        entry: for each power of e in the probability that one entry answers both.
        constant: added to the rest.
    """

    meaning: float
    letters: float
    entry: float
    constant: float


# Fitted on pairs of faq/phrasings and faq/out-of-scope.yaml. Three times over, the network had not learnt
# from a third of them, and from a sixth of the entries nothing at all; pairs are of what it had not learnt.
# Alike: each wording and the three of its entry that mean most nearly the same in a language, by half from
# entries that it did not know. Different: all pairs of two entries, of an entry and a line out of scope, of
# two such lines in one language. By weight, one pair of 400 was alike. Only pairs count that a first such
# fit gave 0.1 or more: the few that matter. Of what got 0.95 or more on a third left out, 93 % were alike
# within a language, 96 % across.
WITHIN = Weights(meaning=5.35, letters=4.49, entry=0.88, constant=-1.61)
ACROSS = Weights(meaning=19.3, letters=3.48, entry=0.69, constant=-4.55)
WITHIN_BY_LETTERS = Weights(meaning=0.0, letters=6.6, entry=0.47, constant=-1.69)
ACROSS_BY_LETTERS = Weights(meaning=0.0, letters=11.55, entry=1.02, constant=-0.25)
FAINT = 0.003
"""Added to the probability of a common entry, below which it is only noise."""

DIFFERENT = 0.1
"""What remains of the likelihood where place, number, a denial or a single other word tells them apart."""
ALMOST = 0.99
"""What is not the same text may always mean something else."""


class Comparer:
    """Compares messages. Immutable once made, apart from what the reader remembers."""

    def __init__(self, reader: Reader, differences: Differences) -> None:
        """Join the parts."""
        self._reader = reader
        self._differences = differences

    def alike(self, text: str, others: Sequence[str]) -> tuple[float, ...]:
        """Return for each of the others the probability that it asks the same as the text.

        Args:
            text: normalised, of any kind; without words it is like itself alone.
            others: the same.
        """
        worth = [other for other in dict.fromkeys(others) if words(other)] if words(text) else []
        known = dict(zip((text, *worth), self._reader.traits([text, *worth]), strict=True)) if worth else {}
        return tuple(self._likely(text, other, known) for other in others)

    def _likely(self, text: str, other: str, known: dict[str, Traits]) -> float:
        if text == other or (words(text) and words(text) == words(other)):
            return 1.0
        if other not in known:
            return 0.0
        one, two = known[text], known[other]
        weights = _weights(meant=len(one.meaning) > 0, within=detect(text) is detect(other))
        likely = min(ALMOST, _shared(one, two, weights))
        return DIFFERENT * likely if self._differences.between(text, other) else likely


def _weights(*, meant: bool, within: bool) -> Weights:
    if meant:
        return WITHIN if within else ACROSS
    return WITHIN_BY_LETTERS if within else ACROSS_BY_LETTERS


def _shared(one: Traits, two: Traits, weights: Weights) -> float:
    meaning = _dot(one.meaning, two.meaning) / MEANING_WEIGHT**2
    entry = _dot(one.said[:-1], two.said[:-1])
    logit = (
        weights.meaning * meaning
        + weights.letters * _cosine(one.row, two.row)
        + weights.entry * math.log(entry + FAINT)
        + weights.constant
    )
    return 1 / (1 + math.exp(-logit))


def _cosine(one: Row, two: Row) -> float:
    first, second = _dense(one), _dense(two)
    lengths = math.sqrt(_dot(first, first) * _dot(second, second))
    return _dot(first, second) / max(lengths, 1e-9)


def _dense(row: Row) -> Floats:
    table = np.zeros(WIDTH, np.float32)
    np.add.at(table, row.columns, row.values)
    return table


def _dot(one: Floats, two: Floats) -> float:
    return float(np.einsum("d,d->", one, two))
