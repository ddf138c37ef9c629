"""A message as the desk composes it, before Telegram's limits and entities."""

from dataclasses import dataclass, replace

from bot.domain.ids import MessageId
from bot.domain.language import Language
from bot.domain.messages import Button, Entity, Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Markdown:
    """Words of ours: a sentence from the locales or an answer from the FAQ."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Literal:
    """Words of a person, never read as Markdown.

    Attributes:
        entities: the formatting that the person gave them.
        quoted: shown as a quotation.
    """

    text: str
    entities: tuple[Entity, ...] = ()
    quoted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One thing to say; its parts stand on lines of their own."""

    parts: tuple[Markdown | Literal, ...]
    language: Language
    buttons: Rows = ()
    reply_to: MessageId | None = None

    def with_rows(self, *rows: tuple[Button, ...]) -> "Message":
        """Return the message with other rows of buttons."""
        return replace(self, buttons=rows)

    def replying_to(self, message: MessageId | None) -> "Message":
        """Return the message as a reply."""
        return replace(self, reply_to=message)
