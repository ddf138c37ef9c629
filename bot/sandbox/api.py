"""The Bot API side: one request in, one answer, fault or closed connection out."""

import json
import re
from collections.abc import Awaitable
from dataclasses import dataclass

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from bot.sandbox.errors import ApiError, NetworkDownError, not_found, unauthorized
from bot.sandbox.faults import AFTER_APPLY, HTML, Fault, FaultKind
from bot.sandbox.lines import Lines
from bot.sandbox.methods import METHODS, counted
from bot.sandbox.params import Params, read_params
from bot.sandbox.state import Sandbox
from bot.sandbox.wire import Json

_TOKEN = re.compile(r"\d+:[\w-]{30,}", re.ASCII)
_PAGE = "<html><head><title>{0}</title></head><body><h1>{0}</h1></body></html>"

_NO_ANSWER = 0  # status in the log of calls


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reply:
    status: int
    body: bytes
    media_type: str = "application/json"
    description: str | None = None
    message_id: int | None = None
    thread: int | None = None
    retry_after: int | None = None

    def response(self) -> Response:
        headers = {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}
        return Response(self.body, self.status, headers, self.media_type)


class BotApi:
    """Serves /bot{token}/{method} as an ASGI application."""

    def __init__(self, sandbox: Sandbox, lines: Lines) -> None:
        self._sandbox = sandbox
        self._lines = lines

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one call, or close its connection."""
        try:
            reply = await self._answer(Request(scope, receive))
        except ClientDisconnect:  # the bot died in the middle of its call: nothing is done, nobody to answer
            return
        if reply is None:
            await self._lines.cut(scope, receive)
        else:
            await reply.response()(scope, receive, send)

    async def _answer(self, request: Request) -> _Reply | None:
        """The reply, or None to close the connection without one."""
        sandbox = self._sandbox
        try:
            params = await read_params(request)
            if sandbox.faults.network_down:
                return None
            method = self._method(request.path_params["rest"])
        except ApiError as error:
            return _refused(error)
        started, chat_id = sandbox.clock.now(), params.chat_id()
        fault = sandbox.faults.take(method, chat_id)
        try:
            reply = await self._spoiled_or_called(fault, method, params)
        except NetworkDownError:
            return None
        self._log(method, params, started, fault, reply)
        return await self._spoil_after(fault, reply)

    def _method(self, rest: str) -> str:
        token, slash, method = rest.partition("/")
        if not slash or (token != self._sandbox.token and not _TOKEN.fullmatch(token)):
            raise not_found()
        if token != self._sandbox.token:
            raise unauthorized()
        if method.lower() not in METHODS:
            raise not_found()
        return method.lower()

    async def _spoiled_or_called(self, fault: Fault | None, method: str, params: Params) -> _Reply:
        if fault is None or fault.kind in AFTER_APPLY:
            return await self._called(method, params)
        error = fault.error()
        if error is not None:
            return _refused(error)
        return _page(HTML[fault.kind]) if fault.kind in HTML else _Reply(status=_NO_ANSWER, body=b"")

    async def _called(self, method: str, params: Params) -> _Reply:
        world = self._sandbox.world
        try:
            chat_id = params.chat_id()
            if chat_id in world.chats and (count := counted(method, chat_id, params)):
                self._sandbox.rates.charge(chat_id, world.clock.now(), count)
            result = METHODS[method](world, params)
            if isinstance(result, Awaitable):
                result = await result
        except ApiError as error:
            return _refused(error)
        return _accepted(result)

    async def _spoil_after(self, fault: Fault | None, reply: _Reply) -> _Reply | None:
        if fault is None:
            return reply
        if fault.kind is FaultKind.DELAY_AFTER_APPLY:
            await self._sandbox.pause(fault.seconds)
            return None if self._sandbox.faults.network_down else reply
        if fault.kind is FaultKind.BAD_GATEWAY_AFTER_APPLY:
            return _page(HTML[fault.kind])
        dropped = fault.kind in {FaultKind.DROP_BEFORE_APPLY, FaultKind.DROP_AFTER_APPLY}
        return None if dropped else reply

    def _log(self, method: str, params: Params, started: float, fault: Fault | None, reply: _Reply) -> None:
        self._sandbox.calls.add(
            {
                "at": started,
                "method": method,
                "chat_id": params.chat_id(),
                "thread": params.integer("message_thread_id") or reply.thread,
                "status": _logged_status(fault, reply),
                "description": reply.description,
                "message_id": reply.message_id or params.integer("message_id") or None,
                "from_fault": fault.kind if fault is not None else None,
            }
        )
        # Receiving changes nothing that could be seen, and would wake the page for every batch.
        if method != "getupdates":
            self._sandbox.world.pulse.beat()


class FileServer:
    """Serves /file/bot{token}/{path} as an ASGI application."""

    def __init__(self, sandbox: Sandbox, lines: Lines) -> None:
        self._sandbox = sandbox
        self._lines = lines

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Give one file, or close its connection."""
        if self._sandbox.faults.network_down:
            await self._lines.cut(scope, receive)
            return
        token, _, path = scope["path_params"]["rest"].partition("/")
        data = self._sandbox.world.files.read(path) if token == self._sandbox.token else None
        if data is None:
            response = _refused(not_found()).response()
        else:
            response = Response(data, media_type="application/octet-stream")
        await response(scope, receive, send)


def _accepted(result: object) -> _Reply:
    made = result if isinstance(result, dict) else {}
    return _Reply(
        status=200,
        body=_encoded({"ok": True, "result": result}),
        message_id=made.get("message_id"),
        thread=made.get("message_thread_id"),
    )


def _refused(error: ApiError) -> _Reply:
    body: Json = {"ok": False, "error_code": error.code, "description": error.description}
    if error.parameters:
        body["parameters"] = error.parameters
    return _Reply(
        status=error.code,
        body=_encoded(body),
        description=error.description,
        retry_after=error.parameters.get("retry_after"),
    )


def _page(status: int) -> _Reply:
    words = {502: "502 Bad Gateway", 404: "404 Not Found", 200: "Welcome"}[status]
    return _Reply(status=status, body=_PAGE.format(words).encode(), media_type="text/html", description=words)


def _encoded(body: Json) -> bytes:
    return json.dumps(body, separators=(",", ":")).encode()


def _logged_status(fault: Fault | None, reply: _Reply) -> int:
    """What the bot saw, which after some faults is not what happened."""
    if fault is not None and fault.kind is FaultKind.DROP_AFTER_APPLY:
        return _NO_ANSWER
    if fault is not None and fault.kind is FaultKind.BAD_GATEWAY_AFTER_APPLY:
        return HTML[fault.kind]
    return reply.status
