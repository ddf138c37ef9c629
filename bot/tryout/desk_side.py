"""What the page needs of the bot itself, below /SECRET/desk/: orders to its process, and its records."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.domain.ids import UserId
from bot.tryout.processes import BotProcess

if TYPE_CHECKING:
    from bot.tryout.records import Records

STOP_WITHIN = 6.0
"""Seconds that the bot has to end in order, when the page asks for it."""
WAYS, MOST_WAYS = 6, 100

Act = Callable[[Request], Awaitable[None]]


class DeskSide:
    """Answers below /SECRET/desk/. The sandbox is that of the application which this is mounted in.

    Args:
        bot: given its environment by whoever starts it first.
        database: the bot's SQLite file, which need not exist yet.
    """

    def __init__(self, bot: BotProcess, database: Path) -> None:
        self._bot = bot
        self._database = database
        self._turn = asyncio.Lock()
        self._calls_before = 0  # what Telegram was asked before the bot was started last
        self._opening: asyncio.Task[Records] | None = None

    @property
    def database_url(self) -> str:
        """Where the bot keeps its records."""
        return f"sqlite+aiosqlite:///{self._database}"

    def routes(self) -> list[Route]:
        """One route each."""
        orders = {"kill": self._kill, "stop": self._stop, "start": self._start, "reset": self._reset}
        return [
            Route("/about", self.about),
            Route("/way", self.way),
            Route("/story", self.story),
            *(Route(f"/{name}", self._endpoint(act), methods=["POST"]) for name, act in orders.items()),
        ]

    async def close(self) -> None:
        """Let go of the bot's records."""
        if self._opening is not None:
            await (await self._opening).close()

    async def about(self, request: Request) -> Response:
        """GET about."""
        book = (await self._records()).book
        return JSONResponse(
            {
                "bot": self._state(request),
                "restarts": max(0, self._bot.starts - 1),
                "examples": book.examples() if book else {},
                "founders": book.founders() if book else [],
            }
        )

    async def way(self, request: Request) -> Response:
        """GET way?founder=id&last=n."""
        founder, last = UserId(_number(request, "founder")), _number(request, "last", WAYS)
        records = await self._records()
        async with self._turn:  # not while the file is exchanged
            return JSONResponse(await records.way(founder, min(last, MOST_WAYS)))

    async def story(self, request: Request) -> Response:
        """GET story?founder=id."""
        founder = UserId(_number(request, "founder"))
        records = await self._records()
        async with self._turn:
            told = await records.story(founder)
        if told is None:
            raise ValueError(f"there is nothing to tell of {founder} yet")
        return PlainTextResponse(told)

    def _endpoint(self, act: Act) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            async with self._turn:  # two orders at once would start two bots
                await act(request)
            request.app.state.sandbox.world.pulse.beat()
            return JSONResponse({"bot": self._state(request)})

        return endpoint

    async def _kill(self, request: Request) -> None:
        await self._bot.kill()
        await self._start(request)

    async def _stop(self, _: Request) -> None:
        await self._bot.stop(STOP_WITHIN)

    async def _start(self, request: Request) -> None:
        if not self._bot.is_alive:
            self._calls_before = request.app.state.sandbox.calls.last
            await self._bot.start()

    async def _reset(self, request: Request) -> None:
        await self._bot.kill()  # what it knows is thrown away
        await self.close()
        for file in self._database.parent.glob(f"{self._database.name}*"):
            file.unlink()
        request.app.state.sandbox.reset()
        await self._start(request)

    def _state(self, request: Request) -> str:
        if not self._bot.is_alive:
            return "stopped"
        has_called = request.app.state.sandbox.calls.last > self._calls_before
        return "running" if has_called else "starting"

    async def _records(self) -> "Records":
        # In a thread, once somebody looks: what it imports takes longer than all else at the start.
        if self._opening is None:
            self._opening = asyncio.create_task(asyncio.to_thread(self._open))
        return await asyncio.shield(self._opening)

    def _open(self) -> "Records":
        from bot.tryout.records import Records  # noqa: PLC0415  # the page is to answer before the store is there

        return Records(self._database, self.database_url)


def _number(request: Request, name: str, default: int | None = None) -> int:
    given = request.query_params.get(name, "" if default is None else str(default))
    if not given.isdecimal():
        raise ValueError(f"{name} must be a whole number")
    return int(given)
