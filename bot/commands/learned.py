"""The commands of `gesher learned`."""

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.common import finish, out, quiet_settings
from bot.conversation.teaching import Lack
from bot.domain.clock import SystemClock
from bot.domain.errors import UsageError
from bot.domain.learned import Learned
from bot.resources import PACKAGED_FAQ

learned = typer.Typer(help="What staff taught the bot while answering.", no_args_is_help=True)
LACKS = {
    Lack.ANSWER: "no answer",
    Lack.FRESH_ANSWER: "an answer to be re-checked",
    Lack.QUESTION: "no question",
}


@learned.command("list")
def list_() -> None:
    """List all that was taught: number, what, entry, words, by whom, when, and whether it was taken back."""
    from bot.learned import everything  # noqa: PLC0415  # the database takes long to import

    items = finish(everything(quiet_settings().database_url))
    for item in items:
        _say(_line(item))
    if not items:
        _say("nothing has been taught")


@learned.command("export")
def export_(
    to: Annotated[
        Path | None, typer.Option(help="Folder of the FAQ to write into. Default: FAQ_DIR.")
    ] = None,
) -> None:
    """Write what was taught into the FAQ's files, for review by git; what they hold already is left out."""
    from bot.learned import export  # noqa: PLC0415  # as above

    settings = quiet_settings()
    folder = to or settings.faq_dir
    if folder == PACKAGED_FAQ:
        raise UsageError(
            f"{folder} belongs to the package, the next upgrade replaces it: "
            "copy it to faq in the working folder and export into that"
        )
    written = finish(export(settings.database_url, folder))
    for path in written.files:
        _say(f"{path}: written")
    if not written.files:
        _say(f"{folder} holds all that was taught")
        return
    if written.open:
        _say(f"{folder} does not load until a person has written what is missing:")
        for problem in written.open:
            _say(f"  {problem}")
    _say("Next: git diff, gesher faq check, gesher faq prepare")


@learned.command()
def gaps() -> None:
    """List where entries lack a language, the one that founders asked for most in front."""
    from bot.learned import open_gaps  # noqa: PLC0415  # as above

    settings = quiet_settings()
    found = finish(open_gaps(settings.database_url, settings.faq_dir))
    for gap in found:
        _say(f"{gap.entry}: {LACKS[gap.lack]} in {gap.language}, asked {gap.asked} times")
    if not found:
        _say("no gaps")


@learned.command()
def revoke(
    number: Annotated[int, typer.Argument(help="As gesher learned list shows it.", min=1, max=2**63 - 1)],
) -> None:
    """Take back what was taught; running bots follow within seconds."""
    from bot.learned import revoke as take_back  # noqa: PLC0415  # as above

    item = finish(take_back(quiet_settings().database_url, number, SystemClock().now()))
    _say(f"revoked: {_line(item)}")


def _line(item: Learned) -> str:
    words = " ".join((item.text or item.answer or "").split())
    parts = [
        str(item.id),
        item.lesson,
        item.entry,
        item.language,
        words,
        f"{item.by.name} {item.at:%Y-%m-%d}",
    ]
    if item.revoked_at:
        parts.append(f"revoked by {item.revoked_by} {item.revoked_at:%Y-%m-%d}")
    return " · ".join(part for part in parts if part)


def _say(line: str) -> None:
    out.print(line, markup=False)
