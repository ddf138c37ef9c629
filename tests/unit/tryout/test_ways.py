"""What the page is told of a way: titles, times, and what speaks for a decision."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.ids import EntryId, MessageId, TicketId, UpdateId
from bot.domain.language import Language
from bot.domain.match import Candidate
from bot.domain.messages import DeliveryState
from bot.domain.ticket import TicketState
from bot.domain.way import Decided, Decision
from bot.knowledge.load import load
from bot.matching.decision import Thresholds
from bot.store import InboxState
from bot.store.ways import Going, Totals, Way
from bot.tryout.book import Book
from bot.tryout.ways import as_json, totals_as_json

NOW = datetime(2026, 11, 22, 9, 30, 15, tzinfo=UTC)
ENTRY = EntryId("hub-operator")


@pytest.fixture(scope="module")
def book() -> Book:
    knowledge = load(Path(__file__).parents[3] / "faq")
    return Book(knowledge, Thresholds.for_cost(10), Language.ZH)


def suggested(best: float, second: float) -> Decided:
    candidates = (
        Candidate(entry=ENTRY, confidence=best),
        Candidate(entry=EntryId("gone"), confidence=second),
    )
    return Decided(
        decision=Decision.SUGGEST,
        language=Language.HE,
        confidence=best + second,
        candidates=candidates,
        offered=(ENTRY,),
    )


def a_way(decided: Decided | None) -> Way:
    going = Going(
        kind="text",
        to_founder=True,
        state=DeliveryState.SENT,
        attempts=1,
        created_at=NOW,
        sent_at=NOW,
    )
    return Way(
        update=UpdateId(1),
        message=MessageId(7),
        by_founder=True,
        kind="text",
        text="?",
        received_at=NOW,
        state=InboxState.DONE,
        attempts=0,
        handled_at=NOW,
        decided=decided,
        ticket=(TicketId(3), TicketState.WAITING),
        outbox=(going,),
    )


def test_a_way_is_told_with_titles_and_times(book: Book) -> None:
    told = as_json(a_way(suggested(0.5, 0.25)), book)
    assert told["received_at"] == "2026-11-22T09:30:15+00:00"
    assert told["ticket"] == {"number": "Q-0003", "state": "waiting"}
    assert told["match"]["candidates"] == [
        {"entry": ENTRY, "title": "מי מפעיל את המרכז ומנהל אותו?", "confidence": 0.5},
        {"entry": "gone", "title": "gone", "confidence": 0.25},
    ]
    assert told["match"]["evidence"] == [
        {"name": "answer_from", "value": 0.9},
        {"name": "ask_from", "value": 0.25},
        {"name": "margin", "value": 0.25},
    ]
    assert told["outbox"][0]["sent_at"] == "2026-11-22T09:30:15+00:00"


def test_without_a_match_or_a_book_nothing_is_made_up() -> None:
    assert as_json(a_way(None), None)["match"] is None
    told = as_json(a_way(suggested(0.5, 0.25)), None)["match"]
    assert told["evidence"] == []
    assert told["candidates"][0]["title"] == ENTRY


def test_what_held_an_answer_back_is_said(book: Book) -> None:
    assert book.evidence(suggested(0.95, 0.0), "?")["held_back"] is True
    assert "held_back" not in book.evidence(suggested(0.85, 0.0), "?")
    assert book.evidence(suggested(0.5, 0.0), "it is urgent, please help now")["urgent"] is True
    several = Decided(decision=Decision.SEVERAL, language=None, parts=(Decision.ANSWER, Decision.HAND_OVER))
    assert book.evidence(several, None) == {"parts": "answer, handover"}


def test_all_that_came_in_is_received() -> None:
    assert totals_as_json(Totals(waiting=1, handled=2, set_aside=4))["received"] == 7
