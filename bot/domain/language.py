"""Which of the desk's languages a text is in, told by counting letters of each script.

Statistical guessers fail on a three-word message; scripts do not.
"""

import unicodedata
from collections import Counter
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache


class Language(StrEnum):
    """A language that founders and staff are served in; the value is its two-letter code."""

    EN = "en"
    HE = "he"
    ZH = "zh"


def detect(text: str) -> Language | None:
    """Return the language of the script that most letters of `text` belong to.

    A Han character carries about as much as three letters of an alphabet, so it counts three times.

    Returns:
        None when the text holds no Hebrew, Han or Latin letter; Hebrew or Chinese wins a tie with Latin,
        because loanwords are written in Latin letters and not the other way round.
    """
    counts = {Language.HE: 0, Language.ZH: 0, Language.EN: 0}
    for char, times in Counter(text).items():
        language = _of(char)
        if language:
            counts[language] += 3 * times if language is Language.ZH else times
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] else None


@lru_cache(maxsize=4096)
def _of(char: str) -> Language | None:
    if not char.isalpha():
        return None
    if "\u0590" <= char <= "\u05ff" or "\ufb1d" <= char <= "\ufb4f":
        return Language.HE
    name = unicodedata.name(char, "")
    if name.startswith("CJK"):
        return Language.ZH
    return Language.EN if "LATIN" in name else None


def from_code(code: str | None) -> Language | None:
    """Read Telegram's `language_code` ("he-IL", "iw", "zh-hant", None); None when it is another language."""
    short = (code or "").lower().replace("_", "-").split("-")[0]
    if short == "iw":  # the code for Hebrew before 1989, still sent by some phones
        return Language.HE
    return next((language for language in Language if language == short), None)


def spoken(texts: Mapping[Language, str], language: Language) -> str:
    """Return the FAQ's text in `language`, or in the first language that it has where that one is missing."""
    return texts[language] if language in texts else next(iter(texts.values()))
