"""Each question counts once, where it ended; times are working hours; gaps are named by the nearest entry."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.hours import StaffHours
from bot.domain.ids import EntryId, MessageId, QuestionId, TicketId, UserId
from bot.domain.language import Language
from bot.domain.match import Candidate
from bot.domain.question import Feedback, Question
from bot.domain.statistics import (
    MOST_MISSED,
    Missed,
    Numbers,
    Period,
    Statistics,
    TopicCount,
    share,
    statistics_of,
)
from bot.domain.ticket import Ticket, TicketState
from bot.domain.week import read_week

MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # 09:00 in Shanghai
PERIOD = Period(start=MONDAY, end=MONDAY + timedelta(days=7))
HOURS = StaffHours(week=read_week("Mon-Fri 09:00-18:00"), zone=ZoneInfo("Asia/Shanghai"))
WORK, VISIT, RENT = EntryId("visa-work"), EntryId("visa-visit"), EntryId("space-rent")
TOPICS = {WORK: "visa", VISIT: "visa", RENT: "space"}
QUESTION = Question(
    id=QuestionId(1),
    founder=UserId(1),
    message=MessageId(1),
    text="?",
    language=Language.EN,
    answered_with=WORK,
    candidates=(Candidate(entry=WORK, confidence=0.95),),
    asked_at=MONDAY,
)
TICKET = Ticket(
    id=TicketId(1),
    founder=UserId(1),
    question=None,
    state=TicketState.WAITING,
    language=Language.EN,
    opened_at=MONDAY,
    changed_at=MONDAY,
)


def asked(number: int, **others: object) -> Question:
    values = {"id": QuestionId(number), "message": MessageId(number), **others}
    return replace(QUESTION, **values)  # type: ignore[arg-type]  # a test names only what it is about


def near(entry: EntryId, confidence: float) -> dict[str, object]:
    return {"answered_with": None, "candidates": (Candidate(entry=entry, confidence=confidence),)}


def counted(
    *questions: Question, tickets: tuple[Ticket, ...] = (), first: dict[TicketId, datetime] | None = None
) -> Statistics:
    numbers = Numbers(questions=questions, tickets=tickets, first_answers=first or {}, waiting=3)
    return statistics_of(numbers, PERIOD, TOPICS, HOURS)


def test_each_question_counts_where_it_ended() -> None:
    found = counted(
        asked(1),
        asked(2),  # answered, and passed on all the same
        asked(3, asked_back=True),  # picked
        asked(4, asked_back=True, **near(RENT, 0.5)),  # never picked
        asked(5, asked_back=True, **near(RENT, 0.5)),  # none of these
        asked(6, **near(RENT, 0.02)),  # passed on at once, added to a ticket
        tickets=(
            replace(TICKET, question=QuestionId(2)),
            replace(TICKET, id=TicketId(2), question=QuestionId(5)),
        ),
    )
    assert (found.at_once, found.asked_back, found.to_staff) == (1, 2, 3)
    assert found.questions == 6


def test_a_message_of_several_questions_counts_its_parts_and_not_the_whole_too() -> None:
    parts = [asked(1), asked(2, **near(RENT, 0.02)), asked(3)]
    together = [replace(one, message=MessageId(1)) for one in parts]
    edited = asked(4, message=MessageId(1), asked_at=MONDAY + timedelta(minutes=1))
    found = counted(*together, edited)
    assert (found.at_once, found.to_staff) == (2, 1)


def test_topics_and_languages_are_counted_the_most_asked_first() -> None:
    found = counted(
        asked(1, language=Language.HE, **near(RENT, 0.2)),
        asked(2, answered_with=VISIT, language=Language.HE),
        asked(3, language=Language.ZH),
        asked(4, language=Language.HE),
        asked(5, language=Language.HE, **near(RENT, 0.01)),
        asked(6, answered_with=EntryId("retired-since")),
    )
    assert found.topics == (
        TopicCount(topic="visa", by_language={Language.HE: 2, Language.ZH: 1}),
        TopicCount(topic=None, by_language={Language.HE: 1, Language.EN: 1}),
        TopicCount(topic="space", by_language={Language.HE: 1}),
    )
    assert list(found.languages.items()) == [(Language.HE, 4), (Language.EN, 1), (Language.ZH, 1)]


def test_what_got_no_answer_is_grouped_by_the_nearest_entry() -> None:
    found = counted(
        asked(1, **near(RENT, 0.3)),
        asked(2, **near(RENT, 0.1)),
        asked(3, feedback=Feedback.NOT_IT, turned_down=(WORK,)),  # nothing else was picked
        asked(4, feedback=Feedback.NOT_IT, turned_down=(VISIT,)),  # another was, and is the answer now
        asked(5, **near(RENT, 0.09)),
        asked(6),
    )
    assert found.missed == (Missed(entry=RENT, questions=2), Missed(entry=WORK, questions=1))
    assert found.missed_elsewhere == 1
    assert (found.helped, found.not_it) == (0, 2)


def test_only_the_most_asked_gaps_are_named() -> None:
    entries = {EntryId(f"entry-{number}"): "visa" for number in range(9)}
    questions = [asked(number, **near(entry, 0.5)) for number, entry in enumerate(entries)]
    numbers = Numbers(questions=questions, tickets=(), first_answers={}, waiting=0)
    assert len(statistics_of(numbers, PERIOD, entries, HOURS).missed) == MOST_MISSED


def test_the_time_to_the_first_answer_is_working_time() -> None:
    friday = MONDAY + timedelta(days=4, hours=8)  # 17:00 in Shanghai
    tickets = (
        TICKET,
        replace(TICKET, id=TicketId(2), opened_at=friday),
        replace(TICKET, id=TicketId(3)),
        replace(TICKET, id=TicketId(4)),
    )
    first = {
        TicketId(1): MONDAY + timedelta(hours=4),
        TicketId(2): MONDAY + timedelta(days=7, hours=1),  # next Monday, 10:00
        TicketId(3): MONDAY + timedelta(minutes=30),
    }
    found = counted(tickets=tickets, first=first)
    assert found.median_hours == 2
    assert (found.opened, found.answered, found.waiting) == (4, 3, 3)


def test_a_period_without_anything_has_no_median_and_no_shares() -> None:
    found = counted()
    assert found.median_hours is None
    assert found.questions == 0
    assert (share(0, 0), share(1, 4)) == (0, 0.25)
