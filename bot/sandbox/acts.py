"""What people do in the world; each act queues the updates that Telegram would send for it."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.sandbox.chats import Chat, Message
from bot.sandbox.content import Content, Draft
from bot.sandbox.errors import ApiError
from bot.sandbox.files import Upload
from bot.sandbox.looking import bot_member
from bot.sandbox.people import Person
from bot.sandbox.text import Formatted, caption, message_text
from bot.sandbox.topics import set_closed
from bot.sandbox.updates import MESSAGE_LIFETIME, QUERY_LIFETIME
from bot.sandbox.wire import Json
from bot.sandbox.world import World

_FILE_NAMES = {
    "photo": "photo.jpg",
    "document": "document.pdf",
    "sticker": "sticker.webp",
    "voice": "voice.oga",
}
_MIME_TYPES = {"document": "application/pdf", "voice": "audio/ogg"}


class ActError(Exception):
    """A person cannot do this in the world as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What somebody sends.

    Attributes:
        medium: photo, document, sticker or voice; None for a text.
        text: the text, or the medium's caption.
        thread: topic in the staff group; None for General.
        reply_to: id of the answered message.
        album: `media_group_id` shared by the messages of one album.
    """

    text: str = ""
    medium: str | None = None
    thread: int | None = None
    reply_to: int | None = None
    album: str | None = None


def write(world: World, person: Person, chat: Chat, words: Words) -> tuple[Message, int | None]:
    """Send a message.

    Returns:
        The message, and the id of its update; None when the bot does not hear it.

    Raises:
        ActError: the chat, topic or message is not there, or Telegram's app would not send this.
    """
    content = _content(world, words)
    thread = _thread(chat, words)
    if chat.kind == "private":
        _open(world, person, chat)
    elif person.id not in world.staff:
        raise ActError(f"user {person.id} is not in the staff group")
    draft = Draft(sender=person, content=content, thread=thread, reply_to=words.reply_to, album=words.album)
    message = world.post(chat, draft)
    return message, _announce(world, "message", message)


def edit(world: World, person: Person, chat: Chat, message_id: int, text: str) -> int | None:
    """Change one's own message, and return the id of the update."""
    message = _message(chat, message_id)
    if message.sender.id != person.id or message.content.is_service:
        raise ActError(f"message {message_id} is not {person.name}'s to edit")
    kind = message.content.kind
    words = _accepted(lambda: message_text(text) if kind == "text" else caption(text))
    payload = message.content.payload
    world.change(message, Content(kind=kind, text=words.text, entities=words.entities, payload=payload))
    return _announce(world, "edited_message", message)


def press(
    world: World, person: Person, chat: Chat, message_id: int, *, data: str | None, label: str | None
) -> tuple[str, int | None]:
    """Press an inline button, found by its data or its label.

    Returns:
        The callback query's id and the id of the update.
    """
    message = _message(chat, message_id)
    buttons = [button for row in message.keyboard or [] for button in row]
    chosen = next(
        (b for b in buttons if (b.get("callback_data") == data if data else b["text"] == label)), None
    )
    if chosen is None:
        labels = ", ".join(button["text"] for button in buttons) or "none"
        raise ActError(f"message {message_id} has no button {data or label!r}; its buttons: {labels}")
    if "callback_data" not in chosen:
        raise ActError(f"the button {chosen['text']!r} tells the bot nothing when it is pressed")
    query_id = world.queries.ask(person.id, world.clock.now())
    body: Json = {
        "id": query_id,
        "from": person.wire(),
        "message": message.wire(),
        "chat_instance": str(chat.id * -7919),
        "data": chosen["callback_data"],
    }
    return query_id, world.tell("callback_query", body, expires=world.clock.now() + QUERY_LIFETIME)


def set_blocked(world: World, person: Person, *, blocked: bool) -> int | None:
    """Block the bot or let it back; the id of the update, None when nothing changed."""
    chat = world.chats[person.id]
    if chat.blocked is blocked:
        return None
    chat.blocked = blocked
    states = ("member", "kicked") if blocked else ("kicked", "member")
    return _bot_moved(world, chat, person, states)


