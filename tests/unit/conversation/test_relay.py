from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.bidi import utf16_length
from bot.conversation.relay import Deliver, Keep, Note, Relay, Unplaced, route, without_notes
from bot.domain.events import Content, Member, StaffMessage
from bot.domain.ids import ChatId, MessageId, TicketId, TopicId, UserId
from bot.domain.language import Language
from bot.domain.messages import Entity
from bot.domain.ticket import Ticket, TicketState

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def _ticket(number: int) -> Ticket:
    return Ticket(
        id=TicketId(number),
        founder=UserId(1),
        question=None,
        state=TicketState.WAITING,
        language=Language.EN,
        opened_at=NOW,
        changed_at=NOW,
    )


HERE, ELSEWHERE = _ticket(1), _ticket(2)
HELLO = Content(kind="text", text="hello")


def _message(content: Content) -> StaffMessage:
    return StaffMessage(
        chat=ChatId(-1),
        message=MessageId(5),
        by=Member(id=UserId(1), name=""),
        content=content,
        topic=TopicId(3),
        reply_to=None,
        sent_at=NOW,
    )


@pytest.mark.parametrize(
    ("relay", "topic", "reply_to", "to_bot", "outcome"),
    [
        ("topic", HERE, None, False, Deliver(ticket=HERE, content=HELLO)),
        ("topic", HERE, ELSEWHERE, True, Deliver(ticket=ELSEWHERE, content=HELLO)),
        ("topic", None, ELSEWHERE, True, Deliver(ticket=ELSEWHERE, content=HELLO)),
        ("topic", None, None, False, Keep()),
        ("topic", None, None, True, Unplaced()),
        ("reply", HERE, None, False, Keep()),
        ("reply", HERE, None, True, Deliver(ticket=HERE, content=HELLO)),
        ("reply", HERE, ELSEWHERE, True, Deliver(ticket=ELSEWHERE, content=HELLO)),
    ],
)
def test_what_staff_write_goes_to_one_place(
    relay: Relay, topic: Ticket | None, reply_to: Ticket | None, to_bot: bool, outcome: object
) -> None:
    assert route(_message(HELLO), relay=relay, topic=topic, reply_to=reply_to, to_bot=to_bot) == outcome


@pytest.mark.parametrize("kind", ["text", "photo"])
@pytest.mark.parametrize("text", ["// call him first", "  //note", "//", "// one\n\n//two\n"])
def test_a_note_never_leaves(text: str, kind: str) -> None:
    note = _message(Content(kind=kind, text=text))
    assert route(note, relay="topic", topic=HERE, reply_to=None, to_bot=False) == Note(ticket=HERE)
    assert route(note, relay="topic", topic=None, reply_to=None, to_bot=True) == Keep()


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("// he is new\nAt two.", "At two."),
        ("At two.\n  // he is new", "At two."),
        ("At two.\n// he is new\nBring it.", "At two.\nBring it."),
        ("// he is new\n\nAt two.\n\nBring it.\n\n// tell Li", "At two.\n\nBring it."),
        ("see https://example.org // or call", "see https://example.org // or call"),
        ("\n  At two.", "\n  At two."),
        ("/ / is no note", "/ / is no note"),
    ],
)
def test_lines_of_notes_are_cut_out(text: str, left: str) -> None:
    found = without_notes(Content(kind="photo", text=text))
    assert found == Content(kind="photo", text=left)


def test_what_has_no_words_is_no_note() -> None:
    sticker = Content(kind="sticker")
    assert without_notes(sticker) == sticker


lines = st.lists(
    st.text(alphabet="a😀 /", max_size=6).map(lambda line: line.replace("//", "/ /")), min_size=1
)


@given(before=lines, after=lines, bold=st.text(alphabet="b😀", min_size=1, max_size=5))
def test_formatting_stays_on_its_words(before: list[str], after: list[str], bold: str) -> None:
    noted = [line for pair in zip(before, ["// 😀 note"] * len(before), strict=True) for line in pair]
    head = "".join(f"{line}\n" for line in noted)
    text = head + "\n".join([f"{bold} said", "// x", *after])
    mark = Entity(type="bold", offset=utf16_length(head), length=utf16_length(bold))
    gone = Entity(type="italic", offset=utf16_length(head) - 4, length=4)
    left = without_notes(Content(kind="text", text=text, entities=(gone, mark)))
    assert left is not None
    assert left.text is not None
    [kept] = (one for one in left.entities if one.type == "bold")
    units = left.text.encode("utf-16-le")
    assert units[2 * kept.offset : 2 * (kept.offset + kept.length)].decode("utf-16-le") == bold
    assert all(one.length > 0 and one.offset + one.length <= len(units) // 2 for one in left.entities)


def test_formatting_across_a_note_closes_over_it() -> None:
    text = "one\n// note\ntwo"
    whole = Entity(type="bold", offset=0, length=len(text))
    assert without_notes(Content(kind="text", text=text, entities=(whole,))) == Content(
        kind="text", text="one\ntwo", entities=(Entity(type="bold", offset=0, length=7),)
    )
