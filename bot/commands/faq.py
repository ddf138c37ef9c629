"""The commands of `gesher faq`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.common import Engine, err, out, quiet_settings
from bot.domain.clock import SystemClock
from bot.domain.errors import FaqError
from bot.knowledge.load import load
from bot.knowledge.model import KnowledgeBase
from bot.knowledge.stats import coverage
from bot.matchers import ENGINES, find_strays, prepare
from bot.settings import Settings
from bot.show import print_coverage, vectors_progress

faq = typer.Typer(help="The FAQ: check it, count it.", no_args_is_help=True)


@faq.command()
def check() -> None:
    """Validate the FAQ; every problem with file and line."""
    settings = quiet_settings()
    try:
        knowledge = load(settings.faq_dir)
        problems = _check_texts(settings, knowledge)
    except FaqError as error:
        problems = error.problems
    if problems:
        sys.stderr.writelines(f"{problem}\n" for problem in problems)
        raise typer.Exit(1)
    phrasings = sum(len(ways) for entry in knowledge.phrasings.values() for ways in entry.values())
    out.print(f"{settings.faq_dir}: {len(knowledge.entries)} entries, {phrasings} phrasings, no problems")


def _check_texts(settings: Settings, knowledge: KnowledgeBase) -> list[str]:
    from bot.faq_check import check_texts  # noqa: PLC0415  # renders answers with Telegram's library

    with vectors_progress(err) as progress:
        return check_texts(settings.faq_dir, knowledge, find_strays(settings, knowledge, progress))


@faq.command()
def stats() -> None:
    """Count entries and phrasings by topic and language, and show what is due for review."""
    knowledge = load(quiet_settings().faq_dir)
    today = SystemClock().now().date()
    print_coverage(out, coverage(knowledge, today), knowledge.overdue(today))


@faq.command("prepare")
def prepare_(
    to: Annotated[
        Path | None, typer.Option(help="Folder to leave it in. Default: prepared in FAQ_DIR.")
    ] = None,
    engine: Annotated[Engine | None, typer.Option(help="For this engine only. Default: for both.")] = None,
) -> None:
    """Compute what the matcher needs of the FAQ: a fresh checkout answers at once. Commit the result."""
    settings = quiet_settings()
    knowledge = load(settings.faq_dir)
    with vectors_progress(err) as progress:
        folder = prepare(settings, knowledge, progress, to=to, engines=[engine] if engine else ENGINES)
    out.print(f"{folder} is up to date with {settings.faq_dir}")
