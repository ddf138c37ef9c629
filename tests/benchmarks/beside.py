"""How long `match` takes beside one bare embedding of the same message, in turns: noise hits both alike."""

from collections.abc import Callable, Mapping, Sequence
from statistics import median
from time import perf_counter
from typing import TypeVar

from rich.table import Table

from bot.domain.match import Matcher
from bot.matching.embedding import Embedder
from bot.matching.normalise import normalise
from tests.benchmarks.shown import NOTHING, milliseconds

LENGTHS = (0, 100, 600, 4096)
"""Characters; Telegram allows 4,096."""
COUNT = 20
"""Messages of each length."""
EMBEDDING = "one embedding"

T = TypeVar("T")

Times = Mapping[str, Sequence[float]]
"""Seconds for each message, by what took them."""


def of_length(messages: Sequence[str], length: int, count: int = COUNT) -> list[str]:
    """Cut messages of one length from others that were run together."""
    together = " ".join(messages)
    together *= 1 + length // len(together) + 1
    last = len(together) - length
    return [together[start : start + length] for start in (n * last // count for n in range(count))]


def time_beside(
    matchers: Mapping[str, Matcher], embedder: Embedder | None, messages: Sequence[str]
) -> dict[str, list[float]]:
    """Return the seconds of an embedding, empty without an embedder, and of each matcher."""
    seconds: dict[str, list[float]] = {EMBEDDING: [], **{name: [] for name in matchers}}
    for text in [messages[0], *messages]:  # the first one warms up
        plain = normalise(text)
        if embedder:
            seconds[EMBEDDING].append(_timed(embedder.embed, [plain]))
        for name, matcher in matchers.items():
            seconds[name].append(_timed(matcher.match, text))
    return {name: taken[1:] for name, taken in seconds.items()}


def _timed(call: Callable[[T], object], argument: T) -> float:
    began = perf_counter()
    call(argument)
    return perf_counter() - began


def table_of(found: Mapping[str, Times]) -> Table:
    """Show times by message; a ratio is one of medians."""
    table = Table("message", "what", "p50 ms", "p99 ms", "× embedding", title="match beside one embedding")
    for message, times in found.items():
        for name, seconds in times.items():
            if seconds:
                table.add_row(message, name, *milliseconds(seconds), _ratio(seconds, times[EMBEDDING]))
    return table


def growth_of(found: Mapping[int, Times]) -> list[str]:
    """Say how the longest message compares with one of 100 characters."""
    return [
        f"{name}: {LENGTHS[-1]:,} characters take {_ratio(seconds, found[100][name])} times as long as 100"
        for name, seconds in found[LENGTHS[-1]].items()
        if seconds
    ]


def _ratio(seconds: Sequence[float], base: Sequence[float]) -> str:
    return f"{median(seconds) / median(base):.2f}" if seconds and base else NOTHING
