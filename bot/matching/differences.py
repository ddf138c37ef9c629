"""What makes messages ask different things, however many words they share: another place, number, thing."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import chain

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from bot.domain.language import detect
from bot.matching.normalise import is_han, words
from bot.matching.places import Places
from bot.matching.samples import Samples

MOSTLY = 0.5
"""Share of the longer message's words that must be in both, in order, for a single other word to matter."""
SPELT_ALIKE = 70
"""Per cent of `fuzz.ratio` from which two words are one, inflected or mistyped."""
COMMON = 1 / 300
"""Share of the FAQ's wordings that hold a word which says little by itself, like "please"."""
SHORT = 60
"""Letters of a message that a denial is likely to be the point of; a Han character counts three times."""

# Before a Latin word that cannot be counted, 2 and 4 are how many write "to" and "for".
_NUMBER = re.compile(r"(?!\b[24] +(?!people|ppl|\w{3,}s\b)[a-z])\d+(?:[.,]\d+)*")
_WRITTEN = {
    2: ("two", "שתי", "שניים", "שתיים"),
    3: ("three", "שלוש", "שלושה"),
    4: ("four", "ארבע", "ארבעה"),
    5: ("five", "חמש", "חמישה"),
    6: ("six", "שש", "שישה"),
    7: ("seven", "שבע", "שבעה"),
    8: ("eight", "שמונה"),
    9: ("nine", "תשע", "תשעה"),
    10: ("ten", "עשר", "עשרה"),
}
_SAID = {word: str(number) for number, ways in _WRITTEN.items() for word in ways}
_SAID_IN_HAN = {"两": "2", **{digit: str(number) for number, digit in enumerate("二三四五六七八九十", 2)}}
# Hebrew joins "in", "to", "from", "the", "and" to the next word. Han digits are part of many words: only one
# before what is counted is a number.
_WORD = re.compile(rf"\b[בלמהושכ]?({'|'.join(sorted(_SAID, key=len, reverse=True))})\b")
_HAN = re.compile(f"(?<![一二三四五六七八九十])([{''.join(_SAID_IN_HAN)}])(?=[个人名位间年月天周次家平份种])")

# What looks like a denial and denies nothing.
_NEUTRAL = re.compile(
    r"\b(?:or not|if not|why not|not sure|not only|no problem|no idea|do(?:es)? ?n[o']?t know"
    r"|או לא|האם לא|למה לא|לא (?:רק|יודע\w*|בטוח\w*|הבנתי|מבינ\w*)|אין (?:בעיה|לי מושג))\b"
    r"|(\w{1,2})[不没]\1|有没有|不好意思|不知道?|不错|不过|不同|不仅|不但|不太?清楚|不太?明白|差不多|没问题|未来|无论"
)
_DENIAL = re.compile(
    r"\b(?:no|not|non|never|none|without|w/o|cannot|cant|dont|doesnt|isnt|wont|havent|hasnt|\w+n't"
    r"|לא|בלי|ללא|אין|אינ\w+|מבלי|bli)\b|[不没无未]"
)


class Differences:
    """Knows places, and which words say little."""

    def __init__(self, places: Places, samples: Samples) -> None:
        """Take the FAQ's."""
        self._places = places
        self._samples = samples

    def between(self, one: str, other: str) -> bool:
        """Tell whether two normalised messages differ in what decides; nothing is said of all the rest."""
        if self._places.named(one) != self._places.named(other):
            return True
        counted, others = numbers(one), numbers(other)
        if counted and others and not (counted <= others or others <= counted):
            return True
        if detect(one) is not detect(other):
            return denies(one) != denies(other) and max(map(_size, (one, other))) <= SHORT
        tokens, their = _tokens(one), _tokens(other)
        steps = Levenshtein.opcodes(tokens, their)
        shared = sum(step.src_end - step.src_start for step in steps if step.tag == "equal")
        if shared < MOSTLY * max(len(tokens), len(their)):
            return False
        return denies(one) != denies(other) or any(
            self._another(
                [word for word in tokens[step.src_start : step.src_end] if word not in their],
                [word for word in their[step.dest_start : step.dest_end] if word not in tokens],
            )
            for step in steps
            if step.tag == "replace"
        )

    def _another(self, said: Sequence[str], instead: Sequence[str]) -> bool:
        """Tell whether one thing stands where the other message has another thing."""
        telling = any(word not in self._common or word.isdecimal() for word in (*said, *instead))
        alike = fuzz.ratio(" ".join(said), " ".join(instead)) >= SPELT_ALIKE
        return bool(said and instead and telling and not alike)

    @cached_property
    def _common(self) -> frozenset[str]:
        each = (set(_tokens(spelling)) for spelling in self._samples.spellings)
        counts = Counter(chain.from_iterable(each))
        least = COMMON * len(self._samples.spellings)
        return frozenset(word for word, count in counts.items() if count >= least)


def numbers(text: str) -> frozenset[str]:
    """Return the numbers in a normalised text, in digits.

    >>> sorted(numbers("three desks for 12 months, 两个人")), sorted(numbers("1,000.5 元 4 me"))
    (['12', '2', '3'], ['1000.5'])
    """
    return frozenset(
        chain(
            (found[0].replace(",", "") for found in _NUMBER.finditer(text)),
            (_SAID[found[1]] for found in _WORD.finditer(text)),
            (_SAID_IN_HAN[found[1]] for found in _HAN.finditer(text)),
        )
    )


def denies(text: str) -> bool:
    """Tell whether a normalised text denies something.

    >>> denies("an office without windows"), denies("没有窗户")
    (True, True)
    >>> denies("can i come or not"), denies("有没有窗户")
    (False, False)
    """
    return _DENIAL.search(_NEUTRAL.sub(" ", text)) is not None


def _tokens(text: str) -> list[str]:
    return list(chain.from_iterable(word if is_han(word) else (word,) for word in words(text)))


def _size(text: str) -> int:
    return sum(3 if is_han(letter) else 1 for letter in text)
