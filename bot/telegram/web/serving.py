"""A web server as one of the desk's workers, in the desk's own loop."""

import asyncio
import contextlib
import socket
from collections.abc import Iterator

import uvicorn
from starlette.types import ASGIApp

STOP_WITHIN = 2
"""Seconds for requests that are under way; less than the workers have together."""

IDLE_CONNECTION = 300
"""Seconds; who uses a connection again just as it is closed would see a fault that is none."""


async def serve(app: ASGIApp, listener: socket.socket) -> None:
    """Serve until cancelled; then answer what is under way, and close every connection.

    Args:
        app: what answers.
        listener: stays open: what comes while nobody serves waits for the next one who does.
    """
    server = _Server(app)
    serving = asyncio.create_task(server.serve([listener.dup()]))
    try:
        await asyncio.shield(serving)
    finally:
        server.stop.set()
        await serving


class _Server(uvicorn.Server):
    """uvicorn without its signal handlers and its ten ticks a second."""

    def __init__(self, app: ASGIApp) -> None:
        self.stop = asyncio.Event()
        super().__init__(
            uvicorn.Config(
                app,
                http="h11",
                ws="none",
                lifespan="off",
                log_config=None,
                log_level="warning",
                access_log=False,
                server_header=False,
                date_header=False,
                proxy_headers=False,
                timeout_keep_alive=IDLE_CONNECTION,
                timeout_graceful_shutdown=STOP_WITHIN,
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
