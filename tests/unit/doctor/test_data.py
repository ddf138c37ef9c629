import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.doctor import data
from bot.domain.errors import StoreError
from bot.domain.finding import Finding
from bot.domain.ids import TicketId, UserId
from bot.domain.language import Language
from bot.domain.reminders import Late
from bot.domain.ticket import Ticket, TicketState
from bot.store.condition import Schema, damage, is_at_work, schema
from bot.store.lock import instance_lock
from tests.databases import sqlite_in

NOW = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def signs(*findings: Finding) -> str:
    return "".join("✗" if not one.well else "!" if one.warns else "✓" for one in findings)


def late(number: int, hours: float, until: datetime | None = None) -> Late:
    ticket = Ticket(
        id=TicketId(number),
        founder=UserId(1),
        question=None,
        state=TicketState.WAITING,
        language=Language.HE,
        opened_at=NOW,
        changed_at=NOW,
        later_until=until,
    )
    return Late(ticket=ticket, hours=hours)


def test_an_older_schema_is_upgraded_at_the_start() -> None:
    current, older, empty = (Schema(revision=one, newest="0010") for one in ("0010", "0009", None))
    assert signs(*map(data.judge_schema, (current, older, empty))) == "✓!✓"


async def test_a_fresh_database_is_current_closed_and_sound(tmp_path: Path) -> None:
    url = sqlite_in(tmp_path)
    found = await schema(url)
    assert found.revision == found.newest
    file = tmp_path / "gesher.db"
    assert data.judge_mode(file, file.stat().st_mode).well
    assert not data.judge_mode(file, 0o100644).well
    assert data.check_integrity(file, 10).state == "sound"


def test_damage_is_found(tmp_path: Path) -> None:
    sqlite_in(tmp_path)
    file = tmp_path / "gesher.db"
    content = bytearray(file.read_bytes())
    content[3 * 4096 : 8 * 4096] = b"\xff" * (5 * 4096)
    file.write_bytes(content)
    finding = data.check_integrity(file, 10)
    assert not finding.well
    assert "gesher restore FILE --force" in finding.cure


@pytest.mark.parametrize(
    ("start", "cure"), [(0, "what is said of the database above"), (100, "gesher restore FILE --force")]
)
def test_a_file_that_cannot_be_read_at_all_comes_with_its_cure(tmp_path: Path, start: int, cure: str) -> None:
    file = tmp_path / "gesher.db"
    sqlite_in(tmp_path)
    content = bytearray(file.read_bytes())
    content[start:4096] = b"\xff" * (4096 - start)
    file.write_bytes(content)
    with pytest.raises(StoreError, match=cure):
        data.check_integrity(file, 10)


def test_a_file_that_is_too_large_to_read_through_is_no_damage(tmp_path: Path) -> None:
    sqlite_in(tmp_path)
    file = tmp_path / "gesher.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.store.condition.STEPS", 1)
        with pytest.raises(TimeoutError):
            damage(file, 0)
        assert data.check_integrity(file, 0).well


async def test_a_desk_that_runs_is_seen_by_its_lock_through_links_too(tmp_path: Path) -> None:
    url, link = sqlite_in(tmp_path), tmp_path / "linked.db"
    link.symlink_to(tmp_path / "gesher.db")
    urls = (url, f"sqlite:///{link}")
    assert [await is_at_work(one) for one in urls] == [False, False]
    for held in urls:
        with instance_lock(held):
            assert [await is_at_work(one) for one in urls] == [True, True]
    assert [await is_at_work(one) for one in urls] == [False, False]


async def test_a_lock_that_cannot_be_looked_at_tells_nothing(tmp_path: Path) -> None:
    url = sqlite_in(tmp_path)
    (tmp_path / "gesher.db.lock").mkdir()  # as good as another user's: it cannot be opened
    assert await is_at_work(url) is None
    assert signs(data.judge_desk(running=None)) == "!"


async def test_a_missing_file_has_no_schema_and_stays_missing(tmp_path: Path) -> None:
    assert (await schema(f"sqlite:///{tmp_path}/no/gesher.db")).revision is None
    assert not (tmp_path / "no").exists()  # a look at an empty folder


async def test_the_schema_is_read_while_a_desk_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.engine._BUSY_SECONDS", 0.0)
    url = sqlite_in(tmp_path)
    with closing(sqlite3.connect(tmp_path / "gesher.db", isolation_level=None)) as desk:
        desk.execute("BEGIN IMMEDIATE")
        assert (await schema(url)).revision


@pytest.mark.parametrize(
    ("waiting", "minutes", "running", "sign"),
    [
        *((0, 0, True, "✓"), (0, 0, False, "✓"), (3, 2, True, "✓"), (3, 2, False, "!"), (3, 6, True, "✗")),
        (3, 6, None, "!"),
    ],
)
def test_what_waits_in_the_inbox(waiting: int, minutes: int, running: bool | None, sign: str) -> None:
    assert signs(data.judge_inbox(waiting, minutes * MINUTE, running=running)) == sign


@pytest.mark.parametrize(
    ("unsent", "minutes", "running", "sign"),
    [(0, 0, False, "✓"), (9, 14, True, "✓"), (9, 16, True, "!"), (9, 1, False, "!")],
)
def test_what_waits_in_the_outbox(unsent: int, minutes: int, running: bool, sign: str) -> None:
    assert signs(data.judge_outbox(unsent, minutes * MINUTE, running=running)) == sign


def test_the_longest_wait_counts_against_answer_within() -> None:
    assert signs(data.judge_tickets([], 8, NOW)) == "✓"
    assert signs(data.judge_tickets([late(1, 3), late(2, 7.9)], 8, NOW)) == "✓"
    worse = data.judge_tickets([late(1, 3), late(2, 8)], 8, NOW)
    assert signs(worse) == "!"
    assert "Q-0002" in worse.state
    assert signs(data.judge_tickets([late(1, 3), late(2, 80, NOW + MINUTE)], 8, NOW)) == "✓"


def test_what_was_set_aside_is_worth_a_look() -> None:
    assert signs(data.judge_set_aside(0), data.judge_set_aside(2)) == "✓!"
