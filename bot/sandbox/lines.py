"""Open connections, so that a fault can cut one for real."""

import asyncio
from typing import cast

from starlette.types import Receive, Scope
from uvicorn.protocols.http.h11_impl import H11Protocol


class Lines:
    """The connections of one server by the address of their client."""

    def __init__(self) -> None:
        self._open: dict[tuple[str, int], asyncio.Transport] = {}

    def protocol(self) -> type[H11Protocol]:
        """A protocol class for uvicorn's `http` setting that keeps this register."""
        lines = self._open

        class RegisteredProtocol(H11Protocol):
            def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
                super().connection_made(transport)
                lines[_peer(transport)] = transport

            def connection_lost(self, exc: Exception | None) -> None:
                lines.pop(_peer(self.transport), None)
                super().connection_lost(exc)

        return RegisteredProtocol

    async def cut(self, scope: Scope, receive: Receive) -> None:
        """Close the connection of a request whose body is read, and give no answer.

        Raises:
            ConnectionAbortedError: the server does not keep this register, as in tests without a socket.
        """
        transport = self._open.get(tuple(scope.get("client") or ("", 0)))
        if transport is None:
            raise ConnectionAbortedError("cut by the sandbox")
        transport.close()
        # uvicorn would answer 500 for us if we returned before it has seen the end of the connection.
        while (await receive())["type"] != "http.disconnect":
            pass

    def cut_all(self) -> None:
        """Close all connections, idle ones included."""
        for transport in list(self._open.values()):
            transport.close()


def _peer(transport: asyncio.BaseTransport) -> tuple[str, int]:
    return cast("tuple[str, int]", tuple(transport.get_extra_info("peername") or ("", 0)))
