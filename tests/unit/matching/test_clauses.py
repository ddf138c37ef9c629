import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.clauses import MOST_QUESTIONS, questions, sentences, undenied
from bot.matching.normalise import normalise

TWO = [
    (
        "What does a desk cost? And which visa do I need?",
        "what does a desk cost?",
        "and which visa do i need?",
    ),
    ("what does a desk cost, and which visa do i need", "what does a desk cost", "and which visa do i need"),
    ("כמה עולה שולחן, ואיזו ויזה צריך?", "כמה עולה שולחן", "ואיזו ויזה צריך?"),
    ("איפה אתם? כמה עולה שולחן", "איפה אתם?", "כמה עולה שולחן"),
    ("办公桌多少钱？签证怎么办？", "办公桌多少钱?", "签证怎么办?"),
    ("办公桌多少钱，另外签证怎么办", "办公桌多少钱", "另外签证怎么办"),
]
ONE = [
    "We are two founders from Haifa. Are we too early for you?",
    "desk",
    "is it warm, bright and quiet there?",
    "אנחנו שני יזמים. אתם מקבלים כאלה?",
    "我们两个人，没有收入，可以申请吗",
    "what is a? what is b? what is c? what is d?",
]
DENIED = [
    ("I don't need a visa, I need an office", "i need an office"),
    ("לא צריך ויזה, כמה עולה משרד", "כמה עולה משרד"),
    ("不是问签证，想租办公室", "想租办公室"),
]
SITUATIONS = [
    "we have no office yet, where can we work",
    "אין לנו משרד, איפה אפשר לעבוד",
    "公司没有收入，要不要报税",
    "do I need a visa or not",
]


@pytest.mark.parametrize(("text", "first", "second"), TWO)
def test_two_questions_are_two(text: str, first: str, second: str) -> None:
    assert questions(normalise(text)) == [first, second]


@pytest.mark.parametrize("text", ONE)
def test_a_situation_and_a_question_are_one(text: str) -> None:
    assert questions(normalise(text)) == [normalise(text)]


@pytest.mark.parametrize(("text", "rest"), DENIED)
def test_what_it_is_not_about_is_left_out(text: str, rest: str) -> None:
    assert undenied(normalise(text)) == rest


@pytest.mark.parametrize("text", SITUATIONS)
def test_what_somebody_lacks_stays(text: str) -> None:
    assert undenied(normalise(text)) is None


@given(st.text(max_size=200))
def test_cutting_loses_no_letter(text: str) -> None:
    plain = normalise(text)
    pieces = questions(plain)
    assert 1 <= len(pieces) <= MOST_QUESTIONS
    letters = [char for char in plain if char.isalnum()]
    assert [char for char in "".join(pieces) if char.isalnum()] == letters
    assert [char for char in "".join(sentences(plain)) if char.isalnum()] == letters
