"""`gesher faq check`, beyond what loading refuses: lengths, rendering, direction, what the matcher thinks."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.conversation.bidi import DIRECTION_MARKS
from bot.conversation.message import Markdown, Message
from bot.domain.ids import EntryId
from bot.domain.language import Language
from bot.knowledge.inspect import inspect
from bot.knowledge.model import Entry, KnowledgeBase, Snippet
from bot.matching.normalise import normalise
from bot.matching.strays import Stray
from bot.telegram.render import render

SHORTEST, LONGEST = 300, 900
"""Characters of an answer: enough to be of use, and one screen of a phone at the most."""
CHINESE_WEIGHT = 2
"""One Chinese character says about as much as two letters."""
FEWEST_PHRASINGS = 15
LEFT_OVER = re.compile(r"\*\*|__|^#+ |^\s*[-*] |\]\(", re.MULTILINE)


def check_texts(folder: Path, knowledge: KnowledgeBase, strays: Sequence[Stray]) -> list[str]:
    """Return a line for every problem, with file, line and cure.

    Args:
        folder: the FAQ.
        knowledge: the same, loaded.
        strays: its phrasings that the matcher gives to another entry.
    """
    others = {(stray.entry, stray.text): stray.other for stray in strays}

    def look_at_phrasing(entry: str, _: Language, text: str) -> Iterator[str]:
        if others and (other := others.get((EntryId(entry), normalise(text)))):
            yield f'"{text}" would be answered with {other} (reword it, or move it there)'

    found = inspect(folder, _look_at_answer, look_at_phrasing, _look_at_snippet)
    return [*found, *_too_few(folder, knowledge)]


def _look_at_answer(entry: Entry, language: Language, answer: str) -> Iterator[str]:
    if language in entry.recheck:
        yield "the answer is older than in another language (bring it up to date, take it out of recheck)"
    length = len(answer.strip()) * (CHINESE_WEIGHT if language is Language.ZH else 1)
    if not SHORTEST <= length <= LONGEST:
        yield f"the answer counts {length} characters (make it {SHORTEST} to {LONGEST})"
    yield from _look_at_markdown("answer", answer, language)


def _look_at_snippet(_: Snippet, language: Language, text: str) -> Iterator[str]:
    yield from _look_at_markdown("text", text, language)


def _look_at_markdown(name: str, text: str, language: Language) -> Iterator[str]:
    if any(ord(char) in DIRECTION_MARKS for char in text):
        yield f"the {name} holds direction marks (remove them: they are set when it is sent)"
    pieces = render(Message(parts=(Markdown(text=text),), language=language))
    shown = "\n".join(piece.text for piece in pieces)
    if left := LEFT_OVER.search(shown):
        yield f'"{left[0].strip()}" is shown as it stands (close or remove the Markdown)'


def _too_few(folder: Path, knowledge: KnowledgeBase) -> Iterator[str]:
    for entry, by_language in knowledge.phrasings.items():
        counts = Counter({language: len(by_language.get(language, ())) for language in knowledge.languages})
        for language, count in sorted(counts.items()):
            if count < FEWEST_PHRASINGS:
                what = f"{count} phrasings in {language} (write {FEWEST_PHRASINGS} or more)"
                yield f"{folder / 'phrasings'}: {entry}: {what}"
