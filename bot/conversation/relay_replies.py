"""What staff read of the way to a founder and back: receipts, whose a ticket is, when it comes back."""

from datetime import datetime

from bot.conversation.later import CHOICES
from bot.conversation.message import Message
from bot.conversation.speaker import Speaker, Value
from bot.conversation.staff_callbacks import StaffOrder, Want, pack_order
from bot.conversation.texts import Texts, escape
from bot.domain.events import Member
from bot.domain.founder import Founder
from bot.domain.ids import OutboxId
from bot.domain.language import Language
from bot.domain.messages import Button, DeleteMessage, EditCaption, EditText, Outgoing
from bot.domain.ticket import Ticket, TicketMessage

BLOCKED = "why-blocked"


class RelayReplies(Speaker):
    """Composes it, in the staff's language."""

    def __init__(self, texts: Texts, language: Language) -> None:
        super().__init__(texts)
        self._language = language

    def sentence(self, name: str, /, **values: Value) -> Message:
        """Say one sentence from the locales."""
        return Message(parts=(self._sentence(self._language, name, **values),), language=self._language)

    def notice(self, name: str, /, **values: Value) -> str:
        """Return a sentence from the locales as plain words, for a notice."""
        return self.say(self._language, name, **values)

    def not_delivered(
        self, what: Outgoing, row: OutboxId, why: str, founder: Founder | None, detail: str = ""
    ) -> Message:
        """Say that something did not reach the founder, with a way to try again.

        Args:
            what: a message, a change of one, or its end.
            row: it in the outbox.
            why: names a text `why-…`.
            founder: whom it was for; None if forgotten.
            detail: Telegram's words.
        """
        reason = self.say(self._language, why, name=self.name_of(founder), detail=escape(detail))
        parts = [self._sentence(self._language, _failure(what), why=reason)]
        if why == BLOCKED and founder and founder.contact:
            parts.append(self._sentence(self._language, "card-contact", contact=escape(founder.contact)))
        retry = self._order("button-retry", Want.RETRY, row)
        return Message(parts=tuple(parts), language=self._language, buttons=((retry,),))

    def not_shown(self, row: OutboxId, founder: Founder | None, detail: str) -> Message:
        """Say that something cannot be shown in a founder's topic, with a way to try again; as above."""
        retry = self._order("button-retry", Want.RETRY, row)
        name, words = self.name_of(founder), escape(detail)
        return self.plain(self._language, "not-shown", ((retry,),), name=name, detail=words)

    def held(self, ticket: Ticket, message: TicketMessage, writer: Member) -> Message:
        """Ask whether a message is to go although the ticket is somebody else's.

        The buttons carry who wrote it: that is kept nowhere else.
        """
        who = str(writer.id)
        send = self._order("button-send-anyway", Want.RELEASE, message.id, who)
        keep = self._order("button-withhold", Want.WITHHOLD, message.id, who)
        holder = escape(self.holder(ticket))
        return self.plain(self._language, "held", ((send, keep),), number=ticket.number, holder=holder)

    def later_choices(self, ticket: Ticket) -> Message:
        """Ask for how long a ticket is put aside."""
        buttons = [self._order(label, Want.LATER, ticket.id, word) for word, label in CHOICES.items()]
        rows = (tuple(buttons[:2]), tuple(buttons[2:4]), tuple(buttons[4:]))
        return self.plain(self._language, "later-ask", rows, number=ticket.number)

    def put_aside(
        self, ticket: Ticket, until: datetime, now: datetime, founder: Founder, *, told: bool
    ) -> Message:
        """Say until when a ticket is put aside; `until` is in the zone to show."""
        parts = [self._sentence(self._language, "later-done", number=ticket.number, until=until, now=now)]
        if ticket.later_why:
            parts.append(self._sentence(self._language, "later-why", why=escape(ticket.later_why)))
        if told:
            parts.append(self._sentence(self._language, "later-told", name=self.name_of(founder)))
        return Message(parts=tuple(parts), language=self._language)

    def back(self, ticket: Ticket, founder: Founder) -> Message:
        """Say that a ticket is put aside no longer."""
        name = self.name_of(founder)
        parts = [self._sentence(self._language, "later-back", number=ticket.number, name=name)]
        if ticket.later_why:
            parts.append(self._sentence(self._language, "later-why", why=escape(ticket.later_why)))
        return Message(parts=tuple(parts), language=self._language)

    def holder(self, ticket: Ticket) -> str:
        """Return who has a ticket, as plain words."""
        return self.called(ticket.claimed_by)

    def called(self, member: Member | None) -> str:
        """Return somebody's name, as plain words."""
        name = member.name if member else ""
        return name or self.say(self._language, "member-nameless")

    def name_of(self, founder: Founder | None) -> str:
        """Return the founder's name as it can stand in a sentence."""
        name = founder.name if founder else ""
        return escape(name) if name else self.say(self._language, "nameless")

    def _order(self, label: str, want: Want, about: int, word: str = "") -> Button:
        data = pack_order(StaffOrder(want=want, about=about, word=word))
        return Button(label=self.say(self._language, label), data=data)


def _failure(what: Outgoing) -> str:
    match what:
        case EditText() | EditCaption():
            return "not-changed"
        case DeleteMessage():
            return "not-taken-back"
        case _:
            return "not-delivered"
