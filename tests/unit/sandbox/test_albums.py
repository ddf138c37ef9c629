import json
import re

import pytest

from bot.sandbox import STAFF_CHAT_ID
from bot.sandbox.albums import send_media_group
from bot.sandbox.errors import ApiError
from bot.sandbox.files import Upload
from bot.sandbox.params import Params
from bot.sandbox.people import Person
from bot.sandbox.wire import Json
from bot.sandbox.world import World

FILES = {"one": Upload(data=b"1"), "two": Upload(data=b"2"), "empty": Upload(data=b"")}
PHOTO = {"type": "photo", "media": "attach://one"}


def send(world: World, chat_id: int, media: object) -> list[Json]:
    return send_media_group(world, Params({"chat_id": chat_id, "media": json.dumps(media)}, FILES))


def test_album_is_a_message_a_file_under_one_id(world: World, founder: Person) -> None:
    bold = {"type": "bold", "offset": 0, "length": 4}
    first, second = send(
        world,
        founder.id,
        [
            PHOTO | {"caption": "plan", "caption_entities": [bold]},
            {"type": "video", "media": "attach://two"},
        ],
    )
    assert (first["caption"], first["caption_entities"]) == ("plan", [bold])
    assert first["media_group_id"] == second["media_group_id"]
    assert "photo" in first
    assert "video" in second
    (third,) = send(world, founder.id, [{"type": "photo", "media": first["photo"][0]["file_id"]}])
    assert "media_group_id" not in third


@pytest.mark.parametrize(
    ("media", "words"),
    [
        ([], "there are no messages to send"),
        ([PHOTO] * 11, "too many messages to send as an album"),
        ("photo", "can't parse media JSON object"),
        (
            [{"type": "sticker", "media": "attach://one"}] * 2,
            "can't parse InputMedia: type \"sticker\" can't be used in sendMediaGroup",
        ),
        (
            [PHOTO, {"type": "document", "media": "attach://two"}],
            "document can't be mixed with other media types",
        ),
        ([PHOTO, {"type": "photo"}], "can't parse InputMedia: media not found"),
        (
            [PHOTO, {"type": "photo", "media": "unknown"}],
            'failed to send message #2 with the error message "Wrong file identifier/HTTP URL specified"',
        ),
        (
            [PHOTO, {"type": "photo", "media": "attach://empty"}],
            'failed to send message #2 with the error message "File must be non-empty"',
        ),
    ],
)
def test_albums_that_cannot_be_sent_leave_nothing(
    world: World, founder: Person, media: object, words: str
) -> None:
    with pytest.raises(ApiError, match=f"^Bad Request: {re.escape(words)}$"):
        send(world, founder.id, media)
    assert not world.chats[founder.id].messages


def test_albums_go_only_where_messages_may(world: World) -> None:
    stranger = world.founders[1]
    with pytest.raises(ApiError, match="can't initiate conversation"):
        send(world, stranger, [PHOTO])
    with pytest.raises(ApiError, match="message thread not found"):
        send_media_group(
            world,
            Params({"chat_id": STAFF_CHAT_ID, "message_thread_id": 99, "media": [PHOTO]}, FILES),
        )
