r"""One form for the many ways in which the same words are typed.

`normalise` is for reading on: case, width, vowel points and kinds of quotation marks are gone, word order and
punctuation stay. `words` is for indexes: what an index knows of a text, with spellings that must meet brought
together. NFKC does most of it, the tables below the rest.

>>> normalise("ＤＯ　Ｉ need a ｖｉｓａ？")
'do i need a visa?'
>>> normalise("שָׁלוֹם\u200f, עו״ד בתל־אביב")
'שלום, עו"ד בתל אביב'
>>> normalise("臺灣簽證，怎麼辦？")
'台湾签证,怎么办?'
>>> normalise("lone \ud83d half")
'lone \ufffd half'
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache

import opencc

# Vowel points and cantillation; direction marks, joiners, soft hyphen and others that NFKC leaves.
_DROPPED = re.compile(
    "[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\u061c\ufeff\u00ad\ufe00-\ufe0f]"
)
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_MAPPED = {
    **dict.fromkeys("\u05be\u05c0\u05c3", " "),
    **dict.fromkeys("\u05f3\u2018\u2019\u02bc\u0060\u00b4", "'"),
    **dict.fromkeys("\u05f4\u201c\u201d\u201e\u201f", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    "\u3002": ".",
    "\u3001": ",",
}
_FINALS = dict(zip("ךםןףץ", "כמנפצ", strict=True))
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_FIRST_HAN = "\u3400"
_HAN_RUN = re.compile(f"({_HAN.pattern}+)")
_WORD = re.compile(r"[^\W_]+(?:['\"][^\W_]+)*")
INNER_MARKS = str.maketrans("", "", "'\"")

RECENT = 256
"""Texts whose words are remembered: several steps ask for those of one message and of its parts."""


def normalise(text: str) -> str:
    """Return the reading form of any text; lone surrogates become U+FFFD, control characters spaces."""
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    # Dropped marks may stand between a letter and its accent, and folding case may leave a decomposed letter.
    text = unicodedata.normalize("NFKC", _DROPPED.sub("", text)).casefold()
    text = _written(_DROPPED.sub("", unicodedata.normalize("NFKC", text)), _MAPPED)
    text = _CONTROL.sub(" ", text)
    text = " ".join(text.split())
    return _simplifier().convert(text) if _HAN.search(text) else text


def _written(text: str, otherwise: Mapping[str, str]) -> str:
    """Write some letters otherwise; several times as fast as `str.translate`, which asks for each letter."""
    for letter, other in otherwise.items():
        text = text.replace(letter, other)
    return text


def has_words(text: str) -> bool:
    """Tell whether a normalised text has a word, at less cost than finding all."""
    return _WORD.search(text) is not None


@lru_cache(maxsize=RECENT)
def words(text: str) -> tuple[str, ...]:
    """Return the words of a normalised text as an index holds them, in order.

    A run of Han characters is one word. A word with gershayim or an apostrophe is followed by its form
    without them, since many leave them out; the form with them stays, or a lawyer would be the word "more".
    Final letters are written as ordinary ones, so that a word meets its own inflections.

    >>> words('עו"ד או עוד')
    ('עו"ד', 'עוד', 'או', 'עוד')
    >>> words("don't stop, k签证 183天")
    ("don't", 'dont', 'stop', 'k', '签证', '183', '天')
    >>> words('"ויזת" עובדים')
    ('ויזת', 'עובדימ')
    """
    return tuple(_spelt(_WORD.findall(_written(text, _FINALS))))


def vocabulary(text: str) -> frozenset[str]:
    """Return each of the `words` of a normalised text once: of a long text that takes a third of the time."""
    found: set[str] = set(_WORD.findall(_written(text, _FINALS)))
    odd = {word for word in found if not word.isalnum()}
    if _HAN.search(text):
        odd.update(word for word in found if not word.isascii() and _HAN.search(word))
    return frozenset(found - odd).union(_spelt(odd))


def _spelt(found: Iterable[str]) -> Iterator[str]:
    for word in found:
        if word.isalnum() and max(word) < _FIRST_HAN:
            yield word
        else:
            for part in filter(None, _HAN_RUN.split(word)):
                yield from _spellings(part)


def _spellings(word: str) -> tuple[str, ...]:
    bare = word.translate(INNER_MARKS)
    if bare == word:
        return (word,)
    return (word, bare) if bare else ()


def is_han(word: str) -> bool:
    """Tell whether a word from `words` is a run of Han characters."""
    return _HAN.match(word) is not None


@cache
def _simplifier() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")
