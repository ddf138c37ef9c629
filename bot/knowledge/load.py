"""The folder of FAQ files becomes a `KnowledgeBase`, or one error that lists every problem."""

import hashlib
from datetime import UTC, date, datetime
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from bot.knowledge import kept
from bot.knowledge.model import KnowledgeBase

FILE = "faq.json"


def load(folder: Path, *, today: date | None = None, cache: Path | None = None) -> KnowledgeBase:
    """Read and check the whole FAQ.

    Args:
        folder: holds faq.yaml; problems name files by this path, so a relative one stays relative.
        today: what "in the future" is measured from; None asks the clock.
        cache: a folder that need not exist, where what was read is kept: as long as not a byte of the files
            changes, the next one is ready in a tenth of the time. None reads and keeps nothing.

    Raises:
        FaqError: with every problem that one reading can find, by file and line.
    """
    today = today or datetime.now(UTC).date()
    key = _key(folder) if cache else None
    if cache is None or key is None:
        return _read(folder, today)
    known = _kept(cache / FILE, key)
    if known and not any(entry.is_reviewed_after(today) for entry in known.entries.values()):
        return known
    knowledge = _read(folder, today)
    if key == _key(folder):  # otherwise a file changed meanwhile, and which one was read is not known
        kept.write(cache / FILE, key, TypeAdapter(KnowledgeBase).dump_json(knowledge))
    return knowledge


def _read(folder: Path, today: date) -> KnowledgeBase:
    from bot.knowledge.files import read  # noqa: PLC0415  # what is kept needs neither YAML nor rules

    return read(folder, today)


def _key(folder: Path) -> str | None:
    """Return what changes with any file that is read or refused, and with the code that does it.

    None where a file cannot be read.
    """
    digest = hashlib.sha256()
    here = Path(__file__).parent
    try:
        for path in (*sorted(here.glob("*.py")), *sorted(folder.rglob("*.y*ml"))):
            content = path.read_bytes()
            digest.update(f"{path}\0{len(content)}\0".encode() + content)
    except OSError:
        return None
    return digest.hexdigest()


def _kept(path: Path, key: str) -> KnowledgeBase | None:
    content = kept.read(path, key)
    try:
        return TypeAdapter(KnowledgeBase).validate_json(content) if content else None
    except ValidationError:
        return None
