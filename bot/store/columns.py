"""Column types that every table shares: ids, times and text."""

from datetime import UTC, datetime

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, Text
from sqlalchemy.types import TypeDecorator

# SQLite numbers rows by itself only in a column declared INTEGER, which holds 64 bits there.
RowId = BigInteger().with_variant(Integer, "sqlite")


def storable(text: str) -> str:
    """Return `text` as both databases can hold it.

    JSON may spell half a surrogate pair, which has no UTF-8 form, and PostgreSQL refuses NUL. Each becomes
    one U+FFFD, so that offsets in UTF-16 units stay right; two halves side by side become their character.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text.replace("\x00", "\ufffd")


class StorableText(TypeDecorator[str]):
    """Text that is made storable on its way in."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Replace what the databases refuse; None stays NULL."""
        return None if value is None else storable(value)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time in UTC; SQLite keeps no time zone, so both ways are made explicit."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Turn an aware time into UTC.

        Raises:
            ValueError: if `value` is naive: which moment it means is anybody's guess.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} is naive; the store takes aware times only")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give back an aware time in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
