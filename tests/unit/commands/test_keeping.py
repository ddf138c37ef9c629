"""`gesher backup`, `restore` and `gesher db`: what is said, and what is on disk after."""

import asyncio
import getpass
import resource
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.cli import main
from bot.settings import load_settings
from bot.store import upgrade
from bot.store.lock import instance_lock
from tests.contracts.earlier import EARLIER, statements

Run = Callable[..., tuple[int, str]]
NUMBERS = "3 tickets, 3 messages, 2 founders, 0 lessons"


@pytest.fixture(scope="module")
def upgraded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk of the first release that was upgraded since."""
    file = tmp_path_factory.mktemp("upgraded") / "gesher.db"
    leave("0001", file)
    asyncio.run(upgrade(f"sqlite:///{file}"))
    return file


@pytest.fixture(autouse=True)
def folder(upgraded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with a FAQ and a desk."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", "sqlite:///gesher.db")
    (tmp_path / "faq").mkdir()
    (tmp_path / "faq" / "faq.yaml").write_text("topics: []\n", "utf-8")
    shutil.copy(upgraded, tmp_path)
    return tmp_path


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the operator types when asked for a passphrase."""
    answers: list[str] = []
    monkeypatch.setattr(getpass, "getpass", lambda _: answers.pop(0))
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    return answers


def leave(revision: str, file: Path) -> None:
    with sqlite3.connect(file) as database:
        database.executescript(";\n".join(statements(revision)) + ";")
    database.close()


def look(file: str, query: str) -> object:
    with sqlite3.connect(file) as database:
        found: object = database.execute(query).fetchone()[0]
    database.close()
    return found


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*words: str) -> tuple[int, str]:
        code = main(list(words))
        shown = capsys.readouterr()
        return code, (shown.out + shown.err).strip()

    return call


def test_a_backup_says_what_it_holds_and_is_its_owners_alone(run: Run, folder: Path) -> None:
    code, said = run("backup", "desk.backup")
    size = (folder / "desk.backup").stat().st_size
    assert (code, said) == (0, f"desk.backup: {NUMBERS}, 1 FAQ files; {size / 1024:.0f} KB")
    assert (folder / "desk.backup").stat().st_mode & 0o777 == 0o600
    assert {path.name for path in folder.iterdir()} == {"desk.backup", "faq", "gesher.db"}


def test_a_backup_that_is_there_is_overwritten_only_by_force(run: Run, folder: Path) -> None:
    (folder / "desk.backup").write_text("another", "utf-8")
    cure = "name another file, or overwrite it with --force"
    assert run("backup", "desk.backup") == (2, f"desk.backup is there already; {cure}")
    assert (folder / "desk.backup").read_text("utf-8") == "another"
    assert run("backup", "desk.backup", "--force")[0] == 0


def test_a_backup_that_cannot_be_written_leaves_nothing(run: Run, folder: Path) -> None:
    code, said = run("backup", "nowhere/desk.backup")
    why = "nowhere/desk.backup cannot be written (No such file or directory)"
    assert (code, said) == (2, f"{why}; name a place where this user may write")
    assert {path.name for path in folder.iterdir()} == {"faq", "gesher.db"}


