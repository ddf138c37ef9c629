"""`gesher learned`: what was taught is listed, written into the FAQ once, and taken back."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.cli import main
from bot.domain.events import Member
from bot.domain.ids import EntryId, UserId
from bot.domain.language import Language
from bot.domain.learned import Lesson
from bot.store.unit_of_work import Store
from tests.unit.knowledge.conftest import FILES

LI = Member(id=UserId(1), name="Li")
DAY = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A folder with FAQ and database, which is the working folder; return the database's URL."""
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text, "utf-8")
    url = f"sqlite+aiosqlite:///{tmp_path / 'gesher.db'}"
    monkeypatch.setenv("DATABASE_URL", url)

    async def make() -> None:
        await (await Store.open(url)).close()

    asyncio.run(make())
    return url


def teach(url: str, lesson: Lesson, entry: str | None, text: str, answer: str | None = None) -> None:
    async def add() -> None:
        store = await Store.open(url)
        async with store.unit_of_work() as uow:
            await uow.learned.add(
                lesson=lesson,
                entry=EntryId(entry) if entry else None,
                language=Language.EN,
                text=text,
                answer=answer,
                by=LI,
                now=DAY,
            )
        await store.close()

    asyncio.run(add())


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, list[str]]:
    code = main(["learned", *words])
    shown = capsys.readouterr()
    return code, (shown.out + shown.err).splitlines()


def test_nothing_taught_is_said_plainly(desk: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert desk
    assert run(capsys, "list") == (0, ["nothing has been taught"])
    assert run(capsys, "gaps") == (0, ["no gaps"])
    assert run(capsys, "export") == (0, ["faq holds all that was taught"])
    assert Path("faq/visa.yaml").read_text("utf-8") == FILES["faq/visa.yaml"]


def test_a_phrasing_is_listed_written_once_and_revoked(desk: str, capsys: pytest.CaptureFixture[str]) -> None:
    teach(desk, Lesson.PHRASING, "visa-work", "may i be employed")
    listed = "1 · phrasing · visa-work · en · may i be employed · Li 2026-11-22"
    assert run(capsys, "list") == (0, [listed])
    code, lines = run(capsys, "export")
    assert (code, lines[0]) == (0, "faq/phrasings/visa.yaml: written")
    assert "    - may i be employed\n" in Path("faq/phrasings/visa.yaml").read_text("utf-8")
    assert run(capsys, "export") == (0, ["faq holds all that was taught"])
    assert run(capsys, "revoke", "1") == (0, [f"revoked: {listed}"])
    code, lines = run(capsys, "revoke", "1")
    assert (code, len(lines)) == (2, 1)
    assert "nothing that holds was taught under number 1" in lines[0]
    assert run(capsys, "list")[1][0].startswith(f"{listed} · revoked by gesher learned revoke")


def test_an_export_with_gaps_says_which_and_a_second_one_waits_for_them(
    desk: str, capsys: pytest.CaptureFixture[str]
) -> None:
    teach(desk, Lesson.ENTRY, None, "is there parking", "Two places.")
    code, lines = run(capsys, "gaps")
    assert (code, lines[0]) == (0, "taught-1: no answer in he, asked 0 times")
    code, lines = run(capsys, "export")
    assert code == 0
    assert "faq does not load until a person has written what is missing:" in lines
    assert any('taught-1: answer has no "he" (translate it)' in line for line in lines)
    code, again = run(capsys, "export")
    assert code == 2
    assert all("translate it" in line for line in again)


@pytest.mark.parametrize(
    "words", [("revoke", "x"), ("revoke", "0"), ("revoke",), ("export", "--to", "nowhere")]
)
def test_what_makes_no_sense_is_refused(
    desk: str, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    assert desk
    assert run(capsys, *words)[0] == 2


def test_a_database_that_is_not_there_is_one_line(
    desk: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"{desk}.gone")
    code, lines = run(capsys, "list")
    assert (code, len(lines)) == (2, 1)
