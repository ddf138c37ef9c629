"""The command line: which commands there are, and how every error becomes one line and an exit code."""

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from bot import __version__
from bot.commands import asking, keeping, looking
from bot.commands.common import finish, out
from bot.commands.db import db
from bot.commands.faq import faq
from bot.commands.learned import learned
from bot.commands.setup import setup
from bot.domain.errors import GesherError
from bot.logs import HIDDEN, TOKEN, set_up_logs
from bot.settings import load_settings

app = typer.Typer(
    name="gesher",
    help="The founders' desk of the China-Israel Innovation Hub.",
    epilog="--debug with any command shows the traceback of an error.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(faq, name="faq")
app.add_typer(db, name="db")
app.add_typer(learned, name="learned")
app.command()(asking.ask)
app.command()(asking.evaluate)
app.command()(setup)
app.command()(looking.doctor)
app.command()(looking.export)
app.command()(looking.report)
app.command()(keeping.backup)
app.command()(keeping.restore)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return 0 if all is well, 1 for findings, 2 if it was used wrongly."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in given
    try:
        app([word for word in given if word != "--debug"])
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    except GesherError as error:
        if debug:
            raise
        for line in str(error).splitlines():
            sys.stderr.write(TOKEN.sub(HIDDEN, line) + "\n")
        return error.exit_code
    except BrokenPipeError:  # the reader has gone, as with `| head`
        sys.stderr.close()
    return 0


@app.callback(invoke_without_command=True)
def _options(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False,
) -> None:
    if version:
        out.print(f"gesher {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        raise typer.Exit(2)


@app.command("try")
def try_() -> None:
    """Try the desk on this machine: bot, pretend Telegram and a page. No token needed; Ctrl-C stops."""
    from bot.tryout import run_tryout  # noqa: PLC0415  # the sandbox and its web server, for this command only

    finish(run_tryout(out))


@app.command()
def run() -> None:
    """Run the bot on Telegram."""
    settings = load_settings()
    proxy = settings.telegram_proxy.get_secret_value() if settings.telegram_proxy else ""
    webhook = settings.webhook()
    secrets = (settings.token(), proxy, webhook.secret if webhook else "")
    set_up_logs(settings.log_level, settings.log_format, secrets)
    settings.staff_chat()  # what is missing is told, the token first, before what takes long to import
    from bot.app import run_bot  # noqa: PLC0415  # Telegram's library and the database take long to import

    finish(run_bot(settings))
