import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching import keyboard, letters, small_talk
from bot.matching import normalise as module
from bot.matching.normalise import has_words, normalise, words


@pytest.mark.parametrize("documented", [module, letters, small_talk, keyboard])
def test_examples_in_docstrings_are_true(documented: object) -> None:
    result = doctest.testmod(documented)  # type: ignore[arg-type]  # a module
    assert (result.failed, result.attempted > 0) == (0, True)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("ＡＢＣ１２３？！：（）", "abc123?!:()"),
        ("a\u3000b\tc\nd", "a b c d"),
        ("Straße ÉCOLE", "strasse école"),
        ("\ufb2a\ufb4a", "שת"),
        ("שָׁלוֹם", "שלום"),
        ("תל\u05beאביב", "תל אביב"),
        ("צ\u05f3ק צ\u2019ק צ`ק", "צ'ק צ'ק צ'ק"),
        ("\u05f4עו\u05f4ד\u05f4 “x”", '"עו"ד" "x"'),
        ("\u200fשלום\u200e \u2066a\u2069\u202e\ufeff\u00ad\u061c", "שלום a"),
        ("好。是、吗", "好.是,吗"),
        ("臺灣辦公室註冊簽證", "台湾办公室注册签证"),
        ("①²™", "12tm"),
        ("e\u200d\u0301", "é"),
        ("visa\x00\x07now", "visa now"),
        ("\ud83d", "\ufffd"),
        ("\ud83d\ude00", "😀"),
        ("", ""),
    ],
)
def test_what_is_typed_differently_and_means_the_same_reads_the_same(written: str, read: str) -> None:
    assert normalise(written) == read


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('עו"ד', ['עו"ד', "עוד"]),
        ("עוד", ["עוד"]),
        ("שלום ךםןףץ", ["שלומ", "כמנפצ"]),
        ('"quoted" words\'', ["quoted", "words"]),
        ("it's", ["it's", "its"]),
        ("办k签证3天", ["办", "k", "签证", "3", "天"]),
        ('说"桥"的', ["说", "桥", "的"]),
        ("?! 🔥 _ -", []),
    ],
)
def test_words(text: str, found: list[str]) -> None:
    assert list(words(text)) == found
    assert has_words(text) == bool(found)


@given(st.text(st.characters()))
def test_any_text_has_a_reading_form_that_stays_as_it_is(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    words(once)
    once.encode()


@given(st.text(st.characters(codec="utf-8")), st.sampled_from("\u200f\u200e\u2069\u05b8\u00ad"))
def test_invisible_marks_change_nothing(text: str, mark: str) -> None:
    # Between a letter and its accent a mark does keep them apart: only the end of the text is certain.
    assert normalise(f"{mark}{text}{mark}") == normalise(text)
