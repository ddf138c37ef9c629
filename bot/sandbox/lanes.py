"""Which updates may go to a webhook now: one at a time in a chat, many chats side by side (§2.6)."""

import heapq
from collections import deque
from itertools import count
from typing import TypeAlias

from bot.sandbox.disorder import Disorder
from bot.sandbox.updates import Queued
from bot.sandbox.wire import Json

LONGEST_TOLD = 3600.0  # seconds: a longer Retry-After is cut, tdlib/telegram-bot-api, WebhookActor.cpp

_Key: TypeAlias = tuple[str, int]

_OF_CHAT = frozenset({"message", "edited_message"})


def retry_wait(failures: int, told: float | None, longest: float) -> float:
    """Seconds until the next attempt: none after the first failure, then 2, 4, 8 and so on.

    Args:
        failures: of this update so far, at least 1.
        told: Retry-After of the webhook in seconds; None when it did not say.
        longest: upper bound of the wait without Retry-After.
    """
    if told is not None:
        return min(told, LONGEST_TOLD)
    return 0.0 if failures == 1 else min(2.0 ** min(failures - 1, 10), longest)


class Lanes:
    """Updates on their way to a webhook, in lanes of which each moves one at a time.

    A lane that holds anything is ready, waits for its next attempt, or has its first update under way.
    """

    def __init__(self, *, most: int, longest: float, disorder: Disorder) -> None:
        """Open no lane yet.

        Args:
            most: updates that may be under way at once.
            longest: seconds, see `retry_wait`.
            disorder: swaps that were ordered.
        """
        self._free = most
        self._longest = longest
        self._disorder = disorder
        self._lanes: dict[_Key, deque[Queued]] = {}
        self._failures: dict[_Key, int] = {}
        self._ready: deque[_Key] = deque()
        self._later: list[tuple[float, int, _Key]] = []
        self._turn = count()

    def add(self, item: Queued) -> None:
        """Put an update at the end of its lane."""
        key = _key(item.body)
        lane = self._lanes.setdefault(key, deque())
        lane.append(item)
        if len(lane) == 1:
            self._ready.append(key)

    def start(self, now: float) -> list[Queued]:
        """The updates that go now; each must come back by `taken`, `again` or `failed`."""
        while self._later and self._later[0][0] <= now:
            self._ready.append(heapq.heappop(self._later)[-1])
        number = min(self._free, len(self._ready))
        self._free -= number
        return [self._first(self._ready.popleft()) for _ in range(number)]

    def taken(self, item: Queued) -> None:
        """The webhook has it, or it is too old: the next one of the lane may go."""
        key = self._back(item)
        self._failures.pop(key, None)
        lane = self._lanes[key]
        lane.popleft()
        if lane:
            self._ready.append(key)
        else:
            del self._lanes[key]

    def again(self, item: Queued) -> None:
        """The webhook has it and will get it once more."""
        self._ready.append(self._back(item))

    def failed(self, item: Queued, now: float, told: float | None) -> None:
        """The webhook has not taken it; see `retry_wait` for when it is tried again."""
        key = self._back(item)
        failures = self._failures[key] = self._failures.get(key, 0) + 1
        until = now + retry_wait(failures, told, self._longest)
        heapq.heappush(self._later, (until, next(self._turn), key))

    def next_attempt(self) -> float | None:
        """Unix time of the next attempt after a failure; None when none is due."""
        return self._later[0][0] if self._later else None

    def _first(self, key: _Key) -> Queued:
        lane = self._lanes[key]
        if len(lane) > 1 and self._disorder.swap():
            lane[0], lane[1] = lane[1], lane[0]
        return lane[0]

    def _back(self, item: Queued) -> _Key:
        self._free += 1
        return _key(item.body)


def _key(update: Json) -> _Key:
    """Messages and edits of one chat go one after another, all else of one person (S:17158, 17959)."""
    kind = next((name for name in update if name != "update_id"), "")
    body = update.get(kind)
    owner = body.get("chat" if kind in _OF_CHAT else "from") if isinstance(body, dict) else None
    number = owner.get("id") if isinstance(owner, dict) else None
    return "message" if kind in _OF_CHAT else kind, number if isinstance(number, int) else 0
