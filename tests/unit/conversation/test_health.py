"""What staff read of the bot's health: in each language, with one thing to do, and short."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.conversation.health import HealthReplies
from bot.conversation.message import Markdown
from bot.conversation.texts import Texts
from bot.domain.condition import Concern, Condition, Longest
from bot.domain.language import Language
from bot.domain.vitals import Vitals

TEXTS = Texts.load()
NOW = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
GIGABYTE = 2**30
CONDITION = Condition(
    vitals=Vitals(
        at=NOW,
        started=NOW - timedelta(days=3),
        received=NOW - timedelta(seconds=12),
        free_bytes=12 * GIGABYTE + GIGABYTE // 2,
    ),
    longest=Longest(number="Q-0142", hours=5.25),
    within=8,
    unsent=2,
    unsent_since=NOW - timedelta(minutes=3),
    set_aside=0,
    overdue=0,
)
MARKS = dict.fromkeys((0x200F, 0x2066, 0x2067, 0x2068, 0x2069))


def lines(condition: Condition, language: Language = Language.EN) -> list[str]:
    replies = HealthReplies(TEXTS, language, ZoneInfo("Asia/Shanghai"), within=8)
    parts = replies.show(condition).parts
    return [part.text.translate(MARKS) for part in parts if isinstance(part, Markdown)]


def test_all_is_well() -> None:
    head, *rest, last = lines(CONDITION)
    assert head == "**✓ All is well.**"
    assert rest == [
        "Telegram: last heard of 12 seconds ago",
        "Longest waiting: Q-0142, 5.2 working hours (of 8)",
        "To be sent: 2 messages, the oldest for 3 minutes",
        "Reviews overdue: none",
        "Free disk: 12.5 GB",
    ]
    assert last.startswith("gesher ")
    assert last.endswith("running since Sunday 22 November, 10:00")  # by the staff's clock


def test_a_desk_with_nothing_to_do_and_nothing_seen() -> None:
    quiet = replace(
        CONDITION,
        vitals=Vitals(at=NOW, started=NOW),
        longest=None,
        unsent=0,
        unsent_since=None,
    )
    said = lines(quiet)
    assert said[1:5] == [
        "Telegram: not heard of since the start",
        "Nobody is waiting.",
        "Everything is sent.",
        "Reviews overdue: none",
    ]
    assert len(said) == 6  # where the database is no file, no disk is known


def test_the_one_thing_to_do_stands_below_the_first_line() -> None:
    said = lines(replace(CONDITION, longest=Longest(number="Q-0142", hours=9), overdue=4))
    assert said[:2] == [
        "**✗ Somebody should look.**",
        "→ Answer Q-0142 first; /pending shows who else waits.",
    ]
    assert sum(line.startswith("→") for line in said) == 1


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("concern", Concern)
def test_every_concern_has_its_cure_in_every_language(language: Language, concern: Concern) -> None:
    assert TEXTS.say(language, f"health-do-{concern}", number="Q-0142", count=2)[0] in "→←"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 seconds"),
        (1, "1 second"),
        (119, "119 seconds"),
        (120, "2 minutes"),
        (7199, "119 minutes"),
        (7200, "2 hours"),
        (172_800, "2 days"),
    ],
)
def test_how_long_ago_is_said_in_the_unit_that_tells_most(seconds: int, words: str) -> None:
    vitals = replace(CONDITION.vitals, polls=False, received=NOW - timedelta(seconds=seconds))
    assert lines(replace(CONDITION, vitals=vitals))[1] == f"Telegram: last heard of {words} ago"
