"""Reads one text: which entries may be meant, and how likely each is."""

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

import numpy as np

from bot.domain.match import Candidate
from bot.matching import evidence
from bot.matching.decision import Reading, ranked
from bot.matching.embedding import Embedder
from bot.matching.features import Floats, Row
from bot.matching.normalise import words
from bot.matching.samples import Samples
from bot.matching.trained import Trained
from bot.matching.training import weighted

CERTAIN = 0.99
"""For a message that is, word for word, one of the wordings: a person has said where it leads."""


RECENT = 512
"""Texts whose traits are remembered: what was taught or waits for staff is compared again and again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What there is to see in a text.

    Attributes:
        row: its n-grams.
        meaning: centred and weighted; no dimensions where meaning is left out.
        said: the network's probability of each class, not calibrated; the last is out of scope.
    """

    row: Row
    meaning: Floats
    said: Floats


class Reader:
    """What was learnt of one FAQ, and what was lately looked at. Threads may share it."""

    def __init__(self, samples: Samples, trained: Trained, embedder: Embedder | None) -> None:
        """Join the parts; `embedder` is None where `trained` leaves meaning out."""
        self._entries = samples.entries
        self._out_of_scope = samples.out_of_scope
        self._trained = trained
        self._embedder = embedder
        self._recent: dict[str, Traits] = {}
        self._turn = Lock()
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
        traits = self._look(texts)
        said = np.stack([one.said for one in traits])
        chosen = evidence.choose(said)
        likely = self._trained.calibration.probabilities(evidence.features(said, chosen))
        outside = said.argmax(axis=1) == self._out_of_scope
        found = zip(texts, chosen.tolist(), likely.tolist(), outside.tolist(), strict=True)
        return [self._reading(text, dict(zip(own, sure, strict=True)), out) for text, own, sure, out in found]

    def traits(self, texts: Sequence[str]) -> list[Traits]:
        """Return what there is to see in texts, recalled where one of them was lately looked at.

        Args:
            texts: as for `read`.
        """
        known = {text: traits for text in texts if (traits := self._recent.get(text))}
        new = [text for text in dict.fromkeys(texts) if text not in known]
        known.update(zip(new, self._look(new), strict=True))
        return [known[text] for text in texts]

    def _look(self, texts: Sequence[str]) -> list[Traits]:
        if not texts:
            return []
        trained = self._trained
        vectors = self._embedder.embed(texts) if self._embedder else None
        meanings = weighted(trained.centring, texts, vectors)
        rows = list(map(trained.features.row, texts))
        said = map(trained.network.probabilities, rows, meanings)
        found = [Traits(row=r, meaning=m, said=s) for r, m, s in zip(rows, meanings, said, strict=True)]
        with self._turn:
            self._recent.update(zip(texts, found, strict=True))
            while len(self._recent) > RECENT:
                del self._recent[next(iter(self._recent))]
        return found

    def knows(self, text: str) -> bool:
        """Whether a normalised text is, word for word, one of the wordings."""
        return " ".join(words(text)) in self._exact

    def _reading(self, text: str, found: dict[int, float], outside: bool) -> Reading:
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
