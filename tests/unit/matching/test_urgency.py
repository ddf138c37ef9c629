"""What sounds urgent in the real FAQ's words, and what only looks like it."""

from dataclasses import replace

import pytest

from bot.domain.language import Language
from bot.knowledge.model import KnowledgeBase, Urgent
from bot.matching.urgency import sounds_urgent, urgent_advice


@pytest.fixture
def urgent(knowledge: KnowledgeBase) -> Urgent:
    assert knowledge.urgent
    return knowledge.urgent


@pytest.mark.parametrize(
    "text",
    [
        "URGENT!!",
        "my cofounder had a car accident",
        "he was arrested last night",
        "I lost my passport tonight",
        "My passport was stolen, what now",
        "we are in the hospital with our son",
        "זה דחוף",
        "הייתה תאונה",
        "ונעצרתי בשדה התעופה",
        "הדרכון שלי נגנב",
        "紧急",
        "護照丟了怎麼辦",
        "他被警察带走了",
        "同事出车祸了，在医院",
    ],
)
def test_urgent(urgent: Urgent, text: str) -> None:
    assert sounds_urgent(text, urgent)


@pytest.mark.parametrize(
    "text",
    [
        "police registration within 24 hours",
        "do I need a police clearance certificate",
        "which hospital would run a pilot with us",
        "my idea was stolen",
        "not urgent, just asking",
        "emergency contact on the form?",
        "insurgently",
        "רישום במשטרה",
        "פיילוט עם בית חולים",
        "לא דחוף בכלל",
        "派出所登记",
        "不紧急，有空回就行",
        "居留许可",
        "",
    ],
)
def test_not_urgent(urgent: Urgent, text: str) -> None:
    assert not sounds_urgent(text, urgent)


def test_ways_of_asking_for_an_office_or_a_permit_hardly_ever_sound_urgent(
    knowledge: KnowledgeBase, urgent: Urgent
) -> None:
    calm = [
        text
        for name, by_language in knowledge.phrasings.items()
        if not name.startswith("live-")
        for texts in by_language.values()
        for text in texts
    ]
    assert sum(sounds_urgent(text, urgent) for text in calm) < len(calm) / 500


@pytest.mark.parametrize("language", list(Language))
def test_the_advice_names_the_numbers(urgent: Urgent, language: Language) -> None:
    advice = urgent_advice("urgent", urgent, language)
    assert advice
    assert all(number in advice for number in ("110", "120", "119", "12367", "2023"))
    assert urgent_advice("a quiet question", urgent, language) is None


def test_a_faq_without_it_finds_nothing_urgent(knowledge: KnowledgeBase) -> None:
    assert not sounds_urgent("urgent", replace(knowledge, urgent=None).urgent)
    assert urgent_advice("urgent", None, Language.EN) is None


def test_without_words_nothing_is_urgent() -> None:
    nothing = Urgent(words={Language.EN: ()}, advice={Language.EN: "Call."})
    assert not sounds_urgent("urgent", nothing)
