"""`gesher doctor`, `gesher export` and `gesher report`: how the desk is and what came of the questions."""

import json
import logging
import sys
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from itertools import groupby
from pathlib import Path
from typing import Annotated, Literal

import typer

from bot.commands.common import JsonOption, err, finish, out, quiet_settings
from bot.domain.errors import SettingsError
from bot.domain.finding import Area, Finding
from bot.knowledge.model import KnowledgeBase
from bot.logs import HIDDEN, TOKEN
from bot.settings import load_settings

What = Literal["feedback", "tickets"]


def doctor(as_json: JsonOption = False) -> None:
    """Check settings, Telegram, staff group, data, FAQ and machine; each finding with its cure."""
    logging.disable(logging.CRITICAL)  # the findings say it
    findings = _findings()
    if as_json:
        sys.stdout.write(json.dumps([finding.as_json() for finding in findings], ensure_ascii=False) + "\n")
    else:
        for line in shown(findings):
            out.print(line, markup=False, style=None if line.startswith(" ") else "bold")
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


def shown(findings: Sequence[Finding]) -> Iterator[str]:
    """Return the lines of a report: what belongs together under one heading, and in the end what to do."""
    for area, together in groupby(findings, key=lambda finding: finding.area):
        yield f"{area[0].upper()}{area[1:]}"
        for finding in together:
            yield f"  {_sign(finding)} {finding.what}: {finding.state}"
            if finding.cure and not _is_plain(finding):
                yield f"    → {finding.cure}"
    yield ""
    wrong = sum(not finding.well for finding in findings)
    warned = sum(finding.well and finding.warns for finding in findings)
    counts = [f"{wrong} to mend (✗)"] * bool(wrong) + [f"{warned} to see to (!)"] * bool(warned)
    yield ", ".join(counts) or "All is well."


def _sign(finding: Finding) -> str:
    return "✓" if _is_plain(finding) else "!" if finding.well else "✗"


def _is_plain(finding: Finding) -> bool:
    return finding.well and not finding.warns


def _findings() -> list[Finding]:
    try:
        settings = load_settings()
    except SettingsError as error:
        return [
            Finding(what="settings", well=False, state=TOKEN.sub(HIDDEN, line), area=Area.SETTINGS)
            for line in str(error).splitlines()
        ]
    # Telegram's library and the database take long to import.
    from bot.doctor.rounds import examine  # noqa: PLC0415
    from bot.faq_check import check_texts  # noqa: PLC0415

    def check(folder: Path, knowledge: KnowledgeBase) -> list[str]:
        return check_texts(folder, knowledge, strays=())

    with err.status("looking …") if err.is_terminal else nullcontext() as status:
        begun = (lambda what: status.update(f"looking at {what} …")) if status else (lambda _: None)
        return finish(examine(settings, check, begun))
