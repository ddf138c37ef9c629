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
OUTCOMES = ("sent", "retried", "unknown", "parked", "refused", "given_up")


class Metrics:
    """Counts what happens; `show` adds how the desk is.

    Args:
        registry: where they are kept; None for one of their own.
    """

    def __init__(self, registry: CollectorRegistry | None = None) -> None:
        self.registry = registry or CollectorRegistry()
        counter = partial(Counter, namespace="gesher", registry=self.registry)
        self._received = counter("updates_received", "Updates stored, repetitions left out.")
        self._handled = counter("updates_handled", "Updates handled.")
        self._set_aside = counter("updates_set_aside", "Updates given up after their last attempt.")
        self._webhook = counter("webhook_calls", "Calls to the webhook, by our answer.", ["status"])
        self._calls = counter("calls", "Calls to Telegram.", ["method", "outcome"])
        self._floods = counter("flood_waits", "Calls that Telegram answered with 429.")
        self._outcomes = counter("outbox_outcomes", "Attempts to send, by what came of them.", ["outcome"])
        for outcome in OUTCOMES:  # from the start, so that the first one is an increase
            self._outcomes.labels(outcome)
        self._matches = counter("matches", "Messages matched.", ["decision", "language"])
        self._match_time = Histogram(
            "match_seconds",
            "Time a match takes, waiting left out.",
            namespace="gesher",
            registry=self.registry,
            buckets=MATCH_SECONDS,
        )
        self._gauges = _Gauges(self.registry)
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

    def settled(self, outcome: str) -> None:
        """Count one attempt to send, by what came of it: one of `OUTCOMES`."""
        self._outcomes.labels(outcome).inc()

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
        self._gauges.set(vitals, queues)
        encode, media_type = choose_encoder(accept)
        return encode(self.registry), media_type


class _Gauges:
    """How the desk is, and how much waits: set when they are asked for."""

    def __init__(self, registry: CollectorRegistry) -> None:
        gauge = partial(Gauge, namespace="gesher", registry=registry)
        self._waiting = gauge("inbox_waiting", "Updates to be handled.")
        self._inbox_age = gauge("inbox_oldest_seconds", "How long the oldest of them has waited.")
        self._lying = gauge("inbox_set_aside", "Updates that were given up, and lie in the database.")
        self._unsent = gauge("outbox_unsent", "Messages to be sent; those for blocked founders left out.")
        self._outbox_age = gauge("outbox_oldest_seconds", "How long the oldest of them has waited.")
        self._tickets = gauge("tickets_open", "Questions that wait for staff.")
        self._overdue = gauge("tickets_overdue", "Of these, opened over ANSWER_WITHIN working hours ago.")
        self._poll_age = gauge("last_received_seconds", "Time since the last poll, or call to the webhook.")
        self._rival = gauge("second_poller", "Whether another program receives with this token.")
        self._workers = gauge("worker_up", "Whether a worker is at work.", ["worker"])
        self._database = gauge("database_up", "Whether the database can be read.")
        self._writable = gauge("database_writable", "0 from a write that failed until one succeeds.")
        self._disk_free = gauge("disk_free_bytes", "Room on the disk that the SQLite file lies on.")

    def set(self, vitals: Vitals, queues: Queues | None) -> None:
        self._poll_age.set(_known(vitals.age(vitals.received)))
        self._rival.set(vitals.rival)
        for name, alive in vitals.workers.items():
            self._workers.labels(name).set(alive)
        self._database.set(vitals.database)
        self._writable.set(vitals.database and not vitals.write_error)
        self._disk_free.set(_known(vitals.free_bytes))
        self._inbox_age.set(_waited(vitals, vitals.age(vitals.inbox_since)))
        self._outbox_age.set(_waited(vitals, vitals.age(vitals.outbox_since)))
        self._waiting.set(queues.waiting if queues else UNKNOWN)
        self._lying.set(queues.set_aside if queues else UNKNOWN)
        self._unsent.set(queues.unsent if queues else UNKNOWN)
        self._tickets.set(queues.tickets if queues else UNKNOWN)
        self._overdue.set(queues.overdue if queues else UNKNOWN)


def _counted(work: Callable[P, Awaitable[None]], counter: Counter) -> Callable[P, Awaitable[None]]:
    @wraps(work)
    async def counted(*args: P.args, **kwargs: P.kwargs) -> None:
        await work(*args, **kwargs)
        counter.inc()

    return counted


def _label(thing: object) -> str:
    """Return the name of a record's class as a label: `FloodWait` as flood_wait."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", type(thing).__name__).lower()


def _known(figure: float | None) -> float:
    return UNKNOWN if figure is None else figure


def _waited(vitals: Vitals, seconds: float | None) -> float:
    return seconds or 0.0 if vitals.database else UNKNOWN
