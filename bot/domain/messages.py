"""What goes out. One record is one call to Telegram, already within Telegram's limits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.ids import ChatId, MessageId, OutboxId, TicketMessageId, UpdateId, UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A stretch of formatted text; `offset` and `length` count UTF-16 units, as Telegram does.

    Attributes:
        url: of a text link; None for every other type.
        language: of a code block; None when it has none.
    """

    type: str
    offset: int
    length: int
    url: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """An inline button; `data` is at most 64 bytes of UTF-8."""

    label: str
    data: str


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SendText:
    """A message of 1 to 4096 UTF-16 units.

    Attributes:
        reply_to: a message in the same chat; if it is gone the text is sent without the reply.
    """

    text: str
    entities: tuple[Entity, ...] = ()
    buttons: Rows = ()
    reply_to: MessageId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """Words under an attachment, at most 1024 UTF-16 units; empty removes them."""

    text: str
    entities: tuple[Entity, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyMessage:
    """A copy, without its author, of a message that may be of any kind: photo, voice, document.

    Attributes:
        caption: in place of the original's; None keeps that.
    """

    from_chat: ChatId
    message: MessageId
    caption: Caption | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyAlbum:
    """Copies of 1 to 100 messages, in the order of their ids, so that an album stays one.

    Attributes:
        messages: ascending.
    """

    from_chat: ChatId
    messages: tuple[MessageId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SendDocument:
    """A text file, made from `content` when it is sent."""

    name: str
    content: str
    caption: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditText:
    """Replace text and buttons of one of the bot's messages; 1 to 4096 UTF-16 units."""

    message: MessageId
    text: str
    entities: tuple[Entity, ...] = ()
    buttons: Rows = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EditCard:
    """Replace words and buttons of a card in the staff group, wherever it stands when this is sent.

    Attributes:
        card: the message of a ticket that the card shows; without a card in the group nothing is changed.
        text: 1 to 4096 UTF-16 units; None leaves the words as they are.
    """

    card: TicketMessageId
    text: str | None
    entities: tuple[Entity, ...] = ()
    buttons: Rows = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SendPicture:
    """A PNG of at most 10 MB, with up to 1024 UTF-16 units of words below it.

    Attributes:
        png: as base64 text.
    """

    name: str
    png: str
    caption: Caption
    buttons: Rows = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EditCaption:
    """Replace the words under the attachment of one of the bot's messages."""

    message: MessageId
    caption: Caption


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteMessage:
    """Delete one of the bot's messages, at most 48 hours old (Bot API, deleteMessage)."""

    message: MessageId


@dataclass(frozen=True, slots=True, kw_only=True)
class EditTopic:
    """Give the founder's topic another name, of 1 to 128 characters, and icon.

    Attributes:
        icon: an emoji out of those that Telegram offers for topics; what it does not offer is left out.
    """

    name: str
    icon: str


@dataclass(frozen=True, slots=True, kw_only=True)
class React:
    """One emoji on a message, in place of the one that the bot had put there."""

    message: MessageId
    emoji: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EditButtons:
    """Replace the buttons under one of the bot's messages; no rows remove them."""

    message: MessageId
    buttons: Rows = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPress:
    """Tell Telegram that a button press was received; without it the button keeps spinning.

    Attributes:
        notice: shown for a moment, at most 200 characters; None shows nothing.
    """

    callback: str
    notice: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InlineResult:
    """One thing to share in any chat.

    Attributes:
        id: at most 64 bytes.
        title, note: what the list shows of it.
    """

    id: str
    title: str
    note: str
    text: str
    entities: tuple[Entity, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerInline:
    """What the list above the keyboard offers for an inline query; at most 50 results."""

    query: str
    results: tuple[InlineResult, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveChat:
    """Leave a group that is not the staff's."""

    chat: ChatId


Outgoing = (
    SendText
    | CopyMessage
    | CopyAlbum
    | SendDocument
    | SendPicture
    | EditText
    | EditCard
    | EditCaption
    | EditButtons
    | EditTopic
    | DeleteMessage
    | React
    | AnswerPress
    | AnswerInline
    | LeaveChat
)


class Place(StrEnum):
    """Where a message goes; chat and topic are looked up when it is sent, since both may change."""

    FOUNDER = "founder"
    """The founder's private chat."""
    TOPIC = "topic"
    """The founder's topic in the staff group (the group itself where it has no topics)."""
    STAFF = "staff"
    """The staff group outside any topic."""
    CARD = "card"
    """What stands in the founder's topic already: changes of its looks, which wait for everything else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a message goes.

    Attributes:
        founder: whose chat or topic; None only for `Place.STAFF`.
    """

    place: Place
    founder: UserId | None = None

    @property
    def lane(self) -> str:
        """Messages of one lane go out strictly in order; different lanes do not wait for each other."""
        return self.place if self.founder is None else f"{self.place}:{self.founder}"


class DeliveryState(StrEnum):
    """Where an outbox row stands.

    ```
    queued ──► sending ──► sent
      ▲  ▲        │ ├────► dead      Telegram refused for good, or the outcome stayed unknown
      │  └────────┘ └────► parked    the founder stopped the bot
      └── retry, or outcome unknown   │
      └───────────────────────────────┘ the founder is back
    ```
    """

    QUEUED = "queued"
    SENDING = "sending"
    """Written before the call; found at start, it means that the outcome is unknown."""
    SENT = "sent"
    PARKED = "parked"
    DEAD = "dead"


def unsent(rows: Mapping[str, int]) -> int:
    """Return how many rows wait to be sent, of how many there are in each `DeliveryState`."""
    return rows[DeliveryState.QUEUED] + rows[DeliveryState.SENDING]


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """An outbox row.

    Attributes:
        attempts: calls made so far.
        unknown_outcomes: how many of them ended without telling whether Telegram had accepted.
        ticket_message: whose copy this is; its id on the other side is filled in once sent. None for others.
        receipt_for: the staff message that gets 👍 once sent, or the reason if it cannot be; None for others.
        cause: the update that it came of; None where it came of none, such as a reminder.
    """

    id: OutboxId
    to: Address
    message: Outgoing
    state: DeliveryState
    attempts: int
    unknown_outcomes: int
    not_before: datetime
    created_at: datetime
    ticket_message: TicketMessageId | None = None
    receipt_for: MessageId | None = None
    cause: UpdateId | None = None
