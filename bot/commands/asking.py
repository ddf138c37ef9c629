"""`gesher ask` and `gesher evaluate`."""

import json
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.common import EngineOption, JsonOption, out, ready
from bot.matching.evaluate import evaluate as score
from bot.matching.mistakes import worst
from bot.matching.questions import read_questions
from bot.plots import draw, open_folder
from bot.show import match_as_json, print_match, print_report


def ask(
    text: Annotated[str | None, typer.Argument(help="The question; without it, a prompt.")] = None,
    as_json: JsonOption = False,
    engine: EngineOption = None,
) -> None:
    """Ask the FAQ one question, or, with --json and no TEXT, one a line from standard input."""
    knowledge, matcher = ready(engine)
    if as_json:
        lines = [text] if text is not None else (line.rstrip("\r\n") for line in sys.stdin)
        for line in lines:
            sys.stdout.write(match_as_json(line, matcher.match(line)) + "\n")
            sys.stdout.flush()
        return
    if text is not None:
        print_match(out, matcher.match(text), knowledge)
        return
    for line in _prompted():
        print_match(out, matcher.match(line), knowledge)


def evaluate(
    files: Annotated[list[Path], typer.Argument(help="Labelled questions, YAML.")],
    worst_count: Annotated[
        int | None, typer.Option("--worst", metavar="N", min=1, help="Show the N worst mistakes too.")
    ] = None,
    plot: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Draw reliability.png and coverage.png there.")
    ] = None,
    as_json: JsonOption = False,
    engine: EngineOption = None,
) -> None:
    """Score labelled questions: how many are answered rightly, wrongly, asked back, handed over."""
    if plot:
        open_folder(plot)
    questions = [question for file in files for question in read_questions(file)]
    knowledge, matcher = ready(engine)
    report = score(matcher, questions, set(knowledge.entries))
    mistakes = worst(report.results, worst_count or 0)
    if as_json:
        listed = {"worst": [asdict(mistake) for mistake in mistakes]} if worst_count else {}
        sys.stdout.write(json.dumps({**report.as_json(), **listed}, ensure_ascii=False) + "\n")
    else:
        print_report(out, report, mistakes)
    if plot:
        draw(report, plot)


def _prompted() -> Iterator[str]:
    with suppress(EOFError):
        while True:
            yield input("? ")
