"""Further checks of single texts, by whoever can make them, reported with file and line."""

from collections.abc import Callable, Iterator
from pathlib import Path

from bot.domain.language import Language
from bot.knowledge.model import Entry, Snippet
from bot.knowledge.reading import Found, Placed, Wording, find
from bot.knowledge.shapes import Problems

LookAtAnswer = Callable[[Entry, Language, str], Iterator[str]]
"""Given an entry, a language and its answer: yields what is wrong, each with its cure in brackets."""
LookAtPhrasing = Callable[[str, Language, str], Iterator[str]]
"""Given an entry's id, a language and one of its phrasings: the same."""
LookAtSnippet = Callable[[Snippet, Language, str], Iterator[str]]
"""Given a snippet, a language and its text: the same."""


def inspect(
    folder: Path,
    look_at_answer: LookAtAnswer,
    look_at_phrasing: LookAtPhrasing,
    look_at_snippet: LookAtSnippet,
) -> list[str]:
    """Look at every answer, phrasing and snippet of a FAQ that loads; return a line for every problem."""
    problems = Problems()
    found = find(folder, problems)
    for entry in found.entries:
        for language, answer in entry.value.answer.items():
            for what in look_at_answer(entry.value, language, answer):
                place = (*entry.place, "answer", language)
                problems.add(entry.document, place, what, subject=entry.value.id)
    for phrasing in _phrasings(found):
        wording = phrasing.value
        for what in look_at_phrasing(wording.leads_to, wording.language, wording.text):
            problems.add(phrasing.document, phrasing.place, what, subject=wording.leads_to)
    for snippet in found.snippets:
        for language, text in snippet.value.text.items():
            for what in look_at_snippet(snippet.value, language, text):
                place = (*snippet.place, "text", language)
                problems.add(snippet.document, place, what, subject=snippet.value.id)
    return problems.lines


def _phrasings(found: Found) -> Iterator[Placed[Wording]]:
    yield from found.phrasings
