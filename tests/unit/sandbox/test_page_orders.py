"""What only the page orders: files of one's own, crowds, and the dialogue as it was."""

import asyncio
import base64

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from bot.sandbox import STAFF_CHAT_ID, create_app
from bot.sandbox.people import Person
from bot.sandbox.state import Sandbox
from bot.sandbox.wire import Json

PNG = b"\x89PNG\r\n\x1a\n and more"


async def attach(control: httpx.AsyncClient, founder: Person, data: bytes, **more: object) -> Json:
    """Send a file and return its message as the page sees it."""
    order = {"from": founder.id, "data": base64.b64encode(data).decode()} | more
    sent = await control.post("send", json=order)
    assert sent.status_code == 200, sent.text
    (message,) = (await control.get(f"chats/{founder.id}/messages", params={"last": 1})).json()
    seen: Json = message
    return seen


async def test_a_picture_is_shown(control: httpx.AsyncClient, founder: Person) -> None:
    message = await attach(control, founder, PNG, photo=True, file_name="site.png", caption="here")
    assert message["caption"] == "here"
    media = message["media"]
    assert (media["kind"], media["mime"], media["size"], media["image"]) == (
        "photo",
        "image/png",
        len(PNG),
        True,
    )
    file = await control.get(f"http://127.0.0.1/s/{media['url']}")
    assert (file.content, file.headers["content-type"]) == (PNG, "image/png")
    assert (file.headers["x-content-type-options"], "content-disposition" in file.headers) == (
        "nosniff",
        False,
    )


async def test_photo_without_a_file_shows_a_made_up_picture(
    control: httpx.AsyncClient, founder: Person
) -> None:
    await control.post("send", json={"from": founder.id, "photo": True})
    (message,) = (await control.get(f"chats/{founder.id}/messages")).json()
    file = await control.get(f"http://127.0.0.1/s/{message['media']['url']}")
    assert (message["media"]["image"], file.headers["content-type"]) == (True, "image/png")


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"GIF89a", "image/gif"),
        (b"RIFF\0\0\0\0WEBP", "image/webp"),
        (b"<svg onload='x()'>", "application/octet-stream"),
        (b"<html><script>", "application/octet-stream"),
    ],
)
async def test_only_what_looks_like_a_picture_is_one(
    control: httpx.AsyncClient, founder: Person, start: bytes, kind: str
) -> None:
    message = await attach(control, founder, start, document=True, file_name="תכנית.svg")
    file = await control.get(f"http://127.0.0.1/s/{message['media']['url']}")
    assert file.headers["content-type"] == kind
    assert message["media"]["image"] is (kind != "application/octet-stream")
    if kind == "application/octet-stream":
        assert file.headers["content-disposition"].startswith("attachment; filename*=UTF-8''%D7%AA")


async def test_unknown_file_is_not_found(control: httpx.AsyncClient) -> None:
    assert (await control.get("files/nothing")).status_code == 404


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("?", "data must be base64"),
        ("", "data must hold between 1 byte and 20 MB"),
        (base64.b64encode(bytes(20 * 1024 * 1024 + 1)).decode(), "20 MB"),
    ],
)
async def test_files_that_cannot_be_attached(
    control: httpx.AsyncClient, founder: Person, data: str, words: str
) -> None:
    reply = await control.post("send", json={"from": founder.id, "document": True, "data": data})
    assert reply.status_code == 400
    assert words in reply.json()["error"]


async def test_file_without_a_kind_is_refused(control: httpx.AsyncClient, founder: Person) -> None:
    reply = await control.post("send", json={"from": founder.id, "text": "x", "data": "eA=="})
    assert "data needs a kind of file beside it" in reply.json()["error"]


async def test_a_reply_says_what_it_answers(control: httpx.AsyncClient, founder: Person) -> None:
    asked = (await control.post("send", json={"from": founder.id, "text": "how long?" * 50})).json()
    await control.post("send", json={"from": founder.id, "text": "?", "reply_to": asked["message_id"]})
    first, second = (await control.get(f"chats/{founder.id}/messages")).json()
    assert first["reply"] is None
    assert second["reply"] == {
        "message_id": asked["message_id"],
        "from_name": founder.name,
        "kind": "text",
        "text": ("how long?" * 50)[:200],
    }


async def test_an_anonymous_administrator_is_marked(control: httpx.AsyncClient, sandbox: Sandbox) -> None:
    hidden = (await control.post("staff", json={"first_name": "Staff C", "anonymous": True})).json()[
        "user_id"
    ]
    for person in (hidden, sandbox.world.staff[0]):
        await control.post("send", json={"from": person, "text": "x"})
    messages = (await control.get(f"chats/{STAFF_CHAT_ID}/messages")).json()
    assert [message["sender_anonymous"] for message in messages] == [True, False]


@pytest.mark.parametrize("kind", ["flood", "network_down", "duplicate", "reorder", "id_jump", "poison"])
async def test_whoever_watches_is_told_of_troubles(
    control: httpx.AsyncClient, sandbox: Sandbox, kind: str
) -> None:
    for verb, body in (("POST", {"kind": kind}), ("DELETE", {})):
        version = sandbox.world.pulse.version
        assert (await control.request(verb, "faults", json=body)).status_code == 200
        assert sandbox.world.pulse.version > version


