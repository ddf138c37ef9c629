"""A backup's file: a gzipped tar of parts, the manifest last.

Nothing is ever unpacked by tar's own rules: parts are read one by one, only under names that gesher gives.
"""

import gzip
import hashlib
import io
import tarfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from bot.keeping import sealing
from bot.keeping.errors import DamagedError, KeepingError
from bot.keeping.manifest import FILE, PART, Manifest, NewerFormatError, dump, load

_GZIP = b"\x1f\x8b"
_CHUNK = 1024 * 1024
MOST = 256 * 1024 * 1024
"""Bytes of one part. A thousand rows, of what Telegram lets people write, have at most some 20 MB."""


class ArchiveWriter:
    """Writes parts one after the other; `close` ends it."""

    def __init__(self, to: BinaryIO) -> None:
        self._zip = gzip.GzipFile(fileobj=to, mode="wb", filename="", compresslevel=6)
        self._tar = tarfile.open(fileobj=self._zip, mode="w", format=tarfile.PAX_FORMAT)  # noqa: SIM115  # see close
        self._parts: dict[str, str] = {}

    @property
    def parts(self) -> Mapping[str, str]:
        """SHA-256 of each part so far, by name."""
        return dict(self._parts)

    def add(self, name: str, content: bytes) -> None:
        """Add a part."""
        self._parts[name] = hashlib.sha256(content).hexdigest()
        self._write(name, content)

    def close(self, manifest: Manifest) -> None:
        """Add the manifest and end."""
        self._write(FILE, dump(manifest))
        self._tar.close()
        self._zip.close()

    def _write(self, name: str, content: bytes) -> None:
        member = tarfile.TarInfo(name)
        member.size, member.mode = len(content), 0o600
        self._tar.addfile(member, io.BytesIO(content))


class Archive:
    """A backup whose every part is as it was written."""

    def __init__(self, path: Path, content: bytes | None, manifest: Manifest) -> None:
        self._path = path
        self._content = content
        self.manifest = manifest

    def parts(self, begin: str) -> Iterator[tuple[str, bytes]]:
        """Yield the parts whose names begin so, in the order in which they were added."""
        for name, content in _members(self._path, self._content):
            if name.startswith(begin):
                yield name, content


def is_sealed(path: Path) -> bool:
    """Whether a passphrase is needed to open it.

    Raises:
        KeepingError: if there is no such file, or it is no backup at all.
    """
    with _reading(path), path.open("rb") as file:
        begin = file.read(len(sealing.MARK))
    if begin != sealing.MARK and not begin.startswith(_GZIP):
        raise KeepingError(f"{path} is no backup of gesher; name a file that gesher backup has written")
    return begin == sealing.MARK


def open_archive(path: Path, passphrase: str | None) -> Archive:
    """Open a backup and check it from beginning to end.

    Raises:
        KeepingError: if it is none, is damaged, is from a newer version, or the passphrase is wrong.
    """
    content = None
    if is_sealed(path):
        with _reading(path):
            content = sealing.unseal(path, path.read_bytes(), passphrase or "")
    found: dict[str, str] = {}
    manifest: Manifest | None = None
    for name, part in _members(path, content):
        if name in found or manifest:
            raise DamagedError(path, f"{name} is one part too many")
        if name == FILE:
            manifest = _manifest(path, part)
        else:
            found[name] = hashlib.sha256(part).hexdigest()
    if manifest is None:
        raise DamagedError(path, "its end is missing")
    if found != dict(manifest.parts):
        wrong = sorted(name for name, _ in found.items() ^ manifest.parts.items())
        raise DamagedError(path, f"{wrong[0]} is not as it was written")
    return Archive(path, content, manifest)


def _members(path: Path, content: bytes | None) -> Iterator[tuple[str, bytes]]:
    with _reading(path), path.open("rb") if content is None else io.BytesIO(content) as file:
        try:
            with gzip.open(file) as unzipped, tarfile.open(fileobj=unzipped, mode="r|") as tar:
                for member in tar:
                    yield member.name, _read(path, tar, member)
                while unzipped.read(_CHUNK):  # up to the end, where gzip's own sum stands
                    pass
        except (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise DamagedError(path, str(error) or error.__class__.__name__) from error


def _read(path: Path, tar: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    file = tar.extractfile(member) if member.isreg() and member.size <= MOST else None
    if file is None or not (member.name == FILE or PART.fullmatch(member.name)):
        raise DamagedError(path, f"{member.name!a} is no part of a backup")
    return file.read()


def _manifest(path: Path, content: bytes) -> Manifest:
    try:
        return load(content)
    except NewerFormatError as error:
        raise KeepingError(
            f"{path} is from a newer version of gesher ({str(error)!a}); nothing was restored,"
            " install that version"
        ) from error
    except ValueError as error:
        raise DamagedError(path, f"{FILE} cannot be read") from error


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise KeepingError(f"{path} cannot be read ({error.strerror}); name a file that is there") from error
