"""Kills the bot again and again and prints what came of it: `make soak ARGS="--kills 500"`, or `--help`."""

import argparse
import asyncio
import sys
from functools import partial

from rich.console import Console
from rich.table import Table

from tests.soak.kills import Outcome, Plan, run
from tests.soak.stock_run import Lost, run_stock

MODES = ("sqlite/polling", "sqlite/webhook", "postgresql/polling", "postgresql/webhook")
console = Console(width=150)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description="Kill the bot again and again.")
    parser.add_argument("--kills", type=int, default=500, help="in all, shared out among the modes (500)")
    parser.add_argument(
        "--only", nargs="+", choices=MODES, default=MODES, metavar="MODE", help=" ".join(MODES)
    )
    parser.add_argument("--minutes", type=float, default=60, help="for each mode at most (60)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--stock", type=int, default=14, help="kills of a stock application; 0 leaves it out")
    return parser.parse_args()


def _shown(counted: dict[str, int]) -> str:
    return ", ".join(f"{number} {name}" for name, number in sorted(counted.items()))


def _print(outcomes: dict[str, Outcome], lost: Lost | None) -> None:
    table = Table("bot", "kills", "s each", "questions", "staff's answers", "labelled repeats", "wrong")
    for mode, outcome in outcomes.items():
        kills = outcome.kills.total()
        table.add_row(
            f"gesher {mode}",
            str(kills),
            f"{outcome.seconds / max(kills, 1):.1f}",
            _shown(outcome.ledger.questions),
            _shown(outcome.ledger.answers),
            str(outcome.ledger.repeated),
            str(len(outcome.ledger.wrongs)),
        )
    if lost:
        questions = f"{lost.answered} answered, {lost.asked - lost.answered} lost, {lost.doubled} twice"
        table.add_row("stock application", str(lost.kills), "", questions, "", "", str(lost.wrong))
    console.print(table)
    for mode, outcome in outcomes.items():
        console.print(f"{mode}: {_shown(outcome.kills)}")
        for wrong in outcome.ledger.wrongs:
            console.print(f"  wrong: {wrong}")


async def main(arguments: argparse.Namespace) -> int:
    """Run every mode; return 1 if anything went wrong."""
    outcomes: dict[str, Outcome] = {}
    lost = await run_stock(arguments.stock, arguments.seed) if arguments.stock else None
    if lost:
        _print({}, lost)
    each = arguments.kills // len(arguments.only)
    for mode in arguments.only:
        kind, _, way = mode.partition("/")
        plan = Plan(
            database="sqlite" if kind == "sqlite" else "postgresql",
            webhook=way == "webhook",
            kills=each,
            seed=arguments.seed,
            seconds=60 * arguments.minutes,
        )
        outcomes[mode] = await run(plan, partial(console.print, f"{mode}:"))
        _print({mode: outcomes[mode]}, None)
    console.rule()
    _print(outcomes, lost)
    return int(any(outcome.ledger.wrongs for outcome in outcomes.values()))


if __name__ == "__main__":
    sys.exit(asyncio.run(main(_arguments())))
