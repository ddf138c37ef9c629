"""`gesher backup` and `gesher restore`."""

import getpass
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.common import err, finish, out, quiet_settings
from bot.domain.clock import SystemClock
from bot.resources import FAQ, PACKAGED_FAQ

PassphraseFile = Annotated[
    Path | None, typer.Option(help="Take the passphrase from the first line of this file.")
]
Progress = Callable[[int, int], None]


def backup(
    file: Annotated[Path, typer.Argument(help="Where to write it, such as desk-monday.backup.")],
    *,
    encrypt: Annotated[bool, typer.Option("--encrypt", help="Ask for a passphrase and encrypt it.")] = False,
    passphrase_file: PassphraseFile = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite the file if it is there.")] = False,
) -> None:
    """Write database and FAQ into one file, while the desk goes on."""
    from bot.keeping.backup import back_up  # noqa: PLC0415  # the database takes long to import
    from bot.keeping.manifest import describe  # noqa: PLC0415  # as above

    settings = quiet_settings()
    passphrase = _new_passphrase(passphrase_file) if encrypt or passphrase_file else None
    with rows_progress("Backing up") as progress:
        made = finish(
            back_up(
                settings.database_url,
                settings.faq_dir,
                file,
                now=SystemClock().now(),
                passphrase=passphrase,
                replace=force,
                progress=progress,
            )
        )
    size = file.stat().st_size / 1024
    sealed = ", encrypted" if passphrase else ""
    out.print(
        f"{file}: {describe(made.rows)}, {made.faq_files} FAQ files; {size:,.0f} KB{sealed}", markup=False
    )


def restore(
    file: Annotated[Path, typer.Argument(help="What gesher backup has written.")],
    *,
    passphrase_file: PassphraseFile = None,
    force: Annotated[
        bool, typer.Option("--force", help="Replace what the database of DATABASE_URL holds.")
    ] = False,
) -> None:
    """Bring a backup back into the database of DATABASE_URL, SQLite or PostgreSQL; stop the desk before."""
    from bot.keeping.archive import is_sealed  # noqa: PLC0415  # as above
    from bot.keeping.manifest import describe  # noqa: PLC0415  # as above
    from bot.keeping.restore import restore as bring_back  # noqa: PLC0415  # as above

    settings = quiet_settings()
    passphrase = _passphrase(passphrase_file) if is_sealed(file) else None

    def say_what_goes(rows: Mapping[str, int]) -> None:
        out.print(f"replacing {describe(rows)}", markup=False)

    with rows_progress("Restoring") as progress:
        done = finish(
            bring_back(
                file,
                settings.database_url,
                settings.faq_dir,
                passphrase=passphrase,
                replace=force,
                replacing=say_what_goes,
                progress=progress,
            )
        )
    made = done.manifest
    out.print(f"restored as of {made.made_at:%Y-%m-%d %H:%M} UTC: {describe(made.rows)}", markup=False)
    if done.aside:
        out.print(f"the damaged database is kept as {done.aside}; delete it when all is well", markup=False)
    if done.faq_trouble:
        err.print(_faq_is_missing(done.faq_trouble), markup=False)
    else:
        out.print(_say_where_faq_is(settings.faq_dir, done.faq), markup=False)
    out.print("Next: gesher doctor, gesher run")


def _say_where_faq_is(in_use: Path, written: Path | None) -> str:
    if written is None:
        return f"FAQ: {in_use} is as it was"
    if written == in_use:
        return f"FAQ: written to {written}"
    if in_use == PACKAGED_FAQ:
        return f"FAQ: the packaged one stays in use; to use the backup's: mv {written} {FAQ}"
    return f"FAQ: {in_use} stays in use, the backup's is another one; to use that: FAQ_DIR={written}"


def _faq_is_missing(why: str) -> str:
    return f"FAQ: not restored, all else is; {why}, set FAQ_DIR to a new folder there, restore --force again"


@contextmanager
def rows_progress(what: str) -> Iterator[Progress]:
    """Show on a terminal how many rows are through."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415  # rarely shown

    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _new_passphrase(file: Path | None) -> str:
    passphrase = _passphrase(file)
    if file is None and getpass.getpass("Again: ").strip() != passphrase:
        raise _error("the two passphrases differ; nothing was written, try again")
    return passphrase


def _passphrase(file: Path | None) -> str:
    from bot.keeping.sealing import read_passphrase  # noqa: PLC0415  # most backups need no cryptography

    if file is not None:
        return read_passphrase(file)
    if not sys.stdin.isatty():
        raise _error("there is no terminal to ask for the passphrase; give it with --passphrase-file FILE")
    passphrase = getpass.getpass("Passphrase: ")
    if not passphrase.strip():
        raise _error("the passphrase is empty; nothing was done, try again")
    return passphrase.strip()


def _error(words: str) -> Exception:
    from bot.keeping.errors import KeepingError  # noqa: PLC0415  # as above

    return KeepingError(words)
