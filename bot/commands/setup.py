"""`gesher setup`: the guided first run."""

import logging
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.common import finish
from bot.domain.language import Language
from bot.settings import ENV_FILE


def setup(
    language: Annotated[
        Language | None, typer.Option(help="Language to be led in; without it, asked first.")
    ] = None,
    env: Annotated[Path, typer.Option("--env", metavar="FILE", help="File of settings to write.")] = ENV_FILE,
) -> None:
    """Lead through the first run: token, proxy, staff group, hours; ends with a test question."""
    from bot.setup.wizard import run_setup  # noqa: PLC0415  # Telegram's library and the database take long to import

    logging.disable(logging.CRITICAL)  # the steps say it
    finish(run_setup(language, env))
