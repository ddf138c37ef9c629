"""What the matcher is measured by never gets into what it learns from."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from rapidfuzz import fuzz, process

from bot.matching.normalise import normalise
from bot.matching.questions import read_questions
from tests.shipped import shipped_faq

ROOT = Path(__file__).parents[3]
TOO_NEAR = 90
"""rapidfuzz ratio, 0 to 100."""


def _learnt() -> Iterator[str]:
    knowledge = shipped_faq()
    for ways in knowledge.phrasings.values():
        for texts in ways.values():
            yield from texts
    for texts in knowledge.out_of_scope.values():
        yield from texts


@pytest.mark.parametrize("language", ["en", "he", "zh"])
def test_no_phrasing_is_a_near_copy_of_a_labelled_message(language: str) -> None:
    labelled = read_questions(ROOT / "tests" / "data" / "questions" / f"dev-{language}.yaml")
    messages = [normalise(question.q) for question in labelled if len(normalise(question.q)) > 3]
    learnt = sorted({normalise(text) for text in _learnt()})
    assert len(messages) > 100
    assert len(learnt) > 1000
    ratios = process.cdist(messages, learnt, scorer=fuzz.ratio, score_cutoff=TOO_NEAR)
    near = [(messages[row], learnt[column]) for row, column in np.argwhere(ratios >= TOO_NEAR)]
    assert near == []
