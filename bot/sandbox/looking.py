"""Bot API methods that look at chats, members and files."""

from bot.sandbox.chats import Chat
from bot.sandbox.errors import bad_request
from bot.sandbox.files import DOWNLOAD_LIMIT
from bot.sandbox.params import Params
from bot.sandbox.people import GROUP_ANONYMOUS_BOT
from bot.sandbox.places import member_chat
from bot.sandbox.wire import Json
from bot.sandbox.world import World

# What the bot may do in the staff group; can_manage_topics is what the topic methods need (§4.1).
_RIGHTS = {
    "can_be_edited": False,
    "is_anonymous": False,
    "can_manage_chat": True,
    "can_delete_messages": True,
    "can_manage_video_chats": False,
    "can_restrict_members": False,
    "can_promote_members": False,
    "can_change_info": False,
    "can_invite_users": True,
    "can_post_stories": False,
    "can_edit_stories": False,
    "can_delete_stories": False,
    "can_pin_messages": True,
    "can_manage_topics": True,
}


def get_chat(world: World, params: Params) -> Json:
    """Tell about a chat."""
    chat = member_chat(world, params)
    pinned = {"pinned_message": chat.messages[chat.pinned[-1]].wire(nested=True)} if chat.pinned else {}
    return (
        chat.wire()
        | pinned
        | {
            "accent_color_id": 0,
            "max_reaction_count": 11,
            "accepted_gift_types": dict.fromkeys(
                (
                    "unlimited_gifts",
                    "limited_gifts",
                    "unique_gifts",
                    "premium_subscription",
                    "gifts_from_channels",
                ),
                False,
            ),
        }
    )


def get_chat_member(world: World, params: Params) -> Json:
    """Tell what somebody is in a chat."""
    chat = member_chat(world, params)
    user_id = params.integer("user_id")
    if user_id not in world.people and user_id != GROUP_ANONYMOUS_BOT.id:
        raise bad_request("invalid user_id specified")
    return member(world, chat, user_id)


def get_chat_administrators(world: World, params: Params) -> list[Json]:
    """Tell the bot, and staff as the group's owner and administrators."""
    chat = member_chat(world, params)
    if chat.kind == "private":
        raise bad_request("there are no administrators in the private chat")
    return [member(world, chat, world.bot.id), *(member(world, chat, user_id) for user_id in world.staff)]


def get_file(world: World, params: Params) -> Json:
    """Tell where a file can be fetched."""
    stored = world.files.find(params.text("file_id"))
    if stored is None:
        raise bad_request("invalid file_id")
    if stored.size > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    return stored.wire() | {"file_path": stored.path}


def leave_chat(world: World, params: Params) -> bool:
    """Leave a group."""
    chat = member_chat(world, params)
    if chat.kind == "private":
        raise bad_request("chat member status can't be changed in private chats")
    chat.bot_status = "left"
    world.pulse.beat()
    return True


def member(world: World, chat: Chat, user_id: int) -> Json:
    """The `ChatMember` object of somebody in a chat."""
    if user_id == world.bot.id and chat.kind != "private":
        return bot_member(world, chat.bot_status, chat.withheld)
    person = world.people.get(user_id, GROUP_ANONYMOUS_BOT)
    body: Json = {"user": person.wire()}
    if chat.kind == "private":
        return body | {"status": "member" if user_id in (chat.id, world.bot.id) else "left"}
    if user_id not in world.staff:
        return body | {"status": "left"}
    if user_id == world.staff[0]:
        return body | {"status": "creator", "is_anonymous": person.anonymous}
    return body | {"status": "administrator"} | _RIGHTS | {"is_anonymous": person.anonymous}


def bot_member(world: World, status: str, withheld: frozenset[str] = frozenset()) -> Json:
    """The bot's own `ChatMember` object in a group; `withheld` are rights that it has not."""
    body: Json = {"user": world.bot.wire(), "status": status}
    if status == "administrator":
        return body | _RIGHTS | dict.fromkeys(withheld, False)
    return body | ({"until_date": 0} if status == "kicked" else {})
