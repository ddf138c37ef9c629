from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.bidi import RLM, utf16_length
from bot.conversation.message import Literal, Markdown, Message
from bot.domain.ids import MessageId
from bot.domain.language import Language
from bot.domain.messages import Button, Entity
from bot.telegram.render import MAX_UTF16, render


def test_markdown_becomes_text_and_entities_and_a_persons_words_stay_as_they_are() -> None:
    message = Message(
        parts=(Markdown(text="**Q-0142**, from staff:"), Literal(text="*not* _markdown_ 😀", quoted=True)),
        language=Language.EN,
    )
    (sent,) = render(message)
    assert sent.text == "Q-0142, from staff:\n*not* _markdown_ 😀"
    assert sent.entities == (
        Entity(type="bold", offset=0, length=6),
        Entity(type="blockquote", offset=20, length=19),
    )


def test_formatting_that_staff_gave_is_kept_behind_the_heading() -> None:
    bold = Entity(type="bold", offset=4, length=3)
    parts = (Markdown(text="**Q-1**:"), Literal(text="yes two", entities=(bold,)))
    (sent,) = render(Message(parts=parts, language=Language.EN))
    assert sent.text[sent.entities[1].offset :] == "two"


def test_hebrew_rows_read_from_the_right_and_lines_are_marked() -> None:
    row = (Button(label="א", data="1"), Button(label="ב", data="2"))
    message = Message(parts=(Markdown(text="Q-1 שלום"),), language=Language.HE, buttons=(row,))
    (sent,) = render(message)
    assert sent.text == f"{RLM}Q-1 שלום"
    assert [button.data for button in sent.buttons[0]] == ["2", "1"]


def test_what_is_too_long_goes_in_pieces_with_the_buttons_under_the_last() -> None:
    button = ((Button(label="x", data="1"),),)
    parts = (Markdown(text="head"), Literal(text="word " * 1600, quoted=True))
    message = Message(parts=parts, language=Language.EN, buttons=button, reply_to=MessageId(9))
    pieces = render(message)
    assert [piece.reply_to for piece in pieces] == [9, None, None]
    assert [piece.buttons for piece in pieces] == [(), (), button]
    assert "".join(piece.text for piece in pieces).count("word") == 1600


@given(
    st.text(min_size=1, max_size=200).filter(str.strip), st.integers(1, 60), st.sampled_from(list(Language))
)
def test_every_piece_fits_and_every_entity_lies_within_it(text: str, times: int, language: Language) -> None:
    message = Message(
        parts=(Markdown(text="**x**"), Literal(text=text * times, quoted=True)), language=language
    )
    for piece in render(message):
        length = utf16_length(piece.text)
        assert 0 < length <= MAX_UTF16
        assert all(mark.offset >= 0 and mark.offset + mark.length <= length for mark in piece.entities)
