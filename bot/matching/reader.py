"""Reads one text with every engine: which entries may be meant, and how likely each is."""

from collections.abc import Iterator, Sequence

import numpy as np

from bot.domain.match import Candidate
from bot.matching import evidence
from bot.matching.classifier import kernel
from bot.matching.decision import Reading, ranked
from bot.matching.embedding import Embedder
from bot.matching.lexical import LexicalIndex
from bot.matching.normalise import words
from bot.matching.product import product
from bot.matching.samples import Samples, Similarities
from bot.matching.semantic import SemanticIndex
from bot.matching.trained import Trained

CERTAIN = 0.99
"""For a message that is, word for word, one of the wordings: a person has said where it leads."""
PARTS = 4
"""Parts of a long message that are embedded, those that are most like an entry by letters."""


class Reader:
    """The engines over one FAQ. Immutable once made, so threads may share it."""

    def __init__(
        self,
        samples: Samples,
        lexical: LexicalIndex,
        trained: Trained,
        semantic: SemanticIndex | None = None,
        embedder: Embedder | None = None,
    ) -> None:
        """Join the engines; `semantic` and `embedder` are None together, which leaves meaning out."""
        self._samples = samples
        self._lexical = lexical
        self._weights = np.ascontiguousarray(trained.weights.T)
        self._calibration = trained.calibration
        self._semantic = semantic
        self._embedder = embedder
        self._exact: dict[str, set[int]] = {}
        for wording, number in zip(samples.texts, samples.classes.tolist(), strict=True):
            self._exact.setdefault(_spelling(wording), set()).add(number)

    def nothing(self) -> tuple[Candidate, ...]:
        """Return the candidates of a message without words: none is likely."""
        return tuple(
            Candidate(entry=name, confidence=0.0) for name in self._samples.entries[: evidence.CANDIDATES]
        )

    def read(self, parts: Sequence[str]) -> Reading:
        """Read a message and return the reading of the part of it that is best supported.

        Args:
            parts: normalised, one or more, each with a word or more.
        """
        letters = np.stack([self._lexical.similarities(part) for part in parts])
        support = self._samples.best(letters)[:, :-1].max(axis=1)
        likeliest = np.argsort(-support, kind="stable")[:PARTS]
        texts, letters = [parts[number] for number in likeliest], letters[likeliest]
        meaning = None
        if self._semantic and self._embedder:
            meaning = self._semantic.similarities(texts, self._embedder.embed(texts))
        readings = self._judge(texts, letters, meaning)
        return max(readings, key=lambda reading: reading.best)

    def _judge(
        self, texts: Sequence[str], letters: Similarities, meaning: Similarities | None
    ) -> Iterator[Reading]:
        samples = self._samples
        scores = product(kernel(letters, meaning), self._weights)
        engines = [scores, samples.best(letters)]
        if meaning is not None:
            engines.append(samples.best(meaning))
        chosen = evidence.choose(scores)
        likenesses = [evidence.likenesses(samples, *one) for one in zip(texts, letters, chosen, strict=True)]
        table = evidence.features(engines, chosen, np.array(likenesses))
        probabilities = self._calibration.probabilities(table)
        leads = scores.argmax(axis=1)
        for text, entries, likely, leader in zip(texts, chosen, probabilities, leads, strict=True):
            found = dict(zip(entries.tolist(), likely.tolist(), strict=True))
            outside = bool(leader == samples.out_of_scope)
            exact = self._exact.get(_spelling(text), set())
            if len(exact) == 1:
                found = self._certain(found, *exact)
                outside = samples.out_of_scope in exact
            yield self._reading(found, out_of_scope=outside)

    def _reading(self, found: dict[int, float], *, out_of_scope: bool) -> Reading:
        names = self._samples.entries
        candidates = ranked([Candidate(entry=names[n], confidence=p) for n, p in found.items()])
        return Reading(
            candidates=candidates[: evidence.CANDIDATES],
            out_of_scope=out_of_scope,
            ask_from=self._calibration.ask_from,
        )

    def _certain(self, found: dict[int, float], exact: int) -> dict[int, float]:
        others = {number: likely * (1 - CERTAIN) for number, likely in found.items() if number != exact}
        return others if exact == self._samples.out_of_scope else {exact: CERTAIN, **others}


def _spelling(text: str) -> str:
    return " ".join(words(text))
