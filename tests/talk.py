"""Speaks for founders and staff through the sandbox's control side, over HTTP."""

import asyncio
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

import httpx

PATIENCE = 45.0
"""Seconds until a test that waits for something gives up; nothing is ever waited for this long."""

Sent = dict[str, Any]


class Talk:
    """A pretend world to write and read in.

    Args:
        page: the sandbox's address with its secret, "http://127.0.0.1:8081/secret/".
    """

    def __init__(self, page: str) -> None:
        self._client = httpx.AsyncClient(base_url=f"{page.rstrip('/')}/control/", timeout=40, trust_env=False)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.aclose()

    async def order(self, name: str, **values: object) -> Any:
        """Give an order and return the answer."""
        answer = await self._client.post(name, json=values)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def clear_faults(self) -> None:
        (await self._client.delete("faults")).raise_for_status()

    async def state(self) -> Any:
        return (await self._client.get("state")).json()

    async def calls(self, since: int = 0) -> list[Any]:
        return list((await self._client.get("calls", params={"since": since})).json())

    async def founder(self, **values: object) -> int:
        """Add a founder; return the id, which is the private chat's too."""
        return int((await self.order("founders", **values))["user_id"])

    async def say(self, who: int, text: str | None = None, **values: object) -> int:
        """Write something; return the message's id."""
        words = {} if text is None else {"text": text}
        return int((await self.order("send", **{"from": who}, **words, **values))["message_id"])

    async def press(self, who: int, message: Sent, label: str) -> None:
        """Press the button whose label contains `label`."""
        data = [button["data"] for row in message["buttons"] for button in row if label in button["text"]]
        assert data, f"no button {label!r} under {message}"
        await self.order("press", **{"from": who}, message_id=message["message_id"], data=data[0])

    async def offered(self, query: str) -> Any:
        """Return what an inline query was answered with; None while it was not."""
        return (await self._client.get(f"inline/{query}")).json()

    async def messages(self, chat: int, *, after: int = 0, thread: int | None = None) -> list[Sent]:
        query = {"after": after} if thread is None else {"after": after, "thread": thread}
        answer = await self._client.get(f"chats/{chat}/messages", params=query)
        return list(answer.json()) if answer.status_code == 200 else []

    async def until(self, look: Callable[[list[Sent]], Any], chat: int, *, after: int = 0) -> Any:
        """Wait until `look` finds something in a chat's messages, and return it."""
        seen: list[Sent] = []
        try:
            async with asyncio.timeout(PATIENCE):
                while True:
                    version = (await self.state())["version"]
                    seen = await self.messages(chat, after=after)
                    found = look(seen)
                    if found:
                        return found
                    await self._client.get("events", params={"since": version})
        except TimeoutError:
            texts = [(one["message_id"], one["text"], one["reactions"]) for one in seen]
            raise AssertionError(f"waited in vain in chat {chat}; there is: {texts}") from None

    async def hear(self, chat: int, *words: str, after: int = 0) -> Sent:
        """Wait for a message of the bot that contains all `words`."""

        def look(seen: list[Sent]) -> Sent | None:
            mine = (one for one in seen if one["from_bot"])
            return next((one for one in mine if all(word in (one["text"] or "") for word in words)), None)

        found: Sent = await self.until(look, chat, after=after)
        return found

    async def see_reaction(self, chat: int, message: int, emoji: str) -> None:
        """Wait until a message carries a reaction."""

        def look(seen: list[Sent]) -> bool:
            return any(one["message_id"] == message and emoji in one["reactions"] for one in seen)

        await self.until(look, chat)

    async def topic_of(self, name: str) -> int:
        """Return the thread of the topic whose name contains `name`, once there is one."""
        async with asyncio.timeout(PATIENCE):
            while True:
                state = await self.state()
                for topic in state["topics"]:
                    if name in topic["name"]:
                        return int(topic["thread"])
                await self._client.get("events", params={"since": state["version"]})
