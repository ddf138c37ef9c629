"""What can be sent is found by words of any language, by its id, and in spite of typing errors."""

from pathlib import Path

import pytest

from bot.conversation.finding import MOST_TO_SEND, to_send
from bot.knowledge.load import load
from bot.knowledge.model import KnowledgeBase
from tests.integration.conftest import FAQ


@pytest.fixture(scope="module")
def knowledge() -> KnowledgeBase:
    return load(Path(FAQ))


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("visa-work", "visa-work"),
        ("who runs the hub", "hub-operator"),
        ("מי מפעיל את המרכז", "hub-operator"),
        ("园区由谁运营", "hub-operator"),
        ("holiday", "holiday"),
        ("office closed add to it here", "holiday"),
    ],
)
def test_it_is_found_first(knowledge: KnowledgeBase, text: str, first: str) -> None:
    found = to_send(knowledge, text)
    assert found
    assert found[0].id == first
    assert len(found) <= MOST_TO_SEND


def test_nothing_is_found_for_words_of_nothing(knowledge: KnowledgeBase) -> None:
    assert to_send(knowledge, "qqqq wwww zzzz") == []
    assert to_send(knowledge, "  ") == []
