"""Writes what staff taught into the FAQ's files, where git shows it to whoever reviews it.

It is the difference between the files and the overlay that is written: once the files hold it, nothing of it
is laid over them any more.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

from bot.domain.ids import EntryId
from bot.domain.language import Language
from bot.knowledge.model import Entry, KnowledgeBase
from bot.knowledge.reading import MAIN, OUT_OF_SCOPE_FILE, PHRASINGS, SNIPPETS_FILE
from bot.knowledge.yaml_edit import YamlFile, block, scalar

NO_ENTRIES = {MAIN, OUT_OF_SCOPE_FILE, SNIPPETS_FILE}
"""Files beside those of topics."""


def write_learned(folder: Path, files: KnowledgeBase, laid: KnowledgeBase) -> list[Path]:
    """Bring the files up to what is laid over them; return those that were changed.

    Args:
        folder: of the FAQ.
        files: what it holds.
        laid: the same with what was taught.

    Raises:
        FaqError: if a file is no YAML by now; nothing is written then.
    """
    book = _Book(folder)
    for name, entry in laid.entries.items():
        if name in files.entries:
            book.change(files.entries[name], entry)
        else:
            book.add(entry, laid.languages)
        book.add_phrasings(entry, files.phrasings.get(name, {}), laid.phrasings.get(name, {}))
    for name in files.entries.keys() - laid.entries.keys():
        book.remove(name)
    return book.save()


class _Book:
    """The files, while they are being written into."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._topics = [
            YamlFile(path) for path in sorted(folder.glob("*.yaml")) if path.name not in NO_ENTRIES
        ]
        self._phrasings = [YamlFile(path) for path in sorted((folder / PHRASINGS).glob("*.yaml"))]

    def save(self) -> list[Path]:
        """Write what has changed."""
        changed = [file for file in (*self._topics, *self._phrasings) if file.changed]
        for file in changed:
            file.save()
        return [file.path for file in changed]

    def change(self, old: Entry, new: Entry) -> None:
        """Bring an entry up to what was taught of it."""
        if old == new:
            return
        file, number = next(self._holding(EntryId(new.id)))
        place = ("entries", number)
        if old.question != new.question:
            file.put(place, "question", _texts(new.question, in_blocks=False))
        if old.answer != new.answer:
            file.put(place, "answer", _texts(new.answer, in_blocks=True))
        if old.see_also != new.see_also:
            file.put(place, "see_also", [_row(new.see_also)])
        if old.reviewed != new.reviewed:
            file.put(place, "reviewed", [new.reviewed.isoformat()])
        if old.recheck != new.recheck and new.recheck:
            file.put(place, "recheck", [_row(new.recheck)])
        elif old.recheck != new.recheck:
            file.drop((*place, "recheck"))

    def add(self, entry: Entry, languages: Sequence[Language]) -> None:
        """Append a new entry to the file of its topic."""
        file = self._of_topic(entry.topic)
        open_ = [language for language in languages if language not in entry.answer]
        gap = [f"# To be written: {', '.join(open_)}"] if open_ else []
        lines = [
            f"id: {entry.id}",
            *gap,
            "question:",
            *(f"  {line}" for line in _texts(entry.question, in_blocks=False)[1:]),
            "answer:",
            *(f"  {line}".rstrip() for line in _texts(entry.answer, in_blocks=True)[1:]),
            f"handoff: {entry.handoff}",
            f"stage: {entry.stage}",
            f"reviewed: {entry.reviewed}",
            f"review_every: {entry.review_every}",
            *([f"recheck: {_row(entry.recheck)}"] if entry.recheck else []),
        ]
        if file.at(("entries", 0)) is None:
            first, *others = lines
            file.put((), "entries", ["", f"- {first}", *(f"  {line}".rstrip() for line in others)])
        else:
            file.append(("entries",), lines, gap=True)

    def add_phrasings(
        self,
        entry: Entry,
        old: Mapping[Language, tuple[str, ...]],
        new: Mapping[Language, tuple[str, ...]],
    ) -> None:
        """Add phrasings behind those that are there."""
        fresh = {
            language: [text for text in texts if text not in old.get(language, ())]
            for language, texts in new.items()
        }
        for language, texts in fresh.items():
            if texts:
                self._add_phrasings(entry, language, texts)

    def remove(self, name: EntryId) -> None:
        """Remove an entry and its phrasings."""
        file, number = next(self._holding(name))
        if file.at(("entries", 1)) is None:
            file.put((), "entries", ["[]"])
        else:
            file.drop(("entries", number))
        for phrasings in self._phrasings:
            if name in phrasings.data:
                phrasings.drop((name,))

    def _add_phrasings(self, entry: Entry, language: Language, texts: list[str]) -> None:
        file = self._phrasings_of(entry)
        written = file.at((entry.id, language))
        known = written if isinstance(written, list) else []
        if known and file.is_block((entry.id, language)):
            for text in texts:
                file.append((entry.id, language), [scalar(text)])
            return
        lines = ["", *(f"- {scalar(str(text))}" for text in (*known, *texts))]
        if file.at((entry.id,)):
            file.put((entry.id,), language, lines)
        else:
            head = f"{language}:"
            file.put((), entry.id, ["", head, *(f"  {line}" for line in lines[1:])])

    def _holding(self, name: EntryId) -> Iterator[tuple[YamlFile, int]]:
        for file in self._topics:
            entries = file.at(("entries",))
            for number, entry in enumerate(entries if isinstance(entries, list) else []):
                if isinstance(entry, dict) and entry.get("id") == name:
                    yield file, number

    def _of_topic(self, topic: str) -> YamlFile:
        for file in self._topics:
            if file.data.get("topic") == topic:
                return file
        self._topics.append(YamlFile(self._folder / f"{topic}.yaml", f"topic: {topic}\nentries: []\n"))
        return self._topics[-1]

    def _phrasings_of(self, entry: Entry) -> YamlFile:
        beside = [file.path.name for file, _ in self._holding(EntryId(entry.id))]
        name = chain(beside, [f"{entry.topic}.yaml"])
        path = self._folder / PHRASINGS / next(name)
        for file in self._phrasings:
            if entry.id in file.data:
                return file
        for file in self._phrasings:
            if file.path == path:
                return file
        self._phrasings.append(YamlFile(path, ""))
        return self._phrasings[-1]


def _texts(texts: Mapping[Language, str], *, in_blocks: bool) -> list[str]:
    """Return the lines of a mapping by language, an empty one for the line of its key in front."""
    lines = [""]
    for language, text in texts.items():
        first, *others = block(text) if in_blocks else [scalar(text)]
        lines += [f"{language}: {first}", *(f"  {line}" if line else "" for line in others)]
    return lines


def _row(values: Sequence[str]) -> str:
    return f"[{', '.join(values)}]"
