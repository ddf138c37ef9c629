import asyncio
from importlib import resources
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from bot.sandbox import STAFF_CHAT_ID
from bot.sandbox.people import Person
from bot.sandbox.state import Sandbox


@pytest.mark.parametrize(
    "path", ["/", "/control/state", "/wrong/", "/wrong/control/state", "/s/control/nothing"]
)
async def test_everything_without_the_secret_is_not_found(control: httpx.AsyncClient, path: str) -> None:
    assert (await control.get(f"http://127.0.0.1{path}")).status_code == 404


@pytest.mark.parametrize("host", ["example.com", "127.0.0.1.example.com", "10.0.0.1"])
async def test_only_loopback_names_are_served(app: Starlette, host: str) -> None:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=f"http://{host}/s/") as client:
        assert (await client.get("control/state")).status_code == 400
        assert (await client.get("")).status_code == 400


async def test_page_may_load_only_from_here(control: httpx.AsyncClient) -> None:
    page = await control.get("http://127.0.0.1/s/")
    policy = page.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self';")
    assert "unsafe" not in policy
    folder = Path(str(resources.files("bot.sandbox"))) / "page"
    parts = [path for path in folder.rglob("*.*") if path.name != "index.html"]
    assert parts
    for path in parts:
        part = await control.get(f"http://127.0.0.1/s/{path.relative_to(folder).as_posix()}")
        assert part.status_code == 200
        assert "innerHTML" not in part.text
        assert "://" not in part.text.replace("http://www.w3.org/2000/svg", "")
    assert " style=" not in page.text
    assert "<script>" not in page.text


async def test_dialogue_is_seen_from_both_sides(control: httpx.AsyncClient, api: httpx.AsyncClient) -> None:
    added = (await control.post("founders", json={"first_name": "Founder D", "language_code": "he"})).json()
    asked = (await control.post("send", json={"from": added["user_id"], "text": "שלום"})).json()
    keyboard = {"inline_keyboard": [[{"text": "כן", "callback_data": "y"}]]}
    reply = {"message_id": asked["message_id"]}
    answer = {"chat_id": added["chat_id"], "text": "hi", "reply_markup": keyboard, "reply_parameters": reply}
    sent = (await api.post("sendMessage", json=answer)).json()["result"]
    where = f"chats/{added['chat_id']}/messages"
    (seen,) = (await control.get(where, params={"after": asked["message_id"]})).json()
    assert seen["message_id"] == sent["message_id"]
    assert (seen["text"], seen["from_bot"], seen["reply_to"]) == ("hi", True, asked["message_id"])
    assert seen["buttons"] == [[{"text": "כן", "data": "y"}]]
    press = {"from": added["user_id"], "message_id": seen["message_id"], "label": "כן"}
    pressed = (await control.post("press", json=press)).json()
    given = {"callback_query_id": pressed["callback_query_id"], "text": "thanks"}
    assert (await api.post("answerCallbackQuery", json=given)).json()["ok"]
    state = (await control.get("state")).json()
    assert state["pending_updates"] == 2
    assert state["callback_answers"][0]["text"] == "thanks"
    assert [(call["method"], call["status"]) for call in (await control.get("calls")).json()] == [
        ("sendmessage", 200),
        ("answercallbackquery", 200),
    ]
    assert [call["n"] for call in (await control.get("calls", params={"since": 1})).json()] == [2]


async def test_messages_can_be_narrowed(control: httpx.AsyncClient, api: httpx.AsyncClient) -> None:
    topic = (await api.post("createForumTopic", json={"chat_id": STAFF_CHAT_ID, "name": "x"})).json()[
        "result"
    ]
    thread = topic["message_thread_id"]
    for text, place in (
        ("a", {}),
        ("b", {"message_thread_id": thread}),
        ("c", {"message_thread_id": thread}),
    ):
        await api.post("sendMessage", json={"chat_id": STAFF_CHAT_ID, "text": text} | place)

    async def texts(**query: int) -> list[str]:
        return [
            m["text"] for m in (await control.get(f"chats/{STAFF_CHAT_ID}/messages", params=query)).json()
        ]

    assert await texts() == [None, "a", "b", "c"]
    assert await texts(thread=0) == ["a"]
    assert await texts(thread=thread) == [None, "b", "c"]
    assert await texts(last=2) == ["b", "c"]
    assert await texts(after=thread + 1, thread=thread) == ["b", "c"]


