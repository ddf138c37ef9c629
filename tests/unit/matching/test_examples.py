"""Each message that is offered to try the desk with shows what it is to show, by words and by meaning."""

from pathlib import Path

import pytest
from rapidfuzz import fuzz, process

from bot.domain.match import Answer, HandOver, Suggest
from bot.knowledge.model import KnowledgeBase
from bot.matching.engine import HybridMatcher
from bot.matching.normalise import normalise
from bot.matching.questions import read_questions
from tests.shipped import shipped_faq

ROOT = Path(__file__).parents[3]
SHOWS = {"sure": Answer, "vague": Suggest, "unknown": HandOver, "typo": Answer}
NEAR, SAME_WORDS = 75, 80
"""rapidfuzz ratios, 0 to 100: of the letters, and of the words in any order."""
KNOWLEDGE = shipped_faq()
EXAMPLES = [
    pytest.param(kind, text, id=f"{language}-{kind}-{number}")
    for language, examples in KNOWLEDGE.examples.items()
    for kind, texts in examples.texts.items()
    for number, text in enumerate(texts)
]


@pytest.mark.parametrize("engine", ["hybrid", "lexical"])
@pytest.mark.parametrize(("kind", "text"), EXAMPLES)
def test_an_example_shows_what_it_is_to_show(
    request: pytest.FixtureRequest, engine: str, kind: str, text: str
) -> None:
    matcher: HybridMatcher = request.getfixturevalue(engine)
    assert type(matcher.match(text)) is SHOWS[kind]


def test_every_language_of_the_faq_has_examples(knowledge: KnowledgeBase) -> None:
    assert set(knowledge.examples) == set(knowledge.languages)


def test_no_example_is_a_near_copy_of_a_labelled_message() -> None:
    files = sorted((ROOT / "tests" / "data" / "questions").glob("*.yaml"))
    labelled = [normalise(question.q) for file in files for question in read_questions(file)]
    shown = [normalise(str(param.values[1])) for param in EXAMPLES]
    assert len(labelled) > 300
    assert process.cdist(shown, labelled, scorer=fuzz.ratio).max() < NEAR
    assert process.cdist(shown, labelled, scorer=fuzz.token_sort_ratio).max() < SAME_WORDS
