from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.domain.ids import EntryId
from bot.domain.language import detect
from bot.domain.match import (
    Answer,
    Candidate,
    HandOver,
    Match,
    Matcher,
    Part,
    Reason,
    Several,
    SmallTalk,
    Suggest,
)
from bot.matching.taught import TaughtMatcher

PARKING, RENT, VISA = EntryId("taught-7"), EntryId("space-rent"), EntryId("visa-work")
ASKED = "is there parking for a cargo bike"


@dataclass
class Files:
    """A matcher that knows what it is told, and how much alike messages are."""

    known: dict[str, Match] = field(default_factory=dict)
    likeness: dict[str, float] = field(default_factory=dict)
    compared: list[str] = field(default_factory=list)

    def match(self, text: str) -> Match:
        return self.known.get(text, handed_over(Candidate(entry=RENT, confidence=0.2)))

    def alike(self, text: str, others: Sequence[str]) -> tuple[float, ...]:
        self.compared += others
        return tuple(self.likeness.get(text, 0.0) for _ in others)


class Plain:
    """A matcher that cannot compare messages."""

    def match(self, _: str) -> Match:
        return handed_over()


def handed_over(*candidates: Candidate) -> HandOver:
    return HandOver(language=detect("a"), candidates=candidates, reason=Reason.UNLIKE_ANY)


def answer(entry: EntryId, *more: Candidate) -> Answer:
    candidates = (Candidate(entry=entry, confidence=0.95), *more)
    return Answer(language=detect("a"), candidates=candidates, entry=entry, confidence=0.95)


def led_to(match: Match) -> object:
    return match.entry if isinstance(match, Answer) else match.entries if isinstance(match, Suggest) else None


def test_the_same_words_are_answered_however_they_are_typed() -> None:
    for files in (Files(), Plain()):
        found = TaughtMatcher(files, {ASKED: PARKING}).match("Is there PARKING for a cargo-bike??")
        assert led_to(found) == PARKING
        assert found.candidates[0].entry == PARKING


def test_what_is_alike_is_answered_what_is_less_so_leads_the_list() -> None:
    near, far = "is there parking for my cargo bike", "is there parking for a cargo ship"
    asks = Suggest(language=None, entries=(RENT, VISA), confidence=0.4, candidates=())
    files = Files(known={far: asks}, likeness={near: 0.97, far: 0.7})
    matcher = TaughtMatcher(files, {ASKED: PARKING})
    assert led_to(matcher.match(near)) == PARKING
    assert led_to(matcher.match(far)) == (PARKING, RENT, VISA)
    assert led_to(matcher.match("is there parking for a car")) is None


def test_what_the_files_are_sure_of_stays() -> None:
    text = "is there parking for my cargo bike"
    hello = SmallTalk(language=None, topic="greeting")
    for sure in (answer(RENT), hello):
        files: Matcher = Files(known={text: sure}, likeness={text: 0.97})
        assert TaughtMatcher(files, {ASKED: PARKING}).match(text) == sure
    assert led_to(TaughtMatcher(files, {text: PARKING}).match(text)) == PARKING


def test_the_unknown_part_of_several_is_looked_up() -> None:
    parts = (Part(text="rent?", match=answer(RENT)), Part(text=ASKED, match=handed_over()))
    both = Several(language=None, parts=parts)
    found = TaughtMatcher(Files(known={"both": both}), {ASKED: PARKING}).match("both")
    assert isinstance(found, Several)
    assert [led_to(part.match) for part in found.parts] == [RENT, PARKING]


def test_a_retired_entry_never_comes_back() -> None:
    next_one = Candidate(entry=VISA, confidence=0.03)
    asks = Suggest(
        language=None,
        entries=(RENT, VISA),
        confidence=0.6,
        candidates=(Candidate(entry=RENT, confidence=0.5), Candidate(entry=VISA, confidence=0.1)),
    )
    parts = (Part(text="a", match=answer(RENT)), Part(text="b", match=answer(VISA)))
    several = Several(language=None, parts=parts, candidates=answer(RENT).candidates)
    files = Files(known={"sure": answer(RENT, next_one), "unsure": asks, "both": several})
    matcher = TaughtMatcher(files, retired=[RENT])
    sure, unsure, both = matcher.match("sure"), matcher.match("unsure"), matcher.match("both")
    assert isinstance(sure, HandOver)
    assert sure.candidates == (next_one,)
    assert isinstance(unsure, Suggest)
    assert (unsure.entries, unsure.confidence) == ((VISA,), 0.1)
    assert isinstance(both, Several)
    assert [led_to(part.match) for part in both.parts] == [None, VISA]
    assert all(one.entry != RENT for found in (sure, unsure, both) for one in found.candidates)


def test_a_message_is_compared_with_a_handful_of_wordings() -> None:
    files = Files()
    many = {f"is there parking for bike {number}": PARKING for number in range(500)}
    TaughtMatcher(files, {**many, "怎样办理签证": VISA}).match("is there parking for a bike?")
    assert len(files.compared) == 8
    files.compared.clear()
    TaughtMatcher(files, many).match("xyz " * 300)
    assert files.compared == []
