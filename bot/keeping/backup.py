"""`gesher backup`: a desk's database and FAQ into one file, while the desk goes on."""

import io
import json
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from bot import __version__
from bot.keeping.archive import ArchiveWriter
from bot.keeping.errors import KeepingError, writing
from bot.keeping.faq import read_faq
from bot.keeping.manifest import FORMAT, Manifest
from bot.keeping.sealing import seal
from bot.store.backup import Row, snapshot

Progress = Callable[[int, int], None]
"""Told how many rows of how many are through."""


async def back_up(
    url: str,
    faq: Path,
    to: Path,
    *,
    now: datetime,
    passphrase: str | None = None,
    replace: bool = False,
    progress: Progress = lambda *_: None,
) -> Manifest:
    """Write a backup of the database, as it is at one moment, and of the FAQ.

    Args:
        url: of the database; a desk may work with it.
        faq: the FAQ's folder.
        to: the file, for this user alone to read; it appears when it is complete.
        now: what is written down as the time of the backup.
        passphrase: what to encrypt it with; None leaves it readable.
        replace: overwrite a file that is there.
        progress: told of it.

    Raises:
        KeepingError: if the file is there already or cannot be written, or there is no FAQ.
        StoreError: if the database cannot be read.
    """
    files = read_faq(faq)
    if not files:
        raise KeepingError(f"{faq} holds no FAQ; set FAQ_DIR to the folder that does")
    with writing(to), _new_file(to, replace=replace) as file:  # `snapshot` tells of the database's own errors
        if passphrase is None:
            return await _write(url, files, file, now, progress)
        content = io.BytesIO()
        manifest = await _write(url, files, content, now, progress)
        file.write(seal(content.getvalue(), passphrase))
        return manifest


async def _write(
    url: str, faq: Mapping[str, bytes], to: BinaryIO, now: datetime, progress: Progress
) -> Manifest:
    archive = ArchiveWriter(to)
    async with snapshot(url) as moment:
        contents, done, number = moment.contents, 0, 0
        async for table, rows in moment.batches():
            number += 1
            archive.add(f"tables/{table}/{number:06}.jsonl", _as_lines(rows))
            done += len(rows)
            progress(done, sum(contents.rows.values()))
    for name, content in faq.items():
        archive.add(name, content)
    manifest = Manifest(
        format=FORMAT,
        gesher=__version__,
        revision=contents.revision,
        database=contents.kind,
        made_at=now,
        rows=contents.rows,
        last_ids=contents.last_ids,
        parts=archive.parts,
    )
    archive.close(manifest)
    return manifest


def _as_lines(rows: Sequence[Row]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


@contextmanager
def _new_file(path: Path, *, replace: bool) -> Iterator[BinaryIO]:
    """Lend a neighbour of the file, which takes its place once it is complete and on disk."""
    if path.exists() and not replace:
        raise KeepingError(f"{path} is there already; name another file, or overwrite it with --force")
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")  # mode 0600
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
