from dataclasses import replace

import pytest

from bot.domain.ids import EntryId
from bot.domain.language import Language
from bot.domain.match import Answer, Suggest
from bot.knowledge.model import KnowledgeBase
from bot.matching.engine import assemble
from bot.matching.normalise import normalise
from bot.matching.places import Places
from bot.matching.samples import samples_of

NAMES = ("Berlin", "ברלין", 'ארה"ב', "深圳", "Tokyo")
VISA, RENT = EntryId("visa"), EntryId("rent")


@pytest.fixture(scope="module")
def places(tiny: KnowledgeBase) -> Places:
    english = (*tiny.phrasings[VISA][Language.EN], "a stop on the way to Tokyo")
    ways = {**tiny.phrasings, VISA: {**tiny.phrasings[VISA], Language.EN: english}}
    return Places(NAMES, samples_of(replace(tiny, phrasings=ways)))


@pytest.mark.parametrize(
    "text", ["a visa for BERLIN", "ויזה לברלין", "ויזה לארה״ב", "深圳的签证", "rent in tokyo and berlin"]
)
def test_a_place_that_the_entry_does_not_name_is_elsewhere(places: Places, text: str) -> None:
    assert places.elsewhere(normalise(text), VISA)


def test_a_place_that_its_own_wordings_name_is_not(places: Places) -> None:
    assert not places.elsewhere("flying to tokyo", VISA)
    assert places.elsewhere("flying to tokyo", RENT)
    assert not places.elsewhere("berliners", VISA)


def test_the_answer_is_not_given_but_asked_about(tiny: KnowledgeBase) -> None:
    text = "may I work on a business visa"
    faq = replace(tiny, elsewhere=("berlin",))
    matcher = assemble(faq, embedder=None, cache=None, wrong_cost=2)
    assert isinstance(matcher.match(text), Answer)
    assert isinstance(matcher.match(f"{text} berlin"), Suggest)
