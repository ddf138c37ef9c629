"""What became of the questions and tickets of a period, in figures and without names."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from bot.domain.hours import StaffHours
from bot.domain.ids import EntryId, QuestionId, TicketId
from bot.domain.language import Language
from bot.domain.question import Feedback, Question
from bot.domain.ticket import Ticket

NEAR = 0.1
"""Probability from which the likeliest entry tells what an unanswered question is about."""
MOST_MISSED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From `start` up to, and without, `end`; aware UTC."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """What is counted.

    Attributes:
        questions: asked in the period, one each for the parts of a message that asked several.
        tickets: opened in the period.
        first_answers: when staff first wrote to each of `tickets`; those without an answer are not there.
        waiting: tickets that wait now, however old.
    """

    questions: Sequence[Question]
    tickets: Sequence[Ticket]
    first_answers: Mapping[TicketId, datetime]
    waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicCount:
    """Questions about one topic.

    Attributes:
        topic: its id; None for questions that are near no entry.
        by_language: each language that was asked in.
    """

    topic: str | None
    by_language: Mapping[Language, int]

    @property
    def total(self) -> int:
        """How many in all languages."""
        return sum(self.by_language.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """Questions that the FAQ did not answer; `entry` is the nearest to them."""

    entry: EntryId
    questions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """The figures of a period. Each question is in one of `at_once`, `asked_back` and `to_staff`.

    Attributes:
        at_once: answered by the bot without asking back, and not passed on.
        asked_back: the founder was asked which entry is meant, and it was not passed on.
        to_staff: passed on by the bot, or by the founder after an answer or a list.
        topics: most asked first.
        missed: most asked of what got no answer from the FAQ, or one that was turned down.
        missed_elsewhere: questions without an answer that are near no entry.
        opened: tickets.
        answered: of the tickets opened, those that staff have answered.
        waiting: tickets that wait now, however old.
        median_hours: of staff's working time from a ticket's opening to staff's first answer; None
            without one.
        helped, not_it: answers that founders judged so.
    """

    period: Period
    at_once: int
    asked_back: int
    to_staff: int
    topics: tuple[TopicCount, ...]
    missed: tuple[Missed, ...]
    missed_elsewhere: int
    opened: int
    answered: int
    waiting: int
    median_hours: float | None
    helped: int
    not_it: int

    @property
    def questions(self) -> int:
        """How many were asked."""
        return self.at_once + self.asked_back + self.to_staff

    @property
    def languages(self) -> Mapping[Language, int]:
        """Questions in each language that was asked in, the most used first."""
        counted: Counter[Language] = Counter()
        for topic in self.topics:
            counted.update(topic.by_language)
        return dict(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))


def share(part: int, whole: int) -> float:
    """Return `part` of `whole` in [0, 1]; 0 of nothing is 0."""
    return part / whole if whole else 0.0


def statistics_of(
    numbers: Numbers, period: Period, topic_of: Mapping[EntryId, str], hours: StaffHours
) -> Statistics:
    """Count.

    Args:
        numbers: what there was.
        period: that it is from.
        topic_of: the topic of each entry of the FAQ; what is about entries that are gone counts as near none.
        hours: of the staff, for the time that answers took.
    """
    asked = list(_without_wholes(numbers.questions))
    passed_on = {ticket.question for ticket in numbers.tickets if ticket.question is not None}
    staff = [one for one in asked if _is_with_staff(one, passed_on)]
    asked_back = sum(one.asked_back and not _is_with_staff(one, passed_on) for one in asked)
    missed, elsewhere = _missed(asked, topic_of)
    feedback = Counter(one.feedback for one in numbers.questions)
    return Statistics(
        period=period,
        at_once=len(asked) - len(staff) - asked_back,
        asked_back=asked_back,
        to_staff=len(staff),
        topics=_topics(asked, topic_of),
        missed=missed,
        missed_elsewhere=elsewhere,
        opened=len(numbers.tickets),
        answered=len(numbers.first_answers),
        waiting=numbers.waiting,
        median_hours=_median_hours(numbers, hours),
        helped=feedback[Feedback.HELPED],
        not_it=feedback[Feedback.NOT_IT],
    )


def _without_wholes(questions: Iterable[Question]) -> Iterable[Question]:
    """Leave out what a message asked as a whole where its parts are there; it is the last of them."""
    together: dict[tuple[int, int, datetime], list[Question]] = defaultdict(list)
    for one in questions:
        together[one.founder, one.message, one.asked_at].append(one)
    for parts in together.values():
        yield from parts[:-1] or parts


def _is_with_staff(question: Question, passed_on: set[QuestionId]) -> bool:
    return question.id in passed_on or (question.answered_with is None and not question.asked_back)


def _about(question: Question, topic_of: Mapping[EntryId, str]) -> EntryId | None:
    near = question.candidates[0] if question.candidates else None
    entry = question.answered_with or (near.entry if near and near.confidence >= NEAR else None)
    return entry if entry in topic_of else None


def _topics(questions: Iterable[Question], topic_of: Mapping[EntryId, str]) -> tuple[TopicCount, ...]:
    counted: dict[str | None, Counter[Language]] = defaultdict(Counter)
    for one in questions:
        entry = _about(one, topic_of)
        counted[topic_of[entry] if entry else None][one.language] += 1
    found = (TopicCount(topic=topic, by_language=dict(by)) for topic, by in counted.items())
    return tuple(sorted(found, key=lambda one: (-one.total, one.topic or "")))


def _missed(questions: Iterable[Question], topic_of: Mapping[EntryId, str]) -> tuple[tuple[Missed, ...], int]:
    unanswered = (
        one for one in questions if one.answered_with is None or one.answered_with in one.turned_down
    )
    counted = Counter(_about(one, topic_of) for one in unanswered)
    elsewhere = counted.pop(None, 0)
    ordered = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0] or ""))[:MOST_MISSED]
    return tuple(Missed(entry=entry, questions=count) for entry, count in ordered if entry), elsewhere


def _median_hours(numbers: Numbers, hours: StaffHours) -> float | None:
    first = numbers.first_answers
    took = [
        hours.working_hours_between(ticket.opened_at, first[ticket.id])
        for ticket in numbers.tickets
        if ticket.id in first
    ]
    return median(took) if took else None
