"""Brings updates to the webhook while one is set."""

import asyncio
import contextlib
import ipaddress
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.sandbox.clock import Clock
from bot.sandbox.faults import Faults
from bot.sandbox.lanes import Lanes
from bot.sandbox.profile import Webhook
from bot.sandbox.updates import Queued, UpdateQueue

if TYPE_CHECKING:
    from bot.sandbox.webhook_client import WebhookClient

_LONGEST_WAIT = (60.0, 120.0)  # seconds, drawn between these: §2.6
_FAR = "the sandbox delivers to loopback addresses only"
_DOWN = "Connection timed out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Why the newest failed delivery failed, and when (unix time)."""

    at: float
    words: str


class Courier:
    """One webhook's deliveries; what it brought is confirmed in the queue, the rest stays there.

    Attributes:
        trouble: the newest since the webhook was set, or None.
    """

    def __init__(self, *, clock: Clock, updates: UpdateQueue, faults: Faults) -> None:
        self.trouble: Trouble | None = None
        self._clock = clock
        self._updates = updates
        self._faults = faults
        self._woken = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self, webhook: Webhook) -> None:
        """Deliver to this webhook from now on, in the running loop, and to no other."""
        self.stop()
        if not is_loopback(webhook.url):
            self._note(_FAR)
            return
        lanes = Lanes(
            most=webhook.max_connections,
            longest=random.uniform(*_LONGEST_WAIT),  # noqa: S311 - no secret, it only spreads attempts
            disorder=self._updates.disorder,
        )
        for item in self._updates.waiting():
            lanes.add(item)
        self._updates.listener = lambda item: self._add(lanes, item)
        self._task = asyncio.get_running_loop().create_task(self._run(webhook, lanes))

    def stop(self) -> None:
        """Deliver no more; what is under way stays unconfirmed."""
        self._updates.listener = None
        self.trouble = None
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def wake(self) -> None:
        """Look again at what is due, as when the clock was moved."""
        self._woken.set()

    def _add(self, lanes: Lanes, item: Queued) -> None:
        lanes.add(item)
        self.wake()

    async def _run(self, webhook: Webhook, lanes: Lanes) -> None:
        # httpx takes a third of a second to import, and most sandboxes are polled.
        from bot.sandbox.webhook_client import WebhookClient  # noqa: PLC0415

        async with WebhookClient(webhook) as client, asyncio.TaskGroup() as under_way:
            while True:
                self._woken.clear()
                for item in lanes.start(self._clock.now()):
                    under_way.create_task(self._bring(client, lanes, item))
                await self._rest(lanes.next_attempt())

    async def _rest(self, until: float | None) -> None:
        seconds = None if until is None else max(0.0, until - self._clock.now())
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._woken.wait()

    async def _bring(self, client: "WebhookClient", lanes: Lanes, item: Queued) -> None:
        trouble, told = await self._try(client, item)
        if trouble is not None:
            self._note(trouble)
            lanes.failed(item, self._clock.now(), told)
        elif self._updates.disorder.repeat():
            lanes.again(item)
        else:
            self._updates.confirm(item.update_id)
            lanes.taken(item)
        self.wake()

    async def _try(self, client: "WebhookClient", item: Queued) -> tuple[str | None, float | None]:
        """What went wrong, None when the update need not be brought again, and the wanted wait in seconds."""
        if item.expires <= self._clock.now():
            return None, None
        if self._faults.network_down:
            return _DOWN, None
        answer = await client.post(item.body)
        return answer.trouble, answer.retry_after

    def _note(self, words: str) -> None:
        self.trouble = Trouble(at=self._clock.now(), words=words)


def is_loopback(url: str) -> bool:
    """Whether an address stays on this machine, told by its words alone."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
