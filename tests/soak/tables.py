"""What a soak came to, as tables: one for each part."""

from collections.abc import Mapping

from rich.console import Console
from rich.table import Table

from tests.soak.faults import FaultOutcome
from tests.soak.kills import Outcome
from tests.soak.load import LoadOutcome
from tests.soak.stock_run import Lost


def show_kills(console: Console, outcomes: Mapping[str, Outcome], lost: Lost | None) -> None:
    """Print what kills did, to Gesher and to a stock application."""
    table = Table("bot", "kills", "s each", "questions", "staff's answers", "labelled repeats", "wrong")
    for mode, outcome in outcomes.items():
        kills = outcome.kills.total()
        table.add_row(
            f"gesher {mode}",
            str(kills),
            f"{outcome.seconds / max(kills, 1):.1f}",
            counted(outcome.ledger.questions),
            counted(outcome.ledger.answers),
            str(outcome.ledger.repeated),
            str(len(outcome.ledger.wrongs)),
        )
    if lost:
        questions = f"{lost.answered} answered, {lost.asked - lost.answered} lost, {lost.doubled} twice"
        table.add_row("stock application", str(lost.kills), "", questions, "", "", str(lost.wrong))
    console.print(table)
    for mode, outcome in outcomes.items():
        console.print(f"{mode}: {counted(outcome.kills)}")
        _show_wrongs(console, outcome.ledger.wrongs)


def show_faults(console: Console, outcomes: Mapping[str, FaultOutcome]) -> None:
    """Print what a storm of faults did, and what it consisted of."""
    table = Table(
        "bot", "calls", "went wrong", "s", "questions", "staff's answers", "labelled repeats", "wrong"
    )
    kinds = Table("what went wrong", *outcomes)
    for mode, outcome in outcomes.items():
        table.add_row(
            mode,
            str(outcome.calls),
            str(outcome.faults.total()),
            f"{outcome.seconds:.0f}",
            counted(outcome.ledger.questions),
            counted(outcome.ledger.answers),
            str(outcome.ledger.repeated),
            str(len(outcome.ledger.wrongs)),
        )
    for kind in sorted({kind for outcome in outcomes.values() for kind in outcome.faults}):
        kinds.add_row(kind, *(str(outcome.faults[kind]) for outcome in outcomes.values()))
    console.print(table)
    console.print(kinds)
    for mode, outcome in outcomes.items():
        console.print(f"{mode}, people: {counted(outcome.mischief)}")
        _show_wrongs(console, outcome.ledger.wrongs)


def show_load(console: Console, outcomes: Mapping[str, LoadOutcome]) -> None:
    """Print what load did: times from a founder's message to the answer, memory of the bot's process."""
    table = Table(
        "bot", "load", "answered", "to staff", "a second", "p50 ms", "p99 ms", "MB", "most", "", "wrong"
    )
    for mode, outcome in outcomes.items():
        for engine, line in outcome.lines:
            table.add_row(
                f"{mode} {engine}",
                line.load,
                f"{line.answered} of {line.asked}",
                str(line.kept),
                "" if line.rate is None else f"{line.rate:.0f}",
                f"{line.p50 * 1000:.0f}",
                f"{line.p99 * 1000:.0f}",
                *(f"{size:.0f}" for size in line.memory),
                line.notes,
                str(len(line.wrongs)),
            )
    console.print(table)
    for outcome in outcomes.values():
        _show_wrongs(console, outcome.wrongs)


def counted(numbers: Mapping[str, int]) -> str:
    """Return "3 answered, 2 waiting"."""
    return ", ".join(f"{number} {name}" for name, number in sorted(numbers.items()))


def _show_wrongs(console: Console, wrongs: list[str]) -> None:
    for wrong in wrongs:
        console.print(f"  wrong: {wrong}", markup=False)
