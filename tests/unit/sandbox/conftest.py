"""A sandbox without sockets, and clients that reach it through ASGI; and one that is served."""

from collections.abc import AsyncIterator, Awaitable, Callable
from itertools import count
from typing import Any

import httpx
import pytest
import pytest_asyncio
from starlette.applications import Starlette
from telegram import Bot, TelegramObject

from bot.sandbox import DEFAULT_TOKEN, create_app, serve
from bot.sandbox.people import Person
from bot.sandbox.state import Sandbox
from bot.sandbox.wire import Json
from bot.sandbox.world import World
from tests.unit.sandbox.theatre import Stage


@pytest.fixture
def app() -> Starlette:
    return create_app(secret="s", limits=None)


@pytest.fixture
def sandbox(app: Starlette) -> Sandbox:
    sandbox: Sandbox = app.state.sandbox
    return sandbox


@pytest.fixture
def world(sandbox: Sandbox) -> World:
    return sandbox.world


@pytest.fixture
def founder(world: World) -> Person:
    """One who has written, so that the bot may answer."""
    person = world.people[world.founders[0]]
    world.chats[person.id].started = True
    return person


@pytest.fixture
def staff(world: World) -> Person:
    return world.people[world.staff[0]]


@pytest.fixture
def heard(world: World) -> Callable[[], Awaitable[list[Json]]]:
    """All updates that wait; reading them confirms nothing."""
    offsets = count(-1000, -1)  # never the same twice, which would count as a repeated poll

    async def poll() -> list[Json]:
        return await world.updates.poll(offset=next(offsets), limit=100, wait=0)

    return poll


@pytest.fixture
async def api(app: Starlette) -> AsyncIterator[httpx.AsyncClient]:
    base = f"http://127.0.0.1/bot{DEFAULT_TOKEN}/"
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=base) as client:
        yield client


@pytest.fixture
async def control(app: Starlette) -> AsyncIterator[httpx.AsyncClient]:
    base = "http://127.0.0.1/s/control/"
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=base) as client:
        yield client


@pytest.fixture
def no_unknown_fields(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the library parses, however deep, must hold no field that the library does not know."""
    parse = TelegramObject._de_json.__func__  # type: ignore[attr-defined]

    def strict(cls: type[TelegramObject], data: Json, bot: Bot | None, api_kwargs: Json | None = None) -> Any:
        made = parse(cls, data, bot, api_kwargs)
        assert not made.api_kwargs, (cls, made.api_kwargs)
        return made

    monkeypatch.setattr(TelegramObject, "_de_json", classmethod(strict))


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def theatre() -> AsyncIterator[Stage]:
    async with serve(secret="s", limits=None) as base:
        stage = Stage(base)
        await stage.start()
        yield stage
        await stage.stop()


@pytest_asyncio.fixture(loop_scope="module")
async def stage(theatre: Stage) -> Stage:
    await theatre.empty()
    return theatre
