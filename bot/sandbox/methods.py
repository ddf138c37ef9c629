"""The table of Bot API methods."""

from collections.abc import Awaitable, Callable
from typing import TypeAlias

from bot.sandbox import (
    albums,
    copying,
    editing,
    identity,
    inline,
    looking,
    pinning,
    receiving,
    sending,
    topics,
)
from bot.sandbox.params import Params
from bot.sandbox.world import World

Method: TypeAlias = Callable[[World, Params], object | Awaitable[object]]

METHODS: dict[str, Method] = {
    "getme": identity.get_me,
    "getupdates": receiving.get_updates,
    "setwebhook": receiving.set_webhook,
    "deletewebhook": receiving.delete_webhook,
    "getwebhookinfo": receiving.get_webhook_info,
    "sendmessage": sending.send_message,
    "copymessage": copying.copy_message,
    "copymessages": copying.copy_messages,
    "forwardmessage": copying.forward_message,
    "forwardmessages": copying.forward_messages,
    "sendphoto": sending.send_photo,
    "senddocument": sending.send_document,
    "sendvoice": sending.send_voice,
    "sendvideo": sending.send_video,
    "sendmediagroup": albums.send_media_group,
    "sendmessagedraft": sending.send_message_draft,
    "sendchataction": sending.send_chat_action,
    "editmessagetext": editing.edit_message_text,
    "editmessagecaption": editing.edit_message_caption,
    "editmessagereplymarkup": editing.edit_message_reply_markup,
    "deletemessage": editing.delete_message,
    "setmessagereaction": editing.set_message_reaction,
    "pinchatmessage": pinning.pin_chat_message,
    "unpinchatmessage": pinning.unpin_chat_message,
    "answercallbackquery": editing.answer_callback_query,
    "answerinlinequery": inline.answer_inline_query,
    "createforumtopic": topics.create_forum_topic,
    "editforumtopic": topics.edit_forum_topic,
    "closeforumtopic": topics.close_forum_topic,
    "reopenforumtopic": topics.reopen_forum_topic,
    "deleteforumtopic": topics.delete_forum_topic,
    "getforumtopiciconstickers": topics.get_forum_topic_icon_stickers,
    "setmycommands": identity.set_my_commands,
    "getmycommands": identity.get_my_commands,
    "deletemycommands": identity.delete_my_commands,
    "setmyname": identity.set_my_name,
    "getmyname": identity.get_my_name,
    "setmydescription": identity.set_my_description,
    "getmydescription": identity.get_my_description,
    "setmyshortdescription": identity.set_my_short_description,
    "getmyshortdescription": identity.get_my_short_description,
    "setchatmenubutton": identity.set_chat_menu_button,
    "getchat": looking.get_chat,
    "getchatmember": looking.get_chat_member,
    "getchatadministrators": looking.get_chat_administrators,
    "getfile": looking.get_file,
    "leavechat": looking.leave_chat,
}
"""By lower-case name, since Telegram does not look at case."""

_SENDS = frozenset(
    {"sendmessage", "copymessage", "forwardmessage", "sendphoto", "senddocument", "sendvoice", "sendvideo"}
)
# That Telegram counts the name of a topic is not known; a desk that keeps to it is safe either way.
_EDITS = frozenset({"editmessagetext", "editmessagecaption", "editmessagereplymarkup", "editforumtopic"})
_SEVERAL = frozenset({"copymessages", "forwardmessages"})


def counted(method: str, chat_id: int, params: Params) -> int:
    """How much of the sending limits a call uses up: one a message, and in groups one an edit (§2.1)."""
    if method in _SEVERAL:
        return len(copying.message_ids(params))
    if method == "sendmediagroup":
        return len(albums.album_items(params))
    return int(method in _SENDS or (chat_id < 0 and method in _EDITS))
