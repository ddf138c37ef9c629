"""What the weekly report and the morning summary say."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.conversation.message import Markdown, Message
from bot.conversation.reminders import LateLine, ReminderReplies
from bot.conversation.texts import Texts
from bot.conversation.week import MOST_TOPICS, WeekReplies, is_quiet
from bot.domain.events import Member
from bot.domain.founder import Founder
from bot.domain.ids import EntryId, TicketId, UserId
from bot.domain.language import Language
from bot.domain.reminders import Late
from bot.domain.statistics import Missed, Period, Statistics, TopicCount
from bot.domain.ticket import Ticket, TicketState
from bot.knowledge.load import load

SHANGHAI = ZoneInfo("Asia/Shanghai")
KNOWLEDGE = load(Path(__file__).parents[3] / "faq")
TEXTS = Texts.load()
EN, HE, ZH = Language.EN, Language.HE, Language.ZH
NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)


def topic(name: str | None, **by: int) -> TopicCount:
    return TopicCount(topic=name, by_language={Language(language): count for language, count in by.items()})


FIGURES = Statistics(
    period=Period(
        start=datetime(2026, 11, 16, tzinfo=SHANGHAI).astimezone(UTC),
        end=datetime(2026, 11, 23, tzinfo=SHANGHAI).astimezone(UTC),
    ),
    at_once=30,
    asked_back=6,
    to_staff=4,
    topics=(
        topic("visa", he=10, en=4),
        topic("space", zh=8),
        topic("company", en=6),
        topic("tax", he=4),
        topic("ip", he=3),
        topic(None, en=2),
        topic("team", he=2),
        topic("living", zh=1),
    ),
    missed=(Missed(entry=EntryId("visa-work"), questions=3), Missed(entry=EntryId("gone"), questions=1)),
    missed_elsewhere=2,
    opened=5,
    answered=4,
    waiting=1,
    median_hours=3.46,
    helped=0,
    not_it=0,
)
QUIET = replace(
    FIGURES,
    at_once=0,
    asked_back=0,
    to_staff=0,
    topics=(),
    missed=(),
    missed_elsewhere=0,
    opened=0,
    answered=0,
    waiting=0,
    median_hours=None,
)


def weeks(language: Language) -> WeekReplies:
    return WeekReplies(TEXTS, language, SHANGHAI)


def lines(message: Message | None) -> list[str]:
    parts = message.parts if message else ()
    words = [part.text for part in parts if isinstance(part, Markdown)]
    return [word.translate(dict.fromkeys((0x2068, 0x2069, ord("*")))) for word in words]


def test_the_brief_report_says_the_week_by_the_staffs_calendar() -> None:
    assert lines(weeks(EN).brief(FIGURES)) == [
        "16 November to 22 November: 40 questions",
        "75% were answered at once, 10% went to staff",
        "Staff's first answer took 3.5 working hours (median)",
        "5 went to staff · 4 answered · 1 waiting now",
    ]
    assert lines(weeks(EN).brief(QUIET)) == [
        "16 November to 22 November: 0 questions",
        "No question went to staff",
        "0 went to staff · 0 answered · 0 waiting now",
    ]


def test_the_picture_has_the_languages_in_one_order_and_what_is_asked_little_in_one_bar() -> None:
    picture, _ = weeks(EN).pictures(FIGURES, KNOWLEDGE)
    assert list(picture.languages.items()) == [(HE, "Hebrew"), (EN, "English"), (ZH, "Chinese")]
    assert [(bar.label, bar.parts) for bar in picture.topics] == [
        ("Visas", (10, 4, 0)),
        ("Offices and rooms", (0, 0, 8)),
        ("Setting up a company", (0, 6, 0)),
        ("Tax and money", (4, 0, 0)),
        ("Intellectual property", (3, 0, 0)),
        ("All other topics", (2, 2, 1)),
    ]
    assert len(picture.topics) == MOST_TOPICS
    assert picture.topics_title == "Asked about most: Visas"


def test_the_picture_has_what_was_missed_in_order_also_what_is_near_nothing() -> None:
    picture, _ = weeks(EN).pictures(FIGURES, KNOWLEDGE)
    assert [(bar.label, bar.total) for bar in picture.missed] == [
        (KNOWLEDGE.entries[EntryId("visa-work")].question[EN], 3),
        ("Near no entry of the FAQ", 2),
        ("gone", 1),
    ]


@pytest.mark.parametrize("language", list(Language))
def test_a_picture_is_in_one_language_and_without_marks_of_direction(language: Language) -> None:
    wanted, english = weeks(language).pictures(FIGURES, KNOWLEDGE)
    assert (wanted.language, english.language) == (language, EN)
    assert not set(wanted.words) & set("\u2066\u2067\u2068\u2069\u200e\u200f*")
    assert wanted.topics[0].label in wanted.words
    assert (wanted.words == english.words) == (language is EN)


def test_only_a_week_in_which_nothing_happened_and_nobody_waits_is_quiet() -> None:
    assert is_quiet(QUIET)
    assert not is_quiet(replace(QUIET, waiting=1))
    assert not is_quiet(FIGURES)


def _waiting(number: int, hours: float, **others: object) -> LateLine:
    ticket = Ticket(
        id=TicketId(number),
        founder=UserId(7),
        question=None,
        state=TicketState.WAITING,
        language=HE,
        opened_at=NOW,
        changed_at=NOW,
    )
    founder = Founder(id=UserId(7), name="Dana", username=None, language=HE, first_seen=NOW, last_seen=NOW)
    return LateLine(
        late=Late(ticket=replace(ticket, **others), hours=hours),  # type: ignore[arg-type]
        founder=founder,
        link=None,
    )


def test_the_morning_says_what_is_open_who_waits_longest_and_what_was_asked() -> None:
    wei = Member(id=UserId(4), name="Wei")
    tickets = [
        _waiting(1, 3.0),
        _waiting(2, 9.0, claimed_by=wei),
        _waiting(3, 1.0, claimed_by=wei, later_until=datetime(2026, 11, 25, tzinfo=UTC)),
        _waiting(4, 1.0, later_until=datetime(2026, 11, 22, tzinfo=UTC)),
    ]
    said = ReminderReplies(TEXTS, EN).morning(tickets, FIGURES, 2, NOW, SHANGHAI)
    assert lines(said) == [
        "Open: 4 questions, 2 with nobody, 1 claimed, 1 put aside.",
        "The longest wait:",
        "Q-0002 · Dana · 9.0 h · with Wei",
        "Since 16 November: 40 questions, 30 answered by the bot at once.",
        "2 entries of the FAQ are past their review.",
    ]


def test_a_morning_with_nothing_to_say_says_nothing() -> None:
    assert ReminderReplies(TEXTS, EN).morning([], QUIET, 0, NOW, SHANGHAI) is None


@pytest.mark.parametrize("language", list(Language))
def test_every_part_of_a_morning_can_be_said_in_each_language(language: Language) -> None:
    said = ReminderReplies(TEXTS, language).morning([_waiting(1, 9.0)], FIGURES, 1, NOW, SHANGHAI)
    assert len(lines(said)) == 5
