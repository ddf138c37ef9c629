"""What staff want to teach, and what the gate before it says."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.ids import EntryId
from bot.domain.language import Language

MAX_PHRASING = 200
"""Characters of a wording; what is longer tells a story, and no second message is like it."""
NEW = EntryId("new")
"""Stands for the entry that does not exist yet."""


class Why(StrEnum):
    """Why something is not taught; the value names a sentence in the locales."""

    NO_WORDS = "no-words"
    TOO_LONG = "too-long"
    ANSWER_TOO_LONG = "answer-too-long"
    PERSONAL = "personal"
    """It names the founder who asked."""
    KNOWN = "known"
    """The entry has this wording already."""
    BELONGS = "belongs"
    """It is a wording of another entry."""
    OUT_OF_SCOPE = "out-of-scope"
    """The FAQ leaves exactly this to staff."""
    SMALL_TALK = "small-talk"
    SURE = "sure"
    """The bot is sure that another entry answers it."""
    TAKES = "takes"
    """A question whose right answer a person has told would get a wrong one."""


class Origin(StrEnum):
    """Where a question comes from whose answer would change."""

    LABELLED = "labelled"
    PAST = "past"
    TAUGHT = "taught"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """One reason.

    Attributes:
        other: the entry that stands in the way; None where none does.
        text: the question that would be taken away; empty for other reasons.
    """

    why: Why
    other: EntryId | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A question that would be decided on otherwise; no entries mean that staff get it."""

    origin: Origin
    text: str
    before: tuple[EntryId, ...]
    after: tuple[EntryId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What is to be taught.

    Attributes:
        text: how a founder asked.
        entry: that answers it; None makes a new entry of `answer`.
        answer: Markdown; None unless a new entry is made.
        names: of the founder, which must not become public.
    """

    text: str
    language: Language
    entry: EntryId | None
    answer: str | None = None
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the gate says of a proposal.

    Attributes:
        refusals: why it must not be taught; empty lets it through.
        changes: what would be answered otherwise.
        reaches: it holds what looks like somebody's address or number, which a person has to look at.
    """

    proposal: Proposal
    refusals: tuple[Refusal, ...] = ()
    changes: tuple[Change, ...] = ()
    reaches: bool = False