async def test_typing_is_shown_until_the_message_or_five_seconds(
    control: httpx.AsyncClient, api: httpx.AsyncClient, founder: Person
) -> None:
    async def typing() -> list[Json]:
        shown: list[Json] = (await control.get("state")).json()["typing"]
        return shown

    action = {"chat_id": founder.id, "action": "typing"}
    await api.post("sendChatAction", json=action)
    assert await typing() == [{"chat_id": founder.id, "thread": None, "action": "typing"}]
    await api.post("sendMessage", json={"chat_id": founder.id, "text": "x"})
    assert await typing() == []
    await api.post("sendChatAction", json=action)
    await control.post("clock", json={"advance": 5.1})
    assert await typing() == []


async def test_a_crowd_writes_at_once(control: httpx.AsyncClient, sandbox: Sandbox) -> None:
    texts = [["he", "שלום"], ["en", "hello"]]
    answer = (await control.post("crowd", json={"count": 200, "texts": texts})).json()
    world = sandbox.world
    assert len(set(answer["founders"])) == 200
    assert len(world.updates) == 200
    first, second, third = (world.people[user_id] for user_id in answer["founders"][:3])
    assert (first.language_code, second.language_code, third.language_code) == ("he", "en", "he")
    (message,) = (await control.get(f"chats/{second.id}/messages")).json()
    assert message["text"] == "hello"


async def test_a_crowd_may_take_its_time_and_goes_with_a_reset(
    control: httpx.AsyncClient, sandbox: Sandbox
) -> None:
    order = {"count": 3, "texts": [["en", "hello"]], "seconds": 0.01}
    answer = (await control.post("crowd", json=order)).json()
    assert len(answer["founders"]) == 3
    while len(sandbox.world.updates) < 3:
        await sandbox.world.pulse.after(sandbox.world.pulse.version, 5)
    await control.post("crowd", json=order)
    await control.post("reset")
    await asyncio.gather(*sandbox._running)
    assert len(sandbox.world.updates) == 0


@pytest.mark.parametrize(
    "order",
    [
        {"count": 0, "texts": [["en", "x"]]},
        {"count": 501, "texts": [["en", "x"]]},
        {"count": 1, "texts": []},
        {"count": 1, "texts": [["en"]]},
        {"count": 1, "texts": [["en", "x"]], "seconds": -1},
    ],
)
async def test_crowds_that_make_no_sense(control: httpx.AsyncClient, sandbox: Sandbox, order: Json) -> None:
    before = len(sandbox.world.founders)
    assert (await control.post("crowd", json=order)).status_code == 400
    assert len(sandbox.world.founders) == before


async def test_the_journal_tells_what_people_did(
    control: httpx.AsyncClient, api: httpx.AsyncClient, founder: Person, staff: Person
) -> None:
    async def order(name: str, **values: object) -> Json:
        answer: Json = (await control.post(name, json=values)).json()
        return answer

    asked = await order("send", **{"from": founder.id, "text": "how long?"})
    keyboard = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
    await api.post("sendMessage", json={"chat_id": founder.id, "text": "This?", "reply_markup": keyboard})
    await order("press", **{"from": founder.id, "message_id": asked["message_id"] + 1, "data": "y"})
    await order("edit", **{"from": founder.id, "message_id": asked["message_id"], "text": "how long now?"})
    await order("edit", **{"from": founder.id, "message_id": 999, "text": "not there"})
    await order("send", **{"from": founder.id, "photo": True, "caption": "see", "reply_to": 1})
    await order("block", user=founder.id)
    await order("block", user=founder.id, blocked=False)
    await order("send", **{"from": staff.id, "text": "note"})

    acts = (await control.get("journal", params={"chat": founder.id})).json()
    told = [(act["act"], act["label"] or act["text"], act["medium"], act["reply_to"]) for act in acts]
    assert told == [
        ("send", "how long?", None, None),
        ("press", "Yes", None, None),
        ("edit", "how long now?", None, None),
        ("send", "see", "photo", 1),
        ("block", None, None, None),
        ("unblock", None, None, None),
    ]
    assert {act["by"] for act in acts} == {founder.id}
    versions = [act["version"] for act in acts]
    answer = (await control.get(f"chats/{founder.id}/messages")).json()[1]
    assert versions == sorted(versions)
    assert versions[0] < answer["version"] <= versions[1]
    assert [act["text"] for act in (await control.get("journal", params={"chat": STAFF_CHAT_ID})).json()] == [
        "note"
    ]


async def test_what_stands_beside_is_served_below_the_secret() -> None:
    async def about(_request: Request) -> PlainTextResponse:
        return PlainTextResponse("running")

    async def asked(app: Starlette, path: str) -> httpx.Response:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.get(path)

    app = create_app(secret="s", beside=[Route("/about", about)])
    assert (await asked(app, "/s/desk/about")).text == "running"
    assert (await asked(app, "/desk/about")).status_code == 404
    assert (await asked(create_app(secret="s"), "/s/desk/about")).status_code == 404
