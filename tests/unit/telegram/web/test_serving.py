import asyncio
import signal
import socket
from collections.abc import Iterator
from contextlib import suppress

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.telegram.web.health_pages import plain_app
from bot.telegram.web.serving import serve


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener


def _url(listener: socket.socket) -> str:
    return f"http://127.0.0.1:{listener.getsockname()[1]}/"


async def _stop(serving: asyncio.Task[None]) -> None:
    serving.cancel()
    with suppress(asyncio.CancelledError):
        async with asyncio.timeout(5):
            await serving


async def test_signals_stay_with_whoever_runs_the_loop_and_a_restart_serves_who_waited(
    listener: socket.socket,
) -> None:
    async def page(_: Request) -> Response:
        return PlainTextResponse("here")

    app = plain_app(Route("/", page))
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    async with httpx.AsyncClient(trust_env=False, timeout=10) as client:
        first = asyncio.create_task(serve(app, listener))
        assert (await client.get(_url(listener))).text == "here"
        assert (signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)) == before
        await _stop(first)

        waiting = asyncio.create_task(client.get(_url(listener)))
        second = asyncio.create_task(serve(app, listener))
        assert (await waiting).text == "here"
        await _stop(second)


async def test_what_is_under_way_is_answered_before_the_end(listener: socket.socket) -> None:
    began, may_end = asyncio.Event(), asyncio.Event()

    async def slow(_: Request) -> Response:
        began.set()
        await may_end.wait()
        return PlainTextResponse("done")

    serving = asyncio.create_task(serve(plain_app(Route("/", slow)), listener))
    async with httpx.AsyncClient(trust_env=False, timeout=10) as client:
        asked = asyncio.create_task(client.get(_url(listener)))
        await began.wait()
        serving.cancel()
        asyncio.get_running_loop().call_soon(may_end.set)
        assert (await asked).text == "done"
        await _stop(serving)
