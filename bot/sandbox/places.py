"""Finds the chat, topic and message that a call is about, or refuses as Telegram would."""

from bot.sandbox.chats import Chat, Message, Topic
from bot.sandbox.errors import bad_request, forbidden, moved
from bot.sandbox.params import Params
from bot.sandbox.wire import Json
from bot.sandbox.world import World


def known_chat(world: World, params: Params, name: str = "chat_id") -> Chat:
    """The chat, whether or not the bot may write there."""
    if not params.text(name):
        raise bad_request(f"{name} is empty")
    chat = world.chats.get(params.chat_id(name) or 0)
    if chat is None:
        raise bad_request("chat not found")
    if chat.moved_to is not None:
        raise moved(chat.moved_to)
    return chat


def member_chat(world: World, params: Params) -> Chat:
    """A chat that the bot can look into."""
    chat = known_chat(world, params)
    if chat.bot_status == "kicked":
        raise forbidden("bot was kicked from the supergroup chat")
    if chat.bot_status == "left":
        raise forbidden("bot is not a member of the supergroup chat")
    return chat


def writable_chat(world: World, params: Params) -> Chat:
    """A chat that the bot may write to."""
    chat = member_chat(world, params)
    if chat.kind == "private" and not chat.started:
        raise forbidden("bot can't initiate conversation with a user")
    if chat.blocked:
        raise forbidden("bot was blocked by the user")
    return chat


def forum_topic(world: World, params: Params) -> tuple[Chat, Topic]:
    """The topic that a topic method names."""
    chat = writable_chat(world, params)
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    topic = chat.topics.get(params.integer("message_thread_id"))
    if topic is None:
        raise bad_request("TOPIC_ID_INVALID")
    return chat, topic


def own_message(world: World, params: Params) -> Message:
    """A message that the bot may edit; the bot's own may be of any age (§2.8)."""
    if not params.integer("message_id"):
        raise bad_request("message identifier is not specified")
    chat = writable_chat(world, params)
    message = chat.messages.get(params.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if message.sender.id != world.bot.id or message.content.is_service:
        raise bad_request("message can't be edited")
    return message


def place(world: World, chat: Chat, params: Params) -> tuple[int | None, int | None]:
    """Where a new message goes.

    Returns:
        The thread, None for General and for ordinary chats, and the message it answers, or None.
    """
    thread = params.integer("message_thread_id") or None
    # General has no thread id: 1 is refused like an unknown topic (§4.2).
    if thread is not None and (not chat.is_forum or thread not in chat.topics):
        raise bad_request("message thread not found")
    target = _reply_target(chat, params)
    if target is not None and chat.is_forum:
        if thread is not None and target.thread != thread:
            raise bad_request("message to be replied not found")
        thread = target.thread
    topic = chat.topics.get(thread or 0)
    if topic is not None and topic.closed and not world.rules.admin_posts_in_closed:
        raise bad_request("TOPIC_CLOSED")
    if target is not None and not chat.is_forum and chat.kind == "supergroup":
        thread = target.thread or target.message_id  # a chain of replies has a thread id too (§4.2)
    # Answering the root is the same as not answering in particular (§4.3).
    return thread, target.message_id if target is not None else None


def _reply_target(chat: Chat, params: Params) -> Message | None:
    wanted = params.value("reply_parameters")
    reply: Json = (
        wanted if isinstance(wanted, dict) else {"message_id": params.integer("reply_to_message_id")}
    )
    if "message_id" not in reply:
        raise bad_request('can\'t find field "message_id"')
    if not reply["message_id"]:
        return None
    target = chat.messages.get(reply["message_id"])
    other_chat = str(reply.get("chat_id", chat.id)) != str(chat.id)
    if target is not None and not other_chat:
        return target
    # Across chats and topics allow_sending_without_reply counts for nothing (§3).
    lenient = reply.get("allow_sending_without_reply") or params.flag("allow_sending_without_reply")
    if lenient and not other_chat:
        return None
    raise bad_request("message to be replied not found")
