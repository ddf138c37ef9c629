"""Whether an answer says something else than before: what only looks different does not count."""

import hashlib
import re
from collections.abc import Mapping

from bot.domain.ids import EntryId
from bot.domain.language import Language
from bot.knowledge.model import KnowledgeBase

Digests = dict[EntryId, dict[Language, str]]
"""What tells each entry's answer from any other, in each language."""

_LOOKS = re.compile(r"^\s*[-+•]\s+|[*_`~#>\\]|\s+", re.MULTILINE)
_DIGITS = 16
"""Of the hash; two answers of one entry are compared, never thousands with each other."""


def digest(answer: str) -> str:
    """Return what changes with an answer's words, figures and links, but not with spaces and formatting."""
    return hashlib.sha256(_LOOKS.sub("", answer).encode()).hexdigest()[:_DIGITS]


def digests(knowledge: KnowledgeBase) -> Digests:
    """Return the digest of every answer."""
    return {
        entry: {language: digest(answer) for language, answer in item.answer.items()}
        for entry, item in knowledge.entries.items()
    }


def changed(old: Digests, new: Digests) -> Mapping[EntryId, frozenset[Language]]:
    """Return the entries whose answer is another one now, with the languages in which it is.

    An entry that has come or gone, or an answer in a further language, takes the place of no answer.
    """
    found = {
        entry: frozenset(
            language
            for language in answers
            if old[entry].get(language, answers[language]) != answers[language]
        )
        for entry, answers in new.items()
        if entry in old
    }
    return {entry: languages for entry, languages in found.items() if languages}
