"""The figures of a period, in words, for staff."""

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta

from bot.conversation.message import Markdown, Message
from bot.conversation.speaker import Speaker, Value
from bot.conversation.texts import Texts, escape
from bot.domain.ids import EntryId
from bot.domain.language import Language, spoken
from bot.domain.statistics import Statistics, TopicCount, share
from bot.knowledge.model import KnowledgeBase

MOST_TOPICS = 5
LONGEST = 366
"""Days that one can ask for."""
DAYS = {"d": 1, "w": 7}
_SPAN = re.compile(r"(\d{1,3})\s*([dw])?", re.ASCII | re.IGNORECASE)


def span_of(text: str) -> timedelta | None:
    """Read "7d", "12w" or "30", which are days; nothing is a week. None where it is none of these."""
    if not text.strip():
        return timedelta(days=7)
    found = _SPAN.fullmatch(text.strip())
    days = int(found[1]) * DAYS[(found[2] or "d").lower()] if found else 0
    return timedelta(days=days) if 0 < days <= LONGEST else None


class Figures(Speaker):
    """Composes them, in the staff's language."""

    def __init__(self, texts: Texts, language: Language) -> None:
        super().__init__(texts)
        self._language = language

    def show(self, counted: Statistics, knowledge: KnowledgeBase) -> Message:
        """Say what was asked, what became of it, and what the FAQ lacks."""
        return Message(parts=tuple(self._lines(counted, knowledge)), language=self._language)

    def _lines(self, counted: Statistics, knowledge: KnowledgeBase) -> Iterator[Markdown]:
        days = (counted.period.end - counted.period.start).days
        yield self._line("stats-head", days=days, count=counted.questions)
        if counted.questions:
            outcomes = ("at_once", "asked_back", "to_staff")
            shares = {name: _percent(getattr(counted, name), counted.questions) for name in outcomes}
            yield self._line(
                "stats-shares", **{name.replace("_", "-"): part for name, part in shares.items()}
            )
            yield self._line("stats-languages", items=self._languages(counted.languages))
            yield self._line("stats-topics", items=self._topics(counted.topics, knowledge))
        yield self._line(
            "stats-tickets", opened=counted.opened, answered=counted.answered, waiting=counted.waiting
        )
        if counted.median_hours is not None:
            yield self._line("stats-median", hours=f"{counted.median_hours:.1f}")
        if judged := counted.helped + counted.not_it:
            yield self._line("stats-feedback", helped=_percent(counted.helped, judged), count=judged)
        if counted.missed or counted.missed_elsewhere:
            yield self._line("stats-missed")
            for one in counted.missed:
                yield self._line(
                    "stats-missed-one",
                    title=_title(one.entry, knowledge, self._language),
                    count=one.questions,
                )
            if counted.missed_elsewhere:
                yield self._line("stats-missed-elsewhere", count=counted.missed_elsewhere)

    def _languages(self, counts: Mapping[Language, int]) -> str:
        return " · ".join(f"{self.say(self._language, f'language-{one}')} {n}" for one, n in counts.items())

    def _topics(self, topics: tuple[TopicCount, ...], knowledge: KnowledgeBase) -> str:
        titles = {topic.id: spoken(topic.title, self._language) for topic in knowledge.topics}
        other = self.say(self._language, "stats-no-topic")
        return " · ".join(
            f"{escape(titles.get(one.topic or '', other))} {one.total}" for one in topics[:MOST_TOPICS]
        )

    def _line(self, name: str, /, **values: Value) -> Markdown:
        return self._sentence(self._language, name, **values)


def _percent(part: int, whole: int) -> int:
    return round(share(part, whole) * 100)


def _title(name: EntryId, knowledge: KnowledgeBase, language: Language) -> str:
    entry = knowledge.entries.get(name)
    return escape(spoken(entry.question, language)) if entry else f"`{name}`"
