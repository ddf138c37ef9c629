"""Lays what staff taught over the FAQ of the files. Pure: equal files and lessons give an equal FAQ.

What the files hold already, because it was written into them, is not laid over them again.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from bot.domain.ids import EntryId
from bot.domain.language import Language, detect
from bot.domain.learned import Learned, Lesson
from bot.knowledge.model import Entry, Handoff, KnowledgeBase, Stage
from bot.knowledge.nearest_topic import nearest_topic
from bot.knowledge.skeleton import skeleton

REVIEW_EVERY = 90
"""Days after which an entry that staff taught has to be checked again."""


def with_learned(knowledge: KnowledgeBase, items: Sequence[Learned]) -> KnowledgeBase:
    """Return the FAQ with what was taught; the same record where that changes nothing.

    Args:
        knowledge: as the files have it.
        items: oldest first; what was revoked is left out.
    """
    overlay = _Overlay(knowledge, [item for item in items if item.revoked_at is None])
    return overlay.laid()


def taught_wordings(files: KnowledgeBase, laid: KnowledgeBase) -> dict[str, EntryId]:
    """Return the wordings that only the overlay has, each with the entry that it leads to."""
    known = {text for _, text in wordings(files)}
    return {text: name for name, text in wordings(laid) if text not in known}


def wordings(knowledge: KnowledgeBase) -> Iterator[tuple[EntryId, str]]:
    """Return every question and phrasing with the entry that it leads to."""
    for name, entry in knowledge.entries.items():
        for text in chain(entry.question.values(), *knowledge.phrasings.get(name, {}).values()):
            yield name, text


class _Overlay:
    def __init__(self, files: KnowledgeBase, items: Sequence[Learned]) -> None:
        self._files = files
        self._items = items
        self._entries = dict(files.entries)
        self._phrasings = dict(files.phrasings)
        self._renamed: dict[EntryId, EntryId] = {}
        outside = [*files.out_of_scope.values(), *(t for s in files.small_talk for t in s.phrasings.values())]
        self._leads_to: dict[str, EntryId | None] = {skeleton(text): None for text in chain(*outside)}
        self._leads_to |= {skeleton(text): name for name, text in wordings(files)}

    def laid(self) -> KnowledgeBase:
        """Lay everything over and return what comes of it."""
        for item in self._items:
            self._take(item)
        for name, entry in self._entries.items():
            left = tuple(other for other in entry.see_also if other in self._entries)
            if left != entry.see_also:
                self._entries[name] = replace(entry, see_also=left)
        if self._entries == self._files.entries and self._phrasings == self._files.phrasings:
            return self._files
        entries = {name: self._entries[name] for name in sorted(self._entries)}
        content = f"{self._files.fingerprint}{sorted(entries.items())}{sorted(self._phrasings.items())}"
        return replace(
            self._files,
            entries=entries,
            phrasings={name: self._phrasings[name] for name in entries},
            fingerprint=hashlib.sha256(content.encode()).hexdigest(),
        )

    def _take(self, item: Learned) -> None:
        if item.lesson is Lesson.ENTRY:
            self._add_entry(item)
            return
        name = self._renamed.get(item.entry, item.entry)
        entry = self._entries.get(name)
        if entry is None:  # retired, or gone from the files
            return
        match item.lesson:
            case Lesson.PHRASING:
                self._add_phrasing(name, item)
            case Lesson.ANSWER if item.answer and not self._is_in_files(name, item):
                self._entries[name] = _answered(entry, item)
            case Lesson.REVIEW:
                self._entries[name] = replace(entry, reviewed=max(entry.reviewed, item.at.date()))
            case Lesson.RETIRED:
                del self._entries[name], self._phrasings[name]

    def _add_entry(self, item: Learned) -> None:
        words = skeleton(item.text)
        if item.entry in self._files.entries or words in self._leads_to:
            holder = self._leads_to.get(words)  # the review may have given it another name
            if item.entry not in self._files.entries and holder:
                self._renamed[item.entry] = holder
            return
        self._leads_to[words] = item.entry
        self._entries[item.entry] = Entry(
            id=item.entry,
            topic=nearest_topic(self._files, item.text),
            question={detect(item.text) or item.language: item.text},
            answer={item.language: tidy(item.answer)},
            handoff=Handoff.OFFER,
            stage=Stage.DECIDING,
            reviewed=item.at.date(),
            review_every=REVIEW_EVERY,
        )
        self._phrasings[item.entry] = dict.fromkeys(Language, ())

    def _add_phrasing(self, name: EntryId, item: Learned) -> None:
        words = skeleton(item.text)
        if words in self._leads_to:
            return
        self._leads_to[words] = name
        ways = dict(self._phrasings.get(name, {}))
        ways[item.language] = tuple(sorted((*ways.get(item.language, ()), item.text)))
        self._phrasings[name] = ways

    def _is_in_files(self, name: EntryId, item: Learned) -> bool:
        """Whether the files hold what was last taught in this language, or were checked on a later day."""
        entry = self._files.entries.get(name)
        if entry is None:
            return False
        last = next(
            other.answer
            for other in reversed(self._items)
            if other.lesson is Lesson.ANSWER and other.language is item.language and other.entry == item.entry
        )
        return entry.reviewed > item.at.date() or entry.answer.get(item.language) == tidy(last)


def tidy(answer: str | None) -> str:
    """Return an answer as a file holds it: without spaces at the ends of its lines."""
    return "\n".join(line.rstrip() for line in (answer or "").strip().splitlines())


def _answered(entry: Entry, item: Learned) -> Entry:
    """Return the entry with another answer in one language, or with one more.

    What fills a gap says what the others say; a changed answer leaves the others to be checked.
    """
    language, answer = item.language, tidy(item.answer)
    asks = item.text and item.text not in entry.question.values()
    question = {language: item.text, **entry.question} if asks else entry.question
    entry = replace(entry, question=dict(sorted(question.items())))
    if entry.answer.get(language) == answer:
        return entry
    fills = language not in entry.answer or language in entry.recheck
    behind = entry.recheck if fills else tuple(entry.answer)
    return replace(
        entry,
        answer=dict(sorted({**entry.answer, language: answer}.items())),
        recheck=tuple(sorted(other for other in behind if other is not language)),
        reviewed=entry.reviewed if fills else max(entry.reviewed, item.at.date()),
    )
