"""Bot API methods that say again what was said elsewhere."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from bot.sandbox.chats import Chat, Message
from bot.sandbox.content import CAPTIONED, Content
from bot.sandbox.errors import bad_request
from bot.sandbox.params import Params
from bot.sandbox.places import known_chat, place, writable_chat
from bot.sandbox.sending import given_caption, post
from bot.sandbox.wire import Json
from bot.sandbox.world import World

MOST_AT_ONCE = 100


def copy_message(world: World, params: Params) -> Json:
    """Post what another message says now (Bot API, copyMessage)."""
    source = _source(world, params, "copy")
    if not _copiable(source):
        raise bad_request("the message can't be copied")
    content = source.content
    if "caption" in params and content.kind in CAPTIONED:
        words = given_caption(params)
        content = replace(content, text=words.text, entities=words.entities)
    return {"message_id": post(world, params, content).message_id}


def copy_messages(world: World, params: Params) -> list[Json]:
    """Post what other messages say now; those that are gone or cannot be copied are left out in silence."""
    bare = params.flag("remove_caption")
    return [
        {"message_id": post(world, params, _content(source, bare=bare), album=album).message_id}
        for source, album in _sources(world, params, _copiable)
    ]


def forward_message(world: World, params: Params) -> Json:
    """Post another message and name its author."""
    source = _source(world, params, "forward")
    if not _forwardable(source):
        raise bad_request("the message can't be forwarded")
    return post(world, params, source.content, origin=_origin(source)).wire()


def forward_messages(world: World, params: Params) -> list[Json]:
    """Post other messages and name their authors; those that cannot be forwarded are left out in silence."""
    return [
        {"message_id": post(world, params, source.content, origin=_origin(source), album=album).message_id}
        for source, album in _sources(world, params, _forwardable)
    ]


def message_ids(params: Params) -> list[int]:
    """The parameter `message_ids`."""
    wanted = params.value("message_ids") or []
    if not isinstance(wanted, list) or not all(isinstance(key, int) for key in wanted):
        raise bad_request("can't parse message identifiers JSON object")
    return wanted


def _sources(
    world: World, params: Params, usable: Callable[[Message], bool]
) -> list[tuple[Message, str | None]]:
    """The wanted messages that are usable, each with the id of its new album: what was together stays so."""
    wanted = message_ids(params)
    if not wanted:
        raise bad_request("there are no messages to forward")
    if len(wanted) > MOST_AT_ONCE:
        raise bad_request("too many messages to forward")
    if any(later <= earlier for earlier, later in pairwise(wanted)):
        raise bad_request("message identifiers must be in a strictly increasing order")
    place(world, writable_chat(world, params), params)
    known = _source_chat(world, params).messages
    sources = [known[key] for key in wanted if key in known and usable(known[key])]
    if not sources:
        raise bad_request("messages can't be forwarded")  # TDLib forwards in either case, hence its words
    new = {album: world.new_album() for album in {source.draft.album for source in sources} if album}
    return [(source, new.get(source.draft.album or "")) for source in sources]


def _origin(source: Message) -> Json:
    return source.draft.origin or {
        "type": "user",
        "date": source.date,
        "sender_user": source.sender.wire(),
    }


def _content(source: Message, *, bare: bool) -> Content:
    return (
        replace(source.content, text="", entities=())
        if bare and source.content.kind in CAPTIONED
        else source.content
    )


def _copiable(message: Message) -> bool:
    return message.content.can_be_copied and not message.draft.protected


def _forwardable(message: Message) -> bool:
    return not message.content.is_service and not message.draft.protected


def _source(world: World, params: Params, verb: str) -> Message:
    message = _source_chat(world, params).messages.get(params.integer("message_id"))
    if message is None:
        raise bad_request(f"message to {verb} not found")
    return message


def _source_chat(world: World, params: Params) -> Chat:
    # The history of a group stays readable under its old id after it moved.
    source = world.chats.get(params.chat_id("from_chat_id") or 0)
    return source if source is not None else known_chat(world, params, "from_chat_id")
