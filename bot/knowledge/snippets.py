"""Staff's ready-made messages: what their slots are, and how these are filled."""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum

from bot.domain.language import Language, spoken
from bot.knowledge.model import MAX_ANSWER, Snippet


class Slot(StrEnum):
    """What is filled in when a snippet is sent."""

    NAME = "name"
    """The founder's name."""
    NUMBER = "number"
    """The ticket's number."""
    STAFF = "staff"
    """The name of who sends it."""


_BRACES = re.compile(r"\{([^{}]*)\}|[{}]")


def needs(snippet: Snippet, slot: Slot) -> bool:
    """Whether a snippet has this slot in any language."""
    return any(f"{{{slot}}}" in text for text in snippet.text.values())


def filled(snippet: Snippet, language: Language, values: Mapping[Slot, str]) -> str:
    """Return a snippet's text as Markdown, with its slots filled.

    Args:
        snippet: checked.
        language: to write in.
        values: Markdown for each slot that it needs.
    """
    text = spoken(snippet.text, language).strip()
    return _BRACES.sub(lambda found: values[Slot(found[1])], text)


def wrong_with(text: str) -> Iterator[str]:
    """Yield what is wrong with a snippet's text, each with its cure in brackets."""
    if len(text) > MAX_ANSWER:
        yield f"the text has {len(text)} characters (shorten it to {MAX_ANSWER})"
    for found in _BRACES.finditer(text):
        if found[1] not in list(Slot):
            known = ", ".join(f"{{{slot}}}" for slot in Slot)
            yield f'"{found[0]}" is no slot (use one of {known}, or no braces)'
