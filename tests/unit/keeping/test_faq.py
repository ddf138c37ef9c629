"""The FAQ that is in use is never written over."""

from pathlib import Path

import pytest

from bot.keeping.errors import KeepingError
from bot.keeping.faq import faq_placed, read_faq

FILES = {"faq/faq.yaml": b"topics: []\n", "faq/phrasings/visa.yaml": b"visa: []\n"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "faq"


def place(folder: Path, files: dict[str, bytes] = FILES) -> Path | None:
    with faq_placed(folder, files) as placed:
        return placed


def test_its_files_are_read_without_what_was_learnt_from_them(folder: Path) -> None:
    place(folder)
    (folder / "prepared").mkdir()
    (folder / "prepared" / "vectors.npz").write_bytes(b"weights")
    (folder / ".draft.yaml").write_bytes(b"draft")
    assert read_faq(folder) == FILES


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
def test_it_is_taken_back_if_the_rest_fails(folder: Path, there: bool) -> None:
    if there:
        folder.mkdir()
    with pytest.raises(RuntimeError), faq_placed(folder, FILES):
        raise RuntimeError
    assert folder.exists() == there
    assert read_faq(folder) == {}


def test_the_one_that_came_with_the_package_is_no_place_to_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packaged = tmp_path / "package" / "faq"
    place(packaged, {"faq/faq.yaml": b"topics: [visa]\n"})
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("bot.keeping.faq.PACKAGED_FAQ", packaged)
    assert place(packaged) == Path("faq")
    assert read_faq(Path("faq")) == FILES
    assert [path.name for path in packaged.parent.iterdir()] == ["faq"]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(KeepingError, match=r"file/faq cannot be written \(Not a directory\); name a place"):
        place(tmp_path / "file" / "faq")
