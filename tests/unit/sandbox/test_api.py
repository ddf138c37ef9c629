from collections.abc import Iterator

import httpx
import pytest
from starlette.applications import Starlette
from starlette.types import Message

from bot.sandbox import DEFAULT_TOKEN, acts
from bot.sandbox.composing import Words
from bot.sandbox.people import Person
from bot.sandbox.rates import Limits
from bot.sandbox.state import Sandbox
from bot.sandbox.wire import Json


@pytest.mark.parametrize(
    ("path", "code", "description"),
    [
        (f"{DEFAULT_TOKEN}/noSuchMethod", 404, "Not Found"),
        (f"{DEFAULT_TOKEN[:-1]}x/getMe", 401, "Unauthorized"),
        ("123/getMe", 404, "Not Found"),
        (DEFAULT_TOKEN, 404, "Not Found"),
    ],
)
async def test_wrong_addresses(api: httpx.AsyncClient, path: str, code: int, description: str) -> None:
    reply = await api.get(f"http://127.0.0.1/bot{path}")
    assert reply.status_code == code
    assert reply.json() == {"ok": False, "error_code": code, "description": description}


async def test_answer_and_refusal_have_telegrams_form(api: httpx.AsyncClient) -> None:
    well = await api.get("getMe")
    assert (well.status_code, well.json()["ok"], well.json()["result"]["is_bot"]) == (200, True, True)
    refused = await api.post("sendMessage", json={"chat_id": 1, "text": "x"})
    assert (refused.status_code, refused.headers["content-type"]) == (400, "application/json")
    assert refused.json() == {"ok": False, "error_code": 400, "description": "Bad Request: chat not found"}


async def test_flood_tells_the_wait_in_body_and_header(
    api: httpx.AsyncClient, sandbox: Sandbox, founder: Person
) -> None:
    sandbox.set_limits(Limits(private_burst=1))
    message = {"chat_id": founder.id, "text": "x"}
    sent = await api.post("sendMessage", json=message)
    refused = await api.post("sendMessage", json=message)
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "1")
    assert refused.json()["parameters"] == {"retry_after": 1}
    edit = {"chat_id": founder.id, "message_id": sent.json()["result"]["message_id"], "text": "y"}
    assert (await api.post("editMessageText", json=edit)).status_code == 200


async def test_edits_in_a_group_count(api: httpx.AsyncClient, sandbox: Sandbox) -> None:
    sandbox.set_limits(Limits(group_per_minute=1))
    group = sandbox.world.staff_chat_id
    sent = (await api.post("sendMessage", json={"chat_id": group, "text": "x"})).json()["result"]
    edit = {"chat_id": group, "message_id": sent["message_id"], "text": "y"}
    assert (await api.post("editMessageText", json=edit)).json()["parameters"] == {"retry_after": 60}


async def test_webhook_and_polling_exclude_each_other(api: httpx.AsyncClient, sandbox: Sandbox) -> None:
    wanted = {"url": "https://example.com/hook", "allowed_updates": ["message"], "max_connections": 1000}
    assert (await api.post("setWebhook", json=wanted)).json()["result"] is True
    told = (await api.get("getWebhookInfo")).json()["result"]
    assert {key: value for key, value in told.items() if not key.startswith("last_error")} == {
        "url": "https://example.com/hook",
        "has_custom_certificate": False,
        "pending_update_count": 0,
        "max_connections": 100,
        "allowed_updates": ["message"],
    }
    refused = await api.get("getUpdates")
    assert (refused.status_code, refused.json()["error_code"]) == (409, 409)
    assert refused.json()["description"].startswith(
        "Conflict: can't use getUpdates method while webhook is active"
    )
    sandbox.world.updates.inject({"message": {}})
    await api.post("deleteWebhook", json={"drop_pending_updates": True})
    assert (await api.get("getUpdates")).json()["result"] == []
    insecure = await api.post("setWebhook", json={"url": "http://example.com/hook"})
    assert (
        insecure.json()["description"]
        == "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"
    )


