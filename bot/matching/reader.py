"""Reads one text with every engine: which entries may be meant, and how likely each is."""

from collections.abc import Sequence

import numpy as np

from bot.domain.match import Candidate
from bot.matching import evidence
from bot.matching.classifier import kernel
from bot.matching.decision import Reading, ranked
from bot.matching.embedding import Embedder
from bot.matching.lexical import LexicalIndex
from bot.matching.normalise import words
from bot.matching.samples import Samples, Similarities
from bot.matching.semantic import SemanticIndex
from bot.matching.trained import Trained

CERTAIN = 0.99
"""For a message that is, word for word, one of the wordings: a person has said where it leads."""
PARTS = 6
"""Parts of a long message that are embedded; eight milliseconds each."""


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
        self._trained = trained
        self._semantic = semantic
        self._embedder = embedder
        self._exact: dict[str, set[int]] = {}
        for wording, number in zip(samples.texts, samples.classes.tolist(), strict=True):
            self._exact.setdefault(_spelling(wording), set()).add(number)

    def unread(self) -> Reading:
        """Return the reading of a message without words: nothing is likely."""
        entries = self._samples.entries[: evidence.CANDIDATES]
        return self._reading(
            ranked([Candidate(entry=one, confidence=0.0) for one in entries]), out_of_scope=False
        )

    def read(self, text: str) -> Reading:
        """Read a normalised text that holds a word or more."""
        letters = self._lexical.similarities(text)[None]
        meaning = None
        if self._semantic and self._embedder:
            meaning = self._semantic.similarities([text], self._embedder.embed([text]))
        return self._judge(text, letters, meaning)

    def read_parts(self, texts: Sequence[str]) -> Reading:
        """Read the parts of a long message and return the reading of the one that is best supported."""
        support = [self._samples.best(self._lexical.similarities(text)[None])[0, :-1].max() for text in texts]
        likeliest = sorted(range(len(texts)), key=lambda number: (-support[number], number))[:PARTS]
        return max((self.read(texts[number]) for number in likeliest), key=lambda reading: reading.best)

    def _judge(self, text: str, letters: Similarities, meaning: Similarities | None) -> Reading:
        samples = self._samples
        scores = kernel(letters, meaning) @ self._trained.weights
        engines = [scores, samples.best(letters)]
        if meaning is not None:
            engines.append(samples.best(meaning))
        chosen = evidence.choose(scores)
        likenesses = np.array([evidence.likenesses(samples, text, letters[0], chosen[0])])
        table = evidence.features(engines, chosen, likenesses)
        probabilities = self._trained.calibration.probabilities(table)[0]
        found = dict(zip(chosen[0].tolist(), probabilities.tolist(), strict=True))
        outside = int(scores[0].argmax()) == samples.out_of_scope
        exact = self._exact.get(_spelling(text), set())
        if len(exact) == 1:
            found = self._certain(found, *exact)
            outside = samples.out_of_scope in exact
        candidates = ranked([Candidate(entry=samples.entries[n], confidence=p) for n, p in found.items()])
        return self._reading(candidates, out_of_scope=outside)

    def _reading(self, candidates: tuple[Candidate, ...], *, out_of_scope: bool) -> Reading:
        best = candidates[: evidence.CANDIDATES]
        return Reading(
            candidates=best, out_of_scope=out_of_scope, ask_from=self._trained.calibration.ask_from
        )

    def _certain(self, found: dict[int, float], exact: int) -> dict[int, float]:
        others = {number: likely * (1 - CERTAIN) for number, likely in found.items() if number != exact}
        return others if exact == self._samples.out_of_scope else {exact: CERTAIN, **others}


def _spelling(text: str) -> str:
    return " ".join(words(text))
