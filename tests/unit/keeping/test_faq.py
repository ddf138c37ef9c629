"""The FAQ that is in use is never written over."""

import os
from pathlib import Path

import pytest

from bot.keeping.errors import KeepingError
from bot.keeping.faq import place_faq, read_faq
from bot.knowledge.reading import files_of

FILES = {"faq/faq.yaml": b"topics: []\n", "faq/phrasings/visa.yaml": b"visa: []\n"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "faq"


def place(folder: Path, files: dict[str, bytes] = FILES) -> Path | None:
    return place_faq(folder, files)


def test_its_files_are_read_without_what_was_learnt_from_them(folder: Path) -> None:
    place(folder)
    (folder / "prepared").mkdir()
    (folder / "prepared" / "vectors.npz").write_bytes(b"weights")
    (folder / "prepared" / "made.yaml").write_bytes(b"no bot reads this")
    assert read_faq(folder) == FILES


@pytest.mark.parametrize("name", ["visa (2).yaml", "签证.yaml", "ויזה חדשה.yaml", ".draft.yaml", "a&b.yaml"])
def test_whatever_the_bot_reads_is_kept_and_comes_back(folder: Path, name: str) -> None:
    place(folder)
    elsewhere = folder.with_name("elsewhere")
    (folder / "phrasings").rename(elsewhere)
    (folder / "phrasings").symlink_to(elsewhere)
    (elsewhere / name).write_bytes(b"more: []\n")
    files = read_faq(folder)
    assert files == {**FILES, f"faq/phrasings/{name}": b"more: []\n"}
    assert len(files_of(folder)) == len(files)
    assert place_faq(folder.with_name("new"), files) == folder.with_name("new")
    assert read_faq(folder.with_name("new")) == files


def test_a_name_that_is_no_text_is_refused(folder: Path) -> None:
    place(folder)
    Path(os.fsdecode(bytes(folder) + b"/\xff.yaml")).touch()
    with pytest.raises(KeepingError, match=r"cannot be kept under that name; rename it"):
        read_faq(folder)


@pytest.mark.parametrize("there", [False, True])
def test_where_there_is_none_it_is_written(folder: Path, there: bool) -> None:
    if there:
        folder.mkdir()
    assert place(folder) == folder
    assert read_faq(folder) == FILES


def test_the_same_one_stays(folder: Path) -> None:
    place(folder)
    assert place(folder) is None
    assert [path.name for path in folder.parent.iterdir()] == ["faq"]


def test_another_one_stays_and_that_of_the_backup_is_put_beside_it(folder: Path) -> None:
    other = {"faq/faq.yaml": b"topics: [visa]\n"}
    place(folder, other)
    assert place(folder) == folder.with_name("faq-restored")
    assert place(folder) == folder.with_name("faq-restored1")
    assert read_faq(folder) == other
    assert read_faq(folder.with_name("faq-restored")) == FILES


def test_a_backup_without_one_changes_nothing(folder: Path) -> None:
    assert place(folder, {}) is None
    assert not folder.exists()


@pytest.mark.parametrize("there", [False, True])
def test_half_of_it_is_taken_back(folder: Path, there: bool) -> None:
    if there:
        folder.mkdir()
    too_long = {f"faq/{'x' * 300}.yaml": b""}
    with pytest.raises(KeepingError, match="cannot be written"):
        place(folder, FILES | too_long)
    assert folder.exists() == there
    assert read_faq(folder) == {}


def test_the_one_that_came_with_the_package_is_no_place_to_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packaged = tmp_path / "package" / "faq"
    place(packaged, {"faq/faq.yaml": b"topics: [visa]\n"})
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("bot.keeping.faq.PACKAGED_FAQ", packaged)
    assert place(packaged) == Path("faq-restored")  # in `faq` the next start would read it
    assert read_faq(Path("faq-restored")) == FILES
    assert not Path("faq").exists()
    assert [path.name for path in packaged.parent.iterdir()] == ["faq"]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(KeepingError, match=r"file/faq cannot be written \(Not a directory\); name a place"):
        place(tmp_path / "file" / "faq")
