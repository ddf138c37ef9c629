"""A network with one hidden layer: a text's row and vector in, the probability of each class out.

One hidden layer, because what a founder means is no sum of words: it gains 2 % right entries over a linear
model. Small enough to be learnt in seconds and to run in a fraction of a millisecond without any framework.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from bot.matching.cache import Packed, pack, unpack_all
from bot.matching.features import WIDTH, Floats, Row
from bot.matching.samples import Classes

HIDDEN = 256
EPOCHS, BATCH = 8, 256
LEAST_STEPS = 150
"""Steps for the smallest of FAQs, whose few batches would teach too little in as many rounds."""
RATE = 3e-3
"""Adam's step at the start; it falls to nothing in a straight line."""
DECAY = 1e-4
DROPPED = 0.4
"""Share of the hidden units that sit out each step, so that none is relied on alone."""
SMOOTHING = 0.05
"""Probability that is spread over all classes in training: no label is certain."""
MOMENTUM, SPREAD = 0.9, 0.999  # Adam's own defaults: Kingma and Ba, "Adam", 2015, arXiv 1412.6980

Advance = Callable[[], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """Texts as the network learns from them: only columns that one of them uses, so that few are quick.

    Attributes:
        rows: of each text.
        vectors: (texts, dimensions), centred and scaled; dimensions is 0 where meaning is left out.
        used: the columns that any row has, ascending.
    """

    rows: Sequence[Row]
    vectors: Floats
    used: Classes

    @classmethod
    def of(cls, rows: Sequence[Row], vectors: Floats) -> "Inputs":
        """Find the columns that the rows use."""
        columns = np.concatenate([np.zeros(0, np.intp), *(row.columns for row in rows)])
        return cls(rows=rows, vectors=vectors, used=np.unique(columns))

    @property
    def lines(self) -> Classes:
        """The lines of `Network.entering` that the columns of `dense` belong to."""
        return np.concatenate([self.used, WIDTH + np.arange(self.vectors.shape[1])])

    def dense(self, numbers: Classes) -> Floats:
        """Return (numbers, lines)."""
        table = np.zeros((len(numbers), len(self.used) + self.vectors.shape[1]), np.float32)
        for place, number in enumerate(numbers):
            row = self.rows[number]
            np.add.at(table[place], np.searchsorted(self.used, row.columns), row.values)
        table[:, len(self.used) :] = self.vectors[numbers]
        return table


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """The weights.

    Attributes:
        entering: (WIDTH + dimensions, HIDDEN).
        bias: (HIDDEN,).
        leaving: (HIDDEN, classes).
        prior: (classes,).
    """

    entering: Floats
    bias: Floats
    leaving: Floats
    prior: Floats

    def packed(self) -> Packed:
        """Return `entering` as it is kept on file, a quarter as large."""
        return pack(self.entering)

    def rounded(self) -> "Network":
        """Return the weights as precise as on file, so that a first start and a later one decide alike."""
        return Network(
            entering=unpack_all(pack(self.entering)),
            bias=_half(self.bias),
            leaving=_half(self.leaving),
            prior=_half(self.prior),
        )

    def probabilities(self, row: Row, vector: Floats) -> Floats:
        """Return (classes,) for one text.

        Products are written out: numpy's BLAS starts a thread a core, and these go on spinning for a while,
        so that the embedder's own threads wait for a core.
        """
        hidden = self.bias + np.einsum("r,rh->h", row.values, self.entering[row.columns])
        if len(vector):
            hidden += np.einsum("d,dh->h", vector, self.entering[WIDTH:])
        return _softmax(np.einsum("h,hc->c", np.maximum(hidden, 0), self.leaving) + self.prior)

    def all_probabilities(self, inputs: Inputs, numbers: Classes) -> Iterator[tuple[Classes, Floats]]:
        """Yield (numbers, classes) for many texts, some at a time: of a large FAQ all take gigabytes.

        Args:
            inputs: of all texts.
            numbers: which of them; each block says which are its own.
        """
        entering = self.entering[inputs.lines]
        for start in range(0, len(numbers), BATCH):
            block = numbers[start : start + BATCH]
            hidden = np.maximum(inputs.dense(block) @ entering + self.bias, 0)
            yield block, _softmax(hidden @ self.leaving + self.prior)


def fit(inputs: Inputs, classes: Classes, size: int, numbers: Classes, advance: Advance) -> Network:
    """Learn by Adam with decoupled decay. The same inputs give the same weights on the same machine.

    Args:
        inputs: of all samples.
        classes: of all samples.
        size: how many classes there are.
        numbers: the samples to learn from.
        advance: called after each step; `steps` tells how many there will be.
    """
    random = np.random.default_rng(len(numbers))
    width = WIDTH + inputs.vectors.shape[1]
    weights = [
        random.normal(0, np.sqrt(2 / width), (len(inputs.lines), HIDDEN)).astype(np.float32),
        np.zeros(HIDDEN, np.float32),
        random.normal(0, np.sqrt(1 / HIDDEN), (HIDDEN, size)).astype(np.float32),
        np.zeros(size, np.float32),
    ]
    adam = _Adam(weights, total=steps(len(numbers)))
    for batch in _batches(random, numbers):
        stays = random.random((len(batch), HIDDEN), np.float32) >= DROPPED
        kept = stays.astype(np.float32) / np.float32(1 - DROPPED)
        adam.step(_gradients(weights, inputs.dense(batch), classes[batch], kept))
        advance()
    entering = np.zeros((width, HIDDEN), np.float32)
    entering[inputs.lines] = weights[0]
    return Network(entering=entering, bias=weights[1], leaving=weights[2], prior=weights[3])


def steps(samples: int) -> int:
    """Return how many steps `fit` takes."""
    return max(EPOCHS * -(-samples // BATCH), LEAST_STEPS)


def _batches(random: np.random.Generator, numbers: Classes) -> Iterator[Classes]:
    left = steps(len(numbers))
    while left:
        for start in range(0, len(numbers), BATCH):
            if start == 0:
                order = random.permutation(numbers)
            if left:
                left -= 1
                yield order[start : start + BATCH]


def _gradients(weights: list[Floats], table: Floats, classes: Classes, kept: Floats) -> list[Floats]:
    entering, bias, leaving, prior = weights
    before = table @ entering + bias
    hidden = np.maximum(before, 0) * kept
    off = _softmax(hidden @ leaving + prior) - np.float32(SMOOTHING / len(prior))
    off[np.arange(len(classes)), classes] -= np.float32(1 - SMOOTHING)
    off /= np.float32(len(classes))
    back = (off @ leaving.T) * kept * (before > 0)
    return [table.T @ back, back.sum(axis=0), hidden.T @ off, off.sum(axis=0)]


class _Adam:
    def __init__(self, weights: list[Floats], total: int) -> None:
        self._weights = weights
        self._means = [np.zeros_like(one) for one in weights]
        self._squares = [np.zeros_like(one) for one in weights]
        self._total, self._done = total, 0

    def step(self, gradients: list[Floats]) -> None:
        rate = np.float32(RATE * (1 - self._done / self._total))
        self._done += 1
        # The corrections for the start, where both averages still lean on their zeros.
        first, second = 1 - MOMENTUM**self._done, 1 - SPREAD**self._done
        for number, gradient in enumerate(gradients):
            weight, mean, square = self._weights[number], self._means[number], self._squares[number]
            _approach(mean, gradient, 1 - MOMENTUM)
            _approach(square, gradient * gradient, 1 - SPREAD)
            move = mean / np.float32(first) / (np.sqrt(square / np.float32(second)) + np.float32(1e-8))
            if weight.ndim > 1:
                move += np.float32(DECAY) * weight
            np.subtract(weight, rate * move, out=weight)


def _approach(average: Floats, value: Floats, share: float) -> None:
    average += np.float32(share) * (value - average)


def _half(values: Floats) -> Floats:
    return values.astype(np.float16).astype(np.float32)


def _softmax(values: Floats) -> Floats:
    powers = np.exp(values - values.max(axis=-1, keepdims=True))
    shares: Floats = powers / powers.sum(axis=-1, keepdims=True)
    return shares
