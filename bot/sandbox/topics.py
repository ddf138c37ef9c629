"""Bot API methods for forum topics; each leaves a service message that the bot also receives (§3.2)."""

from bot.sandbox.chats import Chat, Message, Topic
from bot.sandbox.content import Content, Draft
from bot.sandbox.errors import bad_request
from bot.sandbox.params import Params
from bot.sandbox.people import Person
from bot.sandbox.places import forum_topic, writable_chat
from bot.sandbox.text import tidy
from bot.sandbox.wire import Json
from bot.sandbox.world import World

NAME_LIMIT = 128  # characters; the server cuts longer names (TDLib clean_name)
COLORS = (0x6FB9F0, 0xFFD67E, 0xCB86DB, 0x8EEE98, 0xFF93B2, 0xFB6F5F)  # §2.4
ICONS = {
    "5312536423851630001": "💡",
    "5310228579009699834": "🎉",
    "5237699328843200968": "✅",
    "5377316857231450742": "❓",
    "5357121491508928442": "👀",
}
"""Some of those that Telegram offers, by id."""


def create_forum_topic(world: World, params: Params) -> Json:
    """Open a topic; the same name again opens another one."""
    chat = writable_chat(world, params)
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    color = params.integer("icon_color", COLORS[0])
    if color not in COLORS:
        raise bad_request("TOPIC_ICON_COLOR_INVALID")
    icon = _icon(params)
    name = _name(params)
    payload: Json = {"name": name, "icon_color": color} | ({"icon_custom_emoji_id": icon} if icon else {})
    content = Content(kind="forum_topic_created", payload=payload)
    root = world.post(chat, Draft(sender=world.bot, content=content, opens_topic=True))
    topic = Topic(thread=root.message_id, name=name, icon_color=color, icon_custom_emoji_id=icon)
    chat.topics[topic.thread] = topic
    world.announce("message", root)
    return topic.wire()


def edit_forum_topic(world: World, params: Params) -> bool:
    """Rename a topic or change its icon."""
    chat, topic = forum_topic(world, params)
    name = _name(params) if "name" in params else topic.name
    icon = _icon(params) if "icon_custom_emoji_id" in params else topic.icon_custom_emoji_id
    if (name, icon) == (topic.name, topic.icon_custom_emoji_id):
        raise bad_request("TOPIC_NOT_MODIFIED")
    payload: Json = {"name": name} if name != topic.name else {}
    if icon != topic.icon_custom_emoji_id:
        payload["icon_custom_emoji_id"] = icon or ""
    topic.name, topic.icon_custom_emoji_id = name, icon
    note(world, chat, topic, world.bot, Content(kind="forum_topic_edited", payload=payload))
    return True


def close_forum_topic(world: World, params: Params) -> bool:
    """Close a topic."""
    chat, topic = forum_topic(world, params)
    return _switch(world, chat, topic, closed=True)


def reopen_forum_topic(world: World, params: Params) -> bool:
    """Open a closed topic again."""
    chat, topic = forum_topic(world, params)
    return _switch(world, chat, topic, closed=False)


def delete_forum_topic(world: World, params: Params) -> bool:
    """Delete a topic with its messages; no update tells of it (§4.5)."""
    chat, topic = forum_topic(world, params)
    world.remove_topic(chat, topic.thread)
    return True


def get_forum_topic_icon_stickers(_world: World, _params: Params) -> list[Json]:
    """Tell the icons that a topic may have."""
    common = {"type": "custom_emoji", "width": 100, "height": 100, "is_animated": True, "is_video": False}
    return [
        common | {"file_id": f"icon-{key}", "file_unique_id": key, "emoji": emoji, "custom_emoji_id": key}
        for key, emoji in ICONS.items()
    ]


def set_closed(world: World, chat: Chat, topic: Topic, by: Person, *, closed: bool) -> None:
    """Close or reopen a topic on somebody's behalf."""
    topic.closed = closed
    kind = "forum_topic_closed" if closed else "forum_topic_reopened"
    note(world, chat, topic, by, Content(kind=kind, payload={}))


def note(world: World, chat: Chat, topic: Topic, by: Person, content: Content) -> Message:
    """Leave a service message in a topic and tell the bot."""
    message = world.post(chat, Draft(sender=by, content=content, thread=topic.thread))
    world.announce("message", message)
    return message


def _switch(world: World, chat: Chat, topic: Topic, *, closed: bool) -> bool:
    if topic.closed is closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    set_closed(world, chat, topic, world.bot, closed=closed)
    return True


def _name(params: Params) -> str:
    name = " ".join(tidy(params.text("name")).text.split())[:NAME_LIMIT]
    if not name:
        raise bad_request("title must be non-empty")
    return name


def _icon(params: Params) -> str | None:
    icon = params.text("icon_custom_emoji_id")
    if icon and icon not in ICONS:
        raise bad_request("DOCUMENT_INVALID")
    return icon or None
