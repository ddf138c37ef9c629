"""Ways as the page reads them: plain data, times in ISO 8601."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from bot.domain.ids import ticket_number
from bot.domain.way import Decided
from bot.store.ways import Going, Totals, Way
from bot.tryout.book import Book

Json = dict[str, Any]


def as_json(way: Way, book: Book | None) -> Json:
    """Return one way; without a book, entries go by their ids and nothing is said of evidence."""
    ticket = way.ticket and {"number": ticket_number(way.ticket[0]), "state": way.ticket[1]}
    return {
        "update_id": way.update,
        "message_id": way.message,
        "by": "founder" if way.by_founder else "staff",
        "text_kind": way.kind,
        "received_at": _time(way.received_at),
        "inbox": way.state,
        "attempts": way.attempts,
        "handled_at": _time(way.handled_at),
        "match": way.decided and _match(way.decided, way.text, book),
        "ticket": ticket,
        "outbox": [_going(going) for going in way.outbox],
    }


def totals_as_json(totals: Totals) -> Json:
    """Return the totals; `received` is all that is in the inbox."""
    return {"received": totals.waiting + totals.handled + totals.set_aside, **asdict(totals)}


def _match(decided: Decided, text: str | None, book: Book | None) -> Json:
    language = decided.language
    evidence = book.evidence(decided, text) if book else {}
    return {
        "decision": decided.decision,
        "language": language,
        "confidence": decided.confidence,
        "reason": decided.reason,
        "candidates": [
            {
                "entry": one.entry,
                "title": book.title(one.entry, language) if book else one.entry,
                "confidence": one.confidence,
            }
            for one in decided.candidates
        ],
        "evidence": [{"name": name, "value": value} for name, value in evidence.items()],
    }


def _going(going: Going) -> Json:
    return {
        "kind": going.kind,
        "to": "founder" if going.to_founder else "staff",
        "state": going.state,
        "attempts": going.attempts,
        "created_at": _time(going.created_at),
        "sent_at": _time(going.sent_at),
    }


def _time(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
