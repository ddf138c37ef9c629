"""Golden strings: what a Hebrew reader's phone is sent."""

from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.bidi import LRI, PDI, RLM, right_to_left, utf16_length, without_marks
from bot.domain.messages import Entity


def test_a_line_that_opens_in_latin_letters_gets_one_mark() -> None:
    text, _ = right_to_left("Q-0142 הועבר לצוות\nשלום Acme\nAcme שלום")
    assert text == f"{RLM}Q-0142 הועבר לצוות\nשלום Acme\n{RLM}Acme שלום"


def test_digits_punctuation_and_isolates_do_not_count_as_an_opening() -> None:
    assert right_to_left("12. שלום")[0] == "12. שלום"
    assert right_to_left("\u2068Acme\u2069 שלום")[0] == f"{RLM}\u2068Acme\u2069 שלום"


def test_lines_without_hebrew_stay() -> None:
    text = "https://example.org/a\n---\n\n在前台，周一取。\nAcme Ltd."
    assert right_to_left(text)[0] == text


def test_the_slash_of_a_command_stays_before_its_word() -> None:
    assert right_to_left("הפקודה /mine מראה")[0] == f"הפקודה {LRI}/mine{PDI} מראה"
    assert right_to_left("/mine או /topics")[0] == f"{RLM}{LRI}/mine{PDI} או {LRI}/topics{PDI}"


def test_what_only_looks_like_a_command_stays() -> None:
    for text in ("מע\u05f4מ/vat", "כתובת example.org/visa", "https://example.org/visa", "ב-24/7"):
        assert LRI not in right_to_left(text)[0]


def test_entities_move_with_the_marks() -> None:
    text = "אב\nQ-1 גד"
    bold = Entity(type="bold", offset=3, length=3)
    spanning = Entity(type="italic", offset=0, length=9)
    marked, (moved, grown) = right_to_left(text, (bold, spanning))
    assert marked[moved.offset : moved.offset + moved.length] == "Q-1"
    assert marked[grown.offset : grown.offset + grown.length] == marked


def test_marks_are_taken_from_names() -> None:
    assert without_marks("\u202eeve\u2066\u200f") == "eve"


@given(st.text(alphabet="אבגab1 /\n😀\u2068\u2069-", max_size=60), st.data())
def test_an_entity_covers_the_same_words_as_before(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    entity = Entity(type="bold", offset=utf16_length(text[:start]), length=utf16_length(text[start:end]))
    marked, (moved,) = right_to_left(text, (entity,))
    units = marked.encode("utf-16-le")
    covered = units[2 * moved.offset : 2 * (moved.offset + moved.length)].decode("utf-16-le")
    assert covered.translate(dict.fromkeys(map(ord, (RLM, LRI)))).replace(PDI, "") == text[start:end].replace(
        PDI, ""
    )
