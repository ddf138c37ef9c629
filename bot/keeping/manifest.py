"""What a backup says of itself."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter

FORMAT = 1
"""Rises when a version that knows only the format before would restore less than everything."""
FILE = "manifest.json"
PART = re.compile(r"tables/[a-z_]+/[0-9]{6}\.jsonl|faq/(?:phrasings/)?[^/\0\ud800-\udfff]+\.yaml")
"""Names of the other parts; of the FAQ, whatever a bot reads. None leads out of the folder of the FAQ."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The last part of a backup.

    Attributes:
        format: of the backup.
        gesher: the version that made it.
        revision: of the database's schema.
        database: `sqlite` or `postgresql`; a backup fits either.
        made_at: the moment that it shows.
        rows: how many, by table.
        last_ids: by table, the highest id given out so far.
        parts: SHA-256 of every other part, in hexadecimal, in the order in which they stand.
    """

    format: int
    gesher: str
    revision: str
    database: str
    made_at: datetime
    rows: Mapping[str, int]
    last_ids: Mapping[str, int]
    parts: Mapping[str, str]

    @property
    def faq_files(self) -> int:
        """How many files of the FAQ it holds."""
        return sum(name.startswith("faq/") for name in self.parts)


class NewerFormatError(Exception):
    """The manifest is of a format that this version does not know; says which version made it."""


def dump(manifest: Manifest) -> bytes:
    """Return it as it is stored."""
    return TypeAdapter(Manifest).dump_json(manifest, indent=1)


def load(content: bytes) -> Manifest:
    """Read what `dump` returned, also of another version.

    Raises:
        NewerFormatError: if it is of a newer format.
        ValueError: if it is no manifest.
    """
    head = TypeAdapter(dict[str, object]).validate_json(content)
    if isinstance(head.get("format"), int) and head["format"] != FORMAT:
        raise NewerFormatError(str(head.get("gesher")))
    return TypeAdapter(Manifest).validate_python(head)


def describe(rows: Mapping[str, int]) -> str:
    """Say in words what is in some tables: tickets and messages first."""
    named = {
        "tickets": "tickets",
        "ticket_messages": "messages",
        "founders": "founders",
        "learned": "lessons",
    }
    return ", ".join(f"{rows.get(table, 0)} {name}" for table, name in named.items())
