"""Phrasings that would be answered with another entry, had they not been listed under theirs."""

from dataclasses import dataclass
from pathlib import Path

from bot.domain.ids import EntryId
from bot.knowledge.model import KnowledgeBase
from bot.matching.cache import Progress, VectorCache
from bot.matching.embedding import load_embedder
from bot.matching.engine import Engine
from bot.matching.lexical import LexicalIndex
from bot.matching.samples import samples_of
from bot.matching.semantic import SemanticIndex
from bot.matching.training import judged_unseen

STRAY_FROM = 0.97
"""So sure must the matcher be of the other entry; below, a phrasing may simply be the first of its kind."""


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
    """Find them, in half a minute for 5,000 phrasings; arguments as for `bot.matching.engine.build`."""
    samples = samples_of(knowledge)
    lexical = LexicalIndex(samples.texts)
    embedder = load_embedder() if engine == "hybrid" else None
    vectors = VectorCache(embedder, cache, prepared).embed(samples.texts, progress) if embedder else None
    semantic = None if vectors is None else SemanticIndex(samples.texts, vectors)
    found = []
    for number, leads_to, likely in judged_unseen(samples, lexical, semantic, vectors):
        own = samples.classes[number]
        if leads_to != own and likely >= STRAY_FROM:
            entry, other = samples.entries[own], samples.entries[leads_to]
            found.append(Stray(entry=entry, text=samples.texts[number], other=other))
    return found
