"""The weekly report: to staff as a photo in General, once, and to a manager as a file."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import cli
from bot.app import assemble
from bot.domain.clock import SystemClock
from bot.domain.founder import Founder
from bot.domain.ids import ChatId, EntryId, MessageId, UserId
from bot.domain.language import Language
from bot.domain.match import Candidate
from bot.sandbox import STAFF_CHAT_ID, serve
from bot.store.unit_of_work import Store
from bot.telegram.client import make_bot
from bot.telegram.group import StaffGroup
from bot.telegram.handlers import Brain
from bot.telegram.handshake import connect, find_group
from bot.telegram.supervise import supervise
from tests.integration.conftest import FAQ, SECRET, ScriptedMatcher, settings_for
from tests.shipped import shipped_faq
from tests.talk import Sent, Talk

MONDAY = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)  # 10:30 in Shanghai, so there is no morning summary


class Shifted:
    """A clock that shows a Monday."""

    def __init__(self) -> None:
        self._ahead = MONDAY - datetime.now(UTC)

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead


async def _ask(store: Store, asked_at: datetime) -> None:
    """Have two questions asked, one answered and one not."""
    founder = UserId(5_000_000_001)
    async with store.unit_of_work() as uow:
        await uow.founders.save(
            Founder(
                id=founder,
                name="Founder A",
                username=None,
                language=Language.HE,
                first_seen=asked_at,
                last_seen=asked_at,
            )
        )
        for number, answered_with in enumerate((EntryId("visa-work"), None), start=1):
            await uow.questions.add(
                founder=founder,
                message=MessageId(number),
                text="אפשר לעבוד?",
                language=Language.HE,
                answered_with=answered_with,
                candidates=(Candidate(entry=EntryId("visa-work"), confidence=0.5),),
                asked_at=asked_at,
            )


@asynccontextmanager
async def _desk(server: str, folder: Path) -> AsyncIterator[None]:
    settings = settings_for(server, folder)
    bot = make_bot(settings)
    store = await Store.open(settings.database_url)
    group = StaffGroup(ChatId(STAFF_CHAT_ID))

    async def think() -> Brain:
        return Brain(knowledge=shipped_faq(), matcher=ScriptedMatcher())

    await connect(bot)
    await find_group(bot, store, group)
    running = asyncio.create_task(supervise(assemble(settings, think, bot, store, group, clock=Shifted())))
    try:
        yield
    finally:
        running.cancel()
        await asyncio.wait({running})
        await store.close()
        await bot.shutdown()


async def _make_store(folder: Path, asked_at: datetime) -> None:
    store = await Store.open(f"sqlite+aiosqlite:///{folder / 'gesher.db'}")
    await _ask(store, asked_at)
    await store.close()


def _reports(seen: list[Sent]) -> list[Sent]:
    return [one for one in seen if "22 November: 2 questions" in _caption(one)]


def _caption(message: Sent) -> str:
    return str(message["caption"] or "").translate({0x2068: None, 0x2069: None})


async def test_on_monday_the_report_stands_in_general_as_a_photo(tmp_path: Path) -> None:
    await _make_store(tmp_path, MONDAY - timedelta(days=3))
    async with (
        serve(secret=SECRET) as server,
        Talk(f"{server}/{SECRET}/") as talk,
        _desk(server, tmp_path),
    ):
        [report] = await talk.until(_reports, STAFF_CHAT_ID)
    assert report["kind"] == "photo"
    assert report["thread"] is None
    assert "50% were answered at once, 50% went to staff" in _caption(report)


async def test_a_manager_gets_the_figures_as_words_and_as_a_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    await _make_store(tmp_path, SystemClock().now() - timedelta(days=2))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path / 'gesher.db'}")
    monkeypatch.setenv("FAQ_DIR", str(FAQ))
    monkeypatch.setenv("STAFF_LANGUAGE", "en")

    assert await asyncio.to_thread(cli.main, ["report", "--days", "3", "--to", "week.png"]) == 0
    said = capfd.readouterr().out
    assert "Visas" in said
    assert "50" in said
    assert (tmp_path / "week.png").read_bytes().startswith(b"\x89PNG\r\n")

    assert await asyncio.to_thread(cli.main, ["report", "--to", "no/week.png"]) == 2
    assert (
        capfd.readouterr().err
        == "--to: cannot write no/week.png: No such file or directory (name another file)\n"
    )
