"""An unchanged FAQ is not read twice, and nothing but the very same FAQ is taken for it."""

import logging
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.domain.errors import FaqError
from bot.knowledge import files
from bot.knowledge.load import FILE, load
from bot.knowledge.model import KnowledgeBase

from .conftest import TODAY


@pytest.fixture
def cache(folder: Path, tmp_path: Path) -> Path:
    """Holds what was read of `folder`."""
    cache = tmp_path / "new" / "cache"
    load(folder, today=TODAY, cache=cache)
    return cache


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders whose files are read from here on."""
    found: list[Path] = []
    read = files.read

    def read_and_note(folder: Path, today: date) -> KnowledgeBase:
        found.append(folder)
        return read(folder, today)

    monkeypatch.setattr(files, "read", read_and_note)
    return found


def test_the_second_time_it_is_the_same_without_reading(
    folder: Path, cache: Path, knowledge: KnowledgeBase, readings: list[Path]
) -> None:
    again = load(folder, today=TODAY, cache=cache)
    assert again == knowledge
    assert list(again.entries) == list(knowledge.entries)
    assert readings == []


@pytest.mark.usefixtures("cache")
def test_without_a_cache_it_is_read_each_time(folder: Path, readings: list[Path]) -> None:
    load(folder, today=TODAY)
    assert readings == [folder]


def test_a_changed_file_is_read_and_the_old_one_again_too(
    folder: Path, cache: Path, knowledge: KnowledgeBase, readings: list[Path]
) -> None:
    path = folder / "visa.yaml"
    before = path.read_text(encoding="utf-8")
    path.write_text(before.replace("You need a permit.", "You need a paper!!"), encoding="utf-8")
    assert load(folder, today=TODAY, cache=cache).fingerprint != knowledge.fingerprint
    path.write_text(before, encoding="utf-8")
    assert load(folder, today=TODAY, cache=cache) == knowledge
    assert readings == [folder, folder]


@pytest.mark.parametrize("name", ["new.yaml", "new.yml", "phrasings/new.yaml"])
def test_a_faulty_file_beside_it_is_found(folder: Path, cache: Path, name: str) -> None:
    (folder / name).write_text("- [", encoding="utf-8")
    with pytest.raises(FaqError, match="new"):
        load(folder, today=TODAY, cache=cache)


def test_a_file_that_is_gone_is_missed(folder: Path, cache: Path) -> None:
    (folder / "faq.yaml").unlink()
    with pytest.raises(FaqError, match=r"faq\.yaml: no such file"):
        load(folder, today=TODAY, cache=cache)


@pytest.mark.parametrize("damage", ["cut", "changed", "empty", "not UTF-8"])
def test_a_damaged_file_is_made_anew(
    folder: Path,
    cache: Path,
    knowledge: KnowledgeBase,
    readings: list[Path],
    damage: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    whole = (cache / FILE).read_bytes()
    damaged = {
        "cut": whole[:-40],
        "changed": whole.replace(b"You need a permit.", b"You need no permit"),
        "empty": b"",
        "not UTF-8": b"\xff\n\xff",
    }
    assert damaged[damage] != whole
    (cache / FILE).write_bytes(damaged[damage])
    assert load(folder, today=TODAY, cache=cache) == knowledge
    assert load(folder, today=TODAY, cache=cache) == knowledge
    assert readings == [folder]
    assert caplog.messages == []


def test_a_review_that_lies_in_the_future_again_is_refused(
    folder: Path, cache: Path, knowledge: KnowledgeBase
) -> None:
    earliest = max(entry.reviewed for entry in knowledge.entries.values()) - timedelta(days=1)
    assert load(folder, today=earliest, cache=cache) == knowledge
    with pytest.raises(FaqError, match="in the future"):
        load(folder, today=earliest - timedelta(days=1), cache=cache)


def test_a_folder_that_cannot_be_written_costs_only_time(
    folder: Path, tmp_path: Path, knowledge: KnowledgeBase, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()
    with caplog.at_level(logging.WARNING):
        assert load(folder, today=TODAY, cache=tmp_path / "file") == knowledge
    assert "cannot be written" in caplog.text
