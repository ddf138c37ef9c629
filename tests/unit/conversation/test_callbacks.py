import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.callbacks import (
    AskStaff,
    Callback,
    Cancel,
    DropContact,
    Forget,
    Helped,
    Keep,
    More,
    News,
    NotIt,
    OpenEntry,
    OpenTopic,
    PassOn,
    Pick,
    SeeAlso,
    Solved,
    Speak,
    Topics,
    pack,
    unpack,
)
from bot.domain.ids import EntryId, QuestionId, TicketId
from bot.domain.language import Language

BIG = 10**18 - 1
LONGEST = "a" * 40


@pytest.mark.parametrize(
    "callback",
    [
        Pick(question=QuestionId(BIG), place=2),
        Helped(question=QuestionId(BIG)),
        NotIt(question=QuestionId(BIG)),
        PassOn(question=QuestionId(1)),
        AskStaff(),
        Topics(),
        OpenTopic(topic=LONGEST, page=99),
        OpenEntry(entry=EntryId(LONGEST)),
        SeeAlso(entry=EntryId("visa-work")),
        Cancel(ticket=TicketId(BIG)),
        DropContact(),
        News(wanted=True),
        News(wanted=False),
        Forget(),
        Keep(),
        Solved(ticket=TicketId(BIG)),
        More(ticket=TicketId(7)),
        *(Speak(language=language, greet=greet) for language in Language for greet in (True, False)),
    ],
)
def test_what_is_packed_is_unpacked_and_fits(callback: Callback) -> None:
    data = pack(callback)
    assert unpack(data) == callback
    assert len(data.encode()) <= 64


@pytest.mark.parametrize(
    "data",
    [
        "",
        "pick",
        "pick:1",
        "pick:1:x",
        "pick:-1:0",
        "staff:١",
        "speak:fr",
        "ask:1",
        "see:A",
        "topic:visa:x",
        "entry:" + "a" * 41,
        "solved:" + "9" * 40,
    ],
)
def test_forged_data_is_nothing(data: str) -> None:
    assert unpack(data) is None


@given(st.text(max_size=64))
def test_any_text_is_read_without_an_exception(data: str) -> None:
    unpack(data)
