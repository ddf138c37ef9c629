"""INSERT … ON CONFLICT: the one statement that the two databases' dialects build apart."""

from sqlalchemy import Insert, Table
from sqlalchemy.dialects import postgresql, sqlite

ByDialect = dict[str, Insert]
"""The statement, by `connection.dialect.name`."""


def insert_or_ignore(table: Table) -> ByDialect:
    """Return the statement that passes over rows already there; it returns the ids of the others."""
    return {
        "sqlite": sqlite.insert(table).on_conflict_do_nothing().returning(table.c.id),
        "postgresql": postgresql.insert(table).on_conflict_do_nothing().returning(table.c.id),
    }


def insert_or_replace(table: Table) -> ByDialect:
    """Return the statement that replaces every column of the row with the same primary key."""
    key = list(table.primary_key)
    others = [column.name for column in table.columns if not column.primary_key]
    on_sqlite = sqlite.insert(table)
    on_postgresql = postgresql.insert(table)
    return {
        "sqlite": on_sqlite.on_conflict_do_update(
            key, set_={name: on_sqlite.excluded[name] for name in others}
        ),
        "postgresql": on_postgresql.on_conflict_do_update(
            index_elements=key, set_={name: on_postgresql.excluded[name] for name in others}
        ),
    }
