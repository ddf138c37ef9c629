"""The wordings that the matcher learns from, in an order that depends on nothing but themselves."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.domain.ids import EntryId
from bot.knowledge import kept
from bot.knowledge.model import KnowledgeBase
from bot.matching.normalise import normalise, words

METHOD = "8"
"""Raise it when training, features or normalisation change: what another method made is not read."""
FILE = "samples.json"

Classes = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True)
class Samples:
    """Normalised wordings, each with its class.

    Class n is `entries[n]`; the class after the last entry is "out of scope".

    Attributes:
        entries: sorted by id.
        texts: sorted by class, then by text; none twice within a class.
        spellings: the words of each text, with a space between them.
        classes: ascending, as long as `texts`.
        asked: whether a founder might write it; the others are lines of answers, which only teach.
        words: all that stand in any of them.
    """

    entries: tuple[EntryId, ...]
    texts: tuple[str, ...]
    spellings: tuple[str, ...]
    classes: Classes
    asked: npt.NDArray[np.bool_]
    words: frozenset[str]

    @property
    def out_of_scope(self) -> int:
        """The number of the class of messages that belong to staff."""
        return len(self.entries)

    def of(self, number: int) -> slice:
        """Return where the samples of a class stand."""
        start, stop = np.searchsorted(self.classes, [number, number + 1])
        return slice(int(start), int(stop))


Columns = tuple[Sequence[int], Sequence[str], Sequence[str], Sequence[bool], Sequence[str]]
"""Classes, texts, spellings, asked and words, as in `Samples`."""


def samples_of(knowledge: KnowledgeBase, cache: Path | None = None) -> Samples:
    """Collect questions, phrasings, lines of answers and out-of-scope messages; all that hold words.

    Args:
        knowledge: the FAQ.
        cache: a folder that need not exist, where they are kept until the FAQ changes; None keeps nothing.
    """
    entries = tuple(sorted(knowledge.entries))
    key = f"{METHOD} {knowledge.fingerprint}"
    content = kept.read(cache / FILE, key) if cache else None
    columns: Columns = json.loads(content) if content else _collected(knowledge, entries)
    if cache and not content:
        kept.write(cache / FILE, key, json.dumps(columns, ensure_ascii=False).encode())
    classes, texts, spellings, asked, vocabulary = columns
    return Samples(
        entries=entries,
        texts=tuple(texts),
        spellings=tuple(spellings),
        classes=np.array(classes, np.intp),
        asked=np.array(asked, np.bool_),
        words=frozenset(vocabulary),
    )


def _collected(knowledge: KnowledgeBase, entries: tuple[EntryId, ...]) -> Columns:
    found: list[tuple[int, str, str, bool]] = []
    for number, name in enumerate(entries):
        entry = knowledge.entries[name]
        wordings = [*entry.question.values(), *chain(*knowledge.phrasings.get(name, {}).values())]
        written = _distinct(wordings)
        told = _distinct(line for answer in entry.answer.values() for line in _lines(answer))
        found += [(number, text, spelling, True) for text, spelling in written.items()]
        found += [(number, text, spelling, False) for text, spelling in told.items() if text not in written]
    outside = _distinct(chain(*knowledge.out_of_scope.values()))
    found += [(len(entries), text, spelling, True) for text, spelling in outside.items()]
    classes, texts, spellings, asked = zip(*sorted(found), strict=True)
    return classes, texts, spellings, asked, sorted(set(" ".join(spellings).split()))


def _lines(answer: str) -> list[str]:
    """Return the lines of an answer, without Markdown; the last says what to do next, as in every answer."""
    plain = [line.replace("**", "").strip().removeprefix("- ") for line in answer.strip().splitlines()]
    return plain[:-1]


def _distinct(wordings: Iterable[str]) -> dict[str, str]:
    spelt = {text: " ".join(words(text)) for text in map(normalise, wordings)}
    return {text: spelling for text, spelling in spelt.items() if spelling}
