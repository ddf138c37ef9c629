"""What people see in a chat, as the bot's calls make it, and what is new there after an act."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.conversation.bidi import without_marks
from bot.domain.ids import MessageId
from bot.domain.messages import (
    CopyAlbum,
    CopyMessage,
    DeleteMessage,
    EditButtons,
    EditCaption,
    EditText,
    Outgoing,
    Rows,
    SendDocument,
    SendText,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A message of the bot's.

    Attributes:
        words: without marks; None where the bot's records do not hold them, as of a copy.
        buttons: labels, row by row.
        kind: text or document; None of a copy.
    """

    words: str | None = None
    buttons: tuple[tuple[str, ...], ...] = ()
    kind: str | None = None


Chat = dict[MessageId, Shown]


def apply(chat: Chat, call: Outgoing, message: MessageId | None) -> None:
    """Change a chat as a call did that made `message`."""
    match call:
        case SendText(text=text, buttons=rows) if message is not None:
            chat[message] = Shown(words=without_marks(text), buttons=_labels(rows), kind="text")
        case EditText(message=place, text=text, buttons=rows):
            chat[place] = Shown(words=without_marks(text), buttons=_labels(rows), kind="text")
        case EditButtons(message=place, buttons=rows):
            chat[place] = replace(chat.get(place, Shown()), buttons=_labels(rows))
        case EditCaption(message=place, caption=caption):
            chat[place] = replace(chat.get(place, Shown()), words=without_marks(caption.text))
        case SendDocument(caption=caption) if message is not None:
            chat[message] = Shown(words=without_marks(caption), kind="document")
        case CopyMessage() if message is not None:
            chat[message] = Shown()
        case CopyAlbum(messages=parts) if message is not None:
            chat.update({MessageId(message + number): Shown() for number in range(len(parts))})
        case DeleteMessage(message=place):
            chat.pop(place, None)


def new_in(before: Mapping[MessageId, Shown], now: Mapping[MessageId, Shown]) -> list[Shown]:
    """Return what was said since, in its order."""
    return [now[message] for message in sorted(now) if message not in before]


def changed_in(before: Mapping[MessageId, Shown], now: Mapping[MessageId, Shown]) -> list[Shown]:
    """Return what looks otherwise now, in its order; nothing where no words changed, only buttons."""
    places = [place for place in sorted(now) if place in before and now[place] != before[place]]
    reworded = any(now[place].words != before[place].words for place in places)
    return [now[place] for place in places] if reworded else []


def _labels(rows: Rows) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(without_marks(button.label) for button in row) for row in rows)
