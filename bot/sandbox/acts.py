"""What people do in the world; each act queues the updates that Telegram would send for it."""

from bot.sandbox.chats import Chat, Message
from bot.sandbox.composing import ActError, Words, composed, reworded
from bot.sandbox.content import Draft
from bot.sandbox.membership import set_blocked
from bot.sandbox.people import Person
from bot.sandbox.topics import set_closed
from bot.sandbox.updates import INLINE_LIFETIME, QUERY_LIFETIME
from bot.sandbox.wire import Json
from bot.sandbox.world import World

_INLINE_LIMIT = 256  # characters of an inline query: Bot API, InlineQuery


def write(world: World, person: Person, chat: Chat, words: Words) -> tuple[Message, int | None]:
    """Send a message.

    Returns:
        The message, and the id of its update; None when the bot does not hear it.

    Raises:
        ActError: the chat, topic or message is not there, or Telegram's app would not send this.
    """
    content = composed(world, words)
    thread = _thread(chat, words)
    if chat.kind == "private":
        _open(world, person, chat)
    elif chat.id not in world.foreign and person.id not in world.staff:
        raise ActError(f"user {person.id} is not in the staff group")
    draft = Draft(
        sender=person,
        content=content,
        thread=thread,
        reply_to=words.reply_to,
        album=words.album,
        origin=_hidden_origin(world) if words.forwarded else None,
    )
    message = world.post(chat, draft)
    world.record(
        "send",
        person,
        chat.id,
        thread=message.thread,
        message_id=message.message_id,
        text=content.text,
        medium=words.medium,
        reply_to=words.reply_to,
    )
    return message, _announce(world, "message", message)


def edit(world: World, person: Person, chat: Chat, message_id: int, text: str | None) -> int | None:
    """Change one's own message, and return the id of the update.

    Without a text nothing changes that could be seen, as when a preview was loaded: Telegram reports that
    as an edit too (Bot API, Update), without a date of its own.
    """
    message = _message(chat, message_id)
    if message.sender.id != person.id or message.content.is_service:
        raise ActError(f"message {message_id} is not {person.name}'s to edit")
    if text is not None:
        world.change(message, reworded(message.content, text))
    world.record("edit", person, chat.id, thread=message.thread, message_id=message_id, text=text)
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
    world.record("press", person, chat.id, thread=message.thread, message_id=message_id, label=chosen["text"])
    query_id = world.queries.ask(person.id, world.clock.now())
    body: Json = {
        "id": query_id,
        "from": person.wire(),
        "message": message.wire(),
        "chat_instance": str(chat.id * -7919),
        "data": chosen["callback_data"],
    }
    return query_id, world.tell("callback_query", body, expires=world.clock.now() + QUERY_LIFETIME)


def ask_inline(world: World, person: Person, text: str) -> tuple[str, int | None]:
    """Write the bot's name and `text` in some chat, and look at the list above the keyboard.

    Returns:
        The inline query's id and the id of the update.
    """
    if len(text) > _INLINE_LIMIT:
        raise ActError(f"an inline query has at most {_INLINE_LIMIT} characters")
    world.record("inline", person, None, text=text)
    now = world.clock.now()
    query_id = world.queries.ask_inline(person.id, now)
    body: Json = {"id": query_id, "from": person.wire(), "chat_type": "group", "query": text, "offset": ""}
    return query_id, world.tell("inline_query", body, expires=now + INLINE_LIFETIME)


def change_topic(world: World, person: Person, thread: int, action: str) -> None:
    """Close, reopen or delete a topic; of a deletion the bot hears nothing."""
    chat = world.staff_chat
    topic = chat.topics.get(thread)
    if topic is None:
        raise ActError(f"there is no topic {thread}")
    world.record("topic", person, chat.id, thread=thread, label=action)
    if action == "delete":
        world.remove_topic(chat, thread)
    elif topic.closed is not (action == "close"):
        set_closed(world, chat, topic, person, closed=action == "close")


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


def _hidden_origin(world: World) -> Json:
    return {"type": "hidden_user", "date": world.now(), "sender_user_name": "Somebody else"}


def _open(world: World, person: Person, chat: Chat) -> None:
    if chat.id != person.id:
        raise ActError(f"chat {chat.id} is not {person.name}'s chat with the bot")
    set_blocked(world, person, blocked=False)
    chat.started = True


def _announce(world: World, kind: str, message: Message) -> int | None:
    if message.chat.bot_status not in ("administrator", "member") or message.chat.moved_to is not None:
        return None
    return world.announce(kind, message)


def _message(chat: Chat, message_id: int) -> Message:
    message = chat.messages.get(message_id)
    if message is None:
        raise ActError(f"chat {chat.id} has no message {message_id}")
    return message
