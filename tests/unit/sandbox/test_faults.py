"""Faults over a real socket, since some of them are made of it."""

import asyncio
import time
from collections.abc import AsyncIterator

import httpx
import pytest

from bot.sandbox import DEFAULT_TOKEN, serve
from bot.sandbox.wire import Json

FOUNDER = 5_000_000_001


class Line:
    """A client of both sides of a served sandbox."""

    def __init__(self, base: str) -> None:
        self.client = httpx.AsyncClient(trust_env=False)
        self._base = base

    async def call(self, method: str, *, patience: float = 5, **values: object) -> httpx.Response:
        return await self.client.post(
            f"{self._base}/bot{DEFAULT_TOKEN}/{method}", json=values, timeout=patience
        )

    async def say(self, *, patience: float = 5) -> httpx.Response:
        return await self.call("sendMessage", patience=patience, chat_id=FOUNDER, text="hello")

    async def order(self, name: str, **values: object) -> Json:
        reply = await self.client.post(f"{self._base}/s/control/{name}", json=values)
        assert reply.status_code == 200, reply.text
        answer: Json = reply.json()
        return answer

    async def forget_faults(self) -> None:
        (await self.client.delete(f"{self._base}/s/control/faults")).raise_for_status()

    async def texts(self) -> list[str]:
        reply = await self.client.get(f"{self._base}/s/control/chats/{FOUNDER}/messages")
        return [message["text"] for message in reply.json()]

    async def nothing_pending(self) -> bool:
        """Whether a poll has confirmed everything."""
        state = (await self.client.get(f"{self._base}/s/control/state")).json()
        return bool(state["pending_updates"] == 0)

    async def last_call(self) -> Json:
        reply = await self.client.get(f"{self._base}/s/control/calls")
        call: Json = reply.json()[-1]
        return call


@pytest.fixture
async def line() -> AsyncIterator[Line]:
    async with serve(secret="s", limits=None) as base:
        line = Line(base)
        await line.order("send", **{"from": FOUNDER, "text": "/start"})
        yield line
        await line.client.aclose()


@pytest.mark.parametrize(("kind", "delivered"), [("drop_before_apply", 1), ("drop_after_apply", 2)])
async def test_dropped_connection(line: Line, kind: str, delivered: int) -> None:
    await line.order("faults", kind=kind)
    with pytest.raises(httpx.RemoteProtocolError):
        await line.say()
    assert len(await line.texts()) == delivered
    call = await line.last_call()
    assert (call["status"], call["from_fault"]) == (0, kind)
    assert (await line.say()).status_code == 200


async def test_late_answer_was_delivered(line: Line) -> None:
    await line.order("faults", kind="delay_after_apply", seconds=30)
    with pytest.raises(httpx.ReadTimeout):
        await line.say(patience=0.05)
    assert await line.texts() == ["/start", "hello"]


@pytest.mark.parametrize(
    ("order", "status", "body"),
    [
        ({"kind": "flood", "retry_after": 7}, 429, "retry after 7"),
        ({"kind": "forbidden"}, 403, "Forbidden: bot was blocked by the user"),
        ({"kind": "forbidden", "description": "Forbidden: user is deactivated"}, 403, "user is deactivated"),
        (
            {"kind": "bad_request", "description": "Bad Request: message is too long"},
            400,
            "message is too long",
        ),
        ({"kind": "unauthorized"}, 401, "Unauthorized"),
        ({"kind": "bad_gateway"}, 502, "<html>"),
        ({"kind": "not_found_html"}, 404, "<html>"),
        ({"kind": "ok_html"}, 200, "<html>"),
    ],
)
async def test_wrong_answer_without_effect(line: Line, order: Json, status: int, body: str) -> None:
    await line.order("faults", **order)
    reply = await line.say()
    assert reply.status_code == status
    assert body in reply.text
    assert await line.texts() == ["/start"]
    assert (await line.last_call())["from_fault"] == order["kind"]


async def test_bad_gateway_may_hide_a_delivery(line: Line) -> None:
    await line.order("faults", kind="bad_gateway_after_apply")
    assert (await line.say()).status_code == 502
    assert await line.texts() == ["/start", "hello"]


async def test_rules_are_used_up_in_order_and_by_filter(line: Line) -> None:
    await line.order("faults", kind="unauthorized", method="getMe")
    await line.order("faults", kind="flood", chat_id=FOUNDER, times=2)
    await line.order("faults", kind="forbidden")
    assert [(await line.say()).status_code for _ in range(4)] == [429, 429, 403, 200]
    assert [(await line.call("getMe")).status_code for _ in range(2)] == [401, 200]


async def test_a_chance_spoils_some_calls_and_the_same_ones_for_a_seed(line: Line) -> None:
    def order(seed: int) -> Json:
        return {"kind": "unauthorized", "chance": 0.5, "times": 100, "seed": seed}

    runs = []
    for seed in (1, 2, 1):
        await line.order("faults", **order(seed))
        runs.append([(await line.call("getMe")).status_code for _ in range(20)])
        await line.forget_faults()
    assert set(runs[0]) == {200, 401}
    assert runs[0] == runs[2] != runs[1]


@pytest.mark.parametrize(("private", "status"), [(True, 401), (False, 200)])
async def test_a_rule_may_be_for_private_chats_alone(line: Line, *, private: bool, status: int) -> None:
    await line.order("faults", kind="unauthorized", private=private)
    assert (await line.call("getMe")).status_code == 200
    assert (await line.say()).status_code == status


async def test_network_down_cuts_polls_under_way_and_new_calls(line: Line) -> None:
    (update,) = (await line.call("getUpdates")).json()["result"]
    poll = asyncio.create_task(line.call("getUpdates", offset=update["update_id"] + 1, timeout=50))
    while not await line.nothing_pending():
        pass
    await line.order("faults", kind="network_down", seconds=60)
    for attempt in (poll, line.say()):
        with pytest.raises(httpx.RemoteProtocolError):
            await attempt
    await line.order("clock", advance=61)
    assert (await line.say()).status_code == 200


async def test_confirmed_batch_comes_again(line: Line) -> None:
    (update,) = (await line.call("getUpdates")).json()["result"]
    await line.order("faults", kind="duplicate")
    again = await line.call("getUpdates", offset=update["update_id"] + 1)
    assert again.json()["result"] == [update]
    assert (await line.call("getUpdates", offset=update["update_id"] + 1)).json()["result"] == []


async def test_poison_lies_in_the_queue(line: Line) -> None:
    await line.order("faults", kind="poison")
    await line.order("send", **{"from": FOUNDER, "text": "after"})
    start, poison, after = (await line.call("getUpdates")).json()["result"]
    assert poison == {"message": {"message_id": 1, "text": "poison"}, "update_id": start["update_id"] + 1}
    assert after["message"]["text"] == "after"


async def test_server_stops_at_once_while_others_wait() -> None:
    async with httpx.AsyncClient(trust_env=False) as client:
        async with serve(secret="s") as base:
            waiting = [
                asyncio.create_task(client.get(f"{base}/bot{DEFAULT_TOKEN}/getUpdates?timeout=50")),
                asyncio.create_task(client.get(f"{base}/s/control/events?since=1000000")),
            ]
            await client.get(f"{base}/bot{DEFAULT_TOKEN}/getMe")
            begun = time.monotonic()
        assert time.monotonic() - begun < 2
        await asyncio.gather(*waiting, return_exceptions=True)
