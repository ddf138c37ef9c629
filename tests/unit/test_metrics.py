from datetime import UTC, datetime

import pytest
from prometheus_client import CollectorRegistry
from prometheus_client.parser import text_string_to_metric_families as parse

from bot import __version__
from bot.domain.ids import EntryId
from bot.domain.language import Language
from bot.domain.match import Answer, HandOver, Match, Reason
from bot.domain.vitals import Queues, Vitals
from bot.metrics import Metrics

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
VITALS = Vitals(at=NOW, started=NOW, received=NOW, workers={"inbox": True})
WORDS = "words that nobody may see"


class FloodWait:
    """Named as the failure that 429 is read as."""


@pytest.fixture
def metrics() -> Metrics:
    return Metrics()


def _value(metrics: Metrics, name: str, **labels: str) -> float | None:
    return metrics.registry.get_sample_value(name, labels)


def test_two_desks_in_one_process_count_each_its_own(metrics: Metrics) -> None:
    metrics.received(3)
    assert _value(metrics, "gesher_updates_received_total") == 3
    assert _value(Metrics(CollectorRegistry()), "gesher_updates_received_total") == 0


async def test_an_update_counts_as_handled_only_if_it_was(metrics: Metrics) -> None:
    async def handle(number: int) -> None:
        if number < 0:
            raise ValueError(WORDS)

    counted = metrics.handling(handle)
    await counted(1)
    with pytest.raises(ValueError, match=WORDS):
        await counted(-1)
    await metrics.setting_aside(handle)(1)
    assert _value(metrics, "gesher_updates_handled_total") == 1
    assert _value(metrics, "gesher_updates_set_aside_total") == 1


def test_matches_are_counted_by_decision_and_language_and_timed(metrics: Metrics) -> None:
    def match(text: str) -> Match:
        if text:
            return Answer(language=Language.HE, entry=EntryId("visa-work"), confidence=0.97)
        return HandOver(language=None, reason=Reason.NOTHING_TO_READ)

    measured = metrics.matching(match)
    assert measured(WORDS) == match(WORDS)
    measured("")
    assert _value(metrics, "gesher_matches_total", decision="answer", language="he") == 1
    assert _value(metrics, "gesher_matches_total", decision="hand_over", language="none") == 1
    assert _value(metrics, "gesher_match_seconds_count") == 2


def test_calls_are_counted_by_method_and_outcome_and_429_by_itself(metrics: Metrics) -> None:
    metrics.called("sendMessage", None)
    metrics.called("sendMessage", FloodWait())
    assert _value(metrics, "gesher_calls_total", method="sendMessage", outcome="ok") == 1
    assert _value(metrics, "gesher_calls_total", method="sendMessage", outcome="flood_wait") == 1
    assert _value(metrics, "gesher_flood_waits_total") == 1


def test_attempts_to_send_are_counted_by_what_came_of_them(metrics: Metrics) -> None:
    metrics.settled("sent")
    metrics.settled("unknown")
    metrics.settled("sent")
    counts = {
        outcome: _value(metrics, "gesher_outbox_outcomes_total", outcome=outcome)
        for outcome in ("sent", "retried", "unknown", "parked", "refused", "given_up")
    }
    assert counts == {"sent": 2, "retried": 0, "unknown": 1, "parked": 0, "refused": 0, "given_up": 0}


@pytest.mark.parametrize("accept", ["", "application/openmetrics-text; version=1.0.0"])
def test_all_of_it_is_text_that_prometheus_reads_and_holds_no_words(metrics: Metrics, accept: str) -> None:
    metrics.matching(lambda _: HandOver(language=Language.ZH, reason=Reason.UNLIKE_ANY))(WORDS)
    text, media_type = metrics.show(
        VITALS, Queues(waiting=1, set_aside=4, unsent=2, tickets=3, overdue=2), accept
    )
    assert media_type.startswith(accept.partition(";")[0] or "text/plain")
    families = {family.name: family for family in parse(text.decode())}
    assert {name for name in families if not name.startswith(("gesher_", "process_"))} == set()
    assert families["gesher_tickets_open"].samples[0].value == 3
    assert families["gesher_tickets_overdue"].samples[0].value == 2
    assert families["gesher_inbox_set_aside"].samples[0].value == 4
    assert families["gesher_build_info"].samples[0].labels == {"version": __version__}
    assert all(family.documentation for family in families.values() if family.type != "unknown")
    assert WORDS.encode() not in text


def test_what_is_not_known_is_not_said_to_be_nothing(metrics: Metrics) -> None:
    text, _ = metrics.show(Vitals(at=NOW, started=NOW, database=False), None)
    lines = text.decode().splitlines()
    for name in ("inbox_waiting", "inbox_oldest_seconds", "outbox_unsent", "tickets_open", "tickets_overdue"):
        assert f"gesher_{name} NaN" in lines
    assert "gesher_last_received_seconds NaN" in lines
    assert "gesher_database_up 0.0" in lines
