"""A message as the page and the tests see it."""

from bot.sandbox.chats import Message
from bot.sandbox.content import FILES
from bot.sandbox.files import FileStore, image_type
from bot.sandbox.wire import Json

QUOTED = 200  # characters of an answered message


def message_view(message: Message, files: FileStore) -> Json:
    """All that a bubble needs."""
    content = message.content
    is_text = content.kind == "text"
    return {
        "message_id": message.message_id,
        "version": message.version,
        "date": message.date,
        "from": message.sender.id,
        "from_name": message.sender.name,
        "from_bot": message.sender.is_bot,
        "sender_anonymous": message.sender.anonymous and message.chat.kind != "private",
        "text": content.text if is_text else None,
        "caption": None if is_text else content.text or None,
        "kind": content.kind,
        "media": _media(message, files),
        "service": content.payload if content.is_service else None,
        "entities": list(content.entities),
        "buttons": [[_button(button) for button in row] for row in message.keyboard or []],
        "thread": message.thread,
        "reply_to": message.draft.reply_to,
        "reply": _reply(message),
        "media_group": message.draft.album,
        "forwarded": message.draft.origin is not None,
        "reactions": list(message.reactions),
        "edited": message.reworded,
    }


def _media(message: Message, files: FileStore) -> Json | None:
    content = message.content
    if content.kind not in FILES:
        return None
    payload = content.payload[0] if isinstance(content.payload, list) else content.payload
    stored = files.find(payload["file_id"]) if isinstance(payload, dict) else None
    if stored is None:
        return None
    return {
        "kind": content.kind,
        "name": stored.upload.name,
        "mime": stored.upload.mime_type,
        "size": stored.size,
        "url": f"control/files/{stored.file_id}",
        "image": image_type(files.read(stored.path) or b"") is not None,
    }


def _reply(message: Message) -> Json | None:
    target = message.chat.messages.get(message.draft.reply_to or 0)
    if target is None:
        return None
    return {
        "message_id": target.message_id,
        "from_name": target.sender.name,
        "kind": target.content.kind,
        "text": target.content.text[:QUOTED],
    }


def _button(button: Json) -> Json:
    shown: Json = {"text": button["text"], "data": button.get("callback_data")}
    return shown | {key: button[key] for key in ("url", "style", "copy_text") if key in button}
