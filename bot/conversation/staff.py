"""What staff are told of founders, beside the cards."""

from bot.conversation.message import Literal, Markdown, Message
from bot.conversation.texts import Texts, escape
from bot.domain.events import Content
from bot.domain.founder import Founder
from bot.domain.language import Language
from bot.domain.ticket import Ticket


class StaffReplies:
    """Composes what staff read, in the staff's language."""

    def __init__(self, texts: Texts, language: Language) -> None:
        self._texts = texts
        self._language = language

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

    def set_aside(self, update: int, founder: Founder | None) -> Message:
        """Say that an update could not be processed."""
        if founder is None:
            return self.plain("set-aside-unknown", update=str(update))
        return self.plain("set-aside", update=str(update), name=self.name_of(founder))

    def say(self, name: str, /, **values: str) -> str:
        """Return a sentence from the locales as plain words, for a notice or a button."""
        return self._texts.say(self._language, name, **values)

    def plain(self, name: str, /, **values: str | int) -> Message:
        """Say one sentence from the locales."""
        return self._message(self._sentence(name, **values))

    def _body(self, content: Content) -> tuple[Markdown | Literal, ...]:
        words = (Literal(text=content.text, entities=content.entities, quoted=True),) if content.text else ()
        return words if content.is_text else (*words, self._sentence("card-attachment", kind=content.kind))

    def _line(self, name: str, ticket: Ticket, founder: Founder, /, **values: str) -> Markdown:
        return self._sentence(name, number=ticket.number, name=self.name_of(founder), **values)

    def name_of(self, founder: Founder | None) -> str:
        """Return the founder's name as it can stand in a sentence."""
        name = founder.name if founder else ""
        return escape(name) if name else self._texts.say(self._language, "nameless")

    def _sentence(self, name: str, /, **values: str | int) -> Markdown:
        return Markdown(text=self._texts.say(self._language, name, **values))

    def _message(self, *parts: Markdown | Literal) -> Message:
        return Message(parts=parts, language=self._language)
