"""The staff's side: cards, what to do with what staff write, and what became of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal as OneOf

from bot.conversation.bidi import without_marks
from bot.conversation.message import Literal, Markdown, Message
from bot.conversation.texts import Texts, escape
from bot.domain.events import Content, StaffMessage
from bot.domain.founder import Founder
from bot.domain.ids import EntryId
from bot.domain.language import Language, spoken
from bot.domain.match import Candidate
from bot.domain.question import Question
from bot.domain.ticket import Ticket, TicketMessage
from bot.knowledge.model import Entry

Relay = OneOf["topic", "reply"]
NEAREST = 3
WORTH_SHOWING = 0.05
NOTE = "//"
MAX_TOPIC_NAME = 128  # characters: Bot API, createForumTopic


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliver:
    """Send it to the founder of this ticket."""

    ticket: Ticket


@dataclass(frozen=True, slots=True, kw_only=True)
class Keep:
    """It stays among staff: a note, or talk that belongs to no ticket."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """It replies to the bot, but to no ticket's message: say so, lest staff think that it was sent."""


def route(
    message: StaffMessage, *, relay: Relay, topic: Ticket | None, reply_to: Ticket | None, to_bot: bool
) -> Deliver | Keep | Unplaced:
    """Say what becomes of a message in the staff group.

    Args:
        message: what was written.
        relay: the setting `STAFF_RELAY`.
        topic: the latest ticket of the founder whose topic it stands in; None outside such topics.
        reply_to: the ticket of the message that it replies to; None if it replies to no such message.
        to_bot: it replies to one of the bot's messages.
    """
    if (message.content.text or "").lstrip().startswith(NOTE):
        return Keep()
    if reply_to:
        return Deliver(ticket=reply_to)
    if topic and (relay == "topic" or to_bot):
        return Deliver(ticket=topic)
    return Unplaced() if to_bot else Keep()


