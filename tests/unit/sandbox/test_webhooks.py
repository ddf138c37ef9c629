"""Webhook delivery over real sockets (8.3): a served sandbox, and a receiver that a test scripts."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import httpx
import pytest

from bot.sandbox import DEFAULT_TOKEN, serve
from bot.sandbox.profile import Webhook
from bot.sandbox.state import Sandbox
from bot.sandbox.webhook_client import WebhookClient
from bot.sandbox.wire import Json

FOUNDER, OTHER = 5_000_000_001, 5_000_000_002


@dataclass(frozen=True, slots=True)
class Delivery:
    headers: dict[str, str]
    body: Json
    answer: asyncio.Future[str]

    @property
    def text(self) -> str:
        return str(self.body["message"]["text"])


@dataclass
class Receiver:
    """A webhook; each delivery waits until the test answers it."""

    url: str = ""
    connections: list[asyncio.Task[None]] = field(default_factory=list)
    came: asyncio.Queue[Delivery] = field(default_factory=asyncio.Queue)

    async def next(self) -> Delivery:
        async with asyncio.timeout(10):
            return await self.came.get()

    async def take(self, answer: str = "200") -> Delivery:
        """Answer the next delivery."""
        delivery = await self.next()
        delivery.answer.set_result(answer)
        return delivery

    async def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections.append(asyncio.create_task(self._talk(reader, writer)))

    async def close(self) -> None:
        for connection in self.connections:
            connection.cancel()
        await asyncio.gather(*self.connections, return_exceptions=True)

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await _head(reader):
                answer = await self._heard(head, reader)
                if not answer:
                    break
                writer.write(answer)
        finally:
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()

    async def _heard(self, head: str, reader: asyncio.StreamReader) -> bytes:
        """Wait for the answer of one request; empty for none."""
        headers = dict(line.lower().split(": ", 1) for line in head.split("\r\n")[1:] if line)
        body = json.loads(await reader.readexactly(int(headers["content-length"])))
        delivery = Delivery(headers, body, asyncio.get_running_loop().create_future())
        await self.came.put(delivery)
        status, _, more = (await delivery.answer).partition(" ")
        if status == "none":
            return b""
        lines = (f"HTTP/1.1 {status} {HTTPStatus(int(status)).phrase}", "Content-Length: 0", more)
        return ("\r\n".join(filter(None, lines)) + "\r\n\r\n").encode()


async def _head(reader: asyncio.StreamReader) -> str:
    try:
        return (await reader.readuntil(b"\r\n\r\n")).decode()
    except (asyncio.IncompleteReadError, ConnectionError):
        return ""


@asynccontextmanager
async def receiving() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    server = await asyncio.start_server(receiver.connected, "127.0.0.1", 0)
    receiver.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/hook"
    yield receiver
    server.close()
    await receiver.close()


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with receiving() as receiver:
        yield receiver


class Desk:
    """The bot's and the people's side of a served sandbox."""

    def __init__(self, base: str) -> None:
        self.client = httpx.AsyncClient(trust_env=False)
        self._base = base

    async def call(self, method: str, **values: object) -> Any:
        reply = (await self.client.post(f"{self._base}/bot{DEFAULT_TOKEN}/{method}", json=values)).json()
        return reply["result"] if reply["ok"] else reply["description"]

    async def order(self, name: str, **values: object) -> Json:
        reply = await self.client.post(f"{self._base}/s/control/{name}", json=values)
        assert reply.status_code == 200, reply.text
        answer: Json = reply.json()
        return answer

    async def say(self, *texts: str, person: int = FOUNDER) -> None:
        for text in texts:
            await self.order("send", **{"from": person, "text": text})

    async def pending(self) -> int:
        return int((await self.call("getWebhookInfo"))["pending_update_count"])

    async def trouble(self) -> str | None:
        words: str | None = (await self.call("getWebhookInfo")).get("last_error_message")
        return words


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    async with serve(secret="s", limits=None) as base:
        desk = Desk(base)
        yield desk
        await desk.client.aclose()


async def test_update_is_posted_with_the_secret_and_confirmed_by_200(desk: Desk, receiver: Receiver) -> None:
    await desk.say("before")
    assert await desk.call("setWebhook", url=receiver.url, secret_token="a-Secret_1") is True
    first = await receiver.next()
    assert first.text == "before"
    assert first.headers["content-type"] == "application/json"
    assert first.headers["x-telegram-bot-api-secret-token"] == "a-secret_1"  # the test reads in lower case
    assert await desk.pending() == 1
    await desk.say("after")
    first.answer.set_result("200")
    assert (await receiver.take()).text == "after"
    await _until_wait(desk, 0)
    assert await desk.trouble() is None


async def test_without_a_secret_there_is_no_header(desk: Desk, receiver: Receiver) -> None:
    await desk.call("setWebhook", url=receiver.url)
    await desk.say("x")
    assert "x-telegram-bot-api-secret-token" not in (await receiver.take()).headers


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("500", "Wrong response from the webhook: 500 Internal Server Error"),
        ("302 Location: /", "Wrong response from the webhook: 302 Found"),
        ("403", "Wrong response from the webhook: 403 Forbidden"),
    ],
)
async def test_refused_update_comes_again_before_the_next_of_its_chat(
    desk: Desk, receiver: Receiver, answer: str, words: str
) -> None:
    await desk.call("setWebhook", url=receiver.url)
    await desk.say("first", "second")
    assert (await receiver.take(answer)).text == "first"
    again = await receiver.next()
    assert again.text == "first"
    info = await desk.call("getWebhookInfo")
    assert (info["pending_update_count"], info["last_error_message"]) == (2, words)
    assert isinstance(info["last_error_date"], int)
    again.answer.set_result("200")
    assert (await receiver.take()).text == "second"


async def test_later_attempts_wait_longer_and_as_told(desk: Desk, receiver: Receiver) -> None:
    await desk.call("setWebhook", url=receiver.url)
    await desk.say("x")
    await receiver.take("500")
    await receiver.take("503 Retry-After: 600")
    await desk.say("y", person=OTHER)
    assert (await receiver.take()).text == "y", "another chat does not wait"
    await desk.order("clock", advance=300)
    await desk.say("z", person=OTHER)
    assert (await receiver.take()).text == "z"
    await _until_wait(desk, 1)
    await desk.order("clock", advance=301)
    assert (await receiver.take()).text == "x"


async def test_one_is_under_way_in_a_chat_and_other_chats_do_not_wait(desk: Desk, receiver: Receiver) -> None:
    await desk.call("setWebhook", url=receiver.url)
    await desk.say("a1", "a2")
    await desk.say("b1", person=OTHER)
    first, other = await receiver.next(), await receiver.next()
    assert {first.text, other.text} == {"a1", "b1"}
    other.answer.set_result("200")
    assert receiver.came.empty()
    first.answer.set_result("200")
    assert (await receiver.take()).text == "a2"


async def test_no_more_connections_than_asked_for(desk: Desk, receiver: Receiver) -> None:
    await desk.say("a")
    await desk.say("b", person=OTHER)
    await desk.call("setWebhook", url=receiver.url, max_connections=1)
    first = await receiver.next()
    await desk.say("c", person=OTHER)
    assert receiver.came.empty()
    first.answer.set_result("200")
    assert [(await receiver.take()).text for _ in "bc"] == ["b", "c"]


async def test_what_was_not_taken_waits_for_the_next_poll(desk: Desk, receiver: Receiver) -> None:
    await desk.call("setWebhook", url=receiver.url)
    await desk.say("first", "second")
    await receiver.next()
    assert (await desk.call("getUpdates")).startswith("Conflict: can't use getUpdates method while webhook")
    await desk.call("deleteWebhook")
    updates = await desk.call("getUpdates")
    assert [update["message"]["text"] for update in updates] == ["first", "second"]


async def test_pending_updates_can_be_dropped(desk: Desk, receiver: Receiver) -> None:
    await desk.say("old")
    await desk.call("setWebhook", url=receiver.url, drop_pending_updates=True)
    await desk.say("new")
    assert (await receiver.take()).text == "new"


async def test_another_webhook_takes_over(desk: Desk, receiver: Receiver) -> None:
    await desk.call("setWebhook", url=receiver.url)
    await desk.say("x")
    under_way = await receiver.next()
    async with receiving() as other:
        await desk.call("setWebhook", url=other.url)
        under_way.answer.set_result("500")
        assert (await other.take()).text == "x"
        await desk.say("y")
        assert (await other.take()).text == "y"
    assert receiver.came.empty()


async def test_only_wanted_kinds_are_delivered(desk: Desk, receiver: Receiver) -> None:
    await desk.call("setWebhook", url=receiver.url, allowed_updates=["message"])
    await desk.order("block", user=FOUNDER)
    await desk.say("back")
    assert (await receiver.take()).text == "back"


async def test_update_can_come_twice(desk: Desk, receiver: Receiver) -> None:
    await desk.call("setWebhook", url=receiver.url)
    await desk.order("faults", kind="duplicate")
    await desk.say("first", "second")
    came = [(await receiver.take()).body for _ in range(3)]
    assert [update["message"]["text"] for update in came] == ["first", "first", "second"]
    assert came[0] == came[1]
    await _until_wait(desk, 0)


async def test_updates_of_a_chat_can_come_in_the_wrong_order(desk: Desk, receiver: Receiver) -> None:
    await desk.say("first", "second", "third")
    await desk.order("faults", kind="reorder")
    await desk.call("setWebhook", url=receiver.url)
    assert [(await receiver.take()).text for _ in range(3)] == ["second", "first", "third"]
    await _until_wait(desk, 0)


async def test_number_of_the_next_update_can_jump(desk: Desk, receiver: Receiver) -> None:
    await desk.say("first")
    wanted = await desk.order("faults", kind="id_jump")
    await desk.say("second")
    await desk.call("setWebhook", url=receiver.url)
    first, second = [(await receiver.take()).body["update_id"] for _ in range(2)]
    assert first < second == wanted["next_update_id"] < 2**31


async def test_lost_network_loses_nothing(desk: Desk, receiver: Receiver) -> None:
    await desk.call("setWebhook", url=receiver.url)
    await desk.order("faults", kind="network_down", seconds=60)
    await desk.say("x")
    assert receiver.came.empty()
    await desk.order("clock", advance=61)
    assert (await receiver.take()).text == "x"
    assert await desk.trouble() == "Connection timed out"


async def test_reset_ends_deliveries(
    api: httpx.AsyncClient, control: httpx.AsyncClient, sandbox: Sandbox, receiver: Receiver
) -> None:
    await api.post("setWebhook", json={"url": receiver.url})
    assert sandbox.world.updates.listener is not None
    await control.post("reset")
    assert sandbox.world.updates.listener is None
    assert (await api.post("getWebhookInfo")).json()["result"]["url"] == ""


async def test_yesterdays_updates_are_not_delivered(desk: Desk, receiver: Receiver) -> None:
    await desk.say("old")
    await desk.order("clock", advance=24 * 3600 + 1)
    await desk.call("setWebhook", url=receiver.url)
    await desk.say("new")
    assert (await receiver.take()).text == "new"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"url": "http://example.com/hook"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        (
            {"url": "https://example.com:8080/hook"},
            "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
        ({"secret_token": "no spaces"}, "secret token contains unallowed characters"),
        ({"secret_token": "סוד"}, "secret token contains unallowed characters"),
        ({"secret_token": "x" * 257}, "secret token is too long"),
    ],
)
async def test_webhooks_that_telegram_refuses(desk: Desk, values: Json, words: str) -> None:
    refused = await desk.call("setWebhook", **({"url": "https://example.com/hook"} | values))
    assert refused == f"Bad Request: {words}"
    assert (await desk.call("getWebhookInfo"))["url"] == ""


@pytest.mark.parametrize(
    "host", ["192.0.2.1", "example.com", "127.0.0.1.example.com", "localhost.example.com"]
)
async def test_nothing_leaves_the_machine(desk: Desk, host: str) -> None:
    await desk.call("setWebhook", url=f"https://{host}/hook")
    await desk.say("x")
    assert await desk.trouble() == "the sandbox delivers to loopback addresses only"
    assert await desk.pending() == 1


async def test_silence_hanging_up_and_a_closed_door_have_telegrams_words(receiver: Receiver) -> None:
    async with WebhookClient(Webhook(url=receiver.url), patience=0.05) as client:
        assert (await client.post({})).trouble == "Read timeout expired"
    async with WebhookClient(Webhook(url=receiver.url)) as client:
        await receiver.next()
        posted = asyncio.create_task(client.post({}))
        (await receiver.next()).answer.set_result("none")
        assert (await posted).trouble == "Connection reset by peer"
    async with WebhookClient(Webhook(url="http://127.0.0.1:1/hook")) as client:
        assert (await client.post({})).trouble == "Connection refused"


async def _until_wait(desk: Desk, number: int) -> None:
    async with asyncio.timeout(10):
        while await desk.pending() != number:
            pass
