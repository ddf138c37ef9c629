"""The folder of FAQ files becomes a `KnowledgeBase`, or one error that lists every problem."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from pathlib import Path

from bot.domain.errors import FaqError
from bot.domain.ids import EntryId
from bot.domain.language import Language
from bot.knowledge.model import KnowledgeBase
from bot.knowledge.reading import MAIN, OUT_OF_SCOPE, Found, Placed, Wording, find
from bot.knowledge.rules import check
from bot.knowledge.shapes import Problems


def load(folder: Path, *, today: date | None = None) -> KnowledgeBase:
    """Read and check the whole FAQ.

    Args:
        folder: holds faq.yaml; problems name files by this path, so a relative one stays relative.
        today: what "in the future" is measured from; None asks the clock.

    Raises:
        FaqError: with every problem that one reading can find, by file and line.
    """
    if not (folder / MAIN).is_file():
        missing = f"{folder / MAIN}: no such file" if folder.is_dir() else f"{folder}: no such folder"
        raise FaqError([f"{missing} (set FAQ_DIR to the folder that holds {MAIN})"])
    problems = Problems()
    found = find(folder, problems)
    check(found, today or datetime.now(UTC).date(), problems)
    if not found.names and found.complete:
        what = "no entries (write topic files beside it, such as visa.yaml)"
        problems.lines.append(f"{folder / MAIN}:1: {what}")
    if problems.lines:
        raise FaqError(sorted(problems.lines, key=_file_and_line))
    return _assemble(found)


def _file_and_line(problem: str) -> tuple[str, int, str]:
    name, _, rest = problem.partition(":")
    line = rest.partition(":")[0]
    return name, int(line) if line.isdigit() else 0, problem


def _assemble(found: Found) -> KnowledgeBase:
    entries = sorted((placed.value for placed in found.entries), key=lambda entry: entry.id)
    knowledge = KnowledgeBase(
        languages=found.languages,
        topics=tuple(placed.value for placed in found.topics),
        entries={EntryId(entry.id): entry for entry in entries},
        phrasings={EntryId(entry.id): _by_language(found.phrasings, entry.id) for entry in entries},
        out_of_scope=_by_language(found.out_of_scope, OUT_OF_SCOPE),
        small_talk=tuple(sorted((placed.value for placed in found.small_talk), key=lambda talk: talk.id)),
        elsewhere=found.elsewhere,
        fingerprint="",
    )
    return replace(knowledge, fingerprint=_fingerprint(knowledge))


def _by_language(wordings: Iterable[Placed[Wording]], leads_to: str) -> dict[Language, tuple[str, ...]]:
    mine = [placed.value for placed in wordings if placed.value.leads_to == leads_to]
    return {
        language: tuple(sorted(wording.text for wording in mine if wording.language is language))
        for language in Language
    }


def _fingerprint(knowledge: KnowledgeBase) -> str:
    content = json.dumps(asdict(knowledge), sort_keys=True, default=str)
    return hashlib.sha256(content.encode()).hexdigest()
