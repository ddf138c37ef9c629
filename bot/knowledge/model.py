"""The records of the FAQ. pydantic fills them from the files and names whatever does not fit."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import ConfigDict, Field, PositiveInt, StringConstraints

from bot.domain.ids import EntryId
from bot.domain.language import Language

MAX_ANSWER = 1500
"""Characters of Markdown. Telegram takes 4096; a title, sources and a date join the answer in one message."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
"""Short enough for a button: Telegram gives a button 64 bytes of data."""

Texts = Annotated[tuple[Text, ...], Field(min_length=1)]

STRICT_KEYS = ConfigDict(extra="forbid")


class Handoff(StrEnum):
    """Whether the answer offers staff."""

    NONE = "none"
    OFFER = "offer"
    """The answer says what is known, and staff are one tap away."""


class Stage(StrEnum):
    """How far along a founder is who asks this."""

    DECIDING = "deciding"
    APPLYING = "applying"
    ARRIVING = "arriving"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a figure comes from; `date` is when the source was published, None when it does not say."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT_KEYS

    title: Text
    url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]
    date: datetime.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One FAQ item.

    Attributes:
        question: the question in its full, canonical form.
        answer: Markdown of at most `MAX_ANSWER` characters.
        see_also: entries that exist, in the order in which they are offered.
        reviewed: the day on which a person last checked the answer.
        review_every: days after which it has to be checked again.
        recheck: languages whose answer is older than that of another language, and may not be true any more.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT_KEYS

    id: Slug
    topic: str
    question: Mapping[Language, Text]
    answer: Mapping[Language, Text]
    handoff: Handoff
    stage: Stage
    see_also: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    reviewed: datetime.date
    review_every: PositiveInt
    recheck: tuple[Language, ...] = ()

    @property
    def review_due(self) -> datetime.date:
        """The last day on which the answer counts as checked."""
        return self.reviewed + datetime.timedelta(days=self.review_every)

    def is_reviewed_after(self, today: datetime.date) -> bool:
        """Whether `reviewed` lies in the future.

        In Shanghai the day begins up to eight hours before it does where this may run.
        """
        return self.reviewed > today + datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A heading that entries stand under.

    Attributes:
        abroad: its answers are for people who will be in China, where Telegram does not work.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT_KEYS

    id: Slug
    title: Mapping[Language, Text]
    abroad: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallTalk:
    """What needs a kind word and no entry: greetings, thanks, "are you a bot?"."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT_KEYS

    id: Slug
    phrasings: Mapping[Language, tuple[Text, ...]]
    reply: Mapping[Language, Text]


@dataclass(frozen=True, slots=True, kw_only=True)
class Urgent:
    """What a message sounds like that cannot wait, and what its author is told.

    Attributes:
        words: words and phrases, one of which is enough.
        unless: phrases with these words that mean no urgency, such as "not urgent".
        advice: one line of Markdown.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT_KEYS

    words: Mapping[Language, tuple[Text, ...]]
    unless: Mapping[Language, tuple[Text, ...]] = field(default_factory=dict)
    advice: Mapping[Language, Text]


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """A ready-made message of staff; `bot.knowledge.snippets` says which slots its text may have."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT_KEYS

    id: Slug
    text: Mapping[Language, Text]


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """Messages in one language to try the desk with, none of which is a phrasing.

    Attributes:
        name: who asks.
        sure: are answered.
        vague: are asked back about.
        unknown: are passed on to staff.
        typo: are answered in spite of mistyped words.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT_KEYS

    name: Text
    sure: Texts
    vague: Texts
    unknown: Texts
    typo: Texts

    @property
    def texts(self) -> Mapping[str, tuple[str, ...]]:
        """The messages, by what they show."""
        return {"sure": self.sure, "vague": self.vague, "unknown": self.unknown, "typo": self.typo}


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowledgeBase:
    """The whole FAQ, checked. Equal files give an equal record, whatever their order.

    Attributes:
        languages: two or more; every title and reply is there in each, and so is every question and answer
            of the files; what staff taught may be there in one alone. Further languages may be there too.
        topics: in the order in which people see them.
        entries: sorted by id.
        phrasings: ways of asking, for every entry; sorted; a language may have none.
        out_of_scope: messages that belong to staff.
        elsewhere: names of places that the hub is not in, sorted; a message with one is answered only by an
            entry whose own wordings name it.
        urgent: None where the FAQ says nothing of it.
        fingerprint: 64 hexadecimal digits that change whenever anything of the above does.
        snippets: staff's ready-made messages, by id; nothing is learnt from them.
        examples: for who tries the desk; nothing is learnt from them either. Empty where the FAQ has none.
    """

    languages: tuple[Language, ...]
    topics: tuple[Topic, ...]
    entries: Mapping[EntryId, Entry]
    phrasings: Mapping[EntryId, Mapping[Language, tuple[str, ...]]]
    out_of_scope: Mapping[Language, tuple[str, ...]]
    small_talk: tuple[SmallTalk, ...]
    elsewhere: tuple[str, ...] = ()
    urgent: Urgent | None = None
    fingerprint: str
    snippets: Mapping[str, Snippet] = field(default_factory=dict)
    examples: Mapping[Language, Examples] = field(default_factory=dict)

    def overdue(self, today: datetime.date) -> tuple[Entry, ...]:
        """Return the entries whose review is past its day, the longest overdue first."""
        late = [entry for entry in self.entries.values() if entry.review_due < today]
        return tuple(sorted(late, key=lambda entry: (entry.review_due, entry.id)))
