"""Strict order within a lane, in SQL: only the oldest open row of a lane may be taken."""

from collections.abc import Callable

from sqlalchemy import ColumnElement, FromClause, Select, Table, and_, bindparam, exists, select

from bot.store.columns import UtcDateTime

IsOpen = Callable[[FromClause], ColumnElement[bool]]
"""Builds the condition under which a row still holds back the later ones of its lane."""


def is_head(rows: Table, is_open: IsOpen) -> ColumnElement[bool]:
    """Return the condition that a row is the oldest open one of its lane.

    Asked of each row, in the order of ids, it stops as soon as enough are found: 0.2 ms for 50 of 10,000 rows
    in 500 lanes, where the lowest id of each lane took 2 ms. The worst case, one lane of 10,000, takes 6 ms.
    """
    earlier = rows.alias("earlier")
    held_back = exists().where(is_open(earlier), earlier.c.lane == rows.c.lane, earlier.c.id < rows.c.id)
    return and_(is_open(rows), ~held_back)


def due_heads(rows: Table, is_open: IsOpen) -> Select[tuple[object, ...]]:
    """Return the query for heads that are due, oldest first; it takes `exclude`, `now` and `most`."""
    return (
        select(rows)
        .where(
            is_head(rows, is_open),
            rows.c.lane.not_in(bindparam("exclude", expanding=True)),
            rows.c.not_before <= bindparam("now", type_=UtcDateTime),
        )
        .order_by(rows.c.id)
        .limit(bindparam("most"))
    )
