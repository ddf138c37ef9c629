"""Where a founder's tickets stand, and how the list reads."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.ledger import TITLE, LedgerReplies, Line, Standing, in_brief, listed, standing
from bot.conversation.texts import Texts
from bot.domain.events import Content, Member
from bot.domain.ids import MessageId, TicketId, TicketMessageId, UserId
from bot.domain.language import Language
from bot.domain.ticket import Author, Ticket, TicketMessage, TicketState
from bot.telegram.render import render

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)  # a Saturday
FRIDAY = datetime(2026, 11, 20, 8, 20, tzinfo=UTC)  # 16:20 in Shanghai
HOUR = timedelta(hours=1)
OPEN = Ticket(
    id=TicketId(142),
    founder=UserId(1),
    question=None,
    state=TicketState.WAITING,
    language=Language.EN,
    opened_at=FRIDAY,
    changed_at=FRIDAY,
    promised_at=NOW,
)
ASKED = TicketMessage(
    id=TicketMessageId(1),
    ticket=OPEN.id,
    author=Author.FOUNDER,
    content=Content(kind="text", text="parking for a cargo bike"),
    founder_message=MessageId(1),
    staff_message=MessageId(2),
    written_at=FRIDAY,
)
REPLY = replace(ASKED, author=Author.STAFF, founder_message=None, written_at=FRIDAY + HOUR)
ARRIVED = replace(REPLY, founder_message=MessageId(3))
ANSWERED = replace(OPEN, state=TicketState.ANSWERED, staff_wrote_at=REPLY.written_at)
CLOSED = replace(ANSWERED, state=TicketState.CLOSED, changed_at=FRIDAY + 2 * HOUR)
WITHDRAWN = replace(OPEN, state=TicketState.CLOSED, promised_at=None)


@pytest.mark.parametrize(
    ("ticket", "messages", "expected"),
    [
        (OPEN, [replace(ASKED, staff_message=None)], (Standing.RECEIVED, FRIDAY)),
        (OPEN, [ASKED], (Standing.WITH_STAFF, FRIDAY)),
        (replace(OPEN, claimed_by=Member(id=UserId(1), name="Li")), [ASKED], (Standing.CLAIMED, FRIDAY)),
        (ANSWERED, [ASKED, REPLY], (Standing.ANSWERED, FRIDAY + HOUR)),
        (ANSWERED, [ASKED, ARRIVED], (Standing.DELIVERED, FRIDAY + HOUR)),
        (ANSWERED, [ASKED, ARRIVED, REPLY], (Standing.ANSWERED, FRIDAY + HOUR)),
        (CLOSED, [ASKED, ARRIVED], (Standing.CLOSED, FRIDAY + 2 * HOUR)),
        (WITHDRAWN, [ASKED], (Standing.WITHDRAWN, FRIDAY)),
        (replace(OPEN, state=TicketState.CLOSED), [ASKED], (Standing.CLOSED, FRIDAY)),
    ],
)
def test_where_a_ticket_stands(
    ticket: Ticket, messages: list[TicketMessage], expected: tuple[Standing, datetime]
) -> None:
    assert standing(ticket, messages) == expected


def test_a_ticket_that_is_asked_on_waits_since_the_new_question() -> None:
    again = replace(ASKED, written_at=FRIDAY + 3 * HOUR)
    last = replace(ASKED, written_at=FRIDAY + 4 * HOUR)
    waiting = replace(ANSWERED, state=TicketState.WAITING, changed_at=FRIDAY + 4 * HOUR)
    assert standing(waiting, [ASKED, ARRIVED, again, last]) == (Standing.WITH_STAFF, FRIDAY + 3 * HOUR)


def test_old_ones_drop_out_of_the_list_unless_they_wait_and_the_newest_stand_first() -> None:
    old = NOW - timedelta(days=31)
    tickets = [replace(CLOSED, id=TicketId(number)) for number in range(20, 0, -1)]
    tickets += [
        replace(OPEN, id=TicketId(0), changed_at=old),
        replace(CLOSED, id=TicketId(99), changed_at=old),
    ]
    assert [ticket.id for ticket in listed(tickets, NOW)] == [20, 19, 18, 17, 16, 15, 14, 13, 12, 0]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("short", "short"),
        (
            "does the hub have parking for a cargo bike, we bring prototypes",
            "does the hub have parking for a cargo…",
        ),
        ("line one\n\n  line\u202e two", "line one line two"),
        ("路演厅能坐多少人" * 8, "路演厅能坐多少人" * 5 + "…"),
        ("a " + "b" * 60, "a " + "b" * 38 + "…"),
        ("x" * 40 + " y", "x" * 40 + "…"),
    ],
)
def test_a_title_is_cut_at_a_word_where_there_are_words(text: str, title: str) -> None:
    assert in_brief(text) == title


@given(st.text())
def test_a_title_is_one_line_of_bounded_length(text: str) -> None:
    assert len(in_brief(text)) <= TITLE + 1
    assert len(in_brief(text).splitlines()) <= 1


GOLDEN = {
    Language.EN: (
        "Q-0142 · parking for a cargo bike · with staff since Fri 16:20 · reply by Mon 10:00 (Shanghai)\n"
        "Q-0131 · a photo · answered 12 Nov, delivered ✓"
    ),
    Language.HE: (
        "\u200fQ-0142 · parking for a cargo bike · אצל הצוות מאז יום ו׳ 16:20 · PROMISE\n"
        "\u200fQ-0131 · תמונה · נענתה ב־12 בנוב׳, נמסרה ✓"
    ),
    Language.ZH: (
        "Q-0142 · parking for a cargo bike · 周五 16:20 起在工作人员处 · PROMISE\n"
        "Q-0131 · 一张照片 · 11月12日已答复，已送达 ✓"
    ),
}


@pytest.mark.parametrize("language", list(Language))
def test_the_list_reads_as_it_should(language: Language) -> None:
    earlier = datetime(2026, 11, 12, 3, 0, tzinfo=UTC)
    photo = replace(ASKED, content=Content(kind="photo"))
    second = replace(ANSWERED, id=TicketId(131), staff_wrote_at=earlier)
    promise = "reply by Mon 10:00 (Shanghai)" if language is Language.EN else "PROMISE"
    lines = [
        Line(ticket=OPEN, messages=[ASKED], promise=promise),
        Line(ticket=second, messages=[photo, ARRIVED], promise="of a promise that was kept"),
    ]
    (piece,) = render(LedgerReplies(Texts.load()).show(language, lines, NOW, SHANGHAI))
    assert "\u2068\u2068" not in piece.text  # Telegram takes stacked marks apart
    assert piece.text.replace("\u2068", "").replace("\u2069", "") == GOLDEN[language]
    assert [button.data for row in piece.buttons for button in row] == ["cancel:142"]


def test_a_title_cannot_turn_its_line_or_become_formatting() -> None:
    rude = replace(ASKED, content=Content(kind="text", text="\u202eevil *bold* [x](http://y) `c`"))
    lines = [Line(ticket=OPEN, messages=[rude], promise=None)]
    (piece,) = render(LedgerReplies(Texts.load()).show(Language.HE, lines, NOW, SHANGHAI))
    assert "\u2068evil *bold* [x](http://y) `c`\u2069" in piece.text
    assert {entity.type for entity in piece.entities} == {"bold"}
    assert [entity.length for entity in piece.entities] == [len("Q-0142")]


@pytest.mark.parametrize("kind", ["photo", "video_note", "voice", "location", "something_new"])
@pytest.mark.parametrize("language", list(Language))
def test_what_has_no_words_is_named_by_its_kind(language: Language, kind: str) -> None:
    wordless = replace(ASKED, content=Content(kind=kind))
    lines = [Line(ticket=OPEN, messages=[wordless], promise=None)]
    (piece,) = render(LedgerReplies(Texts.load()).show(language, lines, NOW, SHANGHAI))
    assert kind not in piece.text.replace("a photo", "").replace("a location", "").replace("a voice", "")
    assert len(piece.text.split(" · ")) == 3


@pytest.mark.parametrize("language", list(Language))
def test_an_empty_list_is_one_friendly_sentence_without_buttons(language: Language) -> None:
    (piece,) = render(LedgerReplies(Texts.load()).show(language, [], NOW, SHANGHAI))
    assert "\n" not in piece.text
    assert piece.buttons == ()
