"""A running sandbox: the world, and what stands between it and the bot."""

import asyncio
import contextlib
import time
from collections.abc import Coroutine

from bot.sandbox.calls import CallLog
from bot.sandbox.clock import Clock
from bot.sandbox.courier import Courier
from bot.sandbox.faults import Faults
from bot.sandbox.people import Person
from bot.sandbox.rates import Limits, Rates
from bot.sandbox.updates import UpdateQueue
from bot.sandbox.world import Feed, Rules, World

# Long enough for tools that check a token's form, and never found by one that hunts for real tokens.
DEFAULT_TOKEN = "100000001:" + "-".join(["sandbox"] * 5)[:35]

_BOT_NAME = "Gesher sandbox"
_BOT_USERNAME = "gesher_sandbox_bot"


class Sandbox:
    """Everything that one sandbox holds."""

    def __init__(self, *, token: str, limits: Limits | None, topics: bool) -> None:
        self.token = token
        self.clock = Clock()
        self.calls = CallLog()
        self.faults = Faults(self.clock)
        self.rates = Rates(limits)
        self._closed = asyncio.Event()
        self._running: set[asyncio.Task[None]] = set()
        self._limits = limits
        self._topics = topics
        bot_id = token.partition(":")[0]
        self._bot = Person(
            id=int(bot_id) if bot_id.isdigit() else 1,
            first_name=_BOT_NAME,
            username=_BOT_USERNAME,
            is_bot=True,
        )
        updates = UpdateQueue(clock=self.clock, first_id=_first_update_id())
        courier = Courier(clock=self.clock, updates=updates, faults=self.faults)
        self._feed = Feed(clock=self.clock, updates=updates, courier=courier)
        self.world = self._new_world()

    def set_limits(self, limits: Limits | None) -> None:
        """Change the sending limits; what was sent so far is forgotten."""
        self.rates = Rates(limits)
        self._feed.pulse.beat()

    def reset(self) -> None:
        """Start again with a fresh world; numbers of updates, calls and versions go on."""
        self.clock.reset()
        self.calls.clear()
        self.faults.clear()
        self._feed.courier.stop()
        self._feed.updates.clear()
        self._feed.updates.subscribe([])
        self.world = self._new_world()
        self.set_limits(self._limits)

    def run(self, work: Coroutine[None, None, None]) -> None:
        """Let something go on beside the orders, until it or the sandbox ends."""
        task = asyncio.get_running_loop().create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def pause(self, seconds: float) -> None:
        """Wait, but not longer than the sandbox runs."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._closed.wait(), seconds)

    def close(self) -> None:
        """Let all who wait go, so that the server can stop."""
        self._closed.set()
        for task in self._running:
            task.cancel()
        self._feed.courier.stop()
        self._feed.updates.end_poll(None)
        self._feed.pulse.wake()

    def _new_world(self) -> World:
        return World(bot=self._bot, feed=self._feed, rules=Rules(topics=self._topics))


def _first_update_id() -> int:
    # A bot that keeps its database over a restart of the sandbox must not take new updates for old ones.
    return int(time.time() * 1000) % 10**9
