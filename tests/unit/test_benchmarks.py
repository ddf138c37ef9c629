"""The benchmark of matching runs, with the rivals that need no package of their own, and counts rightly."""

import re
from pathlib import Path

import pytest
from rich.console import Console
from rich.table import Table

from bot.domain.ids import EntryId
from bot.domain.language import Language
from bot.domain.match import Answer, Candidate, HandOver, Match, Matcher, Reason
from bot.knowledge.model import KnowledgeBase
from bot.matching.questions import Labelled
from tests.benchmarks import beside, growth, matching
from tests.benchmarks.chatter import STAFF, sample
from tests.benchmarks.made_faq import LetterVectors, faq_of, wordings_in
from tests.benchmarks.rivals import Engine, rivals
from tests.benchmarks.scores import Outcome, auc, right_given, right_share
from tests.benchmarks.wordings import Ranked, Wordings, wordings_of
from tests.shipped import shipped_faq

ROOT = Path(__file__).parents[2]


class FirstWord:
    """A matcher that knows an entry by its name, and is fooled by the word "sure"."""

    def match(self, text: str) -> Match:
        name = EntryId(text.split(" ", maxsplit=1)[0])
        if name == "nothing":
            return HandOver(language=Language.EN, reason=Reason.UNLIKE_ANY)
        near = (Candidate(entry=name, confidence=0.9), Candidate(entry=EntryId("other"), confidence=0.1))
        return Answer(language=Language.EN, candidates=near, entry=name, confidence=0.9)


class Missing:
    note = ""

    def __init__(self) -> None:
        raise ImportError("No module named 'rare'")

    def rank(self, text: str) -> Ranked:
        raise AssertionError(text)


def labelled(text: str, expect: str | None) -> Labelled:
    return Labelled(q=text, expect=expect, kind="plain", lang=Language.EN)


def pins(lock: str) -> set[tuple[str, str]]:
    return set(re.findall(r"^([a-z0-9.-]+)==([^\\\n]+)", lock, re.MULTILINE))


def outcome(right: str | None, *ranked: tuple[str | None, float]) -> Outcome:
    return Outcome(right=frozenset({right} if right else ()), ranked=list(ranked), seconds=0.001)


def lines(table: Table) -> list[str]:
    console = Console(width=200)
    with console.capture() as shown:
        console.print(table)
    return shown.get().splitlines()


@pytest.fixture(scope="module")
def faq() -> KnowledgeBase:
    return shipped_faq()


@pytest.fixture(scope="module")
def wordings(faq: KnowledgeBase) -> Wordings:
    return wordings_of(faq_of(faq, 4))


@pytest.mark.parametrize("name", ["rapidfuzz WRatio", "rapidfuzz token_set_ratio"])
def test_a_rival_finds_the_entry_of_a_phrasing_that_it_was_given(name: str, wordings: Wordings) -> None:
    rival = rivals(wordings, ROOT / "nowhere")[name]()
    ranked = rival.rank(wordings.texts[0].upper())
    assert ranked[0][0] == wordings.leads_to[0]
    assert len({entry for entry, _ in ranked}) == len(ranked) == 5  # four entries and staff
    assert [score for _, score in ranked] == sorted((score for _, score in ranked), reverse=True)


def test_a_missing_package_costs_its_own_line_only() -> None:
    made: matching.Makers = {"without": Missing, "with": lambda: Engine(FirstWord())}
    table, matchers = matching.compare(made, [labelled("rent now", "rent")], ["rent"])
    without, present = (line for line in lines(table) if "with" in line)
    assert "No module named 'rare'" in without
    assert "100.0%" in present
    assert list(matchers) == ["with"]


def test_what_the_engine_decides_is_counted_at_its_own_thresholds() -> None:
    asked = [labelled("rent now", "rent"), labelled("visa now", None), labelled("nothing now", None)]
    table = matching.decisions({"fake": FirstWord()}, asked, ["rent", "visa"])
    (row,) = (line for line in lines(table) if "fake" in line)
    assert re.findall(r"[\d.]+%", row) == ["100.0%", "100.0%", "33.3%", "50.0%"]


def test_a_rank_counts_entries_and_leaves_staff_out() -> None:
    outcomes = [
        outcome("a", (None, 0.9), ("a", 0.8)),
        outcome("a", ("b", 0.9), ("c", 0.8), ("a", 0.7)),
        outcome("a"),
        outcome(None, ("a", 0.5)),
    ]
    assert right_share(outcomes, 1) == pytest.approx(1 / 3)
    assert right_share(outcomes, 3) == pytest.approx(2 / 3)


