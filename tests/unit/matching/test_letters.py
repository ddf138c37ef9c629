import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.letters import ngrams, sounds
from bot.matching.normalise import normalise

SPELT_IN_LATIN = [
    ("eich potchim heshbon", "איך פותחים חשבון"),
    ("michtav hazmana", "מכתב הזמנה"),
    ("aishur avoda", "אישור עבודה"),
    ("kama ze ole", "כמה זה עולה"),
    ("ve vegam viza", "ו וגם ויזה"),
]


@pytest.mark.parametrize(("latin", "hebrew"), SPELT_IN_LATIN)
def test_hebrew_sounds_the_same_in_latin_letters(latin: str, hebrew: str) -> None:
    assert sounds(normalise(latin)) == sounds(normalise(hebrew))


def test_loanwords_sound_as_where_they_come_from() -> None:
    for there, here in (("patent", "פטנט"), ("visa", "ויזה"), ("startup", "סטארטאפ"), ("license", "ליסנס")):
        assert set(sounds(there)) == set(sounds(here))


def test_other_words_sound_different_and_numbers_and_han_not_at_all() -> None:
    assert not set(sounds("משרד")) & set(sounds("ויזה"))
    assert sounds("办公室租金 183 天") == []


def test_a_lawyer_is_not_more_but_may_lack_its_gershayim() -> None:
    lawyer, more = set(ngrams(normalise("עו״ד"))), set(ngrams("עוד"))
    assert more < lawyer


@given(st.text(max_size=60))
def test_any_text_has_its_grams(text: str) -> None:
    plain = normalise(text)
    assert ngrams(plain) == ngrams(plain)
    assert all(sounds(plain))
