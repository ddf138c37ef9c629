"""Learning from the samples: the network, and a calibration by what it would have said of them unseen."""

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np

from bot.matching import evidence
from bot.matching.calibration import Calibration, Column
from bot.matching.calibration import fit as fit_calibration
from bot.matching.centring import Centring
from bot.matching.embedding import Vectors
from bot.matching.features import Features, Floats
from bot.matching.network import Inputs, Network, fit, steps
from bot.matching.samples import Classes, Samples
from bot.matching.trained import Trained

FOLDS = 3
"""Parts of the samples of which each in turn is not seen; more of them cost time and change little."""
MEANING_WEIGHT = 5.0
"""Length of a vector beside rows of lengths 3 and 2; from 3 to 6 it makes no difference to speak of."""
OUT_OF_SCOPE_SHARE = 0.5
"""Messages for staff there are for every one that an entry answers."""

Progress = Callable[[int, int], None]
"""Called with how many steps are done and how many there are."""


def train(samples: Samples, vectors: Vectors | None, progress: Progress | None = None) -> Trained:
    """Learn from all samples.

    Args:
        samples: of one entry or more.
        vectors: of the samples, as the embedder gave them; None leaves meaning out.
        progress: called after each step.
    """
    learner = Learner(samples, vectors, progress)
    everything = np.arange(len(samples.texts))
    network = learner.network(everything).rounded()
    return Trained(
        network=network,
        features=learner.features,
        centring=learner.centring,
        calibration=_calibrated(samples, learner.unseen()),
    )


class Learner:
    """Samples made ready for the network, and what it says of them."""

    def __init__(self, samples: Samples, vectors: Vectors | None, progress: Progress | None = None) -> None:
        """Turn samples into inputs; arguments as for `train`."""
        if progress:
            progress(0, _steps(len(samples.texts)))
        self._samples = samples
        self.features = Features.learn(samples.texts)
        self.centring = None if vectors is None else Centring.learn(samples.texts, vectors)
        self._inputs = Inputs.of(
            [self.features.row(text) for text in samples.texts],
            weighted(self.centring, samples.texts, vectors),
        )
        self._progress = progress
        self._done = 0
        self._folds = np.array([zlib.crc32(text.encode()) % FOLDS for text in samples.texts], np.intp)

    def network(self, numbers: Classes) -> Network:
        """Learn from some of the samples."""
        return fit(
            self._inputs, self._samples.classes, self._samples.out_of_scope + 1, numbers, self._advance
        )

    def unseen(self) -> Iterator[tuple[Classes, Floats]]:
        """Yield (numbers, classes), some samples at a time, by a network that did not learn from them.

        Each sample comes once; the numbers tell which ones a block is of.
        """
        for fold in range(FOLDS):
            out, kept = (np.flatnonzero(chosen) for chosen in (self._folds == fold, self._folds != fold))
            network = self.network(kept) if len(kept) else self.network(out)
            yield from network.all_probabilities(self._inputs, out)

    def _advance(self) -> None:
        self._done += 1
        if self._progress:
            self._progress(self._done, _steps(len(self._folds)))


def _steps(samples: int) -> int:
    return steps(samples) + FOLDS * steps(samples - samples // FOLDS)


def weighted(centring: Centring | None, texts: Sequence[str], vectors: Vectors | None) -> Floats:
    """Return the vectors as the network sees them: no dimensions where meaning is left out."""
    if centring is None or vectors is None:
        return np.zeros((len(texts), 0), np.float32)
    return np.float32(MEANING_WEIGHT) * centring.centred(texts, vectors)


def _calibrated(samples: Samples, unseen: Iterable[tuple[Classes, Floats]]) -> Calibration:
    candidates = min(evidence.CANDIDATES, samples.out_of_scope)
    chosen = np.empty((len(samples.texts), candidates), np.intp)
    features = np.empty((*chosen.shape, evidence.KINDS))
    for numbers, probabilities in unseen:
        chosen[numbers] = evidence.choose(probabilities)
        features[numbers] = evidence.features(probabilities, chosen[numbers])
    asked = samples.classes[samples.asked]
    right: Column = (chosen[samples.asked] == asked[:, None]).astype(np.float64)
    inside = asked < samples.out_of_scope
    share = OUT_OF_SCOPE_SHARE * inside.sum() / max(1, (~inside).sum())
    importance: Column = np.repeat(np.where(inside, 1.0, share)[:, None], candidates, axis=1)
    return fit_calibration(
        features[samples.asked].reshape(-1, evidence.KINDS), right.ravel(), importance.ravel()
    ).for_founders()
