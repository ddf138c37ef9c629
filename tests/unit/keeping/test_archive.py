"""A backup's file is read only if it is, to the last byte, what was written once."""

import io
import json
import tarfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.keeping.archive import Archive, ArchiveWriter, open_archive
from bot.keeping.errors import DamagedError, KeepingError
from bot.keeping.manifest import FORMAT, Manifest
from bot.keeping.sealing import MARK, read_passphrase, seal

ROWS = b'{"id": 1}\n'
FAQ = b"topics: [visa]\n"
AT = datetime(2026, 11, 22, 9, tzinfo=UTC)


def written(**others: object) -> bytes:
    to = io.BytesIO()
    archive = ArchiveWriter(to)
    archive.add("tables/tickets/000001.jsonl", ROWS)
    archive.add("faq/phrasings/visa.yaml", FAQ)
    values: dict[str, object] = {
        "format": FORMAT,
        "gesher": "0.1.0",
        "revision": "0005",
        "database": "sqlite",
        "made_at": AT,
        "rows": {"tickets": 1},
        "last_ids": {"tickets": 7},
        "parts": archive.parts,
    }
    archive.close(Manifest(**(values | others)))  # type: ignore[arg-type]
    return to.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "desk.backup"
    path.write_bytes(written())
    return path


def test_parts_come_back_in_their_order_with_the_manifest(file: Path) -> None:
    archive = open_archive(file, None)
    assert list(archive.parts("")) == [
        ("tables/tickets/000001.jsonl", ROWS),
        ("faq/phrasings/visa.yaml", FAQ),
        ("manifest.json", json_of(archive)),
    ]
    assert [name for name, _ in archive.parts("faq/")] == ["faq/phrasings/visa.yaml"]
    assert (archive.manifest.made_at, archive.manifest.faq_files) == (AT, 1)


def json_of(archive: Archive) -> bytes:
    return dict(archive.parts("manifest"))["manifest.json"]


def test_what_is_in_it_can_be_read_without_gesher(file: Path) -> None:
    with tarfile.open(file) as tar:
        manifest = tar.extractfile("manifest.json")
        assert manifest
        assert json.load(manifest)["rows"] == {"tickets": 1}


def test_a_byte_that_is_not_as_it_was_is_noticed_wherever_it_is(file: Path) -> None:
    whole = file.read_bytes()
    for place in range(10, len(whole) - 8, 7):  # between gzip's own head and tail
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(DamagedError, match="nothing was restored, take another backup"):
            open_archive(file, None)


def test_a_file_that_was_cut_off_is_noticed_wherever_it_ends(file: Path) -> None:
    whole = file.read_bytes()
    for end in range(2, len(whole) // 2, 11):
        file.write_bytes(whole[:end])
        with pytest.raises(DamagedError):
            open_archive(file, None)


def test_a_backup_from_a_newer_version_names_it(file: Path) -> None:
    file.write_bytes(written(format=FORMAT + 1, gesher="9.0"))
    with pytest.raises(KeepingError) as refused:
        open_archive(file, None)
    assert str(refused.value) == (
        f"{file} is from a newer version of gesher ('9.0'); nothing was restored, install that version"
    )


@pytest.mark.parametrize(
    "name",
    [
        "../../outside.yaml",
        "/etc/outside.yaml",
        "faq/../outside.yaml",
        "faq/prepared/more.yaml",
        "faq/phrasings/../../outside.yaml",
        "faq/more.yml",
        "faq/learnt.npz",
        "tables/tickets/../1.jsonl",
        "tables/tickets/000001.jsonl",
        "README",
    ],
)
def test_a_part_under_a_name_that_gesher_does_not_give_is_refused(file: Path, name: str) -> None:
    add(file, lambda tar: tar.addfile(member(name, len(ROWS)), io.BytesIO(ROWS)))
    with pytest.raises(DamagedError, match="part"):
        open_archive(file, None)


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE])
def test_only_files_are_parts(file: Path, kind: bytes) -> None:
    def link(tar: tarfile.TarFile) -> None:
        strange = member("faq/link.yaml", 0)
        strange.type, strange.linkname = kind, "/etc/passwd"
        tar.addfile(strange)

    add(file, link)
    with pytest.raises(DamagedError, match=r"'faq/link\.yaml' is no part of a backup"):
        open_archive(file, None)


def member(name: str, size: int) -> tarfile.TarInfo:
    made = tarfile.TarInfo(name)
    made.size = size
    return made


def add(file: Path, more: Callable[[tarfile.TarFile], None]) -> None:
    """Write the backup again, with one part more in front."""
    to = io.BytesIO()
    with tarfile.open(file) as before, tarfile.open(fileobj=to, mode="w:gz") as after:
        more(after)
        for part in before:
            after.addfile(part, before.extractfile(part))
    file.write_bytes(to.getvalue())


def test_a_part_that_the_manifest_does_not_name_is_refused(file: Path) -> None:
    add(file, lambda tar: tar.addfile(member("faq/more.yaml", len(FAQ)), io.BytesIO(FAQ)))
    with pytest.raises(DamagedError, match=r"faq/more\.yaml is not as it was written"):
        open_archive(file, None)


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0", b"%PDF", b"\x89PNG"])
def test_what_is_no_backup_is_called_so(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    with pytest.raises(KeepingError, match="is no backup of gesher; name a file that gesher backup"):
        open_archive(file, None)


def test_another_program_s_archive_is_damaged_at_the_best(file: Path) -> None:
    with tarfile.open(file, "w:gz") as tar:
        tar.addfile(member("photo.jpg", 0))
    with pytest.raises(DamagedError, match=r"'photo\.jpg' is no part of a backup"):
        open_archive(file, None)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(KeepingError, match=r"nowhere cannot be read \(No such file or directory\)"):
        open_archive(tmp_path / "nowhere", None)


def test_a_sealed_backup_opens_with_its_passphrase_alone(file: Path) -> None:
    sealed = seal(file.read_bytes(), "correct horse")
    assert sealed.startswith(MARK)
    assert ROWS not in sealed
    file.write_bytes(sealed)
    assert open_archive(file, "correct horse").manifest.rows == {"tickets": 1}
    with pytest.raises(KeepingError, match="does not open: the passphrase is wrong, or the file"):
        open_archive(file, "wrong horse")


def test_a_passphrase_is_the_first_line_of_its_file(tmp_path: Path) -> None:
    file = tmp_path / "passphrase"
    file.write_text("correct horse\nnot this\n", "utf-8")
    assert read_passphrase(file) == "correct horse"
    file.write_text("\n", "utf-8")
    with pytest.raises(KeepingError, match="is empty; write the passphrase into its first line"):
        read_passphrase(file)
    with pytest.raises(KeepingError, match="cannot be read"):
        read_passphrase(tmp_path / "nowhere")
