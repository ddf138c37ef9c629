"""What people send, as an app puts it together."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.sandbox.content import CAPTIONED, THINGS, Content
from bot.sandbox.errors import ApiError
from bot.sandbox.files import Upload
from bot.sandbox.pictures import picture
from bot.sandbox.text import Formatted, caption, message_text
from bot.sandbox.things import thing
from bot.sandbox.world import World

_FILE_NAMES = {
    "photo": "photo.png",
    "document": "document.pdf",
    "sticker": "sticker.png",
    "voice": "voice.oga",
    "video": "video.mp4",
    "video_note": "video_note.mp4",
    "animation": "animation.mp4",
    "audio": "audio.mp3",
}
_MIME_TYPES = {
    "photo": "image/png",
    "sticker": "image/png",
    "video_note": "video/mp4",
    "document": "application/pdf",
    "voice": "audio/ogg",
    "video": "video/mp4",
    "animation": "video/mp4",
    "audio": "audio/mpeg",
}
_PICTURES = frozenset({"photo", "sticker"})


class ActError(Exception):
    """A person cannot do this in the world as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What somebody sends.

    Attributes:
        medium: one of `content.MEDIA`; None for a text.
        text: the text, or the medium's caption.
        thread: topic in the staff group; None for General.
        reply_to: id of the answered message.
        album: `media_group_id` shared by the messages of one album.
        forwarded: somebody else said it first, whose settings hide the account.
        upload: the file of a medium out of `content.FILES`; None for a made-up one.
    """

    text: str = ""
    medium: str | None = None
    thread: int | None = None
    reply_to: int | None = None
    album: str | None = None
    forwarded: bool = False
    upload: Upload | None = None


def composed(world: World, words: Words) -> Content:
    """What a message of these words says.

    Raises:
        ActError: Telegram's app would not send this.
    """
    if words.medium is None:
        formatted = _accepted(lambda: message_text(words.text))
        return Content(kind="text", text=formatted.text, entities=formatted.entities)
    if words.text and words.medium not in CAPTIONED:
        raise ActError(f"a {words.medium} has no caption")
    if words.medium in THINGS:
        return Content(kind=words.medium, payload=thing(words.medium))
    formatted = _accepted(lambda: caption(words.text))
    stored = world.files.add(words.medium, words.upload or _made_up(words.medium))
    return Content(
        kind=words.medium, text=formatted.text, entities=formatted.entities, payload=stored.medium()
    )


def reworded(content: Content, text: str) -> Content:
    """The same message with other words.

    Raises:
        ActError: it has no words, or Telegram's app would not send these.
    """
    kind = content.kind
    if kind != "text" and kind not in CAPTIONED:
        raise ActError(f"a {kind} has no words to change")
    words = _accepted(lambda: message_text(text) if kind == "text" else caption(text))
    return Content(kind=kind, text=words.text, entities=words.entities, payload=content.payload)


def _made_up(medium: str) -> Upload:
    return Upload(
        data=picture() if medium in _PICTURES else f"a {medium} from the sandbox".encode(),
        name=_FILE_NAMES[medium],
        mime_type=_MIME_TYPES[medium],
    )


def _accepted(check: Callable[[], Formatted]) -> Formatted:
    try:
        return check()
    except ApiError as refusal:
        raise ActError(refusal.description) from refusal