def set_kicked(world: World, *, kicked: bool) -> int | None:
    """Throw the bot out of the staff group or make it administrator again."""
    chat = world.staff_chat
    after = "kicked" if kicked else "administrator"
    if chat.bot_status == after:
        return None
    before, chat.bot_status = chat.bot_status, "kicked" if kicked else "administrator"
    return _bot_moved(world, chat, world.people[world.staff[0]], (before, after))


def change_topic(world: World, person: Person, thread: int, action: str) -> None:
    """Close, reopen or delete a topic; of a deletion the bot hears nothing."""
    chat = world.staff_chat
    topic = chat.topics.get(thread)
    if topic is None:
        raise ActError(f"there is no topic {thread}")
    if action == "delete":
        chat.remove_topic(thread)
        world.pulse.beat()
    elif topic.closed is not (action == "close"):
        set_closed(world, chat, topic, person, closed=action == "close")


def migrate(world: World) -> Chat:
    """Give the staff group a new id, as when a basic group becomes a supergroup; history stays behind."""
    old, person = world.staff_chat, world.people[world.staff[0]]
    new = world.add_group(old.id - 1, forum=old.is_forum)
    old.kind, old.is_forum, old.moved_to = "group", False, new.id
    world.staff_chat_id = new.id
    for chat, field, other in ((old, "migrate_to_chat_id", new), (new, "migrate_from_chat_id", old)):
        content = Content(kind=field, payload=other.id)
        world.announce("message", world.post(chat, Draft(sender=person, content=content)))
    return new


def _content(world: World, words: Words) -> Content:
    if words.medium is None:
        formatted = _accepted(lambda: message_text(words.text))
        return Content(kind="text", text=formatted.text, entities=formatted.entities)
    formatted = _accepted(lambda: caption(words.text))
    upload = Upload(
        data=f"a {words.medium} from the sandbox".encode(),
        name=_FILE_NAMES[words.medium],
        mime_type=_MIME_TYPES.get(words.medium, ""),
    )
    stored = world.files.add(words.medium, upload)
    return Content(
        kind=words.medium, text=formatted.text, entities=formatted.entities, payload=stored.medium()
    )


def _accepted(check: Callable[[], Formatted]) -> Formatted:
    try:
        return check()
    except ApiError as refusal:
        raise ActError(refusal.description) from refusal


def _thread(chat: Chat, words: Words) -> int | None:
    target = None if words.reply_to is None else _message(chat, words.reply_to)
    if words.thread is not None and words.thread not in chat.topics:
        raise ActError(f"chat {chat.id} has no topic {words.thread}")
    if target is None or words.thread is not None:
        return words.thread
    if chat.is_forum:
        return target.thread
    # In a plain supergroup a chain of replies has a thread id too.
    return (target.thread or target.message_id) if chat.kind == "supergroup" else None


def _open(world: World, person: Person, chat: Chat) -> None:
    if chat.id != person.id:
        raise ActError(f"chat {chat.id} is not {person.name}'s chat with the bot")
    set_blocked(world, person, blocked=False)
    chat.started = True


def _announce(world: World, kind: str, message: Message) -> int | None:
    if message.chat.bot_status != "administrator" or message.chat.moved_to is not None:
        return None
    return world.announce(kind, message)


def _bot_moved(world: World, chat: Chat, by: Person, states: tuple[str, str]) -> int | None:
    old, new = (bot_member(world, state) for state in states)
    body: Json = {
        "chat": chat.wire(),
        "from": by.wire(),
        "date": world.now(),
        "old_chat_member": old,
        "new_chat_member": new,
    }
    return world.tell("my_chat_member", body, expires=world.clock.now() + MESSAGE_LIFETIME)


def _message(chat: Chat, message_id: int) -> Message:
    message = chat.messages.get(message_id)
    if message is None:
        raise ActError(f"chat {chat.id} has no message {message_id}")
    return message
