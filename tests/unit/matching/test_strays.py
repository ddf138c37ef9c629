"""A phrasing that belongs elsewhere shows by its likeness to the others."""

from dataclasses import replace

from bot.domain.ids import EntryId
from bot.domain.language import Language
from bot.knowledge.model import KnowledgeBase
from bot.matching.strays import Stray, strays


def test_a_planted_phrasing_is_found(tiny: KnowledgeBase) -> None:
    before = strays(tiny, engine="lexical", cache=None, prepared=None)
    planted = "the rent of an office each month"
    ways = tiny.phrasings[EntryId("visa")]
    changed = {**ways, Language.EN: (*ways[Language.EN], planted)}
    faq = replace(tiny, phrasings={**tiny.phrasings, EntryId("visa"): changed})
    found = strays(faq, engine="lexical", cache=None, prepared=None)
    assert Stray(entry=EntryId("visa"), text=planted, other=EntryId("rent")) in found
    assert planted not in {stray.text for stray in before}
