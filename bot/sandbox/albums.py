"""The Bot API method that posts several files together."""

from bot.sandbox.content import Content
from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.params import Params
from bot.sandbox.places import writable_chat
from bot.sandbox.sending import given_caption, given_file, post
from bot.sandbox.wire import Json
from bot.sandbox.world import World

MOST_ITEMS = 10
KINDS = frozenset({"photo", "video", "document", "audio"})

_ALONE = frozenset({"document", "audio"})  # kinds that stand in no album with others


def send_media_group(world: World, params: Params) -> list[Json]:
    """Post an album: one message a file, all or none of them."""
    items = album_items(params)
    if not items:
        raise bad_request("there are no messages to send")
    if len(items) > MOST_ITEMS:
        raise bad_request("too many messages to send as an album")
    writable_chat(world, params)
    _check_kinds([str(item.get("type")) for item in items])
    contents = [_content(world, params, number, item) for number, item in enumerate(items, start=1)]
    album = world.new_album() if len(contents) > 1 else None
    return [post(world, params, content, album=album).wire() for content in contents]


def album_items(params: Params) -> list[Json]:
    """The parameter `media`."""
    items = params.value("media") or []
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise bad_request("can't parse media JSON object")
    return items


def _check_kinds(kinds: list[str]) -> None:
    for kind in kinds:
        if kind not in KINDS:
            raise bad_request(f"can't parse InputMedia: type \"{kind}\" can't be used in sendMediaGroup")
    for kind in _ALONE.intersection(kinds):
        if set(kinds) != {kind}:
            raise bad_request(f"{kind} can't be mixed with other media types")


def _content(world: World, params: Params, number: int, item: Json) -> Content:
    kind = item["type"]
    if not item.get("media"):
        raise bad_request("can't parse InputMedia: media not found")
    own = params.within(item | {kind: item["media"]})
    words = given_caption(own)
    try:
        stored = given_file(world, own, kind)
    except ApiError as error:
        if error.code != 400:
            raise
        reason = error.description.removeprefix("Bad Request: ")
        reason = reason[:1].upper() + reason[1:]
        raise bad_request(f'failed to send message #{number} with the error message "{reason}"') from error
    return Content(kind=kind, text=words.text, entities=words.entities, payload=stored.medium())
