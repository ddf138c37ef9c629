"""What a text is made of: n-grams of its letters, and of its consonants as they sound."""

import re
from functools import lru_cache

from bot.matching.normalise import INNER_MARKS, is_han, words

ALPHABET_SIZES = (2, 3, 4)
HAN_SIZES = (1, 2, 3)
"""A Han character carries about as much as three letters, and words are not parted by spaces."""
SOUND_SIZES = (2, 3)
KNOWN_WORDS = 4096
"""Words that are remembered with what they are made of: messages share most of theirs."""

Grams = tuple[str, ...]


def ngrams(text: str) -> list[Grams]:
    """Cut each word of a normalised text into n-grams; those of alphabets keep the ends of words.

    Of the two spellings that `words` gives for one word, the second adds only what the first has not.

    >>> ngrams("hi 签证")
    [(' h', 'hi', 'i ', ' hi', 'hi ', ' hi '), ('签', '证', '签证')]
    """
    found: list[Grams] = []
    last = ""
    for word in words(text):
        respelt = len(last) > len(word) and last.translate(INNER_MARKS) == word
        found.append(_added(word, last) if respelt else _grams(word))
        last = word
    return found


def sounds(text: str) -> list[Grams]:
    """Cut the consonants of each word of a normalised text into n-grams; Han characters have none.

    Hebrew leaves most vowels out, and Israelis who type it in Latin letters each spell it their own way.
    Loanwords meet as well: the consonants of "patent" are those of פטנט.

    >>> sounds("פטנט") == sounds("patent"), sounds("eich potchim") == sounds("איך פותחים")
    (True, True)
    >>> sounds("visa 签证")
    [('vs', '=vs'), ()]
    """
    found: list[Grams] = []
    before = ""
    for word in words(text):
        consonants = _consonants(word)
        found.append(_sounds(consonants, before))
        before = consonants
    return found


@lru_cache(maxsize=KNOWN_WORDS)
def _grams(word: str) -> Grams:
    return _cut(word, HAN_SIZES) if is_han(word) else _cut(f" {word} ", ALPHABET_SIZES)


def _added(word: str, last: str) -> Grams:
    known = _grams(last)
    return tuple(gram for gram in _grams(word) if gram not in known)


@lru_cache(maxsize=KNOWN_WORDS)
def _sounds(consonants: str, before: str) -> Grams:
    if len(consonants) < 2:
        return ()
    pair = (f"{before}={consonants}",) if before else ()
    return (*_cut(consonants, SOUND_SIZES), f"={consonants}", *pair)


def _cut(text: str, sizes: tuple[int, ...]) -> Grams:
    return tuple(text[start : start + size] for size in sizes for start in range(len(text) - size + 1))


# Signs that sound alike share a letter: b and p soften to v and f in Hebrew, ch and h are one to many who
# write it in Latin letters, as are s and z. Vowels and h are not written at all.
_CLUSTERS = re.compile("sch|sh|ch|kh|tz|ts|ph|th|ck|qu|vv|ww|x|c(?=[eiy])")
_CLUSTER_SOUNDS = {
    **dict.fromkeys(("ch", "kh"), ""),
    **dict.fromkeys(("tz", "ts"), "C"),
    **dict.fromkeys(("sh", "sch", "c"), "s"),
    **dict.fromkeys(("ck", "qu"), "k"),
    **dict.fromkeys(("vv", "ww"), "v"),
    "ph": "f",
    "th": "t",
    "x": "ks",
}
_LATIN = str.maketrans({**dict.fromkeys("aeiouyh'", ""), **dict(zip("pbwzcqjC", "fvvskkgc", strict=True))})
_HEBREW = str.maketrans(
    {
        **dict.fromkeys("אהויעח'\"", ""),
        **dict(zip("בגדזטכלמנספצקרשת", "vgdstklmnsfckrst", strict=True)),
    }
)
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=KNOWN_WORDS)
def _consonants(word: str) -> str:
    if word.isascii():
        if not word.replace("'", "").isalpha():
            return ""
        spelt = _CLUSTERS.sub(lambda found: _CLUSTER_SOUNDS[found[0]], word).translate(_LATIN)
    elif "א" <= word[0] <= "ת":
        start = "v" if word[0] == "ו" else ""
        spelt = start + (word[0] + word[1:].replace("כ", "")).translate(_HEBREW)
    else:
        return ""
    return _DOUBLED.sub(r"\1", spelt)
