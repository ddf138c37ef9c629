"""Reads one text: which entries may be meant, and how likely each is."""

from collections.abc import Sequence

import numpy as np

from bot.domain.match import Candidate
from bot.matching import evidence
from bot.matching.decision import Reading, ranked
from bot.matching.embedding import Embedder
from bot.matching.letters import ngrams
from bot.matching.normalise import words
from bot.matching.samples import Samples
from bot.matching.trained import Trained
from bot.matching.training import weighted

CERTAIN = 0.99
"""For a message that is, word for word, one of the wordings: a person has said where it leads."""


class Reader:
    """What was learnt of one FAQ. Immutable once made, so threads may share it."""

    def __init__(self, samples: Samples, trained: Trained, embedder: Embedder | None) -> None:
        """Join the parts; `embedder` is None where `trained` leaves meaning out."""
        self._entries = samples.entries
        self._out_of_scope = samples.out_of_scope
        self._trained = trained
        self._embedder = embedder
        self._exact: dict[str, int | None] = {}
        for spelling, number in zip(samples.spellings, samples.classes.tolist(), strict=True):
            same = self._exact.setdefault(spelling, number) == number
            self._exact[spelling] = number if same else None  # it leads to several

    def nothing(self) -> tuple[Candidate, ...]:
        """Return the candidates of a message without words: none is likely."""
        names = self._entries[: evidence.CANDIDATES]
        return tuple(Candidate(entry=name, confidence=0.0) for name in names)

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """Read texts, each by itself.

        Args:
            texts: normalised, one or more, each with a word or more.
        """
        vectors = self._embedder.embed(texts) if self._embedder else None
        meanings = weighted(self._trained.centring, list(texts), vectors)
        return [self._read(text, meaning) for text, meaning in zip(texts, meanings, strict=True)]

    def knows(self, text: str) -> bool:
        """Whether a normalised text is, word for word, one of the wordings."""
        return " ".join(words(text)) in self._exact

    def most_familiar(self, texts: Sequence[str], most: int) -> list[str]:
        """Return the texts, normalised and with a word or more, that the FAQ shares most of."""
        if len(texts) <= most:
            return list(texts)
        shares = self._trained.features.letters.shares([ngrams(text) for text in texts])
        return [texts[place] for place in np.argsort(-shares, kind="stable")[:most]]

    def _read(self, text: str, meaning: np.ndarray[tuple[int, ...], np.dtype[np.float32]]) -> Reading:
        trained = self._trained
        probabilities = trained.network.probabilities(trained.features.row(text), meaning)[None]
        chosen = evidence.choose(probabilities)
        likely = trained.calibration.probabilities(evidence.features(probabilities, chosen))
        found = dict(zip(chosen[0].tolist(), likely[0].tolist(), strict=True))
        outside = bool(probabilities[0].argmax() == self._out_of_scope)
        exact = self._exact.get(" ".join(words(text)))
        if exact is not None:
            found = self._certain(found, exact)
            outside = exact == self._out_of_scope
        candidates = ranked([Candidate(entry=self._entries[n], confidence=p) for n, p in found.items()])
        return Reading(candidates=candidates[: evidence.CANDIDATES], out_of_scope=outside)

    def _certain(self, found: dict[int, float], exact: int) -> dict[int, float]:
        others = {number: likely * (1 - CERTAIN) for number, likely in found.items() if number != exact}
        if exact == self._out_of_scope:
            return {number: likely * (1 - CERTAIN) for number, likely in found.items()}
        return {exact: CERTAIN, **others}
