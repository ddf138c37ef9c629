"""Where the bot is let in and thrown out; each change queues the updates that Telegram would send for it."""

from bot.sandbox.chats import Chat
from bot.sandbox.content import Content, Draft
from bot.sandbox.looking import bot_member
from bot.sandbox.people import Person
from bot.sandbox.updates import MESSAGE_LIFETIME
from bot.sandbox.wire import Json
from bot.sandbox.world import World


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


def set_rights(world: World, *, admin: bool, withheld: frozenset[str]) -> int | None:
    """Make the bot an administrator of the staff group without some rights, or an ordinary member.

    What its calls may do stays as it is; `faults` refuse them.
    """
    chat = world.staff_chat
    before, chat.withheld = chat.bot_status, withheld
    chat.bot_status = "administrator" if admin else "member"
    return _bot_moved(world, chat, world.people[world.staff[0]], (before, chat.bot_status))


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


def add_to_foreign_group(world: World, person: Person, title: str) -> tuple[Chat, int | None]:
    """Add the bot to a group of somebody's own, where it hears everything, as with privacy mode off.

    Returns:
        The group, and the id of the update that tells of the new membership.
    """
    chat = world.add_foreign(title)
    chat.bot_status = "member"
    update_id = _bot_moved(world, chat, person, ("left", "member"))
    content = Content(kind="new_chat_members", payload=[world.bot.wire()])
    world.announce("message", world.post(chat, Draft(sender=person, content=content)))
    return chat, update_id


def _bot_moved(world: World, chat: Chat, by: Person, states: tuple[str, str]) -> int | None:
    old, new = (bot_member(world, state, chat.withheld) for state in states)
    body: Json = {
        "chat": chat.wire(),
        "from": by.wire(),
        "date": world.now(),
        "old_chat_member": old,
        "new_chat_member": new,
    }
    return world.tell("my_chat_member", body, expires=world.clock.now() + MESSAGE_LIFETIME)
