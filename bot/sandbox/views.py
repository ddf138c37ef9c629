"""The world as the page and the tests see it."""

from itertools import islice, takewhile

from bot.sandbox.chats import Chat, Message
from bot.sandbox.message_view import message_view
from bot.sandbox.people import Person
from bot.sandbox.state import Sandbox
from bot.sandbox.topics import ICONS
from bot.sandbox.wire import Json
from bot.sandbox.world import World


def messages(
    world: World, chat: Chat, *, after: int, before: int | None, thread: int | None, last: int | None
) -> list[Json]:
    """Messages of a chat, oldest first.

    Args:
        world: where it is.
        chat: any chat.
        after: only those with a higher id.
        before: only those with a lower id; None for all.
        thread: only this topic; 0 for General; None for all.
        last: only so many, the newest.
    """
    newest_first = takewhile(lambda message: message.message_id > after, chat.newest(before))
    chosen = list(islice((message for message in newest_first if _stands(message, thread)), last))
    return [message_view(message, world.files) for message in reversed(chosen)]


def changes(world: World, chat: Chat, *, since: int, thread: int | None, last: int | None) -> Json:
    """What was posted, changed or removed after a version.

    Args:
        world: where it is.
        chat: any chat.
        since: what the caller has seen. When it has seen nothing (0), or another world before a reset,
            the answer is `fresh`: it stands in place of all that was shown.
        thread: only this topic; 0 for General; None for all. Removed ids are told of all.
        last: only so many messages, the newest.
    """
    version = world.pulse.version
    if since < world.born:
        shown = messages(world, chat, after=0, before=None, thread=thread, last=last)
        return {"version": version, "fresh": True, "messages": shown, "removed": []}
    ids = sorted(chat.changes.since(since))
    changed = [chat.messages[key] for key in ids if key in chat.messages]
    here = [message for message in changed if _stands(message, thread)]
    return {
        "version": version,
        "fresh": False,
        "messages": [message_view(message, world.files) for message in (here[-last:] if last else here)],
        "removed": [key for key in ids if key not in chat.messages],
    }


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
        "typing": world.presence.actions(world.clock.now()),
        "drafts": world.presence.drafts(world.clock.now()),
        "pending_updates": len(world.updates),
        "told_updates": world.updates.told,
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


def _stands(message: Message, thread: int | None) -> bool:
    return thread is None or (message.thread or 0) == thread
