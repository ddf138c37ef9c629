"""What calls the webhook: stored before it is answered, or refused without a word of it kept."""

import asyncio
import json
import logging
import socket
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from starlette.routing import Route

from bot.domain.clock import SystemClock
from bot.metrics import Metrics
from bot.store.inbox import InboxItem, Received
from bot.store.unit_of_work import Store
from bot.telegram.intake import Intake
from bot.telegram.pulse import Pulse
from bot.telegram.web.health_pages import plain_app
from bot.telegram.web.serving import serve
from bot.telegram.web.webhook import MAX_BODY, RefusedError, Webhook, _row
from tests.databases import sqlite_in

SECRET = "the-secret_of-this-test"
WORDS = "words that nobody may log"
UPDATE = {"update_id": 7, "message": {"chat": {"id": 42, "type": "private"}, "text": WORDS}}
HEADERS = {"X-Telegram-Bot-Api-Secret-Token": SECRET, "Content-Type": "application/json"}


class Desk:
    """A webhook over a store, and somebody to call it."""

    def __init__(self, store: Store) -> None:
        self.store, self.metrics, self.pulse = store, Metrics(), Pulse()
        self.arrived = 0
        self.now = datetime(2026, 11, 23, 9, tzinfo=UTC)
        intake = Intake(
            store=store, clock=self.clock, arrived=self._wake, pulse=self.pulse, metrics=self.metrics
        )
        webhook = Webhook(secret=SECRET, intake=intake, metrics=self.metrics, clock=self.clock)
        self.app = plain_app(Route("/telegram", webhook.answer, methods=["POST"]))
        self.client = httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url="http://desk")

    @property
    def clock(self) -> "Clock":
        return Clock(self)

    def _wake(self) -> None:
        self.arrived += 1

    async def call(self, body: bytes | str | AsyncIterator[bytes], **headers: str) -> int:
        shown = {**HEADERS, **{name.replace("_", "-"): value for name, value in headers.items()}}
        given = {name: value for name, value in shown.items() if value}
        return (await self.client.post("/telegram", content=body, headers=given)).status_code

    async def inbox(self) -> list[InboxItem]:
        async with self.store.reading() as uow:
            return await uow.inbox.due(SystemClock().now(), 100, exclude_lanes=())


class Clock:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def now(self) -> datetime:
        return self._desk.now


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    store = await Store.open(sqlite_in(tmp_path))
    desk = Desk(store)
    yield desk
    await desk.client.aclose()
    await store.close()


async def test_an_update_is_in_the_inbox_once_it_is_answered_with_200(desk: Desk) -> None:
    assert await desk.call(json.dumps(UPDATE)) == 200
    (row,) = await desk.inbox()
    assert (row.update_id, row.lane, json.loads(row.payload)) == (7, "chat:42", UPDATE)
    assert desk.arrived == 1
    assert desk.pulse.received == desk.now


async def test_an_update_that_comes_again_is_answered_with_200_and_kept_once(desk: Desk) -> None:
    assert [await desk.call(json.dumps(UPDATE)) for _ in range(3)] == [200, 200, 200]
    assert len(await desk.inbox()) == 1
    assert desk.metrics.registry.get_sample_value("gesher_updates_received_total") == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"X_Telegram_Bot_Api_Secret_Token": ""},
        {"X_Telegram_Bot_Api_Secret_Token": SECRET[:-1]},
        {"X_Telegram_Bot_Api_Secret_Token": SECRET + "x"},
        {"X_Telegram_Bot_Api_Secret_Token": SECRET.upper()},
    ],
)
async def test_without_the_secret_nothing_of_the_body_is_read(desk: Desk, headers: dict[str, str]) -> None:
    read: list[int] = []

    async def body() -> AsyncIterator[bytes]:
        read.append(1)
        yield json.dumps(UPDATE).encode()

    assert await desk.call(body(), **headers) == 403
    assert read == []
    assert await desk.inbox() == []
    assert desk.pulse.received is None


async def test_who_is_refused_is_hung_up_on_while_still_sending(desk: Desk) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        serving = asyncio.create_task(serve(desk.app, listener))
        reader, writer = await asyncio.open_connection(*listener.getsockname())
        head = ["POST /telegram HTTP/1.1", "Host: desk", "Content-Type: application/json"]
        writer.write("\r\n".join([*head, f"Content-Length: {MAX_BODY}", "", "{"]).encode())
        async with asyncio.timeout(10):
            answer = await reader.read()
        writer.close()
        serving.cancel()
        await asyncio.wait({serving})
    assert answer.startswith(b"HTTP/1.1 403")
    assert b"connection: close" in answer.lower()


async def test_a_secret_that_is_no_ascii_is_only_wrong(desk: Desk) -> None:
    headers = [(b"X-Telegram-Bot-Api-Secret-Token", "סוד".encode()), (b"Content-Type", b"application/json")]
    answer = await desk.client.post("/telegram", content=json.dumps(UPDATE), headers=headers)
    assert answer.status_code == 403


