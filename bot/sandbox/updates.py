"""The queue of updates and the rules of getUpdates (Bot API, getUpdates)."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from bot.sandbox.clock import Clock
from bot.sandbox.disorder import Disorder
from bot.sandbox.errors import ApiError, NetworkDownError, conflict
from bot.sandbox.wire import Json

KINDS = frozenset(
    {
        "message",
        "edited_message",
        "callback_query",
        "inline_query",
        "my_chat_member",
        "chat_member",
        "message_reaction",
        "message_reaction_count",
    }
)
DEFAULT_KINDS = KINDS - {"chat_member", "message_reaction", "message_reaction_count"}

MESSAGE_LIFETIME = 24 * 3600.0  # seconds from the message's date, §1.12
QUERY_LIFETIME = 150.0  # seconds, §1.12
INLINE_LIFETIME = 30.0  # seconds, §1.12
LONGEST_POLL = 50.0  # seconds, §1.12
HIGHEST_JUMP = 2**31 - 2**20  # leaves room for the updates that follow
REPEAT_WINDOW = 0.5  # seconds: the same offset again so soon gets one update only, §8.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued:
    """An update that waits; `expires` is unix time."""

    update_id: int
    expires: float
    body: Json


class UpdateQueue:
    """Updates that the bot has not confirmed yet, oldest first.

    Attributes:
        next_id: number of the next update.
        told: how many were queued since `clear`, whatever became of them.
        kinds: kinds that are queued.
        disorder: what a test ordered.
        listener: is told every new update; None while updates are polled.
    """

    def __init__(self, *, clock: Clock, first_id: int) -> None:
        self.next_id = first_id
        self.told = 0
        self.kinds = DEFAULT_KINDS
        self.disorder = Disorder()
        self.listener: Callable[[Queued], None] | None = None
        self._clock = clock
        self._queue: OrderedDict[int, Queued] = OrderedDict()
        self._confirmed: list[Json] = []
        self._waiter: asyncio.Future[Exception | None] | None = None
        self._last_offset: int | None = None
        self._last_poll = 0.0

    def __len__(self) -> int:
        return len(self._queue)

    def subscribe(self, kinds: list[str]) -> None:
        """Choose what is queued from now on; an empty list is Telegram's default choice."""
        self.kinds = frozenset(kinds) & KINDS if kinds else DEFAULT_KINDS

    def push(self, kind: str, body: Json, *, expires: float) -> int | None:
        """Queue an update.

        Args:
            kind: the field that holds `body`.
            body: its value.
            expires: unix time after which it is no longer delivered.

        Returns:
            Its update_id, or None when the bot did not ask for this kind.
        """
        if kind not in self.kinds:
            return None
        return self.inject({"update_id": self.next_id, kind: body}, expires=expires)

    def inject(self, update: Json, *, expires: float | None = None) -> int:
        """Queue an update as it is; numbering goes on from its update_id, or it is given one.

        Raises:
            TypeError: its update_id is no whole number.
            ValueError: its update_id is not above those that wait, so that it could never be confirmed.
        """
        update_id = update.setdefault("update_id", self.next_id)
        if not isinstance(update_id, int):
            raise TypeError("update_id must be a whole number")
        newest = next(reversed(self._queue), None)
        if newest is not None and update_id <= newest:
            raise ValueError(f"update_id must be above {newest}, which waits")
        self.next_id = update_id + 1
        self.told += 1
        end = self._clock.now() + MESSAGE_LIFETIME if expires is None else expires
        item = self._queue[update_id] = Queued(update_id=update_id, expires=end, body=update)
        self._wake(None)
        if self.listener is not None:
            self.listener(item)
        return update_id

    def waiting(self) -> list[Queued]:
        """All updates that wait, oldest first."""
        return list(self._queue.values())

    def confirm(self, update_id: int) -> None:
        """Forget one update that a webhook took."""
        self._queue.pop(update_id, None)

    def jump(self, choose: Callable[[int], int]) -> int:
        """Go on with another number, as Telegram does after a week of silence (§1.11).

        Args:
            choose: picks a number from 0 to below its argument.

        Returns:
            Number of the next update, above all that wait.
        """
        lowest = next(reversed(self._queue), 0) + 1
        self.next_id = lowest + choose(HIGHEST_JUMP - lowest)
        return self.next_id

    async def poll(self, *, offset: int, limit: int, wait: float) -> list[Json]:
        """Answer one getUpdates.

        Args:
            offset: confirms everything below; negative counts from the end; 0 confirms nothing.
            limit: most updates to return, clamped to 1-100.
            wait: seconds to wait for the first update, at most 50.

        Raises:
            ApiError: 409 when a newer poll or a webhook takes over.
            NetworkDownError: the network failed while waiting.
        """
        self._wake(
            conflict(
                "terminated by other getUpdates request; make sure that only one bot instance is running"
            )
        )
        limit = self._clamp(offset, limit)
        self._confirm(offset)
        if self._confirmed and self.disorder.repeat():
            return self._confirmed
        batch = self._batch(limit)
        if not batch and wait > 0:
            await self._wait(min(wait, LONGEST_POLL))
            batch = self._batch(limit)
        return batch

    def end_poll(self, reason: ApiError | NetworkDownError | None) -> None:
        """Answer the waiting poll now: with what is there, or with `reason`."""
        self._wake(reason)

    def clear(self) -> None:
        """Forget all pending updates; ids are never used twice."""
        self.told = 0
        self._queue.clear()
        self._confirmed = []
        self.disorder.clear()

    def _wake(self, outcome: Exception | None) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(outcome)

    async def _wait(self, seconds: float) -> None:
        waiter: asyncio.Future[Exception | None] = asyncio.get_running_loop().create_future()
        self._waiter = waiter
        await asyncio.wait([waiter], timeout=seconds)
        if waiter.done() and (reason := waiter.result()) is not None:
            raise reason

    def _clamp(self, offset: int, limit: int) -> int:
        now = time.monotonic()
        again = offset == self._last_offset and now < self._last_poll + REPEAT_WINDOW
        self._last_offset, self._last_poll = offset, now
        return 1 if again else min(max(limit, 1), 100)

    def _confirm(self, offset: int) -> None:
        # An offset past the end is no offset: after a week's silence ids may start lower (§1.11).
        if offset > self.next_id:
            return
        count = max(0, len(self._queue) + offset) if offset < 0 else 0
        confirmed: list[Json] = []
        while self._queue and (len(confirmed) < count or next(iter(self._queue)) < offset):
            confirmed.append(self._queue.popitem(last=False)[1].body)
        if confirmed:
            self._confirmed = confirmed

    def _batch(self, limit: int) -> list[Json]:
        now = self._clock.now()
        if any(item.expires <= now for item in islice(self._queue.values(), limit)):
            for update_id in [key for key, item in self._queue.items() if item.expires <= now]:
                del self._queue[update_id]
        return [item.body for item in islice(self._queue.values(), limit)]
