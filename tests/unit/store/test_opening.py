"""What the operator reads when the database cannot be used. No test relies on permissions: root has all."""

import sqlite3
from pathlib import Path

import pytest

from bot.domain.errors import StoreError
from bot.store import Store, check
from bot.store.engine import parse
from bot.store.errors import RESTORE


async def refusal(url: str) -> str:
    with pytest.raises(StoreError) as refused:
        await Store.open(url)
    return str(refused.value)


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("", "DATABASE_URL is not a URL"),
        ("data/gesher.db", "DATABASE_URL is not a URL"),
        ("sqlite://", "DATABASE_URL names no file"),
        ("sqlite+aiosqlite:///:memory:", "DATABASE_URL names no file"),
        ("mysql://root:secret@host/gesher", "DATABASE_URL names mysql"),
    ],
)
async def test_a_url_that_means_nothing_is_answered_with_ones_that_do(url: str, says: str) -> None:
    message = await refusal(url)
    assert message.startswith(says)
    assert "sqlite+aiosqlite:///data/gesher.db or postgresql+asyncpg://" in message
    assert "secret" not in message


@pytest.mark.parametrize(
    ("url", "where"),
    [
        ("sqlite:///data/gesher.db", "data/gesher.db"),
        ("sqlite+aiosqlite:////var/lib/gesher.db", "/var/lib/gesher.db"),
        ("postgresql://gesher:secret@db.internal:6432/gesher", "postgresql://db.internal:6432/gesher"),
        (
            "postgresql+asyncpg://gesher:secret@/gesher?host=/run/postgresql",
            "postgresql:///run/postgresql/gesher",
        ),
        ("postgresql://db/gesher?sslmode=require&password=secret", "postgresql://db/gesher"),
    ],
)
def test_messages_name_the_place_and_no_credentials(url: str, where: str) -> None:
    assert parse(url).where == where


def test_the_url_of_a_provider_works_as_printed() -> None:
    url = parse("postgresql://u:p@db/gesher?sslmode=require").url
    assert (url.drivername, dict(url.query)) == ("postgresql+asyncpg", {"ssl": "require"})


async def test_missing_folders_are_made_and_closed_to_others(tmp_path: Path) -> None:
    store = await Store.open(f"sqlite:///{tmp_path}/new/data/gesher.db")
    await store.close()
    assert (tmp_path / "new" / "data").stat().st_mode & 0o777 == 0o700


async def test_a_file_where_a_folder_should_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    message = await refusal(f"sqlite:///{tmp_path}/file/gesher.db")
    assert message == f"{tmp_path}/file/gesher.db cannot make its folder (File exists); change DATABASE_URL"


async def test_a_folder_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "gesher.db").mkdir()
    message = await refusal(f"sqlite:///{tmp_path}/gesher.db")
    assert message == (
        f"{tmp_path}/gesher.db cannot be opened; let this user write to its folder or change DATABASE_URL"
    )


async def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "gesher.db").write_text("Founders' notes, not a database. " * 40)
    message = await refusal(f"sqlite:///{tmp_path}/gesher.db")
    assert message == (
        f"{tmp_path}/gesher.db is not a SQLite database;"
        " move that file away or set DATABASE_URL to another one"
    )
    assert (tmp_path / "gesher.db").read_text().startswith("Founders")


async def test_a_damaged_database_is_named(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/gesher.db"
    await (await Store.open(url)).close()
    content = bytearray((tmp_path / "gesher.db").read_bytes())
    content[100:4096] = b"\xff" * 3996
    (tmp_path / "gesher.db").write_bytes(content)
    assert await refusal(url) == f"{tmp_path}/gesher.db is damaged; {RESTORE}"
    assert "gesher restore FILE --force" in RESTORE


async def test_a_database_that_another_program_holds_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.engine._BUSY_SECONDS", 0.0)
    url = f"sqlite:///{tmp_path}/gesher.db"
    await (await Store.open(url)).close()
    other = sqlite3.connect(tmp_path / "gesher.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        assert await refusal(url) == f"{tmp_path}/gesher.db is locked by another program; end that program"
    finally:
        other.close()


async def test_a_full_disk_is_told_while_running_and_nothing_is_left_half_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.engine._SQLITE_PRAGMAS", ("journal_mode=WAL", "max_page_count=80"))
    store = await Store.open(f"sqlite:///{tmp_path}/gesher.db")

    async def overflow() -> None:
        async with store.unit_of_work() as work:
            await work.desk.set("small", "fits")
            await work.desk.set("large", "x" * 4096 * 40)

    with pytest.raises(StoreError, match=r"gesher\.db cannot grow, the disk is full; free some space"):
        await overflow()
    async with store.reading() as reader:
        assert await reader.desk.get("small") is None
    await store.close()


async def test_an_unreachable_server_is_named_without_its_password() -> None:
    # Port 1 is never listened on.
    message = await refusal("postgresql://gesher:secret@127.0.0.1:1/gesher")
    assert message.startswith("postgresql://127.0.0.1:1/gesher cannot be reached (Connect")
    assert message.endswith("; check DATABASE_URL and the server")


async def test_checking_makes_no_file(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"gesher\.db does not exist; run gesher db upgrade"):
        await check(f"sqlite:///{tmp_path}/gesher.db")
    assert not (tmp_path / "gesher.db").exists()


async def test_sqlite_runs_as_durable_as_promised(tmp_path: Path) -> None:
    store = await Store.open(f"sqlite:///{tmp_path}/gesher.db")
    for engine in (store._writing, store._reading):
        async with engine.connect() as connection:
            found = {
                pragma: (await connection.exec_driver_sql(f"PRAGMA {pragma}")).scalar()
                for pragma in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
            }
        assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}
    await store.close()
