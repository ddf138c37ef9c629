"""What a backup holds, and that it comes back whole or not at all, from each kind of database into each."""

import asyncio
import errno
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.errors import StoreError
from bot.domain.language import Language
from bot.keeping.backup import back_up
from bot.keeping.errors import DamagedError, KeepingError
from bot.keeping.moving import copy, purge
from bot.keeping.restore import restore
from bot.store import Store, upgrade
from bot.store.backup import snapshot
from bot.store.engine import parse
from bot.store.transfer import filling, held

from .earlier import EARLIER, Rows, leave, rows_of
from .keeping import KINDS, Fresh, change, count, in_doubt, names, next_number
from .samples import FOUNDER, NOW, received


@pytest.mark.parametrize("to", KINDS)
async def test_all_of_it_comes_back_in_either_kind_of_database(
    desk: str, to: str, fresh: Fresh, faq: Path, tmp_path: Path
) -> None:
    held_now = "UPDATE inbox SET taken_by = 99 WHERE state = 'waiting'"
    await change(desk, held_now, "INSERT INTO desk VALUES ('on_duty', '99')")
    file, target = tmp_path / "desk.backup", await fresh(to)
    made = await back_up(desk, faq, file, now=NOW)
    assert (made.rows["tickets"], made.rows["ticket_messages"], made.faq_files) == (2, 3, 1)
    done = await restore(file, target, faq)
    assert done.replaced == {}
    assert await rows_of(target) == in_doubt(await rows_of(desk))
    assert await count(target, "SELECT count(*) FROM inbox WHERE taken_by IS NOT NULL") == 0
    assert await count(target, "SELECT count(*) FROM desk WHERE key = 'on_duty'") == 0
    assert await next_number(target) == "Q-0004"


@pytest.mark.parametrize("revision", EARLIER)
async def test_a_backup_of_an_earlier_schema_is_brought_up_to_this_one(
    empty: str, kind: str, revision: str, fresh: Fresh, faq: Path, tmp_path: Path
) -> None:
    await leave(empty, revision)
    file, target = tmp_path / "desk.backup", await fresh(KINDS[kind == "sqlite"])
    made = await back_up(empty, faq, file, now=NOW)
    assert made.revision == revision
    await restore(file, target, faq)
    await upgrade(empty)
    assert await rows_of(target) == in_doubt(await rows_of(empty))
    assert await next_number(target) == "Q-0004"


@pytest.mark.parametrize("to", KINDS)
async def test_a_copy_loses_no_open_ticket_and_numbers_go_on(desk: str, to: str, fresh: Fresh) -> None:
    target = await fresh(to)
    copied = await copy(desk, target)
    assert copied.rows["tickets"] == 2
    assert await rows_of(target) == await rows_of(desk)
    store = await Store.open(target, migrate=False)
    async with store.reading() as work:
        assert [ticket.number for ticket in await work.tickets.waiting()] == ["Q-0001"]
    await store.close()
    assert await next_number(target) == "Q-0004"
    with pytest.raises(KeepingError, match=r"holds 3 tickets, 3 messages, .*; name an empty database"):
        await copy(desk, target)
    with pytest.raises(KeepingError, match="is the database of DATABASE_URL itself"):
        await copy(desk, desk)


async def test_a_snapshot_shows_one_moment_and_holds_nobody_up(desk: str) -> None:
    store = await Store.open(desk)
    before = await rows_of(desk)
    seen: Rows = {table: [] for table in before}
    async with snapshot(desk) as moment:
        async for table, rows in moment.batches():
            async with asyncio.timeout(60), store.unit_of_work() as work:  # a lock would be told of after 5 s
                await work.founders.save(FOUNDER)
                await work.inbox.add([received(1000 + len(seen[table]) + len(table))], NOW)
                await work.tickets.open(founder=FOUNDER.id, question=None, language=Language.HE, now=NOW)
            seen[table] += [dict(row) for row in rows]
    await store.close()
    assert seen == before
    assert len((await rows_of(desk))["tickets"]) > len(before["tickets"])


async def test_rows_are_read_in_parts_and_none_is_left_out(
    desk: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = await rows_of(desk)
    monkeypatch.setattr("bot.store.backup.BATCH", 2)
    assert await rows_of(desk) == whole


async def test_what_breaks_off_leaves_the_database_as_it_was(desk: str) -> None:
    before = await rows_of(desk)
    with pytest.raises(RuntimeError, match="half way"):
        await _break_off(desk)
    assert await rows_of(desk) == before


async def _break_off(url: str) -> None:
    async with filling(url, "0005") as database:
        await database.add("desk", [{"key": "left", "value": "behind"}])
        raise RuntimeError("half way")


async def test_a_backup_that_lacks_rows_is_refused_and_nothing_is_made_of_it(
    desk: str, kind: str, fresh: Fresh, faq: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.backup._count", lambda *_: 7)
    file, target = tmp_path / "desk.backup", await fresh(kind)
    await back_up(desk, faq, file, now=NOW)
    with pytest.raises(DamagedError, match=r"rows of .* are there, where 7 should be"):
        await restore(file, target, tmp_path / "other-faq")
    assert await held(target) == {}
    assert not (tmp_path / "fresh" / "gesher.db").exists()
    assert not (tmp_path / "other-faq").exists()


async def test_where_no_desk_has_been_there_is_nothing_to_back_up(
    empty: str, faq: Path, tmp_path: Path
) -> None:
    with pytest.raises(StoreError, match="set DATABASE_URL to the desk's database"):
        await back_up(empty, faq, tmp_path / "desk.backup", now=NOW)
    assert names(tmp_path) == ["faq"]


async def test_a_database_that_fails_meanwhile_is_not_taken_for_a_backup_that_cannot_be_written(
    desk: str, faq: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> object:
        raise OSError(errno.ECONNRESET, "Connection reset by peer")

    monkeypatch.setattr("bot.store.backup._plain", broken)
    with pytest.raises(StoreError) as refused:
        await back_up(desk, faq, tmp_path / "desk.backup", now=NOW)
    assert str(refused.value).startswith(
        f"{parse(desk).where} cannot be reached (Connection reset by peer); check DATABASE_URL"
    )
    assert "desk.backup" not in names(tmp_path)


async def test_purging_deletes_what_is_old_and_no_open_ticket(desk: str) -> None:
    later = Later()
    purged = await purge(desk, later, 365)
    assert purged["tickets"] == 1
    assert await count(desk, "SELECT count(*) FROM tickets WHERE state = 'waiting'") == 1
    assert await purge(desk, later, 365) == {}


class Later:
    def now(self) -> datetime:
        return NOW + timedelta(days=400)
