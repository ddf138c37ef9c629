import math
from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.lexical import LexicalIndex, likeness, ngrams
from bot.matching.normalise import normalise

TEXTS = [
    "how much is the rent",
    "work permit",
    "办公室租金",
    'דמי שכירות לפני מע"מ',
    "rent a room",
    "rent, rent, rent",
]


def _plain_cosines(query: str) -> list[float]:
    """Compute the same with dictionaries, one pair after the other."""
    found_in = Counter(gram for text in TEXTS for gram in set(ngrams(text)))

    def weigh(text: str) -> dict[str, float]:
        return {
            gram: (1 + math.log(times)) * (math.log((len(TEXTS) + 1) / (found_in[gram] + 1)) + 1)
            for gram, times in Counter(ngrams(text)).items()
        }

    def length(weights: dict[str, float]) -> float:
        return math.sqrt(sum(weight**2 for weight in weights.values())) or 1.0

    asked = weigh(query)
    return [
        sum(asked.get(gram, 0) * weight for gram, weight in known.items()) / length(asked) / length(known)
        for known in map(weigh, TEXTS)
    ]


@given(
    st.one_of(
        st.sampled_from(TEXTS), st.text("rentwork 办公室租שכירומ\"'", max_size=30), st.text(max_size=30)
    )
)
def test_the_index_agrees_with_the_plain_way(query: str) -> None:
    text = normalise(query)
    np.testing.assert_allclose(LexicalIndex(TEXTS).similarities(text), _plain_cosines(text), atol=1e-5)


def test_a_text_is_wholly_like_itself_and_not_at_all_like_another_script() -> None:
    index = LexicalIndex(TEXTS)
    for number, text in enumerate(TEXTS):
        assert index.similarities(text).argmax() == number
        assert index.similarities(text)[number] == np.float32(1)
    assert index.similarities("ελληνικά").max() == 0


def test_what_no_sample_holds_lowers_the_likeness() -> None:
    index = LexicalIndex(TEXTS)
    assert index.similarities("work permit zzzzzz")[1] < index.similarities("work permit")[1]


def test_a_lawyer_is_not_more_but_may_lack_its_gershayim() -> None:
    index = LexicalIndex([normalise('עו"ד'), normalise("עוד")])
    lawyer, more = index.similarities(normalise("עו״ד"))
    assert lawyer > 0.99
    assert more < 0.8
    assert index.similarities("עוד")[0] > 0.5


@given(st.text(), st.text())
def test_likeness_is_between_0_and_1_and_needs_only_the_two_texts(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, one) == (1 if one else likeness("", ""))


def test_order_of_words_costs_little() -> None:
    assert 0.9 < likeness("visa work permit", "permit work visa") < 1
