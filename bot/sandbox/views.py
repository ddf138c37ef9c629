"""The world as the page and the tests see it."""

from itertools import islice

from bot.sandbox.chats import Chat, Message
from bot.sandbox.people import Person
from bot.sandbox.state import Sandbox
from bot.sandbox.topics import ICONS
from bot.sandbox.wire import Json
from bot.sandbox.world import World


def messages(chat: Chat, *, after: int, thread: int | None, last: int | None) -> list[Json]:
    """Messages of a chat, oldest first.

    Args:
        chat: any chat.
        after: only those with a higher id.
        thread: only this topic; 0 for General; None for all.
        last: only so many, the newest.
    """
    chosen = chat.after(after) if last is None else chat.newest()
    if thread is not None:
        chosen = (message for message in chosen if (message.thread or 0) == thread)
    if last is None:
        return [_message(message) for message in chosen]
    newest = [_message(message) for message in islice(chosen, last) if message.message_id > after]
    return newest[::-1]


def state(sandbox: Sandbox) -> Json:
    """Who is there and what stands where."""
    world = sandbox.world
    group = world.staff_chat
    webhook = world.profile.webhook
    return {
        "version": world.pulse.version,
        "bot": {"id": world.bot.id, "username": world.bot.username, "name": world.bot.name},
        "staff_chat": {
            "id": group.id,
            "title": group.title,
            "is_forum": group.is_forum,
            "bot": group.bot_status,
            "newest": group.newest_in.get(0, 0),
        },
        "founders": [_founder(world, world.people[user_id]) for user_id in world.founders],
        "staff": [_person(world.people[user_id]) for user_id in world.staff],
        "topics": [
            {
                "thread": topic.thread,
                "name": topic.name,
                "icon_color": topic.icon_color,
                "icon": ICONS.get(topic.icon_custom_emoji_id or ""),
                "closed": topic.closed,
                "newest": group.newest_in[topic.thread],
            }
            for topic in group.topics.values()
        ],
        "foreign_chats": [_foreign(world.chats[chat_id]) for chat_id in world.foreign],
        "pending_updates": len(world.updates),
        "calls": sandbox.calls.last,
        "callback_answers": list(world.queries.answers),
        "commands": [
            {"scope": scope, "language_code": language, "commands": commands}
            for (scope, language), commands in world.profile.commands.items()
        ],
        "descriptions": world.profile.descriptions,
        "short_descriptions": world.profile.short_descriptions,
        "webhook": webhook.url if webhook is not None else "",
        "limits": sandbox.rates.limits is not None,
        "network_down": sandbox.faults.network_down,
        "faults": sandbox.faults.wire(),
    }


def _person(person: Person) -> Json:
    return {"user_id": person.id, "name": person.name, "anonymous": person.anonymous}


def _foreign(chat: Chat) -> Json:
    return {"chat_id": chat.id, "title": chat.title, "bot": chat.bot_status}


def _founder(world: World, person: Person) -> Json:
    chat = world.chats[person.id]
    return {
        "user_id": person.id,
        "chat_id": chat.id,
        "name": person.name,
        "username": person.username,
        "language_code": person.language_code,
        "started": chat.started,
        "blocked": chat.blocked,
        "newest": chat.newest_in.get(0, 0),
    }


def _message(message: Message) -> Json:
    content = message.content
    is_text = content.kind == "text"
    return {
        "message_id": message.message_id,
        "date": message.date,
        "from": message.sender.id,
        "from_name": message.sender.name,
        "from_bot": message.sender.is_bot,
        "text": content.text if is_text else None,
        "caption": None if is_text else content.text or None,
        "kind": content.kind,
        "service": content.payload if content.is_service else None,
        "entities": list(content.entities),
        "buttons": [[_button(button) for button in row] for row in message.keyboard or []],
        "thread": message.thread,
        "reply_to": message.draft.reply_to,
        "media_group": message.draft.album,
        "forwarded": message.draft.origin is not None,
        "reactions": list(message.reactions),
        "edited": message.edited is not None,
    }


def _button(button: Json) -> Json:
    shown: Json = {"text": button["text"], "data": button.get("callback_data")}
    return shown | {key: button[key] for key in ("url", "style") if key in button}
