"""Bot API methods that put a new message into a chat."""

from bot.sandbox.chats import Message
from bot.sandbox.content import Content, Draft
from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.files import PHOTO_LIMIT, UPLOAD_LIMIT, StoredFile
from bot.sandbox.keyboards import keyboard
from bot.sandbox.params import Params
from bot.sandbox.places import place, writable_chat
from bot.sandbox.text import Formatted, caption, message_text
from bot.sandbox.wire import Json
from bot.sandbox.world import World

_ACTIONS = (
    "typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker "
    "find_location record_video_note upload_video_note"
)
ACTIONS = frozenset(_ACTIONS.split())


def send_message(world: World, params: Params) -> Json:
    """Post a text."""
    words = given_text(params)
    return post(world, params, Content(kind="text", text=words.text, entities=words.entities)).wire()


def send_photo(world: World, params: Params) -> Json:
    """Post a photo."""
    return _send_file(world, params, "photo")


def send_document(world: World, params: Params) -> Json:
    """Post a document."""
    return _send_file(world, params, "document")


def send_voice(world: World, params: Params) -> Json:
    """Post a voice message."""
    return _send_file(world, params, "voice")


def send_video(world: World, params: Params) -> Json:
    """Post a video."""
    return _send_file(world, params, "video")


def send_message_draft(world: World, params: Params) -> bool:
    """Show what the bot is writing for half a minute; no text shows that it thinks."""
    chat = writable_chat(world, params)
    if chat.kind != "private":
        raise bad_request("TEXTDRAFT_PEER_INVALID")
    if not params.integer("draft_id"):
        raise bad_request("invalid draft_id specified")
    text = given_text(params).text if params.text("text") else ""
    world.presence.draft(chat.id, params.integer("draft_id"), text, world.clock.now())
    return True


def send_chat_action(world: World, params: Params) -> bool:
    """Show an action such as "typing" for some seconds."""
    chat = writable_chat(world, params)
    thread, _ = place(world, chat, params)
    action = params.text("action").lower()
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    world.presence.act(chat.id, thread, action, world.clock.now())
    return True


def given_text(params: Params) -> Formatted:
    """The parameter `text`."""
    _refuse_markup(params)
    return message_text(params.text("text"), params.value("entities"))


def given_caption(params: Params) -> Formatted:
    """The parameter `caption`."""
    _refuse_markup(params)
    return caption(params.text("caption"), params.value("caption_entities"))


def _refuse_markup(params: Params) -> None:
    if params.text("parse_mode"):
        raise bad_request("unsupported parse_mode: the sandbox takes entities only")


def post(
    world: World, params: Params, content: Content, *, origin: Json | None = None, album: str | None = None
) -> Message:
    """Put a message of the bot where the parameters say.

    Args:
        world: where it appears.
        params: chat, topic, reply, keyboard and protection.
        content: what it says.
        origin: `forward_origin`.
        album: `media_group_id`.
    """
    buttons = keyboard(params.value("reply_markup"))
    chat = writable_chat(world, params)
    thread, reply_to = place(world, chat, params)
    draft = Draft(
        sender=world.bot,
        content=content,
        thread=thread,
        reply_to=reply_to,
        keyboard=buttons,
        album=album,
        origin=origin,
        protected=params.flag("protect_content"),
    )
    return world.post(chat, draft)


def _send_file(world: World, params: Params, kind: str) -> Json:
    words = given_caption(params)
    writable_chat(world, params)
    stored = given_file(world, params, kind)
    content = Content(kind=kind, text=words.text, entities=words.entities, payload=stored.medium())
    return post(world, params, content).wire()


def given_file(world: World, params: Params, kind: str) -> StoredFile:
    """The file in the parameter named like its kind, one of `content.FILES`: new, or known by its id."""
    upload = params.upload(kind)
    if upload is not None:
        if len(upload.data) > (PHOTO_LIMIT if kind == "photo" else UPLOAD_LIMIT):
            raise ApiError(413, "Request Entity Too Large")
        if not upload.data:
            raise bad_request("file must be non-empty")
        return world.files.add(kind, upload)
    name = params.text(kind)
    if not name:
        raise bad_request(f"there is no {kind} in the request")
    if "://" in name:
        raise bad_request("failed to get HTTP URL content")
    stored = world.files.find(name)
    if stored is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if stored.kind != kind:
        raise bad_request("type of file mismatch")
    return stored
