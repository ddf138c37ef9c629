"""Bot API methods that change what is already in a chat."""

from dataclasses import replace

from bot.sandbox.chats import Message
from bot.sandbox.content import CAPTIONED, Content
from bot.sandbox.errors import bad_request
from bot.sandbox.keyboards import keyboard
from bot.sandbox.params import Params
from bot.sandbox.places import own_message, writable_chat
from bot.sandbox.sending import given_caption, given_text
from bot.sandbox.wire import Json, Keyboard
from bot.sandbox.world import World

DELETE_WITHIN = 48 * 3600  # seconds, Bot API, deleteMessage
ANSWER_LIMIT = 200  # characters, §2.3

# The reactions that Telegram offers free of charge.
_REACTIONS = (
    "👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤️\u200d🔥 🌚 🌭 💯 "
    "🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨\u200d💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 "
    "🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷\u200d♂️ 🤷 🤷\u200d♀️ 😡"
)
REACTIONS = frozenset(_REACTIONS.split())


def edit_message_text(world: World, params: Params) -> Json:
    """Change the words of a text."""
    words = given_text(params)
    message = own_message(world, params)
    if message.content.kind != "text":
        raise bad_request("there is no text in the message to edit")
    return _edit(world, message, Content(kind="text", text=words.text, entities=words.entities), params)


def edit_message_caption(world: World, params: Params) -> Json:
    """Change the words below a file."""
    words = given_caption(params)
    message = own_message(world, params)
    if message.content.kind not in CAPTIONED:
        raise bad_request("there is no caption in the message to edit")
    return _edit(world, message, replace(message.content, text=words.text, entities=words.entities), params)


def edit_message_reply_markup(world: World, params: Params) -> Json:
    """Change the buttons alone."""
    message = own_message(world, params)
    return _edit(world, message, message.content, params)


def delete_message(world: World, params: Params) -> bool:
    """Delete a message; no update tells of it (§4.5)."""
    if not params.integer("message_id"):
        raise bad_request("message identifier is not specified")
    chat = writable_chat(world, params)
    message = chat.messages.get(params.integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    if world.now() - message.date > DELETE_WITHIN:
        raise bad_request("message can't be deleted for everyone")
    world.remove(message)
    return True


def set_message_reaction(world: World, params: Params) -> bool:
    """React to a message; a bot leaves one reaction at most (§5.4)."""
    chat = writable_chat(world, params)
    message = chat.messages.get(params.integer("message_id"))
    if message is None:
        raise bad_request("message to react not found")
    wanted = params.value("reaction") or []
    if not isinstance(wanted, list) or not all(isinstance(item, dict) for item in wanted):
        raise bad_request("can't parse reaction types JSON object")
    if len(wanted) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    emoji = tuple(str(item.get("emoji")) for item in wanted)
    if not REACTIONS.issuperset(emoji):
        raise bad_request("REACTION_INVALID")
    message.reactions = emoji
    world.touch(message)
    return True


def answer_callback_query(world: World, params: Params) -> bool:
    """Answer a button press, once and in time."""
    text = params.text("text")
    if len(text) > ANSWER_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    query = params.text("callback_query_id")
    if not world.queries.answer(query, world.clock.now(), text=text, alert=params.flag("show_alert")):
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    world.pulse.beat()
    return True


def _edit(world: World, message: Message, content: Content, params: Params) -> Json:
    buttons: Keyboard | None = keyboard(params.value("reply_markup"))  # absent: the old one goes (§2.8)
    if content == message.content and buttons == message.keyboard:
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly the same "
            "as a current content and reply markup of the message"
        )
    message.keyboard = buttons
    world.change(message, content)
    return message.wire()
