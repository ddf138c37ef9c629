"""The whole FAQ from its files: everything is read, checked and put together."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

from bot.domain.errors import FaqError
from bot.domain.ids import EntryId
from bot.domain.language import Language
from bot.knowledge.model import KnowledgeBase, Snippet
from bot.knowledge.reading import MAIN, Found, Placed, Wording, find
from bot.knowledge.rules import check
from bot.knowledge.shapes import Problems


def read(folder: Path, today: date) -> KnowledgeBase:
    """Read and check; arguments and errors as for `bot.knowledge.load.load`."""
    if not (folder / MAIN).is_file():
        missing = f"{folder / MAIN}: no such file" if folder.is_dir() else f"{folder}: no such folder"
        raise FaqError([f"{missing} (set FAQ_DIR to the folder that holds {MAIN})"])
    problems = Problems()
    found = find(folder, problems)
    check(found, today, problems)
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
    ways: dict[str, list[Wording]] = {entry.id: [] for entry in entries}
    for placed in found.phrasings:
        ways[placed.value.leads_to].append(placed.value)
    knowledge = KnowledgeBase(
        languages=found.languages,
        topics=tuple(placed.value for placed in found.topics),
        entries={EntryId(entry.id): entry for entry in entries},
        phrasings={EntryId(name): _by_language(wordings) for name, wordings in ways.items()},
        out_of_scope=_by_language(placed.value for placed in found.out_of_scope),
        small_talk=tuple(sorted((placed.value for placed in found.small_talk), key=lambda talk: talk.id)),
        elsewhere=found.elsewhere,
        urgent=found.urgent.value if found.urgent else None,
        fingerprint="",
        snippets={placed.value.id: placed.value for placed in sorted(found.snippets, key=_id_of)},
        examples=found.examples.value if found.examples else {},
    )
    return replace(knowledge, fingerprint=_fingerprint(knowledge))


def _id_of(placed: Placed[Snippet]) -> str:
    return placed.value.id


def _by_language(wordings: Iterable[Wording]) -> dict[Language, tuple[str, ...]]:
    found: dict[Language, list[str]] = {language: [] for language in Language}
    for wording in wordings:
        found[wording.language].append(wording.text)
    return {language: tuple(sorted(texts)) for language, texts in found.items()}


def _fingerprint(knowledge: KnowledgeBase) -> str:
    known = asdict(knowledge)
    # What was learnt holds, whatever staff have ready to send, and whatever there is to try.
    del known["snippets"], known["examples"]
    content = json.dumps(known, sort_keys=True, default=str)
    return hashlib.sha256(content.encode()).hexdigest()
