"""What inline buttons in the staff group carry: what is wanted, of what, and perhaps a word more."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Want(StrEnum):
    """What a button does; said with each: what its number names, and its word if it has one."""

    SEND = "send"
    """A ticket; an entry or a snippet: send it to the founder."""
    CLAIM = "claim"
    """A ticket: it is mine; pressed by who has it, it is nobody's again."""
    LATER = "later"
    """A ticket; how long, such as "1d", or nothing: put it aside, or ask for how long."""
    CLOSE = "close"
    """A ticket: close it."""
    NO_QUESTION = "noq"
    """A ticket: it is no question, and closed."""
    REOPEN = "reopen"
    """A ticket: it waits again."""
    RETRY = "retry"
    """An outbox row that was given up: send it once more."""
    RELEASE = "release"
    """A held message of a ticket: send it although the ticket is somebody else's."""
    WITHHOLD = "hold"
    """A held message of a ticket: it stays among staff."""
    TEACH = "teach"
    """A staff message of a ticket; an entry, or nothing for a new one: show what teaching would change."""
    TAUGHT = "taught"
    """A staff message of a ticket; as above: teach it."""
    NOT_TAUGHT = "noteach"
    """A staff message of a ticket: teach nothing."""
    REVOKE = "revoke"
    """What was taught: take it back."""
    SAME = "same"
    """A staff message of a ticket; another ticket's number or "all": send this answer there too."""
    STILL_TRUE = "true"
    """Nothing (0); an entry: its answer is still right."""
    EDIT = "edit"
    """Nothing (0); an entry: how to give it another answer."""
    EDITED = "edited"
    """What staff wrote as its new answer, or 0 to drop it; an entry: give it that answer."""
    RETIRE = "retire"
    """0 to be asked once more, 1 to mean it, 2 not to; an entry: give it no more."""
    CORRECT = "correct"
    """Days, or 0 not to; an entry: send the new answer to those who got the old one in that time."""
    BROADCAST = "cast"
    """A broadcast: begin."""
    STOP = "stop"
    """A broadcast: stop, or drop it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffOrder:
    """What a button asks for; `Want` says what the other two mean.

    Attributes:
        about: 0 or more, at most 18 digits.
        word: an entry's id or the like; empty without one.
    """

    want: Want
    about: int
    word: str = ""


_MARK = "s"
_WORD = re.compile(r"[a-z0-9-]{0,40}")


def pack_order(order: StaffOrder) -> str:
    """Return the data for a button, at most 64 bytes."""
    return f"{_MARK}:{order.want}:{order.about}:{order.word}"


def unpack_order(data: str) -> StaffOrder | None:
    """Read a button's data; None when it is none of ours."""
    match data.split(":"):
        case [mark, want, about, word] if mark == _MARK and want in list(Want):
            is_number = about.isascii() and about.isdigit() and len(about) <= 18
            if is_number and _WORD.fullmatch(word):
                return StaffOrder(want=Want(want), about=int(about), word=word)
    return None