def test_a_backup_comes_back(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("backup", "desk.backup")
    monkeypatch.setenv("DATABASE_URL", "sqlite:///new/gesher.db")
    monkeypatch.setenv("FAQ_DIR", "new/faq")
    code, said = run("restore", "desk.backup")
    first, *others = said.splitlines()
    assert (code, others) == (0, ["FAQ: written to new/faq", "Next: gesher doctor, gesher run"])
    assert first.startswith("restored as of 20")
    assert first.endswith(f" UTC: {NUMBERS}")
    assert look("new/gesher.db", "SELECT count(*) FROM tickets") == 3
    assert (folder / "new" / "gesher.db").stat().st_mode & 0o777 == 0o600


def test_what_is_there_goes_only_by_force_and_its_faq_stays(run: Run, folder: Path) -> None:
    run("backup", "desk.backup")
    (folder / "faq" / "faq.yaml").write_text("topics: [visa]\n", "utf-8")
    assert run("restore", "desk.backup") == (
        2,
        f"gesher.db holds {NUMBERS}; add --force to replace them, or set DATABASE_URL to an empty database",
    )
    code, said = run("restore", "desk.backup", "--force")
    lines = said.splitlines()
    assert (code, lines[0]) == (0, f"replacing {NUMBERS}")
    assert lines[2] == "FAQ: faq stays in use, the backup's is another one; to use that: FAQ_DIR=faq-restored"
    assert (folder / "faq" / "faq.yaml").read_text("utf-8") == "topics: [visa]\n"
    assert run("restore", "desk.backup", "--force")[0] == 0


def test_the_packaged_faq_stays_in_use(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("backup", "desk.backup")
    (folder / "faq").rename(folder / "packaged")
    (folder / "packaged" / "faq.yaml").write_text("topics: [visa]\n", "utf-8")
    for where in ("bot.resources", "bot.keeping.faq", "bot.commands.keeping"):
        monkeypatch.setattr(f"{where}.PACKAGED_FAQ", folder / "packaged")
    code, said = run("restore", "desk.backup", "--force")
    assert (code, said.splitlines()[2]) == (
        0,
        "FAQ: the packaged one stays in use; to use the backup's: mv faq-restored faq",
    )
    assert load_settings().faq_dir == folder / "packaged"


def test_a_faq_that_has_no_place_holds_nothing_up(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("backup", "desk.backup")
    monkeypatch.setenv("DATABASE_URL", "sqlite:///new.db")
    monkeypatch.setenv("FAQ_DIR", "desk.backup/faq")
    code, said = run("restore", "desk.backup")
    assert code == 0
    assert (
        "FAQ: not restored, all else is; desk.backup/faq cannot be written (Not a directory);"
        " name a place where this user may write, set FAQ_DIR to a new folder there, restore --force again"
    ) in said.splitlines()
    assert look("new.db", "SELECT count(*) FROM tickets") == 3


@pytest.mark.parametrize("there", [False, True])
def test_a_desk_without_a_faq_is_told_so(
    run: Run, folder: Path, there: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAQ_DIR", "typo")
    if there:
        (folder / "typo").mkdir()
    said = "typo holds no FAQ; set FAQ_DIR to the folder that does"
    assert run("backup", "desk.backup") == (2, said)
    assert not (folder / "desk.backup").exists()


def test_a_damaged_database_is_put_aside(run: Run, folder: Path) -> None:
    run("backup", "desk.backup")
    (folder / "gesher.db").write_bytes(b"no database any more " * 500)
    code, said = run("restore", "desk.backup", "--force")
    aside = folder / "gesher.db.damaged"
    assert (code, said.splitlines()[1]) == (
        0,
        f"the damaged database is kept as {aside}; delete it when all is well",
    )
    assert aside.read_bytes().startswith(b"no database any more")
    assert look("gesher.db", "SELECT count(*) FROM tickets") == 3


def test_a_passphrase_is_asked_for_twice(run: Run, folder: Path, asked: list[str]) -> None:
    asked += ["horse", "house"]
    assert run("backup", "desk.backup", "--encrypt") == (
        2,
        "the two passphrases differ; nothing was written, try again",
    )
    asked += [" "]
    assert run("backup", "desk.backup", "--encrypt")[1].startswith("the passphrase is empty")
    assert not (folder / "desk.backup").exists()
    asked += ["horse ", "horse "]  # as it comes with a paste
    assert run("backup", "desk.backup", "--encrypt")[1].endswith(" KB, encrypted")
    asked += ["horse"]
    assert run("restore", "desk.backup", "--force")[0] == 0
    assert asked == []


def test_a_wrong_passphrase_is_one_line_and_nothing_is_touched(run: Run, folder: Path) -> None:
    (folder / "right").write_text("horse\n", "utf-8")
    (folder / "wrong").write_text("house\n", "utf-8")
    run("backup", "desk.backup", "--passphrase-file", "right")
    before = (folder / "gesher.db").read_bytes()
    code, said = run("restore", "desk.backup", "--passphrase-file", "wrong", "--force")
    assert (code, len(said.splitlines())) == (2, 1)
    assert said.startswith("desk.backup does not open: the passphrase is wrong")
    assert (folder / "gesher.db").read_bytes() == before


def test_without_a_terminal_a_passphrase_comes_from_a_file(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: False)
    assert run("backup", "desk.backup", "--encrypt") == (
        2,
        "there is no terminal to ask for the passphrase; give it with --passphrase-file FILE",
    )


def test_a_copy_says_what_comes_next(run: Run) -> None:
    code, said = run("db", "copy", "sqlite:///copy.db")
    assert (code, said.splitlines()) == (
        0,
        [
            f"copied {NUMBERS}",
            "Next: set DATABASE_URL to the copy, then gesher run; never run the old one again",
        ],
    )
    assert look("copy.db", "SELECT count(*) FROM tickets WHERE state = 'waiting'") == 1
    assert run("db", "copy", "mysql://host/x")[0] == 2


def test_purging_says_what_was_deleted(run: Run) -> None:
    with sqlite3.connect("gesher.db") as database:
        for column in ("opened_at", "changed_at", "staff_wrote_at"):
            database.execute(f"UPDATE tickets SET {column} = '2020-01-01 00:00:00.000000'")  # noqa: S608
    database.close()
    code, said = run("db", "purge")
    assert code == 0
    assert said.startswith("deleted: ")
    assert " 2 tickets" in said
    assert look("gesher.db", "SELECT count(*) FROM tickets") == 1
    assert run("db", "purge") == (0, "deleted: nothing, all is younger")


@pytest.fixture
def large(folder: Path) -> Path:
    """A database with a megabyte of messages that are long sent."""
    sent = "state = 'sent', changed_at = '2020-01-01 00:00:00.000000', payload = ? WHERE id = 1"
    with sqlite3.connect("gesher.db") as database:
        database.execute(f"UPDATE outbox SET {sent}", ["x" * 1_000_000])  # noqa: S608  # written above
    database.close()
    return folder / "gesher.db"


def test_purging_gives_the_room_back(run: Run, large: Path) -> None:
    before = large.stat().st_size
    code, said = run("db", "purge")
    after = large.stat().st_size
    assert after < before - 900_000
    assert (code, said.splitlines()[1]) == (
        0,
        f"gesher.db: {after / 1024:,.0f} KB, before {before / 1024:,.0f} KB",
    )
    assert large.stat().st_mode & 0o777 == 0o600
    assert look("gesher.db", "SELECT count(*) FROM tickets") == 3


def test_while_a_desk_runs_its_file_is_left_as_it_is(run: Run, large: Path) -> None:
    before = large.stat().st_size
    with instance_lock("sqlite:///gesher.db"):
        code, said = run("db", "purge")
    assert (code, said.splitlines()[1]) == (
        0,
        "gesher.db keeps its size while the desk runs; to make it smaller, stop the desk and purge again",
    )
    assert large.stat().st_size == before
    run("db", "purge")
    assert large.stat().st_size < before - 900_000


@contextmanager
def full_disk() -> Iterator[None]:
    """No file grows beyond 300 KB, or is written to there."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_disk_that_takes_nothing_is_told_of_in_one_line(run: Run, large: Path) -> None:
    with full_disk():
        code, said = run("db", "purge")
    why = "cannot be read or written, the disk reports an error; check the disk and its free space"
    assert (code, said) == (2, f"gesher.db {why}")
    assert large.stat().st_size > 1_000_000


def test_where_the_file_cannot_be_written_anew_it_stays_and_is_whole(run: Run, large: Path) -> None:
    with sqlite3.connect("gesher.db") as database:
        database.execute("INSERT INTO desk VALUES ('large', ?)", ["x" * 500_000])
    database.close()
    with instance_lock("sqlite:///gesher.db"):
        run("db", "purge")
    with full_disk():
        code, said = run("db", "purge")
    deleted, kept = said.splitlines()
    assert (code, deleted) == (2, "deleted: nothing, all is younger")
    assert kept.startswith("gesher.db keeps its size (")
    assert kept.endswith(
        "), what was deleted is free inside it alone; free 2 MB on the disk, then purge again"
    )
    assert look("gesher.db", "PRAGMA integrity_check") == "ok"
    assert large.stat().st_size > 1_000_000


def test_where_no_database_is_none_is_made(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite:///typo.db")
    for words in (("backup", "x"), ("db", "copy", "sqlite:///copy.db"), ("db", "purge")):
        code, said = run(*words)
        assert (code, len(said.splitlines())) == (2, 1)
        assert said.startswith("typo.db does not exist; ")
    assert {path.name for path in folder.iterdir()} == {"faq", "gesher.db"}


@pytest.mark.parametrize("revision", EARLIER)
def test_a_database_of_each_earlier_release_is_upgraded(
    run: Run, revision: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite:///earlier.db")
    leave(revision, Path("earlier.db"))
    assert run("db", "purge")[1].endswith(
        "has an older schema than this version of gesher; run gesher db upgrade"
    )
    assert run("db", "upgrade") == (0, "the database is up to date")
    code, listed = run("export", "tickets")
    assert (code, len(listed.splitlines())) == (0, 4)


def test_a_newer_database_is_refused_with_the_cure(run: Run) -> None:
    with sqlite3.connect("gesher.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    refused = "gesher.db is newer than this version of gesher (revision 9999)"
    cure = "install the newer version, or restore a backup into an empty database"
    for words in (("db", "upgrade"), ("db", "purge"), ("backup", "x"), ("db", "copy", "sqlite:///copy.db")):
        assert run(*words) == (2, f"{refused}; {cure}")
