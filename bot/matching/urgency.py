"""Whether a message sounds as if it could not wait, by the words in faq.yaml's `urgent`."""

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import chain

from bot.domain.language import Language
from bot.knowledge.model import Urgent
from bot.matching.normalise import is_han, normalise, words

PREFIXES = "בלמהושכ"
"""Hebrew joins "in", "to", "from", "the" and "and" to the next word."""


def sounds_urgent(text: str, urgent: Urgent | None) -> bool:
    """Whether a message holds one of the words or phrases, once those of `unless` are taken out."""
    if urgent is None:
        return False
    left = _any_of(_phrases(urgent.unless)).sub(" ", _spaced(text))
    return _any_of(_phrases(urgent.words)).search(left) is not None


def urgent_advice(text: str, urgent: Urgent | None, language: Language) -> str | None:
    """Return what to tell the author of a message that sounds urgent; None if it does not."""
    if urgent is None or not sounds_urgent(text, urgent):
        return None
    return urgent.advice.get(language) or next(iter(urgent.advice.values()), None)


def _phrases(by_language: Mapping[Language, tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(chain(*by_language.values()))


@lru_cache(maxsize=8)
def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(_alternative, phrases)) or "(?!)")


def _alternative(phrase: str) -> str:
    """Han characters may stand anywhere; other words only as words, a Hebrew one with a prefix."""
    flat = re.escape(_spaced(phrase).strip())
    return flat if is_han(flat) else f" [{PREFIXES}]?{flat}(?= )"


def _spaced(text: str) -> str:
    return f" {' '.join(words(normalise(text)))} "