@pytest.mark.parametrize(
    ("order", "body", "words"),
    [
        ("send", {"from": 1, "text": "x"}, "from: there is no person 1"),
        ("send", {"text": "x"}, "from is missing"),
        ("send", {"from": 5_000_000_001, "txt": "x"}, "unknown key: txt"),
        ("send", {"from": 5_000_000_001, "text": ""}, "Bad Request: message text is empty"),
        ("send", {"from": 5_000_000_001, "photo": True, "voice": True}, "carries one of"),
        ("send", {"from": 5_000_000_001, "text": "x", "chat": 1}, "there is no chat 1"),
        ("founders", {"id": 2**52}, "id must lie between"),
        ("founders", {"id": 5_000_000_001}, "user 5000000001 is already here"),
        ("faults", {"kind": "gremlin"}, "kind must be one of"),
        ("faults", {"kind": "flood", "method": "sendMesage"}, "the sandbox has no method sendMesage"),
        ("faults", {"kind": "flood", "times": 0}, "times must be at least 1"),
        ("faults", {"kind": "flood", "chance": 0}, "chance must be above 0"),
        ("topic", {"thread": 1, "action": "close"}, "there is no topic 1"),
        ("clock", {"advance": "soon"}, "advance must be a number"),
        ("updates", [1], "the body is not a JSON object"),
        ("updates", {"update_id": "x"}, "update_id must be a whole number"),
    ],
)
async def test_orders_that_make_no_sense_say_why(
    control: httpx.AsyncClient, order: str, body: object, words: str
) -> None:
    reply = await control.post(order, json=body)
    assert reply.status_code == 400
    assert words in reply.json()["error"]


async def test_half_a_character_goes_nowhere(
    control: httpx.AsyncClient, api: httpx.AsyncClient, founder: Person
) -> None:
    refused = await control.post("founders", content=b'{"first_name": "\\ud83d"}')
    assert "first_name holds half a character" in refused.json()["error"]
    button = b'{"inline_keyboard": [[{"text": "\\ud83d", "callback_data": "x"}]]}'
    await api.post(
        "sendMessage", data={"chat_id": str(founder.id), "text": "x", "reply_markup": button.decode()}
    )
    assert (await control.get(f"chats/{founder.id}/messages")).status_code == 200


async def test_events_answer_when_something_happens(control: httpx.AsyncClient, sandbox: Sandbox) -> None:
    version = (await control.get("state")).json()["version"]
    watch = asyncio.create_task(control.get("events", params={"since": version}))
    await asyncio.sleep(0)
    await control.post("send", json={"from": sandbox.world.founders[0], "text": "x"})
    assert (await watch).json()["version"] > version


async def test_reset_starts_again_and_never_reuses_numbers(
    control: httpx.AsyncClient, api: httpx.AsyncClient
) -> None:
    async def send() -> int:
        reply = await control.post("send", json={"from": 5_000_000_001, "text": "x"})
        return int(reply.json()["update_id"])

    first, version = await send(), (await control.get("state")).json()["version"]
    await control.post("kick", json={})
    await control.post("faults", json={"kind": "flood", "times": 9})
    await control.post("reset")
    state = (await control.get("state")).json()
    assert (state["pending_updates"], state["faults"], state["staff_chat"]["bot"]) == (0, [], "administrator")
    assert state["version"] > version
    assert await send() > first
    assert (await api.get("getMe")).status_code == 200


async def test_remaining_orders_do_what_they_say(control: httpx.AsyncClient, sandbox: Sandbox) -> None:
    world = sandbox.world
    await control.post("limits", json={"private_burst": 9})
    assert sandbox.rates.limits is not None
    assert (sandbox.rates.limits.private_burst, sandbox.rates.limits.group_per_minute) == (9, 20)
    await control.post("limits", json={"enabled": False})
    assert sandbox.rates.limits is None
    await control.post("topics", json={"enabled": False, "admin_posts_in_closed": True})
    assert not world.staff_chat.is_forum
    assert world.rules.admin_posts_in_closed
    new_id = (await control.post("migrate", json={})).json()["chat_id"]
    assert world.staff_chat.id == new_id
    staff = (await control.post("staff", json={"first_name": "Staff C", "anonymous": True})).json()["user_id"]
    sent = (await control.post("send", json={"from": staff, "text": "x"})).json()
    edited = await control.post("edit", json={"from": staff, "message_id": sent["message_id"], "text": "y"})
    assert edited.json()["update_id"] == sent["update_id"] + 1
    blocked = await control.post("block", json={"user": world.founders[0], "blocked": True})
    assert blocked.json()["update_id"] == sent["update_id"] + 2
    jump = {"update_id": 2**31 - 1, "message": {}}
    assert (await control.post("updates", json=jump)).json() == {"update_id": 2**31 - 1}
    before = world.clock.now()
    assert (await control.post("clock", json={"advance": 100})).json()["now"] > before + 99
    await control.post("faults", json={"kind": "flood"})
    await control.request("DELETE", "faults")
    assert sandbox.faults.wire() == []
