"""The commands of `gesher db`."""

from typing import Annotated

import typer

from bot.commands.common import finish, out, quiet_settings
from bot.commands.keeping import rows_progress
from bot.domain.clock import SystemClock

db = typer.Typer(help="The database.", no_args_is_help=True)


@db.command("upgrade")
def upgrade_() -> None:
    """Bring the database's schema up to this version."""
    from bot.store.migrate import upgrade  # noqa: PLC0415  # the database takes long to import

    finish(upgrade(quiet_settings().database_url))
    out.print("the database is up to date")


@db.command("copy")
def copy_(
    to_url: Annotated[str, typer.Argument(help="An empty database, written like DATABASE_URL.")],
) -> None:
    """Copy all from the database of DATABASE_URL into another one, of either kind; stop the desk before."""
    from bot.keeping.manifest import describe  # noqa: PLC0415  # as above
    from bot.keeping.moving import copy  # noqa: PLC0415  # as above

    settings = quiet_settings()
    with rows_progress("Copying") as progress:
        copied = finish(copy(settings.database_url, to_url, progress))
    out.print(f"copied {describe(copied.rows)}", markup=False)
    out.print("Next: set DATABASE_URL to the copy, then gesher run; never run the old one again")


@db.command("purge")
def purge_() -> None:
    """Delete now what RETENTION_DAYS says is old, as a running desk does once a day; shrink SQLite's file."""
    from bot.keeping.moving import give_room_back, purge  # noqa: PLC0415  # as above

    settings = quiet_settings()
    purged = finish(purge(settings.database_url, SystemClock(), settings.retention_days))
    deleted = ", ".join(f"{rows} {table}" for table, rows in sorted(purged.items()))
    out.print(f"deleted: {deleted or 'nothing, all is younger'}", markup=False)
    if words := finish(give_room_back(settings.database_url)):
        out.print(words, markup=False)
