"""Puts the two sides and the page behind one loopback address."""

import asyncio
import contextlib
import re
import secrets
import socket
from collections.abc import AsyncIterator, Iterator, Sequence
from importlib import resources
from importlib.resources.abc import Traversable

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route

from bot.sandbox.api import BotApi, FileServer
from bot.sandbox.composing import ActError
from bot.sandbox.control import Control, Endpoint, refuse
from bot.sandbox.lines import Lines
from bot.sandbox.orders import OrderError
from bot.sandbox.rates import USUAL_LIMITS, Limits
from bot.sandbox.state import DEFAULT_TOKEN, Sandbox

_STOP_WITHIN = 1.0  # seconds for requests that are under way
_IDLE_CONNECTION = (
    300  # seconds; a client that reuses a connection just as it is closed would see a false fault
)

_MEDIA_TYPES = {
    "html": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "svg": "image/svg+xml",
    "json": "application/json",
}
_PAGE_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


def create_app(
    *,
    token: str = DEFAULT_TOKEN,
    secret: str | None = None,
    limits: Limits | None = USUAL_LIMITS,
    topics: bool = True,
    beside: Sequence[BaseRoute] = (),
) -> Starlette:
    """Build the application.

    Args:
        token: the bot's token.
        secret: path below which page and control lie; None for a random one.
        limits: what the bot may send; None for no limits.
        topics: the staff group is a forum.
        beside: more to serve, below /SECRET/desk/.

    Returns:
        The application; its `state` has `sandbox`, `lines` (its connections) and `secret`.

    Raises:
        ValueError: the secret cannot stand in an address.
    """
    secret = secret or secrets.token_urlsafe(18)
    if not re.fullmatch(r"[\w-]{1,128}", secret, re.ASCII):
        raise ValueError("the secret may hold letters, digits, _ and -")
    sandbox, lines = Sandbox(token=token, limits=limits, topics=topics), Lines()
    page = [
        Route(f"/{name.removeprefix('index.html')}", _page_file(file))
        for name, file in _files(resources.files(__package__).joinpath("page"))
    ]
    app = Starlette(
        routes=[
            Route("/bot{rest:path}", BotApi(sandbox, lines)),
            Route("/file/bot{rest:path}", FileServer(sandbox, lines)),
            Mount(
                f"/{secret}",
                routes=[
                    Mount("/control", routes=Control(sandbox).routes()),
                    Mount("/desk", routes=beside),
                    *page,
                ],
            ),
        ],
        # A page elsewhere in the browser could name our port through its own host name (DNS rebinding).
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"])],
        exception_handlers={OrderError: refuse, ActError: refuse, ValueError: refuse, TypeError: refuse},
    )
    app.state.sandbox, app.state.lines, app.state.secret = sandbox, lines, secret
    return app


@contextlib.asynccontextmanager
async def serve(
    *,
    port: int = 0,
    token: str = DEFAULT_TOKEN,
    secret: str | None = None,
    limits: Limits | None = USUAL_LIMITS,
    topics: bool = True,
    beside: Sequence[BaseRoute] = (),
) -> AsyncIterator[str]:
    """Serve a sandbox on 127.0.0.1 in the running loop.

    Args:
        port: 0 for a free one.
        token: see `create_app`, as for the rest.
        secret: name it to know where page and control lie.
        limits: what the bot may send; None for no limits.
        topics: the staff group is a forum.
        beside: more to serve, below /SECRET/desk/.

    Yields:
        The base address without a slash at its end, "http://127.0.0.1:8081".

    Raises:
        OSError: the port is taken.
    """
    app = create_app(token=token, secret=secret, limits=limits, topics=topics, beside=beside)
    listener = _listener(port)
    server = _Server(app)
    running = asyncio.create_task(server.serve([listener]))
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.stop.set()
        await running


def _listener(port: int) -> socket.socket:
    # asyncio switches Nagle's delay off only where the protocol is named; it costs 40 ms a call otherwise.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
    except OSError:
        listener.close()
        raise
    listener.listen(512)
    return listener


class _Server(uvicorn.Server):
    """uvicorn without its signal handlers, its ten ticks a second and its patience at the end."""

    def __init__(self, app: Starlette) -> None:
        self.stop = asyncio.Event()
        self._sandbox: Sandbox = app.state.sandbox
        self._lines: Lines = app.state.lines
        super().__init__(
            uvicorn.Config(
                app,
                http=self._lines.protocol(),
                ws="none",
                lifespan="off",
                log_config=None,
                log_level="warning",
                access_log=False,
                server_header=False,
                date_header=False,
                timeout_keep_alive=_IDLE_CONNECTION,
            )
        )

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to whoever runs the loop."""
        yield

    async def main_loop(self) -> None:
        """Wait for the end."""
        await self.on_tick(0)
        await self.stop.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop at once: answer those who wait, then close every connection."""
        for server in self.servers:
            server.close()
        for listener in sockets or []:
            listener.close()
        self._sandbox.close()
        tasks = set(self.server_state.tasks)
        if tasks:
            await asyncio.wait(tasks, timeout=_STOP_WITHIN)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._lines.cut_all()


def _files(folder: Traversable, before: str = "") -> Iterator[tuple[str, Traversable]]:
    """Everything below a folder of the package, by path."""
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _files(entry, f"{before}{entry.name}/")
        elif entry.name.rpartition(".")[2] in _MEDIA_TYPES:
            yield before + entry.name, entry


def _page_file(file: Traversable) -> Endpoint:
    data = file.read_bytes()
    media_type = _MEDIA_TYPES[file.name.rpartition(".")[2]]

    async def endpoint(_request: Request) -> Response:
        return Response(data, headers=_PAGE_HEADERS, media_type=media_type)

    return endpoint
