"""A message that asks several questions: what of it can be answered, and how the answers stand together.

Answers come first and what went to staff comes last: the promise is said once, where the reader stops.
"""

from collections.abc import Container, Sequence
from dataclasses import replace

from bot.conversation.bidi import utf16_length, without_marks
from bot.conversation.message import Literal, Markdown, Message
from bot.conversation.texts import escape
from bot.domain.ids import EntryId
from bot.domain.match import Answer, HandOver, Match, Part, Reason, Several, Suggest
from bot.domain.messages import Entity

MAX_WORDS = 60
"""Characters of a founder's words that make a title."""
ISOLATED = "\u2068{}\u2069"
"""Keeps the question mark of an English title at its end in a Hebrew message too."""
BLANK_LINE = Literal(text="")


def still_in_faq(match: Match, entries: Container[EntryId]) -> Match:
    """Return the match without entries that the FAQ no longer has; what loses all of them is for staff."""
    match match:
        case Answer() | Suggest():
            return _still_in_faq(match, entries)
        case Several():
            parts = tuple(replace(part, match=_still_in_faq(part.match, entries)) for part in match.parts)
            if any(isinstance(part.match, Answer) for part in parts):
                return replace(match, parts=parts)
            return unsure(match)
        case _:
            return match


def unsure_to_staff(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return the parts with nothing left to ask back about."""
    return tuple(
        replace(part, match=unsure(part.match)) if isinstance(part.match, Suggest) else part for part in parts
    )


def under_title(title: str, message: Message) -> Message:
    """Put a title of ours above a message."""
    return replace(message, parts=(Markdown(text=f"**{escape(title)}**"), *message.parts))


def under_words(asked: Sequence[str], message: Message) -> Message:
    """Put what the founder asked above a message, each question on a line of its own."""
    return replace(message, parts=(*map(_words, asked), *message.parts))


def together(sections: Sequence[Message]) -> Message:
    """Make one message of several; its buttons are those of the first."""
    first, *others = sections
    parts = [*first.parts]
    for section in others:
        parts += [BLANK_LINE, *section.parts]
    return replace(first, parts=tuple(parts))


def apart(sections: Sequence[Message]) -> tuple[Message, ...]:
    """Return the same as messages of their own, the buttons under the last, for what is too long for one."""
    bare = [replace(section, buttons=()) for section in sections]
    return (*bare[:-1], replace(bare[-1], buttons=sections[0].buttons))


def _still_in_faq(
    match: Answer | Suggest | HandOver, entries: Container[EntryId]
) -> Answer | Suggest | HandOver:
    match match:
        case Answer(entry=entry) if entry not in entries:
            return unsure(match)
        case Suggest(entries=offered):
            left = tuple(entry for entry in offered if entry in entries)
            return replace(match, entries=left) if left else unsure(match)
        case _:
            return match


def unsure(match: Match) -> HandOver:
    """Return the match as one that staff decide on."""
    return HandOver(language=match.language, candidates=match.candidates, reason=Reason.UNLIKE_ANY)


def _words(asked: str) -> Literal:
    flat = " ".join(without_marks(asked).split())
    cut = flat if len(flat) <= MAX_WORDS else f"{flat[: MAX_WORDS - 1].rstrip()}…"
    text = ISOLATED.format(cut)
    return Literal(text=text, entities=(Entity(type="bold", offset=0, length=utf16_length(text)),))
