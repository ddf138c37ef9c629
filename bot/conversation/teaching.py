"""What staff read of teaching: the offer, what the gate says, what was taught, and what is left open."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.conversation.ledger import in_brief
from bot.conversation.message import Markdown, Message
from bot.conversation.speaker import Speaker, Value
from bot.conversation.staff_callbacks import StaffOrder, Want, pack_order
from bot.conversation.texts import Texts, escape
from bot.domain.ids import EntryId, TicketMessageId
from bot.domain.language import Language, spoken
from bot.domain.learned import Learned, Lesson
from bot.domain.messages import Button, Rows
from bot.domain.teaching import MAX_PHRASING, NEW, Change, Origin, Refusal, Verdict
from bot.knowledge.model import MAX_ANSWER, Entry

EXAMPLES = 3
"""Questions that are named of all whose answer would change."""
_MARKS = re.compile(r"([\\`*_\[\]~|<>$])")
_HEADING = re.compile(r"^(\s*)#", re.MULTILINE)


class Lack(StrEnum):
    """What an entry lacks in a language."""

    ANSWER = "answer"
    FRESH_ANSWER = "fresh-answer"
    """There is an answer, older than in another language: it may not be true any more."""
    QUESTION = "question"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A language in which an entry lacks something.

    Attributes:
        asked: how often founders of that language got the entry.
    """

    entry: EntryId
    language: Language
    lack: Lack
    asked: int


def gaps(
    entries: Mapping[EntryId, Entry],
    languages: Sequence[Language],
    asked: Mapping[tuple[EntryId, Language], int],
) -> list[Gap]:
    """Return all gaps, the one asked for most in front."""
    found = [
        Gap(entry=name, language=language, lack=lack, asked=asked.get((name, language), 0))
        for name, entry in entries.items()
        for language in languages
        if (lack := lacks(entry, language))
    ]
    return sorted(found, key=lambda gap: (-gap.asked, gap.entry, gap.language))


def lacks(entry: Entry, language: Language) -> Lack | None:
    """Return what an entry lacks in a language; None if nothing."""
    if language not in entry.answer:
        return Lack.ANSWER
    if language in entry.recheck:
        return Lack.FRESH_ANSWER
    return None if language in entry.question else Lack.QUESTION


def as_markdown(text: str) -> str:
    r"""Return what a person wrote as Markdown that shows it as it stands, lists excepted.

    >>> as_markdown("two_three *places*")
    'two\\_three \\*places\\*'
    """
    return _HEADING.sub(r"\1\\#", _MARKS.sub(r"\\\1", text))


