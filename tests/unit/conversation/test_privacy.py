"""What founders are told of what is kept, and how their data reads."""

import json
from datetime import UTC, datetime

import pytest

from bot.conversation.privacy import PrivacyReplies, as_json
from bot.conversation.texts import Texts
from bot.domain.language import Language
from bot.telegram.render import render

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
TEXTS = Texts.load()


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("days", [30, 365, 3650])
def test_the_explanation_names_the_time_that_is_set_and_the_ways_out(language: Language, days: int) -> None:
    (piece,) = render(PrivacyReplies(TEXTS, retention_days=days).explain(language))
    assert "\u2068\u2068" not in piece.text  # Telegram takes stacked marks apart
    bare = piece.text.replace("\u2068", "").replace("\u2069", "")
    assert ("3,650" if days == 3650 else str(days)) in bare
    for command in ("/export", "/forget", "/contact"):
        assert command in bare


@pytest.mark.parametrize("language", list(Language))
def test_deleting_asks_first_and_offers_both_ways(language: Language) -> None:
    (piece,) = render(PrivacyReplies(TEXTS).confirm(language))
    assert sorted(button.data for row in piece.buttons for button in row) == ["forget", "keep"]


@pytest.mark.parametrize("language", list(Language))
def test_who_is_banned_is_told_what_remains(language: Language) -> None:
    replies = PrivacyReplies(TEXTS)
    (usual,) = render(replies.forgotten(language, banned=False))
    (banned,) = render(replies.forgotten(language, banned=True))
    assert banned.text.startswith(usual.text)
    assert len(banned.text.splitlines()) == len(usual.text.splitlines()) + 1


def test_an_export_puts_messages_under_their_tickets_and_stays_readable() -> None:
    text = as_json(
        {
            "founders": [{"id": 1, "name": "דנה", "first_seen": NOW}],
            "questions": [{"id": 7, "text": "办签证要多久"}],
            "tickets": [{"id": 142, "state": "waiting"}, {"id": 143, "state": "closed"}],
            "ticket_messages": [
                {"id": 5, "ticket": 142, "text": "a"},
                {"id": 6, "ticket": 143, "text": "b"},
            ],
            "copies": [{"id": 1, "ticket_message": 6, "staff_message": 9}],
            "inbox": [],
            "outbox": [],
        },
        NOW,
    )
    assert "דנה" in text
    assert "办签证要多久" in text
    assert '\n  "questions": [\n' in text
    assert json.loads(text)["exported_at"] == "2026-11-22T09:30:00+00:00"
    assert json.loads(text)["tickets"] == [
        {
            "number": "Q-0142",
            "id": 142,
            "state": "waiting",
            "messages": [{"id": 5, "text": "a", "copies": []}],
        },
        {
            "number": "Q-0143",
            "id": 143,
            "state": "closed",
            "messages": [{"id": 6, "text": "b", "copies": [{"id": 1, "staff_message": 9}]}],
        },
    ]


def test_of_somebody_unknown_there_is_nothing_to_export() -> None:
    tables = ("founders", "questions", "tickets", "ticket_messages", "copies", "inbox", "outbox")
    assert json.loads(as_json(dict.fromkeys(tables, ()), NOW))["founder"] is None
