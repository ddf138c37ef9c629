"""The control side over HTTP: orders, views, and waiting for news."""

import json
from collections.abc import Awaitable, Callable
from typing import TypeAlias
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox import views
from bot.sandbox.actions import ACTIONS, Action
from bot.sandbox.chats import Chat
from bot.sandbox.files import image_type
from bot.sandbox.orders import Order, OrderError
from bot.sandbox.state import Sandbox

LONGEST_WATCH = 25.0  # seconds

# What a file holds must never run as part of the page.
_FILE_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "no-store",
}

Endpoint: TypeAlias = Callable[[Request], Awaitable[Response]]


class Control:
    """Answers below /SECRET/control/."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    def routes(self) -> list[Route]:
        """One route an order, and the views."""
        orders = [
            Route(f"/{name}", self._endpoint(action), methods=[verb])
            for (verb, name), action in ACTIONS.items()
        ]
        return [
            *orders,
            Route("/chats/{chat_id}/messages", self.messages),
            Route("/chats/{chat_id}/changes", self.changes),
            Route("/files/{file_id}", self.file),
            Route("/journal", self.journal),
            Route("/inline/{query_id}", self.inline),
            Route("/state", self.state),
            Route("/events", self.events),
            Route("/calls", self.calls),
        ]

    async def messages(self, request: Request) -> Response:
        """GET chats/{chat_id}/messages."""
        after, before, thread, last = (
            _query(request, name) for name in ("after", "before", "thread", "last")
        )
        chosen = views.messages(
            self._sandbox.world,
            self._chat(request),
            after=after or 0,
            before=before,
            thread=thread,
            last=last,
        )
        return _json(chosen)

    async def changes(self, request: Request) -> Response:
        """GET chats/{chat_id}/changes?since=version."""
        since, thread, last = (_query(request, name) for name in ("since", "thread", "last"))
        changed = views.changes(
            self._sandbox.world, self._chat(request), since=since or 0, thread=thread, last=last
        )
        return _json(changed)

    async def file(self, request: Request) -> Response:
        """GET files/{file_id}: a picture to show, or anything else to save."""
        files = self._sandbox.world.files
        stored = files.find(request.path_params["file_id"])
        data = None if stored is None else files.read(stored.path)
        if stored is None or data is None:
            return _json({"error": "there is no such file"}, status_code=404)
        kind = image_type(data)
        headers = dict(_FILE_HEADERS)
        if kind is None:
            name = quote(stored.upload.name, safe="")
            headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
        return Response(data, headers=headers, media_type=kind or "application/octet-stream")

    async def journal(self, request: Request) -> Response:
        """GET journal?chat=id: what people did there, or everywhere."""
        return _json(self._sandbox.world.journal.acts(_query(request, "chat")))

    async def inline(self, request: Request) -> Response:
        """GET inline/{inline_query_id}: the answer, or null while there is none."""
        asked = self._sandbox.world.queries.inline
        query_id = request.path_params["query_id"]
        if query_id not in asked:
            raise OrderError(f"there is no inline query {query_id}")
        return _json(asked[query_id])

    async def state(self, _request: Request) -> Response:
        """GET state."""
        return _json(views.state(self._sandbox))

    async def events(self, request: Request) -> Response:
        """GET events?since=version: answers when the version is another, at the latest after 25 seconds."""
        since = _query(request, "since") or 0
        return _json({"version": await self._sandbox.world.pulse.after(since, LONGEST_WATCH)})

    async def calls(self, request: Request) -> Response:
        """GET calls?since=n."""
        return _json(self._sandbox.calls.since(_query(request, "since") or 0))

    def _chat(self, request: Request) -> Chat:
        chat = self._sandbox.world.chats.get(_integer("chat_id", request.path_params["chat_id"]))
        if chat is None:
            raise OrderError(f"there is no chat {request.path_params['chat_id']}")
        return chat

    def _endpoint(self, action: Action) -> Endpoint:
        async def endpoint(request: Request) -> Response:
            order = Order(await request.body(), action.keys)
            return _json(action.act(self._sandbox, order))

        return endpoint


def _json(value: object, status_code: int = 200) -> Response:
    # Escaped throughout: the bot may have put half a character into a button.
    return Response(json.dumps(value), status_code, media_type="application/json")


async def refuse(_request: Request, error: Exception) -> Response:
    """Tell in plain words what is wrong with an order (400)."""
    return _json({"error": str(error)}, status_code=400)


def _query(request: Request, name: str) -> int | None:
    value = request.query_params.get(name)
    return None if value is None else _integer(name, value)


def _integer(name: str, value: str) -> int:
    try:
        return int(value)
    except ValueError:
        raise OrderError(f"{name} must be a whole number") from None
