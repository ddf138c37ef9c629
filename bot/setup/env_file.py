"""The file of settings: read as the bot reads it, changed line by line, written for its owner's eyes only."""

import os
import re
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from pydantic_settings import DotEnvSettingsSource

from bot.domain.errors import UsageError
from bot.settings import Settings

HEAD = "# Written by `gesher setup`. `.env.example` says what else can be set.\n"
_PLAIN = re.compile(r"[^\s#'\"\\$`](?:[^#'\"\\$`\n]*[^\s#'\"\\$`])?")


def read_env(path: Path) -> tuple[str, dict[str, str]]:
    """Return the file's text and the settings in it; both empty where there is none.

    Raises:
        UsageError: if it cannot be read.
    """
    try:
        text = path.read_text("utf-8") if path.exists() else ""
        found = DotEnvSettingsSource(Settings, env_file=path, env_file_encoding="utf-8").env_vars
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8 text: save it as UTF-8") from error
    except OSError as error:
        raise UsageError(f"{path} cannot be read ({error.strerror}): check its owner and rights") from error
    return text, {name.upper(): value for name, value in found.items() if value is not None}


def merged(text: str, values: Mapping[str, str]) -> str:
    """Return a file's text with these settings in it.

    Each takes the place of its last line, which is the one that counts; a new one comes to the end. All other
    lines, comments too, stay as they are.
    """
    lines = (text or HEAD).splitlines()
    for name, value in values.items():
        line = f"{name}={_quoted(value)}"
        pattern = re.compile(rf"\s*(?:export\s+)?{name}\s*(?:=.*)?", re.IGNORECASE)
        places = [number for number, old in enumerate(lines) if pattern.fullmatch(old)]
        if places:
            lines[places[-1]] = line
        else:
            lines.append(line)
    return "\n".join(lines) + "\n"


def write_env(path: Path, text: str) -> None:
    """Replace the file as a whole; only its owner may read it, from its first byte on.

    Raises:
        UsageError: if it cannot be written; the former file is then as it was.
    """
    place = path.resolve()  # a link stays one
    try:
        handle, name = tempfile.mkstemp(prefix=f".{place.name}.", dir=place.parent)  # with mode 0600
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(place)
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        with suppress(FileNotFoundError):
            Path(name).unlink()


def _unwritable(path: Path, error: OSError) -> UsageError:
    return UsageError(
        f"{path} cannot be written ({error.strerror}): check the folder's rights and the free disk"
    )


def _quoted(value: str) -> str:
    if not value or _PLAIN.fullmatch(value):
        return value
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
