"""The card of a ticket, and how the founder's topic is named after it: what staff see at a glance."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from itertools import groupby

from bot.conversation.bidi import without_marks
from bot.conversation.labels import LABEL_WIDTH, shortened, width
from bot.conversation.ledger import is_withdrawn
from bot.conversation.looks import look_of
from bot.conversation.message import Literal, Markdown, Message
from bot.conversation.speaker import Speaker
from bot.conversation.staff_callbacks import StaffOrder, Want, pack_order
from bot.conversation.texts import Texts, escape
from bot.domain.events import Content
from bot.domain.founder import Founder
from bot.domain.ids import EntryId
from bot.domain.language import Language, spoken
from bot.domain.match import Candidate
from bot.domain.messages import Button, EditTopic, Rows
from bot.domain.question import Question
from bot.domain.ticket import Ticket, TicketMessage, TicketState
from bot.knowledge.model import Entry

Entries = Mapping[EntryId, Entry]

NEAREST = 3
WORTH_SHOWING = 0.05
MAX_TOPIC_NAME = 128  # characters: Bot API, createForumTopic


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What a card is made from.

    Attributes:
        shown: what was written, the message that opened the ticket first.
        question: that it was matched as; None where it was no text.
        answered: what the FAQ has answered in the same messages.
        waited: of the staff's working time, up to `now`.
        now: aware time in the staff's zone.
    """

    ticket: Ticket
    founder: Founder
    shown: Sequence[TicketMessage]
    question: Question | None
    answered: Sequence[EntryId]
    waited: timedelta
    now: datetime

    @property
    def zone(self) -> tzinfo | None:
        """The zone of the staff's clock."""
        return self.now.tzinfo


