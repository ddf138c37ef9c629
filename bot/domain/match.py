"""What the matcher says about a message: an entry, a few to choose from, or that staff should see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, runtime_checkable

from bot.domain.ids import EntryId
from bot.domain.language import Language

MAX_SUGGESTIONS = 3


class Reason(StrEnum):
    """Why a message is handed over."""

    UNLIKE_ANY = "unlike_any"
    """No entry is likely to answer it."""
    OUT_OF_SCOPE = "out_of_scope"
    """It resembles what belongs to staff: a personal case, another place, another matter."""
    NOTHING_TO_READ = "nothing_to_read"
    """It holds no words: empty, emoji, punctuation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One entry and the calibrated probability in [0, 1] that it answers the message."""

    entry: EntryId
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What every decision carries.

    Attributes:
        language: of the message, by its script; None when it holds no letters.
        candidates: at most five, best first; present whatever the decision.
    """

    language: Language | None
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Match):
    """Sure: this entry answers the message."""

    entry: EntryId
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggest(Match):
    """Unsure: ask which of these, one to `MAX_SUGGESTIONS`, is meant."""

    entries: tuple[EntryId, ...]
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver(Match):
    """Not known: staff should see it."""

    reason: Reason
    confidence: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallTalk(Match):
    """A greeting, thanks or the like; `topic` names the reply in faq.yaml."""

    topic: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One question of a message that asks several, in the founder's words, and what is decided on it."""

    text: str
    match: Answer | Suggest | HandOver


@dataclass(frozen=True, slots=True, kw_only=True)
class Several(Match):
    """Two questions or more in one message, each with its own decision; at least one is an `Answer`.

    `candidates` are those of the first part that is answered.
    """

    parts: tuple[Part, ...]


class Matcher(Protocol):
    """Text in, decisions out. Deterministic: the same text and FAQ give the same result."""

    def match(self, text: str) -> Match:
        """Decide on one message; any text gets a decision, never an exception."""
        ...


@runtime_checkable
class Likeness(Protocol):
    """Two texts in, a probability out. Deterministic, like `Matcher`; not each matcher can tell."""

    def alike(self, text: str, others: Sequence[str]) -> tuple[float, ...]:
        """Return for each of the others how likely it asks the same as the text: 0 to 1, the same text 1.

        It takes about 10 ms for each text that was not compared lately: call it outside of transactions.
        """
        ...
