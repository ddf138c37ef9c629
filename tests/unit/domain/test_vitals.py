from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.vitals import Vitals, problems

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
WELL = Vitals(at=NOW, started=NOW - timedelta(hours=1), received=NOW - timedelta(seconds=20))


def _ago(seconds: float) -> datetime:
    return NOW - timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("vitals", "found"),
    [
        (WELL, []),
        (replace(WELL, workers={"inbox": True, "outbox": False}), ["outbox is not at work"]),
        (replace(WELL, received=_ago(90)), []),
        (replace(WELL, received=_ago(91)), ["Telegram does not answer polls"]),
        (replace(WELL, received=None, started=_ago(10)), []),  # just started
        (replace(WELL, received=None), ["Telegram does not answer polls"]),
        (replace(WELL, received=None, polls=False), []),  # a quiet night
        (replace(WELL, polls=False, webhook_error="Connection refused"), ["Telegram's calls fail"]),
        (replace(WELL, rival=True), ["another program receives with this token"]),
        (replace(WELL, write_error="full; free some"), ["the database cannot be written: full; free some"]),
        (replace(WELL, write_error="gone", database=False), ["the database cannot be read"]),
        (replace(WELL, inbox_since=_ago(299), outbox_since=_ago(86_400)), []),
        (replace(WELL, inbox_since=_ago(301)), ["updates wait too long"]),
        (
            replace(WELL, database=False, received=_ago(600)),
            ["the database cannot be read", "Telegram does not answer polls"],
        ),
    ],
)
def test_what_is_wrong(vitals: Vitals, found: list[str]) -> None:
    assert problems(vitals) == found


def test_a_clock_that_was_set_back_makes_no_negative_age() -> None:
    assert WELL.age(NOW + timedelta(seconds=5)) == 0
    assert WELL.age(_ago(5)) == 5
    assert WELL.age(None) is None