class CardReplies(Speaker):
    """Composes it, in the staff's language."""

    def __init__(self, texts: Texts, language: Language, *, relay: str = "topic") -> None:
        """Compose in `language`; `relay` is the setting `STAFF_RELAY`, which says how staff answer."""
        super().__init__(texts)
        self._language = language
        self._relay = relay

    def topic(self, founder: Founder, ticket: Ticket | None) -> EditTopic:
        """Name the founder's topic after the ticket that matters most, and choose its icon.

        The number in it finds the founder again when the answer to "make a topic" was lost on the way.
        """
        look = look_of(ticket)
        name = founder.name or self._words("nameless")
        values = {"number": ticket.number if ticket else "", "sign": look.sign}
        rest = len(without_marks(self._words("topic-name", name="", **values)))
        title = self._words("topic-name", name=without_marks(name)[: MAX_TOPIC_NAME - rest], **values)
        return EditTopic(name=without_marks(title), icon=look.icon)

    def card(self, case: Case, entries: Entries, *, in_topic: bool) -> Message:
        """Show a ticket: who asks, what, what was answered, which entries are near, and where it stands.

        Args:
            case: the ticket as it is now.
            entries: all that the FAQ has.
            in_topic: the card stands in the founder's own topic.
        """
        near = _nearest(case, entries)
        how = "card-how" if in_topic and self._relay == "topic" else "card-how-reply"
        parts = (
            self._head(case),
            *self._bodies(case.shown),
            *self._contact(case.founder),
            *self._answered(case.answered, entries, else_="card-answered-nothing"),
            *self._near(case, near, entries),
            *self._state(case),
            self._line(how, name=self._name(case.founder)),
        )
        return Message(
            parts=parts, language=self._language, buttons=self._buttons(case.ticket, near, entries)
        )

    def addition(self, case: Case, entries: Entries) -> Message:
        """Show what the founder adds to a ticket, and what the FAQ has answered to it."""
        head = self._line("card-more", number=case.ticket.number, name=self._name(case.founder))
        parts = (head, *self._bodies(case.shown), *self._answered(case.answered, entries))
        return Message(parts=parts, language=self._language)

    def _head(self, case: Case) -> Markdown:
        asked_in = self._words(f"language-{case.ticket.language}")
        head = self._words(
            "card",
            number=case.ticket.number,
            name=self._name(case.founder),
            **{"asked-in": asked_in},
        )
        if case.ticket.state is not TicketState.WAITING:
            return Markdown(text=head)
        return Markdown(text=f"{head} · {self._words('card-waiting', waited=in_hours(case.waited))}")

    def _bodies(self, shown: Sequence[TicketMessage]) -> Iterator[Markdown | Literal]:
        for _, together in groupby(shown, key=lambda one: one.album or one.id):
            for place, message in enumerate(together):
                yield from self._body(message.content, is_first=place == 0)
                if message.edited:
                    yield self._line("card-changed")

    def _body(self, content: Content, *, is_first: bool) -> Iterator[Markdown | Literal]:
        if content.text:
            yield Literal(text=content.text, entities=content.entities, quoted=True)
        if not content.is_text and is_first:  # of an album once
            yield self._line("card-attachment", kind=content.kind)

    def _contact(self, founder: Founder) -> list[Markdown]:
        return [self._line("card-contact", contact=escape(founder.contact))] if founder.contact else []

    def _answered(
        self, answered: Sequence[EntryId], entries: Entries, *, else_: str | None = None
    ) -> list[Markdown]:
        titles = self._titles(answered, entries)
        if titles:
            return [self._line("card-answered", titles=titles)]
        return [self._line(else_)] if else_ else []

    def _near(self, case: Case, near: Sequence[Candidate], entries: Entries) -> Iterator[Markdown]:
        turned_down = self._titles(case.question.turned_down if case.question else (), entries)
        if turned_down:
            yield self._line("card-picked-none", titles=turned_down)
        items = [
            self._words(
                "card-nearest-item",
                title=self._title(entries[one.entry]),
                percent=round(one.confidence * 100),
            )
            for one in near
        ]
        if items:
            yield self._line("card-nearest", titles=" · ".join(items))
        elif not turned_down:
            yield self._line("card-nothing-near")

    def _state(self, case: Case) -> Iterator[Markdown]:
        """Say where the ticket stands, and who has it."""
        ticket, said = case.ticket, []
        if ticket.state is TicketState.ANSWERED:
            said.append(self._words("card-is-answered"))
        if ticket.state is TicketState.CLOSED:
            said.append(self._words("card-is-withdrawn" if is_withdrawn(ticket) else "card-is-closed"))
        if ticket.claimed_by:
            name = escape(ticket.claimed_by.name) or self._words("card-anonymous")
            said.append(self._words("card-claimed", name=name))
        if said:
            yield Markdown(text=" · ".join(said))
        if ticket.later_until:
            until = {"until": ticket.later_until.astimezone(case.zone), "now": case.now}
            why = escape(ticket.later_why or "")
            yield self._line("card-later-why", why=why, **until) if why else self._line("card-later", **until)

    def _buttons(self, ticket: Ticket, near: Sequence[Candidate], entries: Entries) -> Rows:
        def button(name: str, want: Want) -> Button:
            order = StaffOrder(want=want, about=ticket.id)
            return Button(label=self._words(f"card-button-{name}"), data=pack_order(order))

        if ticket.state is not TicketState.WAITING:
            return ((button("reopen", Want.REOPEN),),)
        sends = tuple((self._send(ticket, entries[one.entry]),) for one in near)
        claim = button("give-back" if ticket.claimed_by else "claim", Want.CLAIM)
        later, close = button("later", Want.LATER), button("close", Want.CLOSE)
        return (*sends, (claim, later, close, button("no-question", Want.NO_QUESTION)))

    def _send(self, ticket: Ticket, entry: Entry) -> Button:
        room = LABEL_WIDTH - width(without_marks(self._words("card-button-send", title="")))
        title = shortened(spoken(entry.question, self._language), room)
        order = StaffOrder(want=Want.SEND, about=ticket.id, word=entry.id)
        return Button(label=self._words("card-button-send", title=title), data=pack_order(order))

    def _titles(self, found: Sequence[EntryId], entries: Entries) -> str:
        return " · ".join(self._title(entries[entry]) for entry in found if entry in entries)

    def _title(self, entry: Entry) -> str:
        return escape(spoken(entry.question, self._language))

    def _name(self, founder: Founder) -> str:
        return escape(founder.name) or self._words("nameless")

    def _words(self, name: str, /, **values: str | int | datetime) -> str:
        return self._texts.say(self._language, name, **values)

    def _line(self, name: str, /, **values: str | int | datetime) -> Markdown:
        return self._sentence(self._language, name, **values)


def _nearest(case: Case, entries: Entries) -> list[Candidate]:
    """Return the entries worth sending: likely enough, and neither sent nor turned down already."""
    if case.question is None:
        return []
    settled = {*case.answered, *case.question.turned_down}
    near = (
        one
        for one in case.question.candidates
        if one.entry in entries and one.entry not in settled and one.confidence >= WORTH_SHOWING
    )
    return list(near)[:NEAREST]


def in_hours(time: timedelta) -> str:
    """Return a length of time as hours and minutes, such as 0:05."""
    minutes = int(time.total_seconds()) // 60
    return f"{minutes // 60}:{minutes % 60:02d}"
