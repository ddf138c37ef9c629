"""What inline buttons carry: a word and a number or two, far below Telegram's 64 bytes."""

from dataclasses import dataclass

from bot.domain.ids import QuestionId, TicketId
from bot.domain.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """The founder means the `place`-th suggestion, counted from 0, for a question."""

    question: QuestionId
    place: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PassOn:
    """None of these, or ask staff: the question goes to staff."""

    question: QuestionId


@dataclass(frozen=True, slots=True, kw_only=True)
class AskStaff:
    """The next message goes to staff."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Solved:
    """Thanks, that answers it."""

    ticket: TicketId


@dataclass(frozen=True, slots=True, kw_only=True)
class More:
    """I have another question on this."""

    ticket: TicketId


@dataclass(frozen=True, slots=True, kw_only=True)
class Speak:
    """Change the language."""

    language: Language


Callback = Pick | PassOn | AskStaff | Solved | More | Speak


def pack(callback: Callback) -> str:
    """Return the data for a button."""
    match callback:
        case Pick(question=question, place=place):
            return f"pick:{question}:{place}"
        case PassOn(question=question):
            return f"staff:{question}"
        case AskStaff():
            return "ask"
        case Solved(ticket=ticket):
            return f"solved:{ticket}"
        case More(ticket=ticket):
            return f"more:{ticket}"
        case Speak(language=language):
            return f"speak:{language}"


def unpack(data: str) -> Callback | None:
    """Read a button's data; None when it is none of ours, whoever made it."""
    match data.split(":"):
        case ["pick", question, place] if _number(question) and _number(place):
            return Pick(question=QuestionId(int(question)), place=int(place))
        case ["staff", question] if _number(question):
            return PassOn(question=QuestionId(int(question)))
        case ["ask"]:
            return AskStaff()
        case ["solved", ticket] if _number(ticket):
            return Solved(ticket=TicketId(int(ticket)))
        case ["more", ticket] if _number(ticket):
            return More(ticket=TicketId(int(ticket)))
        case ["speak", code] if code in list(Language):
            return Speak(language=Language(code))
        case _:
            return None


def _number(text: str) -> bool:
    # At most 18 digits, so that it fits the database's 64-bit integers.
    return text.isascii() and text.isdigit() and len(text) <= 18
