"""Bot API methods that keep a message in sight."""

from bot.sandbox.chats import Chat
from bot.sandbox.content import Content, Draft
from bot.sandbox.errors import bad_request
from bot.sandbox.params import Params
from bot.sandbox.places import writable_chat
from bot.sandbox.world import World


def pin_chat_message(world: World, params: Params) -> bool:
    """Pin a message; unlike other messages of the bot's, the one that tells of it comes back as an update."""
    chat = _chat(world, params)
    message = chat.messages.get(params.integer("message_id"))
    if message is None:
        raise bad_request("message to pin not found")
    if message.content.is_service:
        raise bad_request("a service message can't be pinned")
    if message.message_id in chat.pinned:  # what Telegram answers here is not known
        return True
    chat.pinned.append(message.message_id)
    content = Content(kind="pinned_message", payload=message.wire(nested=True))
    note = world.post(chat, Draft(sender=world.bot, content=content, thread=message.thread))
    world.announce("message", note)
    return True


def unpin_chat_message(world: World, params: Params) -> bool:
    """Unpin a message, or the newest pinned one; no message tells of it."""
    chat = _chat(world, params)
    message_id = params.integer("message_id") if "message_id" in params else (chat.pinned or [0])[-1]
    if message_id not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(message_id)
    world.pulse.beat()
    return True


def _chat(world: World, params: Params) -> Chat:
    chat = writable_chat(world, params)
    may = chat.kind == "private" or chat.bot_status == "administrator"
    if not may or "can_pin_messages" in chat.withheld:
        raise bad_request("not enough rights to manage pinned messages in the chat")
    return chat
