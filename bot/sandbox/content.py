"""What a message says, apart from where it stands."""

from dataclasses import dataclass

from bot.sandbox.people import Person
from bot.sandbox.wire import Json, Keyboard

FILES = frozenset({"photo", "document", "sticker", "voice", "video", "video_note", "animation", "audio"})
THINGS = frozenset({"location", "contact", "venue", "dice", "poll", "story", "paid_media"})
MEDIA = FILES | THINGS
CAPTIONED = FILES - {"video_note"}
UNCOPIABLE = frozenset({"paid_media"})
"""Sent by people and yet not to be copied (Bot API, copyMessage); a story is, see aiogram/aiogram#1286."""

# The field under which apps that do not know the kind find it (Bot API, Message).
_OLDER_FIELD = {"animation": "document", "venue": "location"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a message says.

    Attributes:
        kind: "text", one of `MEDIA`, or the field name of a service message.
        text: the text, or the caption of one of `CAPTIONED`.
        payload: the medium or the service message's value, under the field `kind`.
    """

    kind: str
    text: str = ""
    entities: tuple[Json, ...] = ()
    payload: object = None

    @property
    def is_service(self) -> bool:
        """Whether the message tells of an event instead of carrying words."""
        return self.kind != "text" and self.kind not in MEDIA

    @property
    def can_be_copied(self) -> bool:
        """Whether a bot may copy it."""
        return not self.is_service and self.kind not in UNCOPIABLE

    def wire(self) -> Json:
        """The fields that this content adds to a `Message` object."""
        if self.kind == "text":
            return {"text": self.text} | ({"entities": list(self.entities)} if self.entities else {})
        body: Json = {self.kind: self.payload}
        if self.kind in _OLDER_FIELD:
            body[_OLDER_FIELD[self.kind]] = _older(self.kind, self.payload)
        if self.kind in CAPTIONED and self.text:
            body["caption"] = self.text
            if self.entities:
                body["caption_entities"] = list(self.entities)
        return body


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A message before its chat has given it a number.

    Attributes:
        thread: topic, or in a plain supergroup the first message of the chain of replies.
        opens_topic: the message is the root of a new topic, which takes the message's number.
        reply_to: id of the answered message in the same chat.
        album: `media_group_id`.
        origin: `forward_origin` of a forwarded message.
        protected: may not be copied or forwarded.
    """

    sender: Person
    content: Content
    thread: int | None = None
    opens_topic: bool = False
    reply_to: int | None = None
    keyboard: Keyboard | None = None
    album: str | None = None
    origin: Json | None = None
    protected: bool = False


def _older(kind: str, payload: object) -> object:
    if kind == "venue" and isinstance(payload, dict):
        return payload["location"]
    size = {"width", "height", "duration"}  # a document has none
    return (
        {key: value for key, value in payload.items() if key not in size}
        if isinstance(payload, dict)
        else None
    )
