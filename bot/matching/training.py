"""Learning from the samples: the classifier, and a calibration by what each would have got unseen."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from bot.matching import evidence
from bot.matching.calibration import Column, fit
from bot.matching.classifier import RIDGE, RIDGE_LEXICAL, Ridge, kernel
from bot.matching.embedding import Vectors
from bot.matching.lexical import LexicalIndex
from bot.matching.samples import Classes, Samples, Similarities
from bot.matching.semantic import SemanticIndex
from bot.matching.trained import Trained

SAME_MEANING, SAME_LETTERS = 0.92, 0.7
"""Wordings this near, by e5's own cosine or by n-grams, are left out together: each gives the other away."""

OUT_OF_SCOPE_SHARE = 0.5
"""Messages for staff there are for every one that an entry answers."""
UNCOVERED_SHARE = 0.3
"""Messages about the hub that no entry answers yet, for every one that an entry does. Each entry in turn
plays them: its wordings are scored as if it did not exist."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _View:
    """Samples as messages, each with part of what is known hidden from it.

    Attributes:
        rows: which samples.
        groups: of all samples; a message sees no sample of its own group.
        barred: of each row, its class, where the whole entry is hidden; None where only wordings are.
        importance: of each row.
    """

    rows: Classes
    groups: Classes
    barred: Classes | None
    importance: Column


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """Everything that views are taken of.

    Attributes:
        letters: similarities by n-grams, (samples, samples).
        meaning: similarities by vectors, (samples, samples); None in lexical mode.
    """

    samples: Samples
    letters: Similarities
    meaning: Similarities | None
    ridge: Ridge


def train(
    samples: Samples, lexical: LexicalIndex, semantic: SemanticIndex | None, vectors: Vectors | None
) -> Trained:
    """Learn from all samples.

    Args:
        samples: of one entry or more.
        lexical: over the samples.
        semantic: over the samples; None leaves meaning out.
        vectors: of the samples, as the embedder gave them; None exactly where `semantic` is.
    """
    letters = np.stack([lexical.similarities(text) for text in samples.texts])
    meaning = None if semantic is None or vectors is None else semantic.similarities(samples.texts, vectors)
    ridge = Ridge(
        kernel(letters, meaning),
        samples.classes,
        samples.out_of_scope + 1,
        RIDGE_LEXICAL if meaning is None else RIDGE,
    )
    known = _Known(samples=samples, letters=letters, meaning=meaning, ridge=ridge)
    views = _views(samples, _groups(samples, letters, vectors))
    examples = [_examples(known, view) for view in views]
    tables, right, importance = (np.concatenate(part) for part in zip(*examples, strict=True))
    calibration = fit(tables, right, importance)
    unseen = examples[0][0].reshape(len(samples.texts), -1, tables.shape[1])
    outside = unseen[samples.classes == samples.out_of_scope]
    return Trained(weights=ridge.weights, calibration=calibration.asking(outside))


def _groups(samples: Samples, letters: Similarities, vectors: Vectors | None) -> Classes:
    """Number the groups of wordings that are nearly the same; a group lies within one class."""
    groups = np.arange(len(samples.texts))
    for number in range(samples.out_of_scope + 1):
        own = samples.of(number)
        same = letters[own, own] >= SAME_LETTERS
        if vectors is not None:
            same |= vectors[own] @ vectors[own].T >= SAME_MEANING
        np.fill_diagonal(same, val=True)
        before = None
        while before is None or (before != groups[own]).any():
            before = groups[own].copy()
            groups[own] = np.where(same | same.T, before, len(groups)).min(axis=1, initial=len(groups))
    return groups


def _views(samples: Samples, groups: Classes) -> Iterator[_View]:
    rows = np.arange(len(samples.texts))
    inside = samples.classes < samples.out_of_scope
    outside = max(1, int((~inside).sum()))
    weight = np.where(inside, 1, OUT_OF_SCOPE_SHARE * inside.sum() / outside)
    yield _View(rows=rows, groups=groups, barred=None, importance=weight)
    if samples.out_of_scope > 1:
        barred = samples.classes[inside]
        weight = np.full(len(barred), UNCOVERED_SHARE)
        yield _View(rows=rows[inside], groups=samples.classes, barred=barred, importance=weight)


def _examples(known: _Known, view: _View) -> tuple[Column, Column, Column]:
    """Return features (examples, features), which candidate was right, and the importance of each example."""
    samples, rows = known.samples, view.rows
    hidden = view.groups[rows][:, None] == view.groups
    letters = np.where(hidden, np.float32(0), known.letters[rows])
    engines = [known.ridge.without(view.groups)[rows], samples.best(letters)]
    if known.meaning is not None:
        engines.append(samples.best(np.where(hidden, np.float32(-1), known.meaning[rows])))
    chosen = evidence.choose(engines[0], view.barred)
    likenesses = np.array(
        [
            evidence.likenesses(samples, samples.texts[row], letters[number], chosen[number])
            for number, row in enumerate(rows)
        ]
    )
    table = evidence.features(engines, chosen, likenesses, view.barred)
    right = chosen == samples.classes[rows][:, None]
    importance = np.repeat(view.importance, chosen.shape[1])
    return table.reshape(-1, table.shape[2]), right.astype(np.float64).ravel(), importance
