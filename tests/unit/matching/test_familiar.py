import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.familiar import Familiar

FAQ = [
    "how much is the rent",
    "how much is the rent of a room",
    "办公室租金多少",
    "办公室租金",
    "כמה עולה משרד",
    "כמה עולה",
]
STORY = [f"xyzzy {number} qwop zzyx" for number in range(40)]
FAMILIAR = Familiar(FAQ)


@pytest.mark.parametrize("place", [0, 20, 40])
@pytest.mark.parametrize(
    "wording", ["the rent of a room", "办公室的租金", "עולה המשרד", "vbnm?", "what vbnm"]
)
def test_what_is_known_or_asks_is_found_wherever_it_stands(wording: str, place: int) -> None:
    sentences = [*STORY[:place], wording, *STORY[place:]]
    assert FAMILIAR.best(sentences, 1) == [wording]


def test_of_two_questions_the_one_that_the_faq_knows_comes_first() -> None:
    assert FAMILIAR.best(["where is my xyzzy?", "how much is the room?", *STORY], 2) == [
        "how much is the room?",
        "where is my xyzzy?",
    ]


def test_few_sentences_are_all_read_and_equals_in_their_order() -> None:
    assert FAMILIAR.best(STORY[:3], 3) == STORY[:3]
    assert FAMILIAR.best(["vbnm", "bnmv", "nmvb"], 2) == ["vbnm", "bnmv"]


def test_the_order_of_texts_changes_nothing() -> None:
    sentences = ["room of the rent", "租金", "עולה", *STORY]
    assert Familiar(FAQ[::-1]).best(sentences, 3) == FAMILIAR.best(sentences, 3)


@given(
    st.lists(st.text(st.characters(), min_size=1), min_size=1), st.lists(st.text(st.characters(), min_size=1))
)
def test_any_texts_will_do(texts: list[str], sentences: list[str]) -> None:
    best = Familiar(texts).best(sentences, 2)
    assert len(best) == min(2, len(sentences))
    assert all(sentence in sentences for sentence in best)
