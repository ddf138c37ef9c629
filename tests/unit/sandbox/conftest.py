"""A sandbox without sockets, and clients that reach it through ASGI."""

from collections.abc import AsyncIterator, Awaitable, Callable
from itertools import count

import httpx
import pytest
from starlette.applications import Starlette

from bot.sandbox import DEFAULT_TOKEN, create_app
from bot.sandbox.people import Person
from bot.sandbox.state import Sandbox
from bot.sandbox.wire import Json
from bot.sandbox.world import World


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