class StaffReplies:
    """Composes what staff read, in the staff's language."""

    def __init__(self, texts: Texts, language: Language, *, relay: Relay = "topic") -> None:
        self._texts = texts
        self._language = language
        self._relay = relay

    def topic_name(self, founder: Founder, ticket: Ticket | None) -> str:
        """Name the founder's topic.

        The number in it finds the founder again when the answer to "make a topic" was lost on the way.
        """
        name = founder.name or self._texts.say(self._language, "nameless")
        number = ticket.number if ticket else ""
        title = self._texts.say(self._language, "topic-name", number=number, name=name)
        return without_marks(title)[:MAX_TOPIC_NAME]

    def card(
        self,
        ticket: Ticket,
        founder: Founder,
        shown: Sequence[TicketMessage],
        question: Question | None,
        answered: Sequence[EntryId],
        entries: Mapping[EntryId, Entry],
        *,
        in_topic: bool,
    ) -> Message:
        """Show a new ticket: who asks, what, what was offered, which entries are near, and how to answer.

        Args:
            ticket: that was opened.
            founder: who asks.
            shown: what was written, the message that opened the ticket first.
            question: that it was matched as; None where it was no text.
            answered: what the FAQ has answered in the same messages.
            entries: all that the FAQ has.
            in_topic: the card stands in the founder's own topic.
        """
        parts = [
            self._line("card", ticket, founder, **{"asked-in": self._language_name(ticket.language)}),
            *self._bodies(shown),
            *self._contact(founder),
            *self._answered(answered, entries),
        ]
        turned_down = (
            [entries[entry] for entry in question.turned_down if entry in entries] if question else []
        )
        if turned_down:
            parts.append(self._sentence("card-picked-none", titles=self._titles(turned_down)))
        else:
            parts.append(self._nearest(question.candidates if question else (), entries))
        how = "card-how" if in_topic and self._relay == "topic" else "card-how-reply"
        parts.append(self._sentence(how, name=self.name_of(founder)))
        return self._message(*parts)

    def addition(
        self,
        ticket: Ticket,
        founder: Founder,
        shown: Sequence[TicketMessage],
        answered: Sequence[EntryId],
        entries: Mapping[EntryId, Entry],
    ) -> Message:
        """Show what the founder adds to a ticket, and what the FAQ has answered to it."""
        return self._message(
            self._line("card-more", ticket, founder),
            *self._bodies(shown),
            *self._answered(answered, entries),
        )

    def edited(self, ticket: Ticket, founder: Founder, content: Content) -> Message:
        """Show the new words of a message that was answered already."""
        return self._message(self._line("card-edited", ticket, founder), *self._body(content))

    def solved(self, ticket: Ticket, founder: Founder) -> Message:
        """Say that the founder is content."""
        return self._message(self._line("founder-solved", ticket, founder))

    def cancelled(self, ticket: Ticket, founder: Founder) -> Message:
        """Say that the founder needs no answer any more."""
        return self._message(self._line("card-cancelled", ticket, founder))

    def forgotten(self, founder: Founder) -> Message:
        """Say that nothing of the founder is kept any more."""
        return self.plain("card-forgotten", name=self.name_of(founder))

    def contact_changed(self, founder: Founder) -> Message:
        """Say where else the founder can be reached now."""
        if founder.contact is None:
            return self.plain("contact-gone", name=self.name_of(founder))
        return self.plain("contact-left", name=self.name_of(founder), contact=escape(founder.contact))

    def not_delivered(self, why: str, founder: Founder | None, detail: str = "") -> Message:
        """Say that a message did not reach the founder; `why` names a text `why-…`."""
        values = {"name": self.name_of(founder), "detail": escape(detail)}
        return self.plain("not-delivered", why=self._texts.say(self._language, why, **values))

    def set_aside(self, update: int, founder: Founder | None) -> Message:
        """Say that an update could not be processed."""
        if founder is None:
            return self.plain("set-aside-unknown", update=str(update))
        return self.plain("set-aside", update=str(update), name=self.name_of(founder))

    def say(self, name: str, /, **values: str) -> str:
        """Return a sentence from the locales as plain words, for a notice or a button."""
        return self._texts.say(self._language, name, **values)

    def plain(self, name: str, /, **values: str) -> Message:
        """Say one sentence from the locales."""
        return self._message(self._sentence(name, **values))

    def _body(self, content: Content) -> tuple[Markdown | Literal, ...]:
        words = (Literal(text=content.text, entities=content.entities, quoted=True),) if content.text else ()
        return words if content.is_text else (*words, self._sentence("card-attachment", kind=content.kind))

    def _bodies(self, shown: Sequence[TicketMessage]) -> Iterator[Markdown | Literal]:
        for message in shown:
            yield from self._body(message.content)
            if message.edited:
                yield self._sentence("card-changed")

    def _contact(self, founder: Founder) -> list[Markdown]:
        return [self._sentence("card-contact", contact=escape(founder.contact))] if founder.contact else []

    def _nearest(self, candidates: Sequence[Candidate], entries: Mapping[EntryId, Entry]) -> Markdown:
        items = [
            self._texts.say(
                self._language,
                "card-nearest-item",
                title=self._title(entries[near.entry]),
                percent=round(near.confidence * 100),
            )
            for near in candidates[:NEAREST]
            if near.entry in entries and near.confidence >= WORTH_SHOWING
        ]
        if not items:
            return self._sentence("card-nothing-near")
        return self._sentence("card-nearest", titles=" · ".join(items))

    def _answered(self, answered: Sequence[EntryId], entries: Mapping[EntryId, Entry]) -> list[Markdown]:
        known = [entries[entry] for entry in answered if entry in entries]
        return [self._sentence("card-answered", titles=self._titles(known))] if known else []

    def _titles(self, entries: Iterable[Entry]) -> str:
        return " · ".join(self._title(entry) for entry in entries)

    def _line(self, name: str, ticket: Ticket, founder: Founder, /, **values: str) -> Markdown:
        return self._sentence(name, number=ticket.number, name=self.name_of(founder), **values)

    def _title(self, entry: Entry) -> str:
        return escape(spoken(entry.question, self._language))

    def name_of(self, founder: Founder | None) -> str:
        """Return the founder's name as it can stand in a sentence."""
        name = founder.name if founder else ""
        return escape(name) if name else self._texts.say(self._language, "nameless")

    def _language_name(self, language: Language) -> str:
        return self._texts.say(self._language, f"language-{language}")

    def _sentence(self, name: str, /, **values: str) -> Markdown:
        return Markdown(text=self._texts.say(self._language, name, **values))

    def _message(self, *parts: Markdown | Literal) -> Message:
        return Message(parts=parts, language=self._language)
