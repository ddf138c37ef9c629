"""FAQs of any size: real entries first, then entries made of the real phrasings' words at random."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain
from time import perf_counter

import numpy as np

from bot.domain.ids import EntryId
from bot.domain.language import Language
from bot.knowledge.model import KnowledgeBase
from bot.matching.embedding import Vectors

PHRASINGS = 15
"""Of each entry, in all languages together."""
SEED = 20260101
OWN_WORDS = 6
"""Words that only one made entry's phrasings keep coming back to."""


class LetterVectors:
    """Stands for the embedder: letters counted and projected at random. Knows how long it took.

    Attributes:
        seconds: spent in `embed` since this was last set to 0.
    """

    version = "letters"

    def __init__(self) -> None:
        self._projection = np.random.default_rng(SEED).normal(size=(4096, 384)).astype(np.float32)
        self.seconds = 0.0

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return float32 (texts, 384)."""
        began = perf_counter()
        codes = [[ord(letter) % len(self._projection) for letter in text or " "] for text in texts]
        vectors: Vectors = np.array([self._projection[row].sum(axis=0) for row in codes], np.float32)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        self.seconds += perf_counter() - began
        return vectors


class _Maker:
    """Makes phrasings; the same ones in every run."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        self._chance = np.random.default_rng(SEED)
        self._words = {
            language: [
                word
                for ways in knowledge.phrasings.values()
                for text in ways.get(language, ())
                for word in _words(text, language)
            ]
            for language in knowledge.languages
        }

    def phrasings(self, language: Language, count: int) -> tuple[str, ...]:
        """Return ways of asking for one thing: two or three words of its own, and one to five others."""
        own = self._draw(language, OWN_WORDS)
        return tuple(self._phrasing(language, own) for _ in range(count))

    def _phrasing(self, language: Language, own: Sequence[str]) -> str:
        places = self._chance.permutation(OWN_WORDS)[: self._chance.integers(2, 4)]
        said = [own[place] for place in places] + self._draw(language, int(self._chance.integers(1, 6)))
        order = self._chance.permutation(len(said))
        return ("" if language is Language.ZH else " ").join(said[place] for place in order)

    def _draw(self, language: Language, count: int) -> list[str]:
        words = self._words[language]
        return [words[place] for place in self._chance.integers(len(words), size=count)]


def _words(text: str, language: Language) -> list[str]:
    if language is not Language.ZH:
        return text.split()
    return [text[start : start + 2] for start in range(0, len(text), 2)]


def faq_of(knowledge: KnowledgeBase, size: int) -> KnowledgeBase:
    """Return a FAQ of `size` entries with 15 phrasings each; what belongs to staff stays as it is.

    A made entry's questions are among its phrasings, and its answer is a line that teaches nothing.
    """
    each = PHRASINGS // len(knowledge.languages)
    maker = _Maker(knowledge)
    real = dict(list(knowledge.entries.items())[:size])
    phrasings: dict[EntryId, Mapping[Language, tuple[str, ...]]] = {
        name: {language: _spread(texts, each) for language, texts in knowledge.phrasings[name].items()}
        for name in real
    }
    entries, pattern = dict(real), next(iter(real.values()))
    for number in range(size - len(real)):
        name = EntryId(f"made-{number}")
        ways = {language: maker.phrasings(language, each) for language in knowledge.languages}
        first = {language: texts[0] for language, texts in ways.items()}
        entries[name] = replace(pattern, id=name, question=first, answer=first, see_also=())
        phrasings[name] = ways
    return replace(
        knowledge,
        entries=dict(sorted(entries.items())),
        phrasings=phrasings,
        fingerprint=f"{knowledge.fingerprint} {size}",
    )


def _spread(texts: Sequence[str], count: int) -> tuple[str, ...]:
    return (
        tuple(texts[place * len(texts) // count] for place in range(count))
        if len(texts) > count
        else tuple(texts)
    )


def wordings_in(knowledge: KnowledgeBase) -> int:
    """Count its phrasings."""
    return len(list(chain(*(texts for ways in knowledge.phrasings.values() for texts in ways.values()))))