@pytest.mark.parametrize("kind", ["", "text/plain", "application/x-www-form-urlencoded", "application/json5"])
async def test_what_is_no_json_by_its_type_is_refused(desk: Desk, kind: str) -> None:
    assert await desk.call(json.dumps(UPDATE), Content_Type=kind) == 415
    assert await desk.inbox() == []


async def test_the_type_may_name_the_encoding(desk: Desk) -> None:
    assert await desk.call(json.dumps(UPDATE), Content_Type="Application/JSON; charset=utf-8") == 200


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not json " + WORDS.encode(),
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b"[]",
        b"null",
        json.dumps([UPDATE]).encode(),
        json.dumps({"message": {"text": WORDS}}).encode(),
        json.dumps({**UPDATE, "update_id": "7"}).encode(),
        json.dumps({**UPDATE, "update_id": True}).encode(),
        json.dumps({**UPDATE, "update_id": 7.0}).encode(),
        json.dumps({**UPDATE, "update_id": -1}).encode(),
        json.dumps({**UPDATE, "update_id": 2**63}).encode(),
        b'{"update_id": ' + b"9" * 5000 + b"}",
    ],
)
async def test_a_body_that_is_no_update_is_refused_and_not_logged(
    desk: Desk, caplog: pytest.LogCaptureFixture, body: bytes
) -> None:
    with caplog.at_level(logging.DEBUG):
        assert await desk.call(body) == 400
    assert await desk.inbox() == []
    (line,) = [record for record in caplog.records if record.name == "bot.telegram.web.webhook"]
    assert line.message == "webhook call refused"
    assert WORDS not in repr([record.__dict__ for record in caplog.records])


@pytest.mark.parametrize(
    "change",
    [
        {"message": {"chat": {"id": 10**30}}},
        {"message": {"chat": {"id": 42}, "text": "\ud800 half a pair, \x00 nothing"}},
        {"a kind of next year": {"x": [1, None, {"y": float("nan")}]}},
        {"message": None},
    ],
)
async def test_whatever_has_an_id_is_kept_however_odd_the_rest(desk: Desk, change: dict[str, object]) -> None:
    assert await desk.call(json.dumps({"update_id": 7, **change})) == 200
    assert len(await desk.inbox()) == 1


async def test_a_body_that_says_it_is_too_long_is_not_read(desk: Desk) -> None:
    read: list[int] = []

    async def body() -> AsyncIterator[bytes]:
        read.append(1)
        yield b"x"

    assert await desk.call(body(), Content_Length=str(MAX_BODY + 1)) == 413
    assert read == []


async def test_a_body_that_does_not_say_how_long_it_is_is_read_no_further_than_allowed(desk: Desk) -> None:
    read: list[int] = []

    async def body() -> AsyncIterator[bytes]:
        for part in range(40):
            read.append(part)
            yield b" " * (MAX_BODY // 10)

    assert await desk.call(body()) == 413
    assert len(read) == 11
    assert await desk.inbox() == []


async def test_the_longest_body_allowed_is_kept(desk: Desk) -> None:
    body = json.dumps(UPDATE)
    assert await desk.call(body + " " * (MAX_BODY - len(body))) == 200


async def test_what_cannot_be_stored_is_answered_so_that_telegram_sends_it_again(
    desk: Desk, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await desk.store.close()
    (tmp_path / "gesher.db").unlink()
    (tmp_path / "gesher.db").mkdir()
    assert await desk.call(json.dumps(UPDATE)) == 503
    assert desk.arrived == 0
    assert desk.pulse.received is None
    assert WORDS not in repr([record.__dict__ for record in caplog.records])


async def test_only_calls_to_the_address_itself_are_heard(desk: Desk) -> None:
    assert (await desk.client.get("/telegram", headers=HEADERS)).status_code == 405
    for path in ("/", "/telegram/", "/other", "/telegram/x"):
        answer = await desk.client.post(path, content=json.dumps(UPDATE), headers=HEADERS)
        assert answer.status_code == 404, path
    assert await desk.inbox() == []


async def test_strangers_cannot_fill_the_log_and_are_counted(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(20):
        await desk.call(b"{}", X_Telegram_Bot_Api_Secret_Token="guess")
    desk.now += timedelta(minutes=1)
    await desk.call(b"{}", X_Telegram_Bot_Api_Secret_Token="guess")
    assert [record.message for record in caplog.records] == ["webhook call refused"] * 2
    calls = desk.metrics.registry.get_sample_value("gesher_webhook_calls_total", {"status": "403"})
    assert calls == 21


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
    max_leaves=8,
)
UPDATES = st.fixed_dictionaries({"update_id": st.integers() | JSON}, optional={"message": JSON})


@given(st.binary() | (JSON | UPDATES).map(lambda value: json.dumps(value).encode()))
@example(b'{"update_id": 1, "message": {"chat": {"id": 1e999}}}')
def test_any_body_is_an_update_or_refused(body: bytes) -> None:
    row, status = _read(body)
    if row is None:
        assert status == 400
    else:
        assert row.update_id == json.loads(body)["update_id"]
        assert row.payload.isascii()


def _read(body: bytes) -> tuple[Received | None, int]:
    try:
        return _row(body), 200
    except RefusedError as refusal:
        return None, refusal.status
