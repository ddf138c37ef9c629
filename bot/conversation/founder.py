"""The founder's side: what to do with a message, and what to say."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.conversation.callbacks import AskStaff, More, PassOn, Pick, Solved, Speak, pack
from bot.conversation.message import Literal, Markdown, Message
from bot.conversation.several import unsure_to_staff
from bot.conversation.texts import Texts, spoken
from bot.domain.events import Content
from bot.domain.founder import Founder
from bot.domain.ids import EntryId, QuestionId
from bot.domain.language import Language, detect, from_code
from bot.domain.match import Answer, Match, Part, Several, SmallTalk, Suggest
from bot.domain.messages import Button
from bot.domain.ticket import Ticket, TicketState
from bot.knowledge.model import Entry

TALK_WINDOW = timedelta(minutes=30)
"""How long after staff wrote the founder is taken to be talking with them, and the bot keeps out of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveAnswer:
    """Send the entry; `also_show` is the open ticket whose staff should know, None if there is none."""

    entry: EntryId
    also_show: Ticket | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSeveral:
    """Answer the parts that are known, and pass on or ask back about the others.

    Attributes:
        also_show: the open ticket that takes what is passed on and whose staff should know of the answers;
            None if there is none.
    """

    parts: tuple[Part, ...]
    also_show: Ticket | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskBack:
    """Ask which of these entries is meant."""

    entries: tuple[EntryId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToStaff:
    """Pass it on as a new ticket; `asked_for` if the founder wanted staff, not for lack of an answer."""

    asked_for: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """Add it to a ticket."""

    ticket: Ticket


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """Small talk with a ready reply."""

    topic: str


Route = GiveAnswer | AnswerSeveral | AskBack | ToStaff | FollowUp | Chat


def route(
    *,
    founder: Founder,
    content: Content,
    match: Match,
    ticket: Ticket | None,
    reply_to: Ticket | None,
    now: datetime,
) -> Route:
    """Say what becomes of a founder's message.

    Args:
        founder: who wrote.
        content: what the message holds.
        match: of its text; not looked at where there is more than text, or where staff were asked for.
        ticket: the founder's latest ticket.
        reply_to: the ticket of the message that it replies to; None if it replies to no such message.
        now: aware UTC time.
    """
    if reply_to:
        return FollowUp(ticket=reply_to)
    if founder.asking_staff:
        return ToStaff(asked_for=True)
    if ticket and in_talk(ticket, now):
        return FollowUp(ticket=ticket)
    waiting = ticket if ticket and ticket.state is TicketState.WAITING else None
    match match:
        case SmallTalk(topic=topic) if content.is_text:
            return Chat(topic=topic)
        case Answer(entry=entry) if content.is_text:
            return GiveAnswer(entry=entry, also_show=waiting)
        case Several(parts=parts) if content.is_text:
            return AnswerSeveral(parts=unsure_to_staff(parts) if waiting else parts, also_show=waiting)
        case _ if waiting:
            return FollowUp(ticket=waiting)
        case Suggest(entries=entries) if content.is_text:
            return AskBack(entries=entries)
        case _:
            return ToStaff(asked_for=False)


def in_talk(ticket: Ticket, now: datetime) -> bool:
    """Whether staff wrote so lately that what the founder writes now is meant for them."""
    wrote = ticket.staff_wrote_at
    return ticket.state is not TicketState.CLOSED and wrote is not None and now - wrote <= TALK_WINDOW


def choose_language(text: str | None, known: Language | None, code: str | None) -> Language:
    """Return the language of the text's script, else the one known, else Telegram's setting, else English."""
    return detect(text or "") or known or from_code(code) or Language.EN


class FounderReplies:
    """Composes what the founder reads. `language` is always the one to write in."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def start(self, language: Language) -> Message:
        """Greet, and say what can be asked."""
        ask = Button(label=self._texts.say(language, "button-ask-staff"), data=pack(AskStaff()))
        others = tuple(
            Button(label=OWN_NAMES[other], data=pack(Speak(language=other)))
            for other in Language
            if other is not language
        )
        return self._say(language, "start", ((ask,), others))

    def help(self, language: Language) -> Message:
        """Say how it works."""
        return self._say(language, "help")

    def plain(self, language: Language, name: str, /, **values: str) -> Message:
        """Say one sentence from the locales."""
        return Message(parts=(self._sentence(language, name, **values),), language=language)

    def small_talk(self, language: Language, reply: str) -> Message:
        """Say the FAQ's reply to a greeting and the like."""
        return Message(parts=(Markdown(text=reply),), language=language)

    def answer(self, entry: Entry, language: Language, question: QuestionId, today: date) -> Message:
        """Give an entry's answer, its source and date, and the way to staff."""
        ask = Button(
            label=self._texts.say(language, "button-ask-staff"), data=pack(PassOn(question=question))
        )
        parts = [
            Markdown(text=spoken(entry.answer, language).strip()),
            Markdown(text=self._source(entry, language)),
        ]
        if entry.review_due < today:
            parts.append(Markdown(text=self._texts.say(language, "overdue")))
        return Message(parts=tuple(parts), language=language, buttons=((ask,),))

    def ask_back(self, entries: tuple[Entry, ...], language: Language, question: QuestionId) -> Message:
        """Ask which entry is meant, with a way out to staff."""
        rows = tuple(
            (Button(label=spoken(entry.question, language), data=pack(Pick(question=question, place=place))),)
            for place, entry in enumerate(entries)
        )
        none = Button(
            label=self._texts.say(language, "button-none-of-these"), data=pack(PassOn(question=question))
        )
        return self._say(language, "which-one", (*rows, (none,)))

    def handed_over(self, ticket: Ticket, *, asked_for: bool) -> Message:
        """Tell the number under which staff have the question."""
        name = "passed-on" if asked_for else "handed-over"
        return self.plain(ticket.language, name, number=ticket.number)

    def staff_answer(self, ticket: Ticket, content: Content) -> Message:
        """Show what staff wrote, under the ticket's number."""
        head = Markdown(text=self._texts.say(ticket.language, "staff-answer", number=ticket.number))
        body = (Literal(text=content.text, entities=content.entities),) if content.text else ()
        return Message(parts=(head, *body), language=ticket.language, buttons=self.after_answer(ticket))

    def after_answer(self, ticket: Ticket) -> tuple[tuple[Button, ...], ...]:
        """Return the buttons under staff's answer."""
        solved = Button(
            label=self._texts.say(ticket.language, "button-solved"), data=pack(Solved(ticket=ticket.id))
        )
        more = Button(
            label=self._texts.say(ticket.language, "button-more"), data=pack(More(ticket=ticket.id))
        )
        return ((solved,), (more,))

    def _source(self, entry: Entry, language: Language) -> str:
        if not entry.sources:
            return self._texts.say(language, "unsourced", reviewed=entry.reviewed)
        source = entry.sources[0]
        if source.date is None:
            return self._texts.say(language, "source-undated", title=source.title, reviewed=entry.reviewed)
        return self._texts.say(
            language, "source", title=source.title, date=source.date, reviewed=entry.reviewed
        )

    def _say(self, language: Language, name: str, rows: tuple[tuple[Button, ...], ...] = ()) -> Message:
        return Message(parts=(self._sentence(language, name),), language=language, buttons=rows)

    def _sentence(self, language: Language, name: str, /, **values: str) -> Markdown:
        return Markdown(text=self._texts.say(language, name, **values))


OWN_NAMES = {Language.EN: "English", Language.HE: "עברית", Language.ZH: "中文"}
"""Each language as its readers call it, whatever language the message around it is in."""
