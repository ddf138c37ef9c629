"""`gesher setup`: the guided first run."""

import logging
from typing import Annotated

import typer

from bot.commands.common import finish
from bot.domain.language import Language


def setup(
    language: Annotated[
        Language | None, typer.Option(help="Language to be led in; without it, asked first.")
    ] = None,
) -> None:
    """Lead through the first run, from the token to a test question; writes .env in this folder."""
    from bot.setup.wizard import run_setup  # noqa: PLC0415  # Telegram's library and the database take long to import

    logging.disable(logging.CRITICAL)  # the steps say it
    finish(run_setup(language))
