"""Learning from the samples: the classifier, and a calibration by what each would have got unseen."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from bot.matching import evidence
from bot.matching.alike import Alike, blocks
from bot.matching.calibration import Calibration, Column, fit
from bot.matching.classifier import RIDGE, RIDGE_LEXICAL, Ridge, Scores
from bot.matching.embedding import Vectors
from bot.matching.evidence import Features
from bot.matching.lexical import LexicalIndex
from bot.matching.samples import Classes, Samples
from bot.matching.semantic import SemanticIndex
from bot.matching.trained import Trained

SAME_MEANING, SAME_LETTERS = 0.92, 0.7
"""Wordings this near, by e5's own cosine or by n-grams, are left out together: each gives the other away."""

OUT_OF_SCOPE_SHARE = 0.5
"""Messages for staff there are for every one that an entry answers."""
UNCOVERED_SHARE = 0.05
"""Messages about the hub that no entry answers yet, for every one that an entry does. Each entry in turn
plays them: its wordings are scored as if it did not exist."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _View:
    """Samples as messages, each with part of what is known hidden from it.

    Attributes:
        rows: which samples.
        groups: of all samples; a message sees no sample of its own group.
        entry_hidden: the groups are whole entries, so that no choice is right.
        importance: of each row.
    """

    rows: Classes
    groups: Classes
    entry_hidden: bool
    importance: Column


@dataclass(frozen=True, slots=True, kw_only=True)
class _Examples:
    """What the calibration learns from.

    Attributes:
        features: (messages, candidates, features).
        right: (messages, candidates), whether the candidate is the right one.
        importance: (messages, candidates).
    """

    features: Features
    right: Column
    importance: Column


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
    alike, ridge = _learn(samples, lexical, semantic, vectors)
    # Half precision, as on file: a first start and a later one decide alike.
    weights = ridge.weights.astype(np.float16).astype(np.float32)
    return Trained(weights=weights, calibration=_calibrate(samples, alike, ridge, vectors))


def _learn(
    samples: Samples, lexical: LexicalIndex, semantic: SemanticIndex | None, vectors: Vectors | None
) -> tuple[Alike, Ridge]:
    alike = Alike(samples, lexical, semantic, vectors)
    firmness = RIDGE if semantic else RIDGE_LEXICAL
    return alike, Ridge(alike.kernel(), samples.classes, samples.out_of_scope + 1, firmness)


def _calibrate(samples: Samples, alike: Alike, ridge: Ridge, vectors: Vectors | None) -> Calibration:
    views = list(_views(samples, _groups(samples, alike, vectors)))
    examples = [_examples(samples, alike, ridge.without(view.groups), view) for view in views]
    width = examples[0].features.shape[2]
    calibration = fit(
        np.concatenate([part.features.reshape(-1, width) for part in examples]),
        np.concatenate([part.right.ravel() for part in examples]),
        np.concatenate([part.importance.ravel() for part in examples]),
    )
    outside = examples[0].features[samples.classes == samples.out_of_scope]
    return calibration.for_founders().asking(outside)


def judged_unseen(
    samples: Samples, lexical: LexicalIndex, semantic: SemanticIndex | None, vectors: Vectors | None
) -> Iterator[tuple[int, int, float]]:
    """Say where each wording that a founder might write would lead if it alone were not known.

    Args: as for `train`.

    Yields:
        The wording's number, the likeliest class, and how likely that is.
    """
    alike, ridge = _learn(samples, lexical, semantic, vectors)
    calibration = _calibrate(samples, alike, ridge, vectors)
    everyone = np.arange(len(samples.texts))
    scores = ridge.without(everyone)
    rows = np.flatnonzero(samples.asked & (samples.classes < samples.out_of_scope))
    view = _View(rows=rows, groups=everyone, entry_hidden=False, importance=np.ones(len(rows)))
    probabilities = calibration.probabilities(_examples(samples, alike, scores, view).features)
    chosen = evidence.choose(scores[rows])
    best = probabilities.argmax(axis=1)
    for row, choices, place, likely in zip(rows, chosen, best, probabilities, strict=True):
        yield int(row), int(choices[place]), float(likely[place])


def _groups(samples: Samples, alike: Alike, vectors: Vectors | None) -> Classes:
    """Number the groups of wordings that are nearly the same; a group lies within one class."""
    groups = np.arange(len(samples.texts))
    for number in range(samples.out_of_scope + 1):
        own = samples.of(number)
        same = alike.letters(groups[own])[:, own] >= SAME_LETTERS
        if vectors is not None:
            same |= vectors[own] @ vectors[own].T >= SAME_MEANING
        same |= same.T | np.eye(len(same), dtype=bool)
        before = np.full(len(same), -1)
        while (before != groups[own]).any():
            before = groups[own].copy()
            groups[own] = np.where(same, before, len(groups)).min(axis=1)
    return groups


def _views(samples: Samples, groups: Classes) -> Iterator[_View]:
    inside = samples.classes < samples.out_of_scope
    rows, outside = np.arange(len(inside)), max(1, int((~inside).sum()))
    asked = inside & samples.asked
    importance = np.where(inside, asked, OUT_OF_SCOPE_SHARE * asked.sum() / outside)
    yield _View(rows=rows, groups=groups, entry_hidden=False, importance=importance)
    if samples.out_of_scope > 1:
        importance = np.where(asked[inside], UNCOVERED_SHARE, 0)
        yield _View(rows=rows[inside], groups=samples.classes, entry_hidden=True, importance=importance)


def _examples(samples: Samples, alike: Alike, scores: Scores, view: _View) -> _Examples:
    features: list[Features] = []
    right: list[Column] = []
    for rows in blocks(view.rows):
        hidden = view.groups[rows][:, None] == view.groups
        letters, meaning = alike.letters(rows), alike.meaning(rows)
        letters[hidden] = 0
        engines = [scores[rows], samples.best(letters)]
        if meaning is not None:
            meaning[hidden] = -1
            engines.append(samples.best(meaning))
        barred = samples.classes[rows] if view.entry_hidden else None
        chosen = evidence.choose(engines[0], barred)
        messages = zip([samples.texts[row] for row in rows], letters, chosen, strict=True)
        likenesses = np.array([evidence.likenesses(samples, *message) for message in messages])
        features.append(evidence.features(engines, chosen, likenesses, barred))
        right.append((chosen == samples.classes[rows][:, None]).astype(np.float64))
    importance = np.repeat(view.importance[:, None], right[0].shape[1], axis=1)
    return _Examples(features=np.concatenate(features), right=np.concatenate(right), importance=importance)
