"""`gesher restore`: a backup into a database, checked from end to end before anything is touched."""

import dataclasses
import json
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from bot.keeping.archive import Archive, open_archive
from bot.keeping.backup import Progress
from bot.keeping.errors import DamagedError, KeepingError
from bot.keeping.faq import BEGIN, place_faq
from bot.keeping.manifest import Manifest, describe
from bot.store.at_rest import at_rest
from bot.store.backup import Contents, Row
from bot.store.engine import parse
from bot.store.migrate import revisions
from bot.store.replacing import is_damaged, replacement
from bot.store.transfer import Filling, UnfitRowsError, filling, held


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What came of it.

    Attributes:
        replaced: rows by table that were there before.
        aside: where a damaged database is kept that was in the place.
        faq: where the FAQ was written; None if what is there is the same, or the backup holds none.
        faq_trouble: why the FAQ was not written; the rows are in nevertheless.
    """

    manifest: Manifest
    replaced: Mapping[str, int]
    aside: Path | None = None
    faq: Path | None = None
    faq_trouble: str = ""


async def restore(
    path: Path,
    url: str,
    faq: Path,
    *,
    passphrase: str | None = None,
    replace: bool = False,
    replacing: Callable[[Mapping[str, int]], None] = lambda _: None,
    progress: Progress = lambda *_: None,
) -> Restored:
    """Fill a database from a backup, and bring its schema up to this code, in one transaction; then the FAQ.

    Args:
        path: the backup.
        url: of the database; no desk may run on it.
        faq: the FAQ's folder.
        passphrase: of an encrypted backup.
        replace: also if the database holds something; a damaged SQLite file is put aside for a new one.
        replacing: told what it holds before that goes.
        progress: told of rows.

    Raises:
        KeepingError: if the backup cannot be used, or the database holds something that is not to go.
        StoreError: if the database cannot be written, or a desk runs on it.
    """
    archive = open_archive(path, passphrase)
    manifest = archive.manifest
    if manifest.revision not in revisions():
        raise KeepingError(
            f"{path} is from a newer version of gesher ({manifest.gesher}, revision {manifest.revision});"
            " nothing was restored, install that version"
        )
    async with at_rest(url):
        damaged = await is_damaged(url)
        before = {} if damaged else await held(url)
        if (damaged or before) and not replace:
            raise KeepingError(_refusal(url, before))
        if before:
            replacing(before)
        with replacement(url) if damaged else nullcontext() as new:
            await _fill(path, archive, new.url if new else url, progress)
        done = Restored(manifest=manifest, replaced=before, aside=new.aside if new else None)
        try:
            return dataclasses.replace(done, faq=place_faq(faq, dict(archive.parts(BEGIN))))
        except KeepingError as error:
            return dataclasses.replace(done, faq_trouble=str(error))


def _refusal(url: str, before: Mapping[str, int]) -> str:
    where = parse(url).where
    if not before:
        return (
            f"{where} is damaged, or no database at all; add --force to put it aside for a new one,"
            " or set DATABASE_URL to an empty database"
        )
    return (
        f"{where} holds {describe(before)}; add --force to replace them,"
        " or set DATABASE_URL to an empty database"
    )


async def _fill(path: Path, archive: Archive, url: str, progress: Progress) -> None:
    manifest = archive.manifest
    try:
        async with filling(url, manifest.revision) as database:
            await _add_rows(path, archive, database, progress)
            # The desk went on after the backup: what waited then has mostly gone out since.
            await database.doubt_what_waits()
            await database.complete(
                Contents(
                    revision=manifest.revision,
                    kind=manifest.database,
                    rows=manifest.rows,
                    last_ids=manifest.last_ids,
                )
            )
    except UnfitRowsError as error:
        raise DamagedError(path, str(error)) from error


async def _add_rows(path: Path, archive: Archive, database: Filling, progress: Progress) -> None:
    done, total = 0, sum(archive.manifest.rows.values())
    for name, content in archive.parts("tables/"):
        rows = _rows(path, content)
        await database.add(name.split("/")[1], rows)
        done += len(rows)
        progress(done, total)


def _rows(path: Path, content: bytes) -> list[Row]:
    try:
        return [json.loads(line) for line in content.splitlines()]
    except ValueError as error:
        raise DamagedError(path, "a row is no JSON") from error
