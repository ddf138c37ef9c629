"""The long run: `make soak ARGS="--parts faults --calls 2000"`, or `--help`."""

import argparse
import asyncio
import logging
import sys
from collections.abc import Awaitable, Callable, Iterator, Sequence
from functools import partial
from typing import get_args

from rich.console import Console

from tests.soak import fuzz
from tests.soak.databases import Kind
from tests.soak.faults import FaultOutcome, FaultPlan, run_faults
from tests.soak.kills import Outcome, Plan, run
from tests.soak.load import Engine, LoadOutcome, LoadPlan, run_load
from tests.soak.stock_run import run_stock
from tests.soak.tables import show_faults, show_kills, show_load

MODES = ("sqlite/polling", "sqlite/webhook", "postgresql/polling", "postgresql/webhook")
LOADED = ("sqlite/polling", "postgresql/webhook")
"""Modes that are loaded unless `--only` says which: each database and each way once."""
console = Console(width=150)

Part = Callable[[argparse.Namespace], Awaitable[int]]
"""Runs, prints its table and returns how much was wrong."""


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description="Run the desk for long.")
    add = parser.add_argument
    add(
        "--parts", nargs="+", choices=tuple(PARTS), default=tuple(PARTS), help=" ".join(PARTS), metavar="PART"
    )
    add("--only", nargs="+", choices=MODES, metavar="MODE", help=" ".join(MODES))
    add("--seed", type=int, default=1)
    kills = parser.add_argument_group("kills")
    kills.add_argument("--kills", type=int, default=500, help="in all, shared out among the modes (500)")
    kills.add_argument("--minutes", type=float, default=60, help="for each mode at most (60)")
    kills.add_argument("--stock", type=int, default=14, help="of a stock application; 0 leaves it out (14)")
    faults = parser.add_argument_group("faults")
    faults.add_argument("--calls", type=int, default=10_000, help="for each mode (10000)")
    load = parser.add_argument_group("load")
    load.add_argument("--updates", type=int, default=10_000, help="that wait at the start (10000)")
    load.add_argument("--founders", type=int, default=200, help="at once (200)")
    load.add_argument("--messages", type=int, default=500, help="of one founder in a burst (500)")
    load.add_argument("--questions", type=int, default=3600, help="of an hour (3600)")
    load.add_argument("--seconds", type=float, default=60, help="for which founders ask (60)")
    load.add_argument("--rates", type=float, nargs="+", default=(30.0, 100.0), help="a second (30 100)")
    load.add_argument("--engines", nargs="+", choices=get_args(Engine), default=get_args(Engine))
    nonsense = parser.add_argument_group("fuzz")
    nonsense.add_argument("--examples", type=int, default=fuzz.EXAMPLES, help="for each database (20000)")
    return parser.parse_args()


def _modes(chosen: Sequence[str]) -> Iterator[tuple[str, Kind, bool]]:
    for mode in chosen:
        kind, _, way = mode.partition("/")
        yield mode, ("sqlite" if kind == "sqlite" else "postgresql"), way == "webhook"


async def _kills(arguments: argparse.Namespace) -> int:
    outcomes: dict[str, Outcome] = {}
    lost = await run_stock(arguments.stock, arguments.seed) if arguments.stock else None
    if lost:
        show_kills(console, {}, lost)
    modes = arguments.only or MODES
    for mode, kind, webhook in _modes(modes):
        plan = Plan(
            database=kind,
            webhook=webhook,
            kills=arguments.kills // len(modes),
            seed=arguments.seed,
            seconds=60 * arguments.minutes,
        )
        outcomes[mode] = await run(plan, partial(console.print, f"{mode}:"))
        show_kills(console, {mode: outcomes[mode]}, None)
    console.rule("kills")
    show_kills(console, outcomes, lost)
    return sum(len(outcome.ledger.wrongs) for outcome in outcomes.values())


async def _faults(arguments: argparse.Namespace) -> int:
    for name in ("bot", "telegram"):  # which tell of each fault
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    outcomes: dict[str, FaultOutcome] = {}
    for mode, kind, webhook in _modes(arguments.only or MODES):
        plan = FaultPlan(database=kind, webhook=webhook, calls=arguments.calls, seed=arguments.seed)
        outcomes[mode] = await run_faults(plan, partial(console.print, f"{mode}:"))
    console.rule("faults")
    show_faults(console, outcomes)
    return sum(len(outcome.ledger.wrongs) for outcome in outcomes.values())


async def _load(arguments: argparse.Namespace) -> int:
    outcomes: dict[str, LoadOutcome] = {}
    for mode, kind, webhook in _modes(arguments.only or LOADED):
        plan = LoadPlan(
            database=kind,
            webhook=webhook,
            updates=arguments.updates,
            founders=arguments.founders,
            messages=arguments.messages,
            questions=arguments.questions,
            seconds=arguments.seconds,
            rates=arguments.rates,
            engines=arguments.engines,
        )
        outcomes[mode] = await run_load(plan, partial(console.print, f"{mode}:"))
    console.rule("load")
    show_load(console, outcomes)
    return sum(len(outcome.wrongs) for outcome in outcomes.values())


async def _fuzz(arguments: argparse.Namespace) -> int:
    wrongs = 0
    for kind in dict.fromkeys(kind for _, kind, _ in _modes(arguments.only or MODES)):
        try:
            await fuzz.main(arguments.examples, arguments.seed, kind=kind)
        except AssertionError as error:
            console.print(f"  wrong: {error}", markup=False)
            wrongs += 1
    return wrongs


PARTS: dict[str, Part] = {"kills": _kills, "faults": _faults, "load": _load, "fuzz": _fuzz}


async def main(arguments: argparse.Namespace) -> int:
    """Run the parts that are wanted; return 1 if anything went wrong."""
    wrongs = {part: await PARTS[part](arguments) for part in arguments.parts}
    console.rule()
    for part, number in wrongs.items():
        console.print(f"{part}: {number} wrong")
    return int(any(wrongs.values()))


if __name__ == "__main__":
    sys.exit(asyncio.run(main(_arguments())))