class Teaching(Speaker):
    """Composes it, in the staff's language."""

    def __init__(self, texts: Texts, language: Language) -> None:
        super().__init__(texts)
        self._language = language

    def offer(self, message: TicketMessageId, near: Sequence[Entry], *, new: bool) -> Message:
        """Offer to teach an answer.

        Args:
            message: of staff, that answers.
            near: entries of which the question may be another wording; one where there is no new one to make.
            new: the answer may become an entry.
        """
        name = "teach-offer" if new else "teach-offer-wording"
        return self.plain(self._language, name, self._choices(message, near, new=new))

    def verdict(
        self,
        verdict: Verdict,
        message: TicketMessageId,
        entries: Mapping[EntryId, Entry],
        others: Rows = (),
    ) -> Message:
        """Say what teaching would change, or why it cannot be; `others` are what else could be taught."""
        proposal = verdict.proposal
        question = escape(in_brief(proposal.text))
        if proposal.entry:
            title = self.title(proposal.entry, entries)
            head = self._sentence(self._language, "teach-wording", question=question, title=title)
        else:
            head = self._sentence(self._language, "teach-entry", question=question)
        if verdict.refusals:
            reasons = [self._refusal(one, entries) for one in verdict.refusals[:EXAMPLES]]
            return Message(parts=(head, *reasons), language=self._language, buttons=others)
        parts = [head, *self._changes(verdict.changes, entries)]
        if verdict.reaches:
            parts.append(self._sentence(self._language, "teach-reaches"))
        word = proposal.entry or ""
        row = (
            self._order("teach-yes", Want.TAUGHT, message, word),
            self._order("teach-no", Want.NOT_TAUGHT, message),
        )
        return Message(parts=tuple(parts), language=self._language, buttons=(row,))

    def taught(self, item: Learned, entries: Mapping[EntryId, Entry]) -> Message:
        """Say that it is in force, with a way back."""
        said = self._sentence(self._language, "teach-done", **self._values(item, entries))
        row = (self._order("teach-revoke", Want.REVOKE, item.id),)
        return Message(parts=(said,), language=self._language, buttons=(row,))

    def revoked(self, item: Learned, entries: Mapping[EntryId, Entry], *, by: str) -> Message:
        """Say that it holds no longer."""
        values = self._values(item, entries) | {"who": escape(by) or self.say(self._language, "nameless")}
        return self.plain(self._language, "teach-revoked", (), **values)

    def listing(self, items: Sequence[Learned], entries: Mapping[EntryId, Entry]) -> Message:
        """List what was taught, in the order given."""
        if not items:
            return self.plain(self._language, "taught-none")
        lines = [self._line(item, entries) for item in items]
        head = self._sentence(self._language, "taught-head")
        return Message(parts=(head, *lines), language=self._language)

    def gaps(self, found: Sequence[Gap], entries: Mapping[EntryId, Entry], most: int) -> Message:
        """List what is missing, in the order given, at most so many."""
        if not found:
            return self.plain(self._language, "gaps-none")
        lines = [
            self._sentence(
                self._language,
                f"gaps-{gap.lack}",
                entry=escape(gap.entry),
                title=self.title(gap.entry, entries),
                language=self.language_name(gap.language),
                asked=gap.asked,
            )
            for gap in found[:most]
        ]
        head = self._sentence(self._language, "gaps-head", count=len(found))
        last = self._sentence(self._language, "gaps-how")
        return Message(parts=(head, *lines, last), language=self._language)

    def plainly(self, name: str, /, **values: str | int) -> Message:
        """Say one sentence from the locales."""
        return self.plain(self._language, name, (), **values)

    def notice(self, name: str) -> str:
        """Return a sentence for a moment on the screen."""
        return self.say(self._language, name)

    def title(self, entry: EntryId, entries: Mapping[EntryId, Entry]) -> str:
        """Return an entry's question in the staff's language; its id where there is none any more."""
        if entry == NEW:
            return self.say(self._language, "teach-this")
        known = entries.get(entry)
        return escape(in_brief(spoken(known.question, self._language)) if known else entry)

    def language_name(self, language: Language) -> str:
        """Return the name of a language."""
        return self.say(self._language, f"language-{language}")

    def _choices(self, message: TicketMessageId, near: Sequence[Entry], *, new: bool) -> Rows:
        rows = [(self._order("teach-new", Want.TEACH, message),)] if new else []
        for entry in near:
            title = in_brief(spoken(entry.question, self._language))
            rows.append((self._order("teach-as", Want.TEACH, message, entry.id, title=title),))
        return (*rows, (self._order("teach-no", Want.NOT_TAUGHT, message),))

    def _order(self, name: str, want: Want, about: int, word: str = "", /, **values: Value) -> Button:
        order = StaffOrder(want=want, about=about, word=word)
        return Button(label=self.say(self._language, name, **values), data=pack_order(order))

    def _changes(self, changes: Sequence[Change], entries: Mapping[EntryId, Entry]) -> list[Markdown]:
        if not changes:
            return [self._sentence(self._language, "teach-changes-none")]
        counts = Counter(change.origin for change in changes)
        head = self._sentence(
            self._language,
            "teach-changes",
            count=len(changes),
            **{origin.value: counts[origin] for origin in Origin},
        )
        lines = [
            self._sentence(
                self._language,
                "teach-change",
                text=escape(in_brief(change.text)),
                before=self._led_to(change.before, entries),
                after=self._led_to(change.after, entries),
            )
            for change in changes[:EXAMPLES]
        ]
        return [head, *lines]

    def _led_to(self, led_to: Sequence[EntryId], entries: Mapping[EntryId, Entry]) -> str:
        if not led_to:
            return self.say(self._language, "teach-staff")
        return " / ".join(self.title(entry, entries) for entry in led_to)

    def _refusal(self, refusal: Refusal, entries: Mapping[EntryId, Entry]) -> Markdown:
        values: dict[str, Value] = {
            "title": self.title(refusal.other, entries) if refusal.other else "",
            "text": escape(in_brief(refusal.text)),
            "most": MAX_PHRASING,
            "answer": MAX_ANSWER,
        }
        name = f"teach-refused-{refusal.why}"
        if refusal.text and refusal.other is None:
            name = "teach-refused-takes-staff"
        return self._sentence(self._language, name, **values)

    def _line(self, item: Learned, entries: Mapping[EntryId, Entry]) -> Markdown:
        line = self._sentence(self._language, "taught-line", **self._values(item, entries))
        if item.revoked_at is None:
            return line
        who = escape(item.revoked_by or "") or self.say(self._language, "nameless")
        after = self._sentence(self._language, "taught-revoked", who=who, day=item.revoked_at)
        return Markdown(text=f"{line.text} · {after.text}")

    def _values(self, item: Learned, entries: Mapping[EntryId, Entry]) -> dict[str, Value]:
        known = item.text if item.lesson in (Lesson.PHRASING, Lesson.ENTRY) else ""
        return {
            "number": str(item.id),
            "kind": self.say(self._language, f"lesson-{item.lesson}"),
            "title": self.title(item.entry, entries) if item.entry in entries else escape(in_brief(known)),
            "text": escape(in_brief(known)),
            "who": escape(item.by.name) or self.say(self._language, "nameless"),
            "day": item.at,
        }
