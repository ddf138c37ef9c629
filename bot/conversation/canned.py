"""What staff have ready to send: entries of the FAQ and snippets, by their ids."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from rapidfuzz import fuzz, process

from bot.conversation.message import Markdown, Message
from bot.conversation.replies import FounderReplies
from bot.conversation.several import ISOLATED
from bot.conversation.speaker import Speaker
from bot.conversation.texts import Texts, escape
from bot.domain.events import Content, Member
from bot.domain.founder import Founder
from bot.domain.ids import EntryId
from bot.domain.language import Language
from bot.domain.ticket import Ticket
from bot.knowledge.model import Entry, KnowledgeBase, Snippet
from bot.knowledge.snippets import Slot, filled

Canned = Entry | Snippet
NEAREST = 3


def canned(knowledge: KnowledgeBase, name: str) -> Canned | None:
    """Return the entry or snippet of that id; None if there is none."""
    return knowledge.entries.get(EntryId(name)) or knowledge.snippets.get(name)


def ids_of(knowledge: KnowledgeBase) -> list[str]:
    """Return every id that can be sent."""
    return sorted([*knowledge.entries, *knowledge.snippets])


def completed(word: str, ids: Collection[str]) -> str | None:
    """Return the id that is meant by itself or by its beginning; None where that fits none, or several."""
    meant = word.lower().strip()
    if meant in ids:
        return meant
    begin = [one for one in ids if meant and one.startswith(meant)]
    return begin[0] if len(begin) == 1 else None


def nearest(word: str, ids: Collection[str]) -> list[str]:
    """Return the ids that a mistyped one may have meant, the likeliest first."""
    meant = word.lower().strip()
    begin = sorted(one for one in ids if meant and one.startswith(meant))
    alike = [one for one, _, _ in process.extract(meant, sorted(ids), scorer=fuzz.WRatio, limit=NEAREST)]
    return list(dict.fromkeys([*begin, *alike]))[:NEAREST]


class CannedReplies(Speaker):
    """Composes what founders read of it, as staff's answer."""

    def __init__(self, texts: Texts, founder: FounderReplies) -> None:
        super().__init__(texts)
        self._founder = founder

    def body(
        self, sent: Canned, language: Language, today: date, *, to: Founder, ticket: Ticket | None, by: Member
    ) -> tuple[Markdown, ...]:
        """Return an entry's answer with its source and dates, or a snippet with its slots filled.

        Args:
            sent: what is sent.
            language: of who reads it.
            today: to tell whether an answer is overdue for review.
            to: who reads it.
            ticket: that it answers; None only where no slot asks for it.
            by: who sends it.
        """
        if isinstance(sent, Entry):
            return self._founder.answer_parts(sent, language, today)
        values = {
            Slot.NAME: _isolated(to.name) or self.say(language, "snippet-nameless"),
            Slot.STAFF: _isolated(by.name) or self.say(language, "snippet-staff"),
            Slot.NUMBER: ISOLATED.format(ticket.number) if ticket else "",
        }
        return (Markdown(text=filled(sent, language, values)),)

    def under(self, ticket: Ticket, body: Sequence[Markdown]) -> Message:
        """Return staff's answer under a ticket's number."""
        empty = self._founder.staff_answer(ticket, Content(kind="text"))
        return replace(empty, parts=(*empty.parts, *body))

    def unasked(self, language: Language, body: Sequence[Markdown]) -> Message:
        """Return a message of staff's to a founder who has asked nothing."""
        return Message(parts=(self._sentence(language, "staff-word"), *body), language=language)


def _isolated(name: str) -> str:
    return ISOLATED.format(escape(name)) if name else ""