async def test_commands_are_kept_by_scope_and_language(api: httpx.AsyncClient, founder: Person) -> None:
    start = [{"command": "start", "description": "התחלה"}]
    scope = {"type": "chat", "chat_id": founder.id}
    assert (await api.post("setMyCommands", json={"commands": start, "language_code": "he"})).json()["ok"]
    assert (await api.post("getMyCommands", json={"language_code": "he"})).json()["result"] == start
    assert (await api.post("getMyCommands", json={"scope": scope})).json()["result"] == []
    await api.post("deleteMyCommands", json={"language_code": "he"})
    assert (await api.post("getMyCommands", json={"language_code": "he"})).json()["result"] == []


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"language_code": "zh-hans", "commands": []}, "invalid language code specified"),
        ({"commands": [{"command": "התחל", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "start", "description": " "}]}, "command description must be non-empty"),
        ({"commands": [{"command": "a", "description": "b"}] * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ({"commands": [], "scope": {"type": "chat", "chat_id": 1}}, "chat not found"),
        (
            {"commands": [], "scope": {"type": "nobody"}},
            "can't parse BotCommandScope: Unsupported type specified",
        ),
    ],
)
async def test_commands_that_telegram_refuses(api: httpx.AsyncClient, values: object, words: str) -> None:
    reply = await api.post("setMyCommands", json=values)
    assert reply.json()["description"] == f"Bad Request: {words}"


async def test_name_is_kept_by_language(api: httpx.AsyncClient) -> None:
    async def name(language: str) -> str:
        reply = await api.post("getMyName", json={"language_code": language})
        return str(reply.json()["result"]["name"])

    assert await name("he") == "Gesher sandbox"
    await api.post("setMyName", json={"name": "The desk"})
    await api.post("setMyName", json={"name": "הדלפק", "language_code": "he"})
    assert [await name(language) for language in ("he", "zh", "")] == ["הדלפק", "The desk", "The desk"]
    refused = await api.post("setMyName", json={"name": "x" * 65})
    assert refused.json()["description"] == "Bad Request: name is too long"


@pytest.mark.parametrize(
    ("method", "values"),
    [
        ("sendMediaGroup", {"media": [{"type": "photo", "media": "sandbox-photo-00000001"}] * 3}),
        ("copyMessages", {"from_chat_id": 5_000_000_001, "message_ids": [1, 2, 3]}),
        ("forwardMessages", {"from_chat_id": 5_000_000_001, "message_ids": [1, 2, 3]}),
    ],
)
async def test_an_album_counts_by_its_messages(
    api: httpx.AsyncClient, sandbox: Sandbox, founder: Person, method: str, values: Json
) -> None:
    world = sandbox.world
    for _ in range(3):
        acts.write(world, founder, world.chats[founder.id], Words(medium="photo"))
    sandbox.set_limits(Limits(group_per_minute=3))
    sent = await api.post(method, json={"chat_id": world.staff_chat_id} | values)
    assert len(sent.json()["result"]) == 3
    refused = await api.post("sendMessage", json={"chat_id": world.staff_chat_id, "text": "x"})
    assert refused.json()["parameters"] == {"retry_after": 20}


async def test_bot_that_left_is_no_member(api: httpx.AsyncClient, sandbox: Sandbox) -> None:
    group = {"chat_id": sandbox.world.staff_chat_id}
    assert (await api.post("leaveChat", json=group)).json()["result"] is True
    refused = await api.post("getChat", json=group)
    assert refused.json()["description"] == "Forbidden: bot is not a member of the supergroup chat"


async def test_a_bot_that_dies_in_the_middle_of_its_call_gets_nothing_done_and_no_answer(
    app: Starlette, sandbox: Sandbox
) -> None:
    parts: Iterator[Message] = iter(
        [
            {"type": "http.request", "body": b'{"chat_id": ', "more_body": True},
            {"type": "http.disconnect"},
        ]
    )
    sent: list[object] = []

    async def receive() -> Message:
        return next(parts)

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": f"/bot{DEFAULT_TOKEN}/sendMessage",
        "query_string": b"",
        "headers": [(b"host", b"127.0.0.1"), (b"content-type", b"application/json")],
    }
    await app(scope, receive, send)
    assert sent == []
    assert sandbox.calls.since(0) == []
