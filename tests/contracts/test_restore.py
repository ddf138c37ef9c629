"""What a restore replaces, what it leaves alone, and that no desk works on it meanwhile."""

import asyncio
from collections.abc import Mapping
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from bot.domain.clock import SystemClock
from bot.domain.errors import StoreError
from bot.keeping.backup import back_up
from bot.keeping.errors import DamagedError, KeepingError
from bot.keeping.moving import copy
from bot.keeping.restore import restore
from bot.store import Store
from bot.store.at_rest import at_rest
from bot.store.engine import parse
from bot.store.lock import instance_lock
from bot.store.migrate import revisions
from bot.store.transfer import filling, held

from .conftest import Server
from .earlier import EARLIER, leave, rows_of
from .keeping import Fresh, change, count, in_doubt, move_away, names, next_number, next_number_of
from .samples import NOW


async def test_a_database_that_holds_something_is_replaced_only_by_force(
    desk: str, faq: Path, tmp_path: Path
) -> None:
    file, before = tmp_path / "desk.backup", in_doubt(await rows_of(desk))
    await back_up(desk, faq, file, now=NOW)
    await next_number(desk)
    with pytest.raises(KeepingError) as refused:
        await restore(file, desk, faq)
    assert str(refused.value).startswith(f"{parse(desk).where} holds 3 tickets, 3 messages, 2 founders")
    assert "add --force" in str(refused.value)
    told: list[int] = []
    await restore(file, desk, faq, replace=True, replacing=lambda rows: told.append(rows["tickets"]))
    assert told == [3]
    assert await rows_of(desk) == before


async def test_tables_of_somebody_else_are_left_alone(desk: str, faq: Path, tmp_path: Path) -> None:
    file = tmp_path / "desk.backup"
    await back_up(desk, faq, file, now=NOW)
    await change(desk, "CREATE TABLE invoices (id INTEGER)")
    with pytest.raises(StoreError, match=r"tables that are not .* \(invoices\); set DATABASE_URL to"):
        await restore(file, desk, faq, replace=True)
    assert await count(desk, "SELECT count(*) FROM invoices") == 0


async def test_after_an_upgrade_that_is_to_be_undone_an_empty_database_is_the_cure(
    desk: str, kind: str, fresh: Fresh, faq: Path, tmp_path: Path
) -> None:
    file, before = tmp_path / "desk.backup", in_doubt(await rows_of(desk))
    await back_up(desk, faq, file, now=NOW)
    await change(
        desk, "CREATE TABLE novelties (id INTEGER)", "UPDATE alembic_version SET version_num = '9999'"
    )
    with pytest.raises(
        StoreError, match=r"\(novelties\); set DATABASE_URL to an empty database, or move the file"
    ):
        await restore(file, desk, faq, replace=True)
    target = await fresh(kind)
    if kind == "sqlite":
        move_away(tmp_path, "empty.db")
        target = desk
    await restore(file, target, faq)
    assert await rows_of(target) == before


async def test_a_damaged_file_is_put_aside_for_a_new_one(tmp_path: Path, faq: Path) -> None:
    url, file, path = f"sqlite:///{tmp_path}/gesher.db", tmp_path / "desk.backup", tmp_path / "gesher.db"
    await leave(url, EARLIER[-1])
    before = await rows_of(url)
    await back_up(url, faq, file, now=NOW)
    for number, damage in enumerate((slice(4 * 4096, 9 * 4096), slice(100, 4096), slice(0, 100))):
        content = bytearray(path.read_bytes())
        content[damage] = b"\xff" * (damage.stop - damage.start)
        path.write_bytes(content)
        path.with_name("gesher.db-wal").write_bytes(b"of the old file")
        with pytest.raises(KeepingError, match=r"gesher\.db is damaged, or no database at all; add --force"):
            await restore(file, url, faq)
        done = await restore(file, url, faq, replace=True)
        assert done.aside == path.with_name(f"gesher.db.damaged{number or ''}")
        assert done.aside.stat().st_size == len(content)
        assert [row["id"] for row in (await rows_of(url))["tickets"]] == [
            row["id"] for row in before["tickets"]
        ]
        assert path.stat().st_mode & 0o777 == 0o600
        assert {name for name in names(tmp_path) if "damaged" not in name} == {
            *("desk.backup", "faq", "gesher.db", "gesher.db.lock")
        }


async def test_what_fails_leaves_a_damaged_file_where_it_is(
    tmp_path: Path, faq: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url, file = f"sqlite:///{tmp_path}/gesher.db", tmp_path / "desk.backup"
    await leave(url, EARLIER[-1])
    monkeypatch.setattr("bot.keeping.backup._as_lines", lambda _: b"[]\n")
    await back_up(url, faq, file, now=NOW)
    (tmp_path / "gesher.db").write_bytes(b"not a database " * 500)
    with pytest.raises(DamagedError):
        await restore(file, url, faq, replace=True)
    assert names(tmp_path) == ["desk.backup", "faq", "gesher.db", "gesher.db.lock"]
    assert (tmp_path / "gesher.db").read_bytes().startswith(b"not a database")


async def test_nothing_is_restored_or_copied_while_a_desk_runs(
    desk: str, fresh: Fresh, faq: Path, tmp_path: Path
) -> None:
    file = tmp_path / "desk.backup"
    async with AsyncExitStack() as running:
        store = await Store.open(desk)
        running.push_async_callback(store.close)
        if store.shared:
            await running.enter_async_context(store.join(SystemClock(), lambda _: None))
        else:
            running.enter_context(instance_lock(desk))
        await back_up(desk, faq, file, now=NOW)
        for work in (restore(file, desk, faq, replace=True), copy(desk, await fresh("sqlite"))):
            with pytest.raises(StoreError, match=r"another gesher is running on .*; stop it first"):
                await work
    await restore(file, desk, faq, replace=True)


async def test_a_desk_that_starts_after_the_first_look_is_not_written_over(
    server: Server, faq: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url, file = await server.create(), tmp_path / "desk.backup"
    store = await Store.open(url)
    await next_number_of(store)
    await back_up(url, faq, file, now=NOW)
    async with AsyncExitStack() as running:

        async def look_and_start(target: str) -> Mapping[str, int]:
            await running.enter_async_context(store.join(SystemClock(), lambda _: None))
            return await held(target)

        running.push_async_callback(store.close)
        monkeypatch.setattr("bot.keeping.restore.held", look_and_start)
        with pytest.raises(StoreError, match=r"another gesher is running on .*; stop it first"):
            await restore(file, url, faq, replace=True)
        assert await next_number_of(store) == "Q-0002"


@pytest.mark.parametrize("what", ["copied", "filled"])
async def test_a_desk_that_starts_meanwhile_waits_for_the_end(server: Server, what: str) -> None:
    url = await server.create()
    store = await Store.open(url)

    async def start() -> None:
        async with store.join(SystemClock(), lambda _: None):
            await next_number_of(store)

    block = at_rest(url, hold=True) if what == "copied" else filling(url, revisions()[-1])
    async with block:
        starting = asyncio.create_task(start())
        async with asyncio.timeout(60):
            while not await count(url, "SELECT count(*) FROM pg_locks WHERE NOT granted"):
                assert not starting.done()
                await asyncio.sleep(0.01)
    await starting
    assert await next_number_of(store) == "Q-0002"
    await store.close()
