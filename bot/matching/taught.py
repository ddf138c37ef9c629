"""Answers with what staff taught, until the FAQ's files hold it and the matcher has learnt it.

What the files' matcher is sure of stays as it is: a lesson is there for what it did not know.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from bot.domain.ids import EntryId
from bot.domain.match import (
    MAX_SUGGESTIONS,
    Answer,
    Candidate,
    HandOver,
    Likeness,
    Match,
    Matcher,
    Reason,
    Several,
    SmallTalk,
    Suggest,
)
from bot.matching.normalise import normalise, words

SURE_FROM = 0.95
"""Probability of asking the same from which a message is answered like the taught wording: one message in
twenty at most would get a wrong answer at the threshold itself, and most lie above it."""
ASK_FROM = 0.5
"""Probability from which it is at least asked whether that is meant."""
EXACT = 0.99
"""For a message that is, word for word, a taught wording: a person has said where it leads."""
LONGEST = 600
"""Characters beyond which a message is not compared: it says more than one wording does."""
COMPARED = 8
"""Taught wordings that a message is compared with by meaning, those that share most letters with it."""
WORTH_COMPARING = 0.15
"""Share of common letter sequences, 0 to 1, below which two wordings are not compared."""
ALIKE_AT_MOST = 0.98
"""Below `EXACT`: only the same words outweigh what the files' matcher is sure of."""
CANDIDATES = 5

M = TypeVar("M", bound=Match)


class TaughtMatcher:
    """Wraps the files' matcher. Immutable once made, so that `match` may run in several threads at once.

    Attributes:
        files: the matcher around which this one stands.
        wordings: what staff taught, each with the entry that it leads to.
    """

    def __init__(
        self, files: Matcher, wordings: Mapping[str, EntryId] | None = None, retired: Collection[EntryId] = ()
    ) -> None:
        """Join the parts.

        Args:
            files: learnt from the files; where it cannot tell what is alike, only the same words are.
            wordings: what staff taught, each with the entry that it leads to.
            retired: entries that are not to be given any more.
        """
        self.files = files
        self.wordings = dict(wordings or {})
        self._retired = frozenset(retired)
        self._exact = {spelling(text): entry for text, entry in self.wordings.items()}
        self._pieces = pieces_of(self.wordings)

    def also(self, text: str, entry: EntryId) -> "TaughtMatcher":
        """Return the matcher as it would be with one more wording."""
        return TaughtMatcher(self.files, {**self.wordings, text: entry}, self._retired)

    def match(self, text: str) -> Match:
        """Decide on one message; any text gets a decision."""
        return self._taught(text, self._without_retired(self.files.match(text)))

    def alike(self, text: str, others: Sequence[str]) -> tuple[float, ...]:
        """Return the probability, 0 to 1, that a message asks the same as each of the others."""
        if isinstance(self.files, Likeness):
            return self.files.alike(text, others)
        spelt = spelling(text)
        return tuple(1.0 if spelt and spelling(other) == spelt else 0.0 for other in others)

    def nearest(self, text: str) -> Candidate | None:
        """Return the entry of the taught wording most like a message; None where none is at all."""
        spelt = spelling(text)
        if exact := self._exact.get(spelt):
            return Candidate(entry=exact, confidence=EXACT)
        if not spelt or len(text) > LONGEST:
            return None
        near = most_shared(_pieces(text), self._pieces, COMPARED)
        if not near:
            return None
        likely, wording = max(zip(self.alike(text, near), near, strict=True))
        return Candidate(entry=self.wordings[wording], confidence=min(likely, ALIKE_AT_MOST))

    def _taught(self, text: str, found: Match) -> Match:
        if not self.wordings:
            return found
        if isinstance(found, Several):
            parts = tuple(replace(part, match=self._led(part.text, part.match)) for part in found.parts)
            return replace(found, parts=parts)
        return self._led(text, found)

    def _led(self, text: str, found: M) -> M | Answer | Suggest:
        near = self.nearest(text)
        settled = isinstance(found, Answer | SmallTalk | Several)
        if near is None or near.confidence < ASK_FROM or (settled and near.confidence < EXACT):
            return found
        others = tuple(one for one in found.candidates if one.entry != near.entry)
        candidates = (near, *others)[:CANDIDATES]
        if near.confidence >= SURE_FROM:
            return Answer(
                language=found.language,
                candidates=candidates,
                entry=near.entry,
                confidence=near.confidence,
            )
        asked = found.entries if isinstance(found, Suggest) else ()
        entries = (near.entry, *(entry for entry in asked if entry != near.entry))[:MAX_SUGGESTIONS]
        confidence = max(near.confidence, found.confidence if isinstance(found, Suggest) else 0.0)
        return Suggest(language=found.language, candidates=candidates, entries=entries, confidence=confidence)

    def _without_retired(self, found: Match) -> Match:
        if not self._retired:
            return found
        found = self._spared(found)
        if isinstance(found, Several):
            parts = tuple(replace(part, match=self._spared(part.match)) for part in found.parts)
            return replace(found, parts=parts)
        return found

    def _spared(self, found: M) -> M | HandOver | Suggest:
        left = tuple(one for one in found.candidates if one.entry not in self._retired)
        match found:
            case Answer(entry=entry) if entry in self._retired:
                return _handed_over(found, left)
            case Suggest(entries=entries) if self._retired.intersection(entries):
                kept = tuple(entry for entry in entries if entry not in self._retired)
                if not kept:
                    return _handed_over(found, left)
                confidence = sum(one.confidence for one in left if one.entry in kept)
                return replace(found, candidates=left, entries=kept, confidence=confidence)
        return replace(found, candidates=left)


def pieces_of(texts: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return the letter sequences of each text."""
    return {text: _pieces(text) for text in texts}


def most_shared(pieces: frozenset[str], others: Mapping[str, frozenset[str]], most: int) -> list[str]:
    """Return the texts worth comparing, at most so many: those that share most letters come first."""
    shares = {other: _shared(pieces, theirs) for other, theirs in others.items()}
    near = [other for other in shares if shares[other] >= WORTH_COMPARING]
    return sorted(near, key=lambda other: (-shares[other], other))[:most]


def _handed_over(found: Match, left: tuple[Candidate, ...]) -> HandOver:
    best = left[0].confidence if left else 0.0
    return HandOver(language=found.language, candidates=left, reason=Reason.UNLIKE_ANY, confidence=best)


def spelling(text: str) -> str:
    """Return what two texts have in common that are, word for word, the same.

    Without spaces: in Chinese a comma alone would make another word.
    """
    return "".join(words(normalise(text)))


def _pieces(text: str) -> frozenset[str]:
    spelt = f" {' '.join(words(normalise(text)))} "
    return frozenset(spelt[at : at + 2] for at in range(len(spelt) - 1))


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other))
