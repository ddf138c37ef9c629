"""The weekly report: in words, and as what its picture shows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta, tzinfo

from bot.conversation.bidi import without_marks
from bot.conversation.message import Markdown, Message
from bot.conversation.speaker import Speaker, Value
from bot.conversation.texts import Texts
from bot.domain.ids import EntryId
from bot.domain.language import Language, spoken
from bot.domain.statistics import Statistics, TopicCount, share
from bot.knowledge.model import KnowledgeBase

MOST_TOPICS = 6
"""Bars of topics; what is asked less is put together in the last one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A bar of one or several parts; `parts` are counts, in the order of what they are of."""

    label: str
    parts: tuple[int, ...]

    @property
    def total(self) -> int:
        """The whole bar."""
        return sum(self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What the picture shows: words in one language, and counts.

    Attributes:
        outcomes: one bar each: answered at once, asked back, passed on.
        languages: what the parts of `topics` are of, each with its name; only those that were asked in.
        topics: the most asked first.
        missed: the most asked first.
    """

    language: Language
    title: str
    outcomes_title: str
    outcomes: tuple[Bar, ...]
    topics_title: str
    languages: Mapping[Language, str]
    topics: tuple[Bar, ...]
    hours_title: str
    tickets: str
    missed_title: str
    missed: tuple[Bar, ...]

    @property
    def words(self) -> str:
        """Everything that is to be read in it."""
        bars = (*self.outcomes, *self.topics, *self.missed)
        titles = (self.title, self.outcomes_title, self.topics_title, self.hours_title, self.missed_title)
        return "".join((*titles, self.tickets, *self.languages.values(), *(bar.label for bar in bars)))


class WeekReplies(Speaker):
    """Composes the report.

    Args:
        texts: the locales.
        language: of the staff.
        zone: of the staff's clock.
    """

    def __init__(self, texts: Texts, language: Language, zone: tzinfo) -> None:
        super().__init__(texts)
        self._language = language
        self._zone = zone

    def brief(self, figures: Statistics) -> Message:
        """Say in a few lines what the picture shows."""
        shares = ("week-outcomes",) if figures.questions else ()
        names = ("week-title", *shares, self._hours_name(figures), "week-tickets")
        parts = tuple(Markdown(text=self._told(self._language, name, figures)) for name in names)
        return Message(parts=parts, language=self._language)

    def pictures(self, figures: Statistics, knowledge: KnowledgeBase) -> tuple[Picture, Picture]:
        """Return what the picture shows: in the staff's language, and in English for want of letters."""
        wanted, english = (
            self._picture(figures, knowledge, language) for language in (self._language, Language.EN)
        )
        return wanted, english

    def _picture(self, figures: Statistics, knowledge: KnowledgeBase, language: Language) -> Picture:
        def told(name: str, **values: Value) -> str:
            return without_marks(self._told(language, name, figures, **values))

        topics = self._topics(figures, knowledge, language)
        missed = self._missed(figures, knowledge, language)
        return Picture(
            language=language,
            title=told("week-title"),
            outcomes_title=told("week-outcomes"),
            outcomes=(
                Bar(label=told("week-at-once"), parts=(figures.at_once,)),
                Bar(label=told("week-asked-back"), parts=(figures.asked_back,)),
                Bar(label=told("week-to-staff"), parts=(figures.to_staff,)),
            ),
            topics_title=told("week-topics", topic=topics[0].label) if topics else told("week-topics-none"),
            languages={one: told(f"language-{one}") for one in figures.languages},
            topics=topics,
            hours_title=told(self._hours_name(figures)),
            tickets=told("week-tickets"),
            missed_title=told("week-missed" if missed else "week-missed-none"),
            missed=missed,
        )

    def _told(self, language: Language, name: str, figures: Statistics, **values: Value) -> str:
        return self._texts.say(language, name, **values, **self._values(figures))

    def _values(self, figures: Statistics) -> dict[str, Value]:
        return {
            "first": figures.period.start.astimezone(self._zone),
            "last": (figures.period.end - timedelta(seconds=1)).astimezone(self._zone),
            "count": figures.questions,
            "percent": round(100 * share(figures.at_once, figures.questions)),
            "staff": round(100 * share(figures.to_staff, figures.questions)),
            "hours": "" if figures.median_hours is None else f"{figures.median_hours:.1f}",
            "opened": figures.opened,
            "answered": figures.answered,
            "waiting": figures.waiting,
        }

    def _topics(self, figures: Statistics, knowledge: KnowledgeBase, language: Language) -> tuple[Bar, ...]:
        titles = {topic.id: spoken(topic.title, language) for topic in knowledge.topics}

        def bar(label: str, topics: Iterable[TopicCount]) -> Bar:
            together = list(topics)
            parts = tuple(sum(one.by_language.get(each, 0) for one in together) for each in figures.languages)
            return Bar(label=without_marks(label), parts=parts)

        def title(topic: TopicCount) -> str:
            return titles.get(topic.topic or "") or self.say(language, "week-elsewhere")

        fits = len(figures.topics) <= MOST_TOPICS
        shown = figures.topics if fits else figures.topics[: MOST_TOPICS - 1]
        bars = [bar(title(one), [one]) for one in shown]
        if not fits:
            bars.append(bar(self.say(language, "week-other-topics"), figures.topics[len(shown) :]))
        return tuple(bars)

    def _missed(self, figures: Statistics, knowledge: KnowledgeBase, language: Language) -> tuple[Bar, ...]:
        bars = [
            Bar(label=without_marks(_question(knowledge, one.entry, language)), parts=(one.questions,))
            for one in figures.missed
        ]
        if figures.missed_elsewhere:
            elsewhere = without_marks(self.say(language, "week-near-nothing"))
            bars.append(Bar(label=elsewhere, parts=(figures.missed_elsewhere,)))
        return tuple(sorted(bars, key=lambda bar: -bar.total))

    @staticmethod
    def _hours_name(figures: Statistics) -> str:
        if figures.median_hours is not None:
            return "week-hours"
        return "week-hours-none" if figures.opened else "week-nothing-opened"


def is_quiet(figures: Statistics) -> bool:
    """Whether there is nothing to report."""
    return not (figures.questions or figures.opened or figures.waiting)


def _question(knowledge: KnowledgeBase, entry: EntryId, language: Language) -> str:
    known = knowledge.entries.get(entry)
    return spoken(known.question, language) if known else entry
