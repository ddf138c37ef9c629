"""`gesher faq check`, beyond what loading refuses: lengths, rendering, direction, what the matcher thinks."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from bot.conversation.bidi import DIRECTION_MARKS
from bot.conversation.message import Markdown, Message
from bot.domain.language import Language
from bot.domain.match import Answer, Matcher
from bot.knowledge.inspect import inspect
from bot.knowledge.model import Entry, KnowledgeBase
from bot.telegram.render import render

SHORTEST, LONGEST = 300, 900
"""Characters of an answer: enough to be of use, and one screen of a phone at the most."""
CHINESE_WEIGHT = 2
"""One Chinese character says about as much as two letters."""
FEWEST_PHRASINGS = 15
LEFT_OVER = re.compile(r"\*\*|__|^#+ |^\s*[-*] |\]\(", re.MULTILINE)


def check_texts(
    folder: Path, knowledge: KnowledgeBase, matcher: Matcher, advance: Callable[[], None]
) -> list[str]:
    """Return a line for every problem, with file, line and cure.

    Args:
        folder: the FAQ.
        knowledge: the same, loaded.
        matcher: made from it.
        advance: called after each phrasing; asking the matcher takes a hundredth of a second each.
    """

    def look_at_phrasing(entry: str, _: Language, text: str) -> Iterator[str]:
        match = matcher.match(text)
        if isinstance(match, Answer) and match.entry != entry:
            yield f'"{text}" is answered with {match.entry} (reword it, or move it there)'
        advance()

    return [*inspect(folder, _look_at_answer, look_at_phrasing), *_too_few(folder, knowledge)]


def _look_at_answer(_: Entry, language: Language, answer: str) -> Iterator[str]:
    length = len(answer.strip()) * (CHINESE_WEIGHT if language is Language.ZH else 1)
    if not SHORTEST <= length <= LONGEST:
        yield f"the answer counts {length} characters (make it {SHORTEST} to {LONGEST})"
    if any(ord(char) in DIRECTION_MARKS for char in answer):
        yield "the answer holds direction marks (remove them: they are set when it is sent)"
    pieces = render(Message(parts=(Markdown(text=answer),), language=language))
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
