"""What the desk counts, for Prometheus. Labels are words of the code, never anything that people wrote."""

import re
import time
from collections.abc import Awaitable, Callable
from functools import partial, wraps
from typing import ParamSpec

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info, ProcessCollector
from prometheus_client.exposition import choose_encoder

from bot import __version__
from bot.domain.match import Match
from bot.domain.vitals import Queues, Vitals

P = ParamSpec("P")
MATCH_SECONDS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)
UNKNOWN = float("nan")
FLOOD = "flood_wait"


class Metrics:
    """Counts what happens; `show` adds how the desk is.

    Args:
        registry: where they are kept; None for one of their own.
    """

    def __init__(self, registry: CollectorRegistry | None = None) -> None:
        self.registry = registry or CollectorRegistry()
        counter = partial(Counter, namespace="gesher", registry=self.registry)
        gauge = partial(Gauge, namespace="gesher", registry=self.registry)
        self._received = counter("updates_received", "Updates stored, repetitions left out.")
        self._handled = counter("updates_handled", "Updates handled.")
        self._set_aside = counter("updates_set_aside", "Updates given up after their last attempt.")
        self._webhook = counter("webhook_calls", "Calls to the webhook, by our answer.", ["status"])
        self._calls = counter("calls", "Calls to Telegram.", ["method", "outcome"])
        self._floods = counter("flood_waits", "Calls that Telegram answered with 429.")
        self._matches = counter("matches", "Messages matched.", ["decision", "language"])
        self._match_time = Histogram(
            "match_seconds",
            "Time a match takes, waiting left out.",
            namespace="gesher",
            registry=self.registry,
            buckets=MATCH_SECONDS,
        )
        self._waiting = gauge("inbox_waiting", "Updates to be handled.")
        self._inbox_age = gauge("inbox_oldest_seconds", "How long the oldest of them has waited.")
        self._unsent = gauge("outbox_unsent", "Messages to be sent; those for blocked founders left out.")
        self._outbox_age = gauge("outbox_oldest_seconds", "How long the oldest of them has waited.")
        self._tickets = gauge("tickets_open", "Questions that wait for staff.")
        self._poll_age = gauge("last_received_seconds", "Time since the last poll, or call to the webhook.")
        self._workers = gauge("worker_up", "Whether a worker is at work.", ["worker"])
        self._database = gauge("database_up", "Whether the database can be read.")
        Info("build", "What runs.", namespace="gesher", registry=self.registry).info({"version": __version__})
        ProcessCollector(registry=self.registry)

    def received(self, count: int) -> None:
        """Count new updates."""
        self._received.inc(count)

    def answered(self, status: int) -> None:
        """Count one call to the webhook by the status that we gave."""
        self._webhook.labels(status).inc()

    def called(self, method: str, failure: object | None) -> None:
        """Count one call to Telegram; `failure` is what it came to, None where it went well."""
        outcome = "ok" if failure is None else _label(failure)
        self._calls.labels(method, outcome).inc()
        if outcome == FLOOD:
            self._floods.inc()

    def handling(self, handle: Callable[P, Awaitable[None]]) -> Callable[P, Awaitable[None]]:
        """Return `handle`, counted each time that it handles an update without an error."""
        return _counted(handle, self._handled)

    def setting_aside(self, give_up: Callable[P, Awaitable[None]]) -> Callable[P, Awaitable[None]]:
        """Return `give_up`, counted each time that it gives an update up."""
        return _counted(give_up, self._set_aside)

    def matching(self, match: Callable[[str], Match]) -> Callable[[str], Match]:
        """Return `match`, with its decisions counted and its time taken."""

        def measured(text: str) -> Match:
            began = time.perf_counter()
            found = match(text)
            self._match_time.observe(time.perf_counter() - began)
            self._matches.labels(_label(found), found.language or "none").inc()
            return found

        return measured

    def show(self, vitals: Vitals, queues: Queues | None, accept: str = "") -> tuple[bytes, str]:
        """Return all of it as text, and its media type.

        Args:
            vitals: how the desk is.
            queues: how much waits; None where it is unknown.
            accept: the forms that the reader takes, as its HTTP header says.
        """
        self._poll_age.set(_known(vitals.age(vitals.received)))
        self._inbox_age.set(_waited(vitals, vitals.age(vitals.inbox_since)))
        self._outbox_age.set(_waited(vitals, vitals.age(vitals.outbox_since)))
        self._database.set(vitals.database)
        for name, alive in vitals.workers.items():
            self._workers.labels(name).set(alive)
        self._waiting.set(queues.waiting if queues else UNKNOWN)
        self._unsent.set(queues.unsent if queues else UNKNOWN)
        self._tickets.set(queues.tickets if queues else UNKNOWN)
        encode, media_type = choose_encoder(accept)
        return encode(self.registry), media_type


def _counted(work: Callable[P, Awaitable[None]], counter: Counter) -> Callable[P, Awaitable[None]]:
    @wraps(work)
    async def counted(*args: P.args, **kwargs: P.kwargs) -> None:
        await work(*args, **kwargs)
        counter.inc()

    return counted


def _label(thing: object) -> str:
    """Return the name of a record's class as a label: `FloodWait` as flood_wait."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", type(thing).__name__).lower()


def _known(seconds: float | None) -> float:
    return UNKNOWN if seconds is None else seconds


def _waited(vitals: Vitals, seconds: float | None) -> float:
    return seconds or 0.0 if vitals.database else UNKNOWN
