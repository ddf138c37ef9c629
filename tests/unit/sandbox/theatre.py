"""A served sandbox and python-telegram-bot against it: what the tests of conformance play on."""

import httpx
from telegram import Bot, Update
from telegram.request import HTTPXRequest

from bot.sandbox import DEFAULT_TOKEN
from bot.sandbox.wire import Json

FOUNDER, STAFF = 5_000_000_001, 4_000_000_001


class Stage:
    """A served sandbox, the bot that talks to it, and the people who act in it."""

    def __init__(self, base: str) -> None:
        request = HTTPXRequest(read_timeout=0.5, httpx_kwargs={"trust_env": False})
        self.bot = Bot(
            DEFAULT_TOKEN, f"{base}/bot", f"{base}/file/bot", request=request, get_updates_request=request
        )
        self._client = httpx.AsyncClient(trust_env=False, base_url=f"{base}/s/control/")
        self._offset = 0

    async def act(self, order: str, **values: object) -> Json:
        reply = await self._client.post(order, json=values)
        assert reply.status_code == 200, reply.text
        answer: Json = reply.json()
        return answer

    async def send(self, person: int, **values: object) -> int:
        return int((await self.act("send", **{"from": person} | values))["message_id"])

    async def methods_called(self) -> set[str]:
        return {call["method"] for call in (await self._client.get("calls")).json()}

    async def updates(self) -> list[Update]:
        """All updates since the last time."""
        updates = await self.bot.get_updates(offset=self._offset, allowed_updates=Update.ALL_TYPES)
        for update in updates:
            self._offset = update.update_id + 1
        return list(updates)

    async def start(self) -> None:
        await self.bot.initialize()

    async def stop(self) -> None:
        await self._client.aclose()
        await self.bot.shutdown()

    async def empty(self) -> None:
        await self.act("reset")
        await self.send(FOUNDER, text="/start")
        await self.updates()