def test_a_message_nearer_to_staff_is_below_all_others() -> None:
    answerable, for_staff = outcome("a", ("a", 0.2), (None, 0.1)), outcome(None, (None, 0.9), ("a", 0.8))
    assert auc([answerable, for_staff]) == 1
    assert auc([answerable, outcome(None, ("b", 0.2))]) == 0.5
    assert auc([answerable]) is None


def test_answers_are_given_down_to_the_threshold_that_allows_most_and_never_between_equals() -> None:
    right, wrong = outcome("a", ("a", 0.5)), outcome("a", ("b", 0.5))
    assert right_given([outcome("a", ("a", 0.9)), right, wrong], 0.02) == pytest.approx(1 / 3)
    assert right_given([outcome("a", ("a", 0.9)), right, wrong], 0.34) == pytest.approx(2 / 3)
    late = outcome("a", ("a", 0.4))
    assert right_given([wrong, *[late] * 49], 0.02) == pytest.approx(49 / 50)


def test_chatterbot_is_taught_fifteen_wordings_an_entry_and_as_large_a_share_of_staffs() -> None:
    names = ["a"] * 30 + ["b"] * 30 + [None] * 20
    taught = sample(Wordings(texts=tuple(map(str, range(80))), leads_to=tuple(names)))
    said = [answer for _, answer in taught]
    assert {name: said.count(name) for name in ("a", "b", STAFF)} == {"a": 15, "b": 15, STAFF: 10}
    assert len({text for text, _ in taught}) == 40


def test_messages_of_a_length_have_it_and_differ() -> None:
    cut = beside.of_length(["one message", "and another"], 100)
    assert {len(text) for text in cut} == {100}
    assert len(set(cut)) > 10
    assert set(beside.of_length(["one"], 0)) == {""}


def test_matching_is_timed_beside_an_embedding_of_the_same_messages() -> None:
    taken = beside.time_beside({"fake": FirstWord()}, LetterVectors(), ["rent now", "visa"])
    assert {name: len(seconds) for name, seconds in taken.items()} == {beside.EMBEDDING: 2, "fake": 2}
    (row,) = (line for line in lines(beside.table_of({"two": taken})) if "fake" in line)
    assert re.search(r"two.*fake.*\d\.\d\d.*\d\.\d\d.*\d", row)


def test_a_grown_faq_keeps_the_real_entries_and_is_the_same_every_time(faq: KnowledgeBase) -> None:
    grown, again = faq_of(faq, 90), faq_of(faq, 90)
    assert grown == again
    assert len(grown.entries) == 90
    assert set(faq.entries) <= set(grown.entries)
    assert wordings_in(grown) == 90 * 15
    real = {word for ways in faq.phrasings.values() for text in ways[Language.HE] for word in text.split()}
    made = grown.phrasings[EntryId("made-3")][Language.HE]
    assert len(set(made)) == 5
    assert {word for text in made for word in text.split()} <= real


def test_growth_leaves_the_embedders_time_out(faq: KnowledgeBase) -> None:
    class Embeds:
        def __init__(self, vectors: LetterVectors) -> None:
            self._vectors = vectors

        def match(self, text: str) -> Match:
            self._vectors.embed([text * 3_000])
            self.slowest = max(getattr(self, "slowest", 0.0), self._vectors.seconds)
            return HandOver(language=None, reason=Reason.UNLIKE_ANY)

    made: list[Embeds] = []

    def make(_: KnowledgeBase, vectors: LetterVectors) -> Matcher:
        made.append(Embeds(vectors))
        return made[0]

    found = growth.measure(faq_of(faq, 2), ["a message"] * 5, make)
    assert found.phrasings == 30
    assert found.p99 < made[0].slowest / 2
    assert 20e6 < found.memory < 20e9


def test_the_lock_of_the_rivals_names_no_registry_hashes_everything_and_agrees_with_the_other() -> None:
    lock, of_rivals = (
        (ROOT / name).read_text("utf-8") for name in ("requirements.lock", "requirements-bench.lock")
    )
    assert "://" not in of_rivals
    assert "index-url" not in of_rivals
    hashed = re.findall(r"^[a-z0-9.-]+==.*(?:\n    --hash=sha256:[0-9a-f]{64}.*)+", of_rivals, re.MULTILINE)
    assert len(hashed) == len(pins(of_rivals)) > 20
    names = {name for name, _ in pins(lock)}
    assert {pin for pin in pins(of_rivals) if pin[0] in names} <= pins(lock)
