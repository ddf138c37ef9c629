"""The founder's side: what becomes of a message."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.conversation.several import unsure_to_staff
from bot.domain.events import Content
from bot.domain.founder import Founder
from bot.domain.ids import EntryId
from bot.domain.language import Language, detect, from_code
from bot.domain.match import Answer, Candidate, HandOver, Match, Part, Reason, Several, SmallTalk, Suggest
from bot.domain.ticket import Ticket, TicketState

TALK_WINDOW = timedelta(minutes=30)
"""How long after staff wrote the founder is taken to be talking with them, and the bot keeps out of it."""
WORDLESS = frozenset({"sticker", "dice"})
"""Kinds that ask nothing by themselves."""
NOT_COPIED = frozenset(
    {
        "checklist",
        "game",
        "gift",
        "giveaway",
        "giveaway_winners",
        "invoice",
        "paid_media",
        "unique_gift",
        "unknown",
    }
)
"""Kinds that Telegram does not let a bot copy, or that the desk does not know (Bot API, copyMessage)."""


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
    """Pass it on as a new ticket.

    Attributes:
        asked_for: the founder wanted staff; it is not for lack of an answer.
        flood: so much came at once that it is put together unread.
    """

    asked_for: bool
    flood: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """Add it to a ticket."""

    ticket: Ticket


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """Small talk with a ready reply."""

    topic: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Say:
    """Say why nothing can be done with it; `name` is a sentence of the locales."""

    name: str


Route = GiveAnswer | AnswerSeveral | AskBack | ToStaff | FollowUp | Chat | Say


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
    if content.kind in NOT_COPIED:
        return Say(name="cannot-pass-on")
    if reply_to:
        return FollowUp(ticket=reply_to)
    waiting = ticket if ticket and ticket.state is TicketState.WAITING else None
    if founder.pace.floods:
        return FollowUp(ticket=waiting) if waiting else ToStaff(asked_for=False, flood=True)
    if founder.asking_staff:
        return ToStaff(asked_for=True)
    if ticket and in_talk(ticket, now):
        return FollowUp(ticket=ticket)
    known = _known(match, waiting) if content.is_text else None
    if known or not waiting:
        return known or _unknown(match, content)
    return FollowUp(ticket=waiting)


def _known(match: Match, waiting: Ticket | None) -> Route | None:
    """Return what the FAQ knows to say, also beside a ticket that waits; None if it is not sure."""
    match match:
        case SmallTalk(topic=topic):
            return Chat(topic=topic)
        case Answer(entry=entry):
            return GiveAnswer(entry=entry, also_show=waiting)
        case Several(parts=parts):
            return AnswerSeveral(parts=unsure_to_staff(parts) if waiting else parts, also_show=waiting)
        case _:
            return None


def _unknown(match: Match, content: Content) -> Route:
    if content.kind in WORDLESS:
        return Say(name="words-please")
    match match:
        case HandOver(reason=Reason.NOTHING_TO_READ) if content.is_text:
            return Say(name="words-please")
        case Suggest(entries=entries) if content.is_text:
            return AskBack(entries=entries)
        case _:
            return ToStaff(asked_for=False)


def in_talk(ticket: Ticket, now: datetime) -> bool:
    """Whether staff wrote so lately that what the founder writes now is meant for them."""
    wrote = ticket.staff_wrote_at
    return ticket.state is not TicketState.CLOSED and wrote is not None and now - wrote <= TALK_WINDOW


def offered(match: Match, entries: tuple[EntryId, ...]) -> tuple[Candidate, ...]:
    """Return `entries` as candidates, in the order of the buttons, which carry only a place in this list."""
    known = {near.entry: near for near in match.candidates}
    rest = match.confidence if isinstance(match, Suggest) else 0.0
    return tuple(known.get(entry, Candidate(entry=entry, confidence=rest)) for entry in entries)


def choose_language(text: str | None, code: str | None) -> Language | None:
    """Return the language of the text's script, else of Telegram's setting; None if neither tells."""
    return detect(text or "") or from_code(code)
