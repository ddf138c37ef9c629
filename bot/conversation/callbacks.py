"""What inline buttons carry: a word and a number or two, far below Telegram's 64 bytes."""

import re
from dataclasses import dataclass

from bot.domain.ids import EntryId, QuestionId, TicketId
from bot.domain.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """The founder means the `place`-th of a question's candidates, counted from 0."""

    question: QuestionId
    place: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Helped:
    """The answer to a question helped."""

    question: QuestionId


@dataclass(frozen=True, slots=True, kw_only=True)
class NotIt:
    """The answer to a question is not what was asked."""

    question: QuestionId


@dataclass(frozen=True, slots=True, kw_only=True)
class PassOn:
    """None of these, or ask staff: the question goes to staff."""

    question: QuestionId


@dataclass(frozen=True, slots=True, kw_only=True)
class AskStaff:
    """The next message goes to staff."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topics:
    """Show the topics of the FAQ, in place of the message with this button."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTopic:
    """Show a page of a topic's entries, in place of the message with this button; pages count from 0."""

    topic: str
    page: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenEntry:
    """Show an entry's answer, in place of the message with this button."""

    entry: EntryId


@dataclass(frozen=True, slots=True, kw_only=True)
class SeeAlso:
    """Send an entry's answer; the message with this button stays."""

    entry: EntryId


@dataclass(frozen=True, slots=True, kw_only=True)
class Solved:
    """Thanks, that answers it."""

    ticket: TicketId


@dataclass(frozen=True, slots=True, kw_only=True)
class More:
    """I have another question on this."""

    ticket: TicketId


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancel:
    """Staff need not answer this ticket any more."""

    ticket: TicketId


@dataclass(frozen=True, slots=True, kw_only=True)
class Speak:
    """Change the language; `greet` where that was the first thing asked, so that a greeting follows."""

    language: Language
    greet: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """Get what staff announce from now on, or no more of it."""

    wanted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DropContact:
    """Delete the contact that the founder left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forget:
    """Delete everything about the founder: the confirmation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keep:
    """Delete nothing after all."""


Callback = (
    Pick
    | Helped
    | NotIt
    | PassOn
    | AskStaff
    | Topics
    | OpenTopic
    | OpenEntry
    | SeeAlso
    | Solved
    | More
    | Cancel
    | Speak
    | News
    | DropContact
    | Forget
    | Keep
)

_BARE: dict[str, Callback] = {
    "ask": AskStaff(),
    "topics": Topics(),
    "news": News(wanted=True),
    "nonews": News(wanted=False),
    "nocontact": DropContact(),
    "forget": Forget(),
    "keep": Keep(),
}
_WORDS = {callback: word for word, callback in _BARE.items()}
_SLUG = re.compile(r"[a-z0-9-]{1,40}")


def pack(callback: Callback) -> str:  # noqa: PLR0911 (one case, one return)
    """Return the data for a button."""
    match callback:
        case Pick(question=question, place=place):
            return f"pick:{question}:{place}"
        case Helped(question=question):
            return f"helped:{question}"
        case NotIt(question=question):
            return f"notit:{question}"
        case PassOn(question=question):
            return f"staff:{question}"
        case OpenTopic(topic=topic, page=page):
            return f"topic:{topic}:{page}"
        case OpenEntry(entry=entry):
            return f"entry:{entry}"
        case SeeAlso(entry=entry):
            return f"see:{entry}"
        case Solved(ticket=ticket):
            return f"solved:{ticket}"
        case More(ticket=ticket):
            return f"more:{ticket}"
        case Cancel(ticket=ticket):
            return f"cancel:{ticket}"
        case Speak(language=language, greet=greet):
            return f"{'hello' if greet else 'speak'}:{language}"
        case _:
            return _WORDS[callback]


def unpack(data: str) -> Callback | None:
    """Read a button's data; None when it is none of ours, whoever made it."""
    match data.split(":"):
        case [word]:
            return _BARE.get(word)
        case [word, number] if _is_number(number):
            return _numbered(word, int(number))
        case [word, name] if _SLUG.fullmatch(name):
            return _named(word, name)
        case ["pick", question, place] if _is_number(question) and _is_number(place):
            return Pick(question=QuestionId(int(question)), place=int(place))
        case ["topic", topic, page] if _SLUG.fullmatch(topic) and _is_number(page):
            return OpenTopic(topic=topic, page=int(page))
        case _:
            return None


def _numbered(word: str, number: int) -> Callback | None:
    match word:
        case "helped":
            return Helped(question=QuestionId(number))
        case "notit":
            return NotIt(question=QuestionId(number))
        case "staff":
            return PassOn(question=QuestionId(number))
        case "solved":
            return Solved(ticket=TicketId(number))
        case "more":
            return More(ticket=TicketId(number))
        case "cancel":
            return Cancel(ticket=TicketId(number))
        case _:
            return None


def _named(word: str, name: str) -> Callback | None:
    match word:
        case "entry":
            return OpenEntry(entry=EntryId(name))
        case "see":
            return SeeAlso(entry=EntryId(name))
        case "speak" | "hello" if name in list(Language):
            return Speak(language=Language(name), greet=word == "hello")
        case _:
            return None


def _is_number(text: str) -> bool:
    # At most 18 digits, so that it fits the database's 64-bit integers.
    return text.isascii() and text.isdigit() and len(text) <= 18
