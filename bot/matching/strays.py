"""Phrasings that would be answered with another entry, had they not been listed under theirs."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.domain.ids import EntryId
from bot.knowledge.model import KnowledgeBase
from bot.matching.cache import Progress, VectorCache
from bot.matching.embedding import load_embedder
from bot.matching.engine import Engine
from bot.matching.samples import samples_of
from bot.matching.training import Learner

STRAY_FROM = 0.97
"""So sure must the network be of the other entry; below, a phrasing may simply be the first of its kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stray:
    """A phrasing, normalised, listed under `entry`, that by likeness to all others belongs to `other`."""

    entry: EntryId
    text: str
    other: EntryId


def strays(
    knowledge: KnowledgeBase,
    *,
    engine: Engine,
    cache: Path | None,
    prepared: Path | None,
    progress: Progress | None = None,
) -> list[Stray]:
    """Find them, in a minute for 12,000 phrasings; arguments as for `bot.matching.engine.build`."""
    samples = samples_of(knowledge)
    embedder = load_embedder() if engine == "hybrid" else None
    vectors = VectorCache(embedder, cache, prepared).embed(samples.texts, progress) if embedder else None
    leads_to, sure = np.empty(len(samples.texts), np.intp), np.empty(len(samples.texts), np.float32)
    for numbers, probabilities in Learner(samples, vectors, progress).unseen():
        leads_to[numbers], sure[numbers] = probabilities.argmax(axis=1), probabilities.max(axis=1)
    asked = samples.asked & (samples.classes < samples.out_of_scope) & (leads_to < samples.out_of_scope)
    found = np.flatnonzero(asked & (leads_to != samples.classes) & (sure >= STRAY_FROM))
    return [
        Stray(
            entry=samples.entries[samples.classes[number]],
            text=samples.texts[number],
            other=samples.entries[leads_to[number]],
        )
        for number in found
    ]
