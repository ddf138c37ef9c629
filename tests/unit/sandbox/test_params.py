import json

import httpx
import pytest

from bot.sandbox.multipart import parts
from bot.sandbox.people import Person

BUTTONS = {"inline_keyboard": [[{"text": "כן", "callback_data": "y"}]]}


@pytest.mark.parametrize("way", ["query", "form", "multipart", "json"])
@pytest.mark.parametrize("verb", ["GET", "POST"])
async def test_parameters_come_in_four_ways(
    api: httpx.AsyncClient, founder: Person, way: str, verb: str
) -> None:
    flat = {"chat_id": str(founder.id), "text": "שלום & 你好", "reply_markup": json.dumps(BUTTONS)}
    match way:
        case "query":
            reply = await api.request(verb, "sendMessage", params=flat)
        case "form":
            reply = await api.request(verb, "SENDMESSAGE", data=flat)
        case "multipart":
            files = {key: (None, value) for key, value in flat.items()}
            reply = await api.request(verb, "sendmessage", files=files)
        case _:
            nested = {"chat_id": founder.id, "text": flat["text"], "reply_markup": BUTTONS}
            reply = await api.request(verb, "sendMessage", json=nested)
    assert reply.json()["result"]["text"] == "שלום & 你好"
    assert reply.json()["result"]["reply_markup"] == BUTTONS


async def test_file_is_read_whole(api: httpx.AsyncClient, founder: Person) -> None:
    data = bytes(range(256)) * 40 + b"\r\n--x\r\n"
    reply = await api.post(
        "sendDocument",
        data={"chat_id": str(founder.id), "document": "attach://one"},
        files={"one": ("תכנית.pdf", data, "application/pdf")},
    )
    document = reply.json()["result"]["document"]
    assert (document["file_name"], document["file_size"]) == ("תכנית.pdf", len(data))
    path = (await api.get("getFile", params={"file_id": document["file_id"]})).json()["result"]["file_path"]
    base = str(api.base_url).replace("/bot", "/file/bot")
    assert (await api.get(base + path)).content == data
    assert (await api.get(base + "documents/none")).status_code == 404


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"[1]", "application/json"),
        (b"{", "application/json"),
        (b"\xff", "text/plain"),
        (b"x", "multipart/form-data"),
    ],
)
async def test_unreadable_bodies_are_refused(api: httpx.AsyncClient, content: bytes, kind: str) -> None:
    reply = await api.post("getMe", content=content, headers={"Content-Type": kind})
    assert (reply.status_code, reply.json()["description"]) == (400, "Bad Request: can't parse request body")


async def test_nested_value_must_be_json(api: httpx.AsyncClient, founder: Person) -> None:
    reply = await api.post("sendMessage", data={"chat_id": str(founder.id), "text": "x", "reply_markup": "{"})
    assert reply.json()["description"] == "Bad Request: can't parse reply_markup JSON object"


def test_part_without_a_name_is_refused() -> None:
    with pytest.raises(ValueError, match="name is missing"):
        parts(b"--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--\r\n", "boundary=b")
