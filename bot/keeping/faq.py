"""The FAQ's files, into a backup and out of it."""

import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

from bot.keeping.errors import KeepingError, writing
from bot.resources import FAQ, PACKAGED_FAQ

BEGIN = "faq/"


def read_faq(folder: Path) -> Mapping[str, bytes]:
    """Return the FAQ's YAML files by the names that they have in a backup; learnt weights are no content.

    Raises:
        KeepingError: if one cannot be read.
    """
    found = {}
    for path in sorted(folder.rglob("*.y*ml")):
        name = path.relative_to(folder).as_posix()
        if not path.is_file() or not _is_plain(name):
            continue
        try:
            found[BEGIN + name] = path.read_bytes()
        except OSError as error:
            raise KeepingError(f"{path} cannot be read ({error.strerror}); let this user read it") from error
    return found


def _is_plain(name: str) -> bool:
    return re.fullmatch(r"(?:\w[\w.-]*/)*\w[\w.-]*\.ya?ml", name) is not None


@contextmanager
def faq_placed(folder: Path, files: Mapping[str, bytes]) -> Iterator[Path | None]:
    """Write the FAQ where there is none, else beside the one that is there; taken back if the block fails.

    One that came with the package counts as none: what stands in the folder that is called in goes before it.

    Yields:
        Where it is; None if the backup holds none, or what is there is the same.

    Raises:
        KeepingError: if it cannot be written.
    """
    there = read_faq(folder)
    if not files or files.items() == there.items():
        yield None
        return
    place = FAQ if folder == PACKAGED_FAQ else _free_place_beside(folder) if there else folder
    was_there = place.exists()
    try:
        with writing(place):
            _write(place, files)
        yield place
    except BaseException:
        with suppress(OSError):
            _take_back(place, files, was_there=was_there)
        raise


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
