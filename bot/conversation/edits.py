"""What staff write after /edit: which entry, and its new answer in which language. Pure."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from bot.conversation.bidi import without_marks
from bot.domain.language import Language, detect
from bot.knowledge.model import MAX_ANSWER, Entry

_NAMED = re.compile(r"([a-z]{2}):\s*", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAnswer:
    """An answer as Markdown, and the language that it is in."""

    language: Language
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfit:
    """Why it cannot be taken: the name of a sentence in the locales, and what that one says besides."""

    why: str
    language: str = ""
    length: int = 0


def split_id(rest: str) -> tuple[str, str]:
    """Return the first word, an entry's id, and what follows; both may be empty."""
    word, *more = without_marks(rest).split(maxsplit=1) or [""]
    return word.strip("`.,:").lower(), more[0].strip() if more else ""


def read_answer(text: str, languages: Collection[Language]) -> NewAnswer | Unfit:
    """Read the new answer; its language is told by its script, unless a code such as "he:" begins it.

    Args:
        text: what stands after the id.
        languages: that the FAQ is written in.
    """
    named = _NAMED.match(text)
    answer = text[named.end() :] if named else text
    if not answer:
        return Unfit(why="edit-no-text")
    if len(answer) > MAX_ANSWER:
        return Unfit(why="edit-too-long", length=len(answer))
    language = named[1] if named else detect(answer)
    if language is None:
        return Unfit(why="edit-no-language")
    if language not in languages:
        return Unfit(why="edit-foreign", language=language)
    return NewAnswer(language=Language(language), answer=answer)


def left_behind(entry: Entry, language: Language) -> list[Language]:
    """Return the languages that have to be re-checked once an entry's answer in this one is another.

    Whoever goes on to the languages that were left behind finishes the same change, and begins no other.
    """
    goes_on = language not in entry.answer or language in entry.recheck
    behind = entry.recheck if goes_on else tuple(entry.answer)
    return [other for other in behind if other is not language]
