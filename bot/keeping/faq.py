"""The FAQ's files, into a backup and out of it."""

import shutil
from collections.abc import Mapping
from contextlib import suppress
from itertools import count
from pathlib import Path

from bot.keeping.errors import KeepingError, writing
from bot.keeping.manifest import PART
from bot.knowledge.reading import files_of
from bot.resources import FAQ, PACKAGED_FAQ

BEGIN = "faq/"


def read_faq(folder: Path) -> Mapping[str, bytes]:
    """Return the files that a bot with this FAQ reads, by the names that they have in a backup.

    Raises:
        KeepingError: if one cannot be read, or its name cannot be kept.
    """
    found = {}
    for path in files_of(folder):
        name = BEGIN + path.relative_to(folder).as_posix()
        if not PART.fullmatch(name):
            raise KeepingError(f"{str(path)!a} cannot be kept under that name; rename it")
        try:
            found[name] = path.read_bytes()
        except OSError as error:
            raise KeepingError(f"{path} cannot be read ({error.strerror}); let this user read it") from error
    return found


def place_faq(folder: Path, files: Mapping[str, bytes]) -> Path | None:
    """Write the FAQ where there is none, else beside the one that is there, where no desk looks by itself.

    Beside the one that came with the package means in the working folder.

    Returns:
        Where it is; None if there is none to write, or what is there is the same.

    Raises:
        KeepingError: if it cannot be written; nothing of it is left then.
    """
    there = read_faq(folder)
    if not files or files.items() == there.items():
        return None
    place = _free_place_beside(FAQ if folder == PACKAGED_FAQ else folder) if there else folder
    was_there = place.exists()
    try:
        with writing(place):
            _write(place, files)
    except KeepingError:
        with suppress(OSError):
            _take_back(place, files, was_there=was_there)
        raise
    return place


def _free_place_beside(folder: Path) -> Path:
    names = (f"{folder.name}-restored{number or ''}" for number in count())
    return next(path for name in names if not (path := folder.with_name(name)).exists())


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        path = folder / name.removeprefix(BEGIN)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _take_back(folder: Path, files: Mapping[str, bytes], *, was_there: bool) -> None:
    if not was_there:
        shutil.rmtree(folder)
        return
    for name in files:
        (folder / name.removeprefix(BEGIN)).unlink(missing_ok=True)
