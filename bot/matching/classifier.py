"""Which class a text belongs to, learnt from all samples at once: ridge regression over kernels.

A kernel is how alike two texts are; the classifier sums a text's likeness to every sample, weighted anew for
each class. Ridge regression is chosen over iterative learners because leaving samples out has a closed form,
so that the whole cross-validation costs one matrix inversion, and because it has no random start.
"""

import numpy as np
import numpy.typing as npt

from bot.matching.samples import Classes, Similarities

LEXICAL_SHARE = 0.2
"""Weight of letters against meaning; cross-validation is flat from 0.1 to 0.3."""
SHARPNESS = 1.5
"""How much more a near sample counts than a distant one; cross-validation is flat from 1 to 2."""
RIDGE = 0.2
RIDGE_LEXICAL = 0.5
"""How much a single sample is distrusted; letters alone are the noisier evidence."""

Scores = npt.NDArray[np.float32]
"""Shape (texts, classes): near 1 for the class that a text belongs to, near 0 for others."""


def kernel(lexical: Similarities, semantic: Similarities | None) -> Similarities:
    """Combine the similarities of texts with samples, (texts, samples), into one likeness."""
    if semantic is None:
        return lexical + np.float32(1)  # the constant lets a text like nothing score 0 for every entry
    near = np.exp(SHARPNESS * (semantic - 1))
    combined: Similarities = (1 - LEXICAL_SHARE) * near + LEXICAL_SHARE * lexical
    return combined


class Ridge:
    """Fitted to samples; knows what it would have said without some of them."""

    def __init__(self, likeness: Similarities, classes: Classes, size: int, ridge: float) -> None:
        """Fit.

        Args:
            likeness: (samples, samples), symmetric; overwritten.
            classes: of each sample.
            size: how many classes there are.
            ridge: added to the diagonal.
        """
        self._targets: Scores = np.zeros((len(classes), size), np.float32)
        self._targets[np.arange(len(classes)), classes] = 1
        likeness[np.diag_indices_from(likeness)] += np.float32(ridge)
        self._inverse: Similarities = np.linalg.inv(likeness).astype(np.float32, copy=False)
        self.weights: Scores = self._inverse @ self._targets

    def without(self, groups: npt.NDArray[np.intp]) -> Scores:
        """Return the scores of every sample, each computed as if its whole group had never been seen.

        Args:
            groups: the group of each sample.
        """
        scores = np.empty_like(self._targets)
        order = np.argsort(groups, kind="stable")
        for members in np.split(order, np.flatnonzero(np.diff(groups[order])) + 1):
            block = self._inverse[np.ix_(members, members)]
            scores[members] = self._targets[members] - np.linalg.solve(block, self.weights[members])
        return scores
