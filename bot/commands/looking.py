"""`gesher doctor`, `gesher export` and `gesher report`: how the desk is and what came of the questions."""

import json
import logging
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from bot.commands.common import JsonOption, finish, out, quiet_settings
from bot.domain.finding import Finding
from bot.settings import load_settings

What = Literal["feedback", "tickets"]


def doctor(as_json: JsonOption = False) -> None:
    """Check token, proxy, group, database, FAQ and clock; each finding with its cure."""
    from bot.doctor import examine  # noqa: PLC0415  # Telegram's library and the database take long to import

    logging.disable(logging.CRITICAL)  # the findings say it
    findings = finish(examine(load_settings()))
    if as_json:
        sys.stdout.write(json.dumps([finding.as_json() for finding in findings], ensure_ascii=False) + "\n")
    else:
        for finding in findings:
            out.print(_line(finding), markup=False)
    if not all(finding.well for finding in findings):
        raise typer.Exit(1)


def export(
    what: Annotated[
        What, typer.Argument(help="feedback: by entry; tickets: one a line, without their texts.")
    ],
    *,
    as_json: JsonOption = False,
) -> None:
    """Write what founders said of answers, or all tickets, as CSV to standard output."""
    from bot.export import export as write  # noqa: PLC0415  # the database takes long to import

    finish(write(quiet_settings().database_url, what, sys.stdout, as_json=as_json))


def report(
    days: Annotated[int, typer.Option(min=1, max=366, help="How many days before today.")] = 7,
    to: Annotated[
        Path | None, typer.Option(metavar="FILE.png", help="Draw them there, as staff get it each week.")
    ] = None,
) -> None:
    """Count what was asked, what became of it and what the FAQ lacks, in the staff's language."""
    from bot.report import report as count  # noqa: PLC0415  # Telegram's library and the database take long to import

    out.print(finish(count(quiet_settings(), days, to)), markup=False)


def _line(finding: Finding) -> str:
    sign = "✓" if finding.well else "✗"
    cure = f"\n  → {finding.cure}" if finding.cure and not finding.well else ""
    return f"{sign} {finding.what}: {finding.state}{cure}"
