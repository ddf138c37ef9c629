import pytest

from bot.domain.ids import EntryId
from bot.domain.language import Language
from bot.domain.match import Answer, Candidate, HandOver, Match, Reason, Suggest
from bot.matching.calibration import ANSWER_FROM, SUGGEST_FROM
from bot.matching.decision import Reading, decide, ranked

A_LITTLE = 1e-9
ASK_FROM = 0.2


def _decide(*confidences: float, out_of_scope: bool = False) -> Match:
    candidates = [Candidate(entry=EntryId(f"e{n}"), confidence=value) for n, value in enumerate(confidences)]
    reading = Reading(candidates=ranked(candidates), out_of_scope=out_of_scope, ask_from=ASK_FROM)
    match = decide(reading, Language.EN)
    assert match.candidates == reading.candidates
    assert match.language is Language.EN
    return match


@pytest.mark.parametrize("confidence", [ANSWER_FROM, ANSWER_FROM + A_LITTLE, 1.0])
def test_at_the_threshold_and_over_it_is_answered(confidence: float) -> None:
    match = _decide(confidence, 0.0)
    assert isinstance(match, Answer)
    assert (match.entry, match.confidence) == ("e0", confidence)


def test_just_under_the_threshold_is_asked_back() -> None:
    match = _decide(ANSWER_FROM - A_LITTLE, 0.0)
    assert isinstance(match, Suggest)
    assert match.entries == ("e0",)


def test_at_most_three_that_are_likely_enough_are_suggested() -> None:
    match = _decide(0.2, 0.3, SUGGEST_FROM, 0.1)
    assert isinstance(match, Suggest)
    assert match.entries == ("e1", "e0", "e3")
    assert match.confidence == pytest.approx(0.6)
    match = _decide(0.4, SUGGEST_FROM, SUGGEST_FROM - A_LITTLE)
    assert isinstance(match, Suggest)
    assert match.entries == ("e0", "e1")


def test_suggestions_are_worth_asking_exactly_from_their_threshold() -> None:
    assert isinstance(_decide(0.15, 0.05), Suggest)
    assert isinstance(_decide(0.15, 0.05 - A_LITTLE), HandOver)
    assert isinstance(_decide(ASK_FROM - A_LITTLE), HandOver)


@pytest.mark.parametrize(("outside", "reason"), [(True, Reason.OUT_OF_SCOPE), (False, Reason.UNLIKE_ANY)])
def test_handing_over_says_why_and_how_near_the_likeliest_was(*, outside: bool, reason: Reason) -> None:
    match = _decide(0.1, 0.02, out_of_scope=outside)
    assert isinstance(match, HandOver)
    assert (match.reason, match.confidence) == (reason, 0.1)


def test_without_candidates_it_is_handed_over() -> None:
    assert isinstance(_decide(), HandOver)


def test_equals_are_ordered_by_id() -> None:
    names = ["b", "c", "a"]
    candidates = [Candidate(entry=EntryId(name), confidence=0.5) for name in names]
    assert [one.entry for one in ranked(candidates)] == ["a", "b", "c"]
