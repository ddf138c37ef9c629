"""What the card of a ticket says, which buttons it has, and how the topic is named."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.bidi import without_marks
from bot.conversation.cards import MAX_TOPIC_NAME, CardReplies, Case, in_hours
from bot.conversation.labels import LABEL_WIDTH, shortened, width
from bot.conversation.looks import foremost, look_of
from bot.conversation.message import Message
from bot.conversation.staff_callbacks import Want, unpack_order
from bot.conversation.texts import Texts
from bot.domain.events import Content, Member
from bot.domain.founder import Founder
from bot.domain.ids import EntryId, MessageId, QuestionId, TicketId, TicketMessageId, UserId
from bot.domain.language import Language
from bot.domain.match import Candidate
from bot.domain.question import Question
from bot.domain.ticket import Author, Ticket, TicketMessage, TicketState
from bot.knowledge.load import load
from bot.telegram.render import render

TEXTS = Texts.load()
ENTRIES = load(Path(__file__).parents[3] / "faq").entries
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))  # a Tuesday
DANA = Founder(id=UserId(1), name="Dana", username=None, language=Language.EN, first_seen=NOW, last_seen=NOW)
TICKET = Ticket(
    id=TicketId(142),
    founder=DANA.id,
    question=QuestionId(7),
    state=TicketState.WAITING,
    language=Language.EN,
    opened_at=NOW,
    changed_at=NOW,
    promised_at=NOW + timedelta(hours=8),
)
ASKED = TicketMessage(
    id=TicketMessageId(1),
    ticket=TICKET.id,
    author=Author.FOUNDER,
    content=Content(kind="text", text="parking for a cargo bike"),
    founder_message=MessageId(1),
    staff_message=None,
    written_at=NOW,
)
NEAR = ("hub-operator", "visa-work", "visa-visit", "ip-data")
QUESTION = Question(
    id=QuestionId(7),
    founder=DANA.id,
    message=MessageId(1),
    text="parking for a cargo bike",
    language=Language.EN,
    answered_with=None,
    candidates=tuple(
        Candidate(entry=EntryId(entry), confidence=confidence)
        for entry, confidence in zip(NEAR, (0.31, 0.12, 0.06, 0.05), strict=True)
    ),
    asked_at=NOW,
)
LI = Member(id=UserId(9), name="Li")
CLAIMED = replace(TICKET, claimed_by=LI)
ANSWERED = CLAIMED.answered(LI, NOW)
CLOSED = ANSWERED.moved(TicketState.CLOSED, NOW)


def case(ticket: Ticket = TICKET, **changes: object) -> Case:
    whole = Case(
        ticket=ticket,
        founder=DANA,
        shown=[ASKED],
        question=QUESTION,
        answered=(),
        waited=timedelta(),
        now=NOW,
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def shown(of: Case, language: Language = Language.EN, *, in_topic: bool = True) -> str:
    return lines(CardReplies(TEXTS, language).card(of, ENTRIES, in_topic=in_topic))


def lines(message: Message) -> str:
    (text,) = render(message)
    return without_marks(text.text)


def rows(of: Case, language: Language = Language.EN) -> list[list[str]]:
    card = CardReplies(TEXTS, language).card(of, ENTRIES, in_topic=True)
    return [[without_marks(button.label) for button in row] for row in card.buttons]


def test_a_card_says_who_asks_what_and_what_is_near() -> None:
    assert shown(case()) == (
        "Q-0142 · Dana · English · waiting 0:00\n"
        "parking for a cargo bike\n"
        "Answered automatically: nothing\n"
        "Nearest entries: Who runs and manages the hub? 31% · "
        f"{ENTRIES[EntryId('visa-work')].question[Language.EN]} 12% · "
        f"{ENTRIES[EntryId('visa-visit')].question[Language.EN]} 6%\n"
        "Reply here; Dana gets what you write. A line that begins with // stays here."
    )


def test_its_buttons_send_what_is_near_and_say_what_to_do() -> None:
    card = CardReplies(TEXTS, Language.EN).card(case(), ENTRIES, in_topic=True)
    orders = [[unpack_order(button.data) for button in row] for row in card.buttons]
    sends, last = orders[:-1], orders[-1]
    assert [[(one.want, one.about, one.word) for one in row if one] for row in sends] == [
        [(Want.SEND, 142, entry)] for entry in NEAR[:3]
    ]
    assert [one.want for one in last if one] == [Want.CLAIM, Want.LATER, Want.CLOSE, Want.NO_QUESTION]
    assert rows(case())[-1] == ["Claim", "Later", "Close", "Not a question"]
    assert rows(case(), Language.ZH)[-1] == ["认领", "稍后", "关闭", "不是问题"]


@pytest.mark.parametrize("language", list(Language))
def test_titles_are_cut_to_the_width_of_a_button(language: Language) -> None:
    labels = [
        label
        for entry in ENTRIES
        for (label,) in rows(
            case(question=replace(QUESTION, candidates=(Candidate(entry=entry, confidence=0.3),))), language
        )[:-1]
    ]
    assert len(labels) == len(ENTRIES)
    assert all(width(label) <= LABEL_WIDTH for label in labels)


@given(st.text(max_size=60), st.integers(2, 40))
def test_what_is_cut_fits_and_says_so(text: str, room: int) -> None:
    cut = shortened(text, room)
    assert width(cut) <= room
    assert cut == text or (cut.endswith("…") and text.startswith(cut[:-1]))


@pytest.mark.parametrize(
    ("ticket", "line", "buttons"),
    [
        (CLAIMED, "claimed by Li", ["Give back", "Later", "Close", "Not a question"]),
        (replace(CLAIMED, claimed_by=Member(id=UserId(5), name="")), "claimed by an anonymous admin", None),
        (
            replace(TICKET, later_until=NOW + timedelta(days=2), later_why="ask *Chen*"),
            "Put aside until Thursday 10:00: ask *Chen*",
            ["Claim", "Later", "Close", "Not a question"],
        ),
        (replace(TICKET, later_until=NOW + timedelta(hours=1)), "Put aside until Tuesday 11:00", None),
        (ANSWERED, "✓ answered · claimed by Li", ["Reopen"]),
        (CLOSED, "✓ closed · claimed by Li", ["Reopen"]),
        (replace(TICKET, state=TicketState.CLOSED), "✓ closed", ["Reopen"]),
        (
            replace(TICKET, state=TicketState.CLOSED, promised_at=None),
            "✗ withdrawn by the founder",
            ["Reopen"],
        ),
    ],
)
def test_a_card_shows_where_its_ticket_stands(ticket: Ticket, line: str, buttons: list[str] | None) -> None:
    assert line in shown(case(ticket)).split("\n")
    assert buttons is None or rows(case(ticket))[-1] == buttons
    assert ("waiting" in shown(case(ticket))) is (ticket.state is TicketState.WAITING)


def test_what_was_answered_or_turned_down_is_not_offered_again() -> None:
    operator, work, *_ = (EntryId(entry) for entry in NEAR)
    text = shown(case(question=replace(QUESTION, turned_down=(work,)), answered=(operator,)))
    assert "Answered automatically: Who runs and manages the hub?" in text
    assert f"Shown and turned down: {ENTRIES[work].question[Language.EN]}" in text
    assert "hub? 31%" not in text
    assert rows(case(question=replace(QUESTION, turned_down=(work,)), answered=(operator,)))[0][0].startswith(
        f"Send: {ENTRIES[EntryId(NEAR[2])].question[Language.EN][:15]}"
    )
    every = case(question=replace(QUESTION, turned_down=tuple(EntryId(entry) for entry in NEAR)))
    assert "Nearest" not in shown(every)
    assert rows(every) == [["Claim", "Later", "Close", "Not a question"]]


def test_without_a_question_nothing_is_near() -> None:
    assert "Nearest entries: none" in shown(case(question=None))
    gone = replace(QUESTION, candidates=(Candidate(entry=EntryId("of-last-year"), confidence=0.9),))
    assert "Nearest entries: none" in shown(case(question=gone))


def test_an_album_is_named_once() -> None:
    photo = replace(ASKED, content=Content(kind="photo"), album="1")
    titled = replace(photo, content=Content(kind="photo", text="our prototype"), edited=True)
    text = shown(case(shown=[titled, replace(photo, id=TicketMessageId(2))], question=None))
    assert text.count("(the next message: photo)") == 1
    assert "our prototype\n(the next message: photo)\n(changed since)" in text


def test_staff_are_told_how_they_answer() -> None:
    assert "Reply to this message" in shown(case(), in_topic=False)
    replies = CardReplies(TEXTS, Language.EN, relay="reply").card(case(), ENTRIES, in_topic=True)
    assert "Reply to this message" in lines(replies)


@pytest.mark.parametrize(("minutes", "words"), [(0, "0:00"), (5.9, "0:05"), (90, "1:30"), (6000, "100:00")])
def test_waiting_is_told_in_hours_and_minutes(minutes: float, words: str) -> None:
    assert in_hours(timedelta(minutes=minutes)) == words


@pytest.mark.parametrize(
    ("ticket", "sign", "icon"),
    [(TICKET, "⏳", "❓"), (CLAIMED, "👀", "👀"), (ANSWERED, "✓", "✅"), (CLOSED, "✓", "✅")],
)
def test_the_topic_shows_the_state(ticket: Ticket, sign: str, icon: str) -> None:
    topic = CardReplies(TEXTS, Language.ZH).topic(DANA, ticket)
    assert (topic.name, topic.icon) == (f"Q-0142 · Dana · {sign}", icon)


def test_a_long_or_missing_name_leaves_number_and_sign() -> None:
    voice = CardReplies(TEXTS, Language.EN)
    long = voice.topic(replace(DANA, name="ד" * 200), TICKET).name
    assert len(long) == MAX_TOPIC_NAME
    assert long.startswith("Q-0142 · דד")
    assert long.endswith("ד · ⏳")
    assert voice.topic(replace(DANA, name=""), TICKET).name == "Q-0142 · no name · ⏳"


def _tickets(*states: TicketState) -> Sequence[Ticket]:
    return [
        replace(TICKET, id=TicketId(number), state=state, changed_at=NOW.astimezone(UTC) + timedelta(number))
        for number, state in enumerate(states)
    ]


def test_what_waits_names_the_topic_before_anything_later() -> None:
    waiting, answered, closed = TicketState.WAITING, TicketState.ANSWERED, TicketState.CLOSED
    cases = {
        (waiting, answered, closed): 0,
        (answered, waiting, waiting): 2,
        (answered, closed): 0,
        (closed, closed): 1,
    }
    assert {states: (foremost(_tickets(*states)) or TICKET).id for states in cases} == cases
    assert foremost([]) is None
    assert look_of(None) == look_of(CLOSED)
