import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.callbacks import AskStaff, Callback, More, PassOn, Pick, Solved, Speak, pack, unpack
from bot.domain.ids import QuestionId, TicketId
from bot.domain.language import Language

BIG = 10**18 - 1


@pytest.mark.parametrize(
    "callback",
    [
        Pick(question=QuestionId(BIG), place=2),
        PassOn(question=QuestionId(1)),
        AskStaff(),
        Solved(ticket=TicketId(BIG)),
        More(ticket=TicketId(7)),
        *(Speak(language=language) for language in Language),
    ],
)
def test_what_is_packed_is_unpacked_and_fits(callback: Callback) -> None:
    data = pack(callback)
    assert unpack(data) == callback
    assert len(data.encode()) <= 64


@pytest.mark.parametrize(
    "data",
    ["", "pick", "pick:1", "pick:1:x", "pick:-1:0", "staff:١", "speak:fr", "ask:1", "solved:" + "9" * 40],
)
def test_forged_data_is_nothing(data: str) -> None:
    assert unpack(data) is None


@given(st.text(max_size=64))
def test_any_text_is_read_without_an_exception(data: str) -> None:
    unpack(data)
