"""How much the FAQ holds and how fresh it is, by topic, for `gesher faq stats`."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.language import Language
from bot.knowledge.model import KnowledgeBase


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """One row of the table.

    Attributes:
        topic: a topic's id.
        phrasings: how many there are in each language of the FAQ.
        fewest: of any entry in any of these languages; 0 when the topic has no entry.
        oldest_review: None when the topic has no entry.
        overdue: entries past their review.
    """

    topic: str
    entries: int
    phrasings: Mapping[Language, int]
    fewest: int
    oldest_review: datetime.date | None
    overdue: int


def coverage(knowledge: KnowledgeBase, today: datetime.date) -> tuple[Coverage, ...]:
    """Return a row for each topic, in the order of topics."""
    late = {entry.id for entry in knowledge.overdue(today)}
    return tuple(_row(knowledge, topic.id, late) for topic in knowledge.topics)


def _row(knowledge: KnowledgeBase, topic: str, late: set[str]) -> Coverage:
    entries = {name: entry for name, entry in knowledge.entries.items() if entry.topic == topic}
    ways = [knowledge.phrasings.get(name, {}) for name in entries]
    return Coverage(
        topic=topic,
        entries=len(entries),
        phrasings={code: sum(len(way.get(code, ())) for way in ways) for code in knowledge.languages},
        fewest=min((len(way.get(code, ())) for way in ways for code in knowledge.languages), default=0),
        oldest_review=min((entry.reviewed for entry in entries.values()), default=None),
        overdue=len(late & entries.keys()),
    )
