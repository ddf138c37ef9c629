import pytest

from bot.domain.ids import EntryId
from bot.domain.language import Language
from bot.domain.match import Answer, Candidate, HandOver, Match, Part, Reason, Suggest
from bot.matching.decision import SUGGEST_FROM, Reading, Thresholds, apart, decide, joined, ranked

A_LITTLE = 1e-9
THRESHOLDS = Thresholds.for_cost(10)
ANSWER_FROM, ASK_FROM = THRESHOLDS.answer_from, THRESHOLDS.ask_from


def _decide(*confidences: float, out_of_scope: bool = False) -> Match:
    candidates = [Candidate(entry=EntryId(f"e{n}"), confidence=value) for n, value in enumerate(confidences)]
    reading = Reading(candidates=ranked(candidates), out_of_scope=out_of_scope)
    match = decide(reading, Language.EN, THRESHOLDS)
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
    assert isinstance(_decide(0.15, 0.1), Suggest)
    assert isinstance(_decide(0.15, 0.1 - A_LITTLE), HandOver)
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


@pytest.mark.parametrize(("cost", "answer_from"), [(1, 0), (2, 0.5), (10, 0.9), (100, 0.99)])
def test_the_price_of_a_wrong_answer_sets_its_threshold(cost: float, answer_from: float) -> None:
    assert Thresholds.for_cost(cost).answer_from == pytest.approx(answer_from)


def test_what_may_not_be_answered_is_asked_back() -> None:
    reading = Reading(candidates=_candidates(("a", 0.99)), out_of_scope=False)
    match = decide(reading, None, THRESHOLDS, may_answer=False)
    assert isinstance(match, Suggest)
    assert match.entries == ("a",)


def _candidates(*pairs: tuple[str, float]) -> tuple[Candidate, ...]:
    return tuple(Candidate(entry=EntryId(name), confidence=value) for name, value in pairs)


def _part(text: str, *pairs: tuple[str, float]) -> Part:
    reading = Reading(candidates=_candidates(*pairs), out_of_scope=False)
    return Part(text=text, match=decide(reading, None, THRESHOLDS))


RENT = _part("what does a room cost", ("rent", 0.95))
VISA = _part("which visa do i need", ("visa", 0.97))
UNKNOWN = _part("do you have a place for a cargo bike", ("rent", 0.05))


def test_two_answers_and_an_answer_with_an_unknown_are_several() -> None:
    assert apart([RENT, VISA]) == (RENT, VISA)
    assert apart([UNKNOWN, VISA]) == (UNKNOWN, VISA)


def test_the_same_again_a_scrap_or_no_answer_at_all_are_not() -> None:
    assert apart([RENT, RENT]) is None
    assert apart([RENT, _part("and how much is it in winter", ("rent", 0.4), ("visa", 0.3))]) is None
    assert apart([RENT, _part("you know what", ("visa", 0.1))]) is None
    assert apart([UNKNOWN, UNKNOWN]) is None


def test_two_readings_meet_in_the_middle() -> None:
    one = Reading(candidates=_candidates(("a", 0.9), ("b", 0.1)), out_of_scope=False)
    other = Reading(candidates=_candidates(("b", 0.7), ("c", 0.2)), out_of_scope=True)
    middle = {near.entry: near.confidence for near in joined(one, other).candidates}
    assert middle == pytest.approx({"a": 0.45, "b": 0.4})
