"""What is wrong with a database hides nothing else of it."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.doctor.database import look_at_database, look_for_desk
from bot.doctor.examination import Examination
from bot.domain.clock import SystemClock
from bot.settings import Settings
from bot.store.lock import instance_lock
from tests.databases import sqlite_in


async def found_at(url: str) -> dict[str, bool]:
    """Return what the doctor looked at, and whether it was well."""
    settings, examination = Settings.model_validate({"database_url": url}), Examination(lambda _: None)
    await look_for_desk(examination, settings)
    await look_at_database(examination, settings, SystemClock().now())
    return {finding.what: finding.well and not finding.warns for finding in examination.findings}


async def test_a_file_that_others_may_read_is_looked_at_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = sqlite_in(tmp_path)
    (tmp_path / "gesher.db").chmod(0o644)
    monkeypatch.setattr(Path, "chmod", lambda *_: None)  # as if it were another user's
    with instance_lock(url):
        found = await found_at(url)
    assert [what for what, is_well in found.items() if not is_well] == ["file"]
    assert {"database", "integrity", "desk", "inbox", "outbox", "tickets"} <= set(found)


async def test_of_a_database_of_a_newer_version_the_rest_is_told(tmp_path: Path) -> None:
    url = sqlite_in(tmp_path)
    with closing(sqlite3.connect(tmp_path / "gesher.db")) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
        database.commit()
    with instance_lock(url):
        assert await found_at(url) == {"database": False, "file": True, "integrity": True, "desk": True}
