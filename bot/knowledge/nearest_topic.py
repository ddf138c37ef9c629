"""The heading that a new question belongs under, told by the words that it shares with the FAQ's."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from itertools import chain
from math import log

from bot.knowledge.model import KnowledgeBase
from bot.knowledge.skeleton import skeleton

LETTERS = 3
"""Letters of a piece; Chinese has words of two, which a piece with the space beside them holds."""

_last: tuple[str, Mapping[str, Mapping[str, float]]] = ("", {})


def nearest_topic(knowledge: KnowledgeBase, question: str) -> str:
    """Return the id of the topic whose questions and phrasings are most like this one.

    Each shared piece counts by how few topics have it, and by how common it is in the topic.
    """
    weights = _weights(knowledge)
    likeness: Counter[str] = Counter({topic.id: 0 for topic in knowledge.topics})
    for piece in _pieces(question):
        likeness.update(weights.get(piece, {}))
    return max(likeness, key=lambda topic: (likeness[topic], topic))


def _weights(knowledge: KnowledgeBase) -> Mapping[str, Mapping[str, float]]:
    """Return what each piece says for each topic; kept for the FAQ asked about last."""
    global _last  # noqa: PLW0603  # half a second of work, and the same FAQ is asked about again and again
    if _last[0] != knowledge.fingerprint:
        _last = (knowledge.fingerprint, _weigh(knowledge))
    return _last[1]


def _weigh(knowledge: KnowledgeBase) -> Mapping[str, Mapping[str, float]]:
    found: dict[str, Counter[str]] = {topic.id: Counter() for topic in knowledge.topics}
    for name, entry in knowledge.entries.items():
        for text in chain(entry.question.values(), *knowledge.phrasings.get(name, {}).values()):
            found[entry.topic].update(_pieces(text))
    spread = Counter(piece for counts in found.values() for piece in counts)
    weights: dict[str, dict[str, float]] = defaultdict(dict)
    for topic, counts in found.items():
        size = sum(counts.values())
        for piece, count in counts.items():
            rare = log((len(found) + 1) / spread[piece])
            weights[piece][topic] = rare * log(1 + 1e4 * count / size)
    return weights


def _pieces(text: str) -> frozenset[str]:
    words = f" {skeleton(text)} "
    return frozenset(words[at : at + LETTERS] for at in range(len(words) - LETTERS + 1))
