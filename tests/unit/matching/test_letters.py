from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.letters import Grams, ngrams, sounds
from bot.matching.normalise import normalise, words

SPELT_IN_LATIN = [
    ("eich potchim heshbon", "איך פותחים חשבון"),
    ("michtav hazmana", "מכתב הזמנה"),
    ("aishur avoda", "אישור עבודה"),
    ("kama ze ole", "כמה זה עולה"),
    ("ve vegam viza", "ו וגם ויזה"),
]


def _all(grams: list[Grams]) -> set[str]:
    return set(chain(*grams))


@pytest.mark.parametrize(("latin", "hebrew"), SPELT_IN_LATIN)
def test_hebrew_sounds_the_same_in_latin_letters(latin: str, hebrew: str) -> None:
    assert sounds(normalise(latin)) == sounds(normalise(hebrew))


def test_loanwords_sound_as_where_they_come_from() -> None:
    for there, here in (("patent", "פטנט"), ("visa", "ויזה"), ("startup", "סטארטאפ"), ("license", "ליסנס")):
        assert _all(sounds(there)) == _all(sounds(here))


def test_other_words_sound_different_and_numbers_and_han_not_at_all() -> None:
    assert not _all(sounds("משרד")) & _all(sounds("ויזה"))
    assert not _all(sounds("办公室租金 183 天"))


def test_a_lawyer_is_not_more_but_may_lack_its_gershayim() -> None:
    lawyer, more = _all(ngrams(normalise("עו״ד"))), _all(ngrams("עוד"))
    assert more < lawyer


@given(st.text(max_size=60))
def test_any_text_has_its_grams(text: str) -> None:
    plain = normalise(text)
    assert len(ngrams(plain)) == len(sounds(plain)) == len(words(plain))
    assert all(_all(ngrams(plain)) | _all(sounds(plain)))
