"""The commands of `gesher db`."""

import typer

from bot.commands.common import finish, out, quiet_settings

db = typer.Typer(help="The database.", no_args_is_help=True)


@db.command("upgrade")
def upgrade_() -> None:
    """Bring the database's schema up to this version."""
    from bot.store.migrate import upgrade  # noqa: PLC0415  # the database takes long to import

    finish(upgrade(quiet_settings().database_url))
    out.print("the database is up to date")
