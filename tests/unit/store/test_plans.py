"""The queries that run all day must not read whole tables: done rows stay for days."""

import re
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import ClauseElement
from sqlalchemy.dialects import sqlite

from bot.store import inbox, outbox_statements, ticket_statements, upgrade

QUERIES: dict[str, tuple[ClauseElement, str]] = {
    "inbox due": (inbox._DUE, "ix_inbox_waiting"),
    "inbox oldest": (inbox._OLDEST, "ix_inbox_waiting"),
    **{
        f"outbox due, {rank}": (statement, "ix_outbox_unsent")
        for rank, statement in outbox_statements.DUE.items()
    },
    "outbox next": (outbox_statements.NEXT, "ix_outbox_unsent"),
    "outbox oldest": (outbox_statements.OLDEST, "ix_outbox_unsent"),
    "outbox recover": (outbox_statements.RECOVER, "ix_outbox_unsent"),
    "outbox showing": (outbox_statements.SHOWING, "ix_outbox_shows"),
    "outbox superseded": (outbox_statements.SUPERSEDED, "ix_outbox_shows"),
    "outbox is showing": (outbox_statements.IS_SHOWING, "ix_outbox_shows"),
    "outbox on its way": (outbox_statements.ON_ITS_WAY, "ix_outbox_ticket_message"),
    "outbox card": (outbox_statements.CARD, "ix_outbox_ticket_message"),
    "outbox park": (outbox_statements.PARK, "ix_outbox_unsent"),
    "tickets waiting": (ticket_statements.WAITING, "ix_tickets_waiting"),
    "tickets latest": (ticket_statements.LATEST, "ix_tickets_founder"),
    "tickets by staff message": (ticket_statements.BY_STAFF_MESSAGE, "ix_ticket_messages_staff_message"),
    "tickets by founder message": (
        ticket_statements.BY_FOUNDER_MESSAGE,
        "ix_ticket_messages_founder_message",
    ),
}

FEW = {"tickets latest", "tickets by staff message"}
"""Sorted after the index has found them: a founder has a handful of tickets, an id stands for one or two."""


@pytest.fixture
async def database(tmp_path: Path) -> Path:
    await upgrade(f"sqlite:///{tmp_path}/gesher.db")
    return tmp_path / "gesher.db"


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_uses_its_index(database: Path, name: str) -> None:
    statement, index = QUERIES[name]
    plan = explain(database, statement)
    assert any(index in step for step in plan), plan
    assert not [step for step in plan if "SCAN" in step and "INDEX" not in step], plan
    sorts = [step for step in plan if "TEMP B-TREE" in step]
    assert not sorts or name in FEW, plan


def explain(database: Path, statement: ClauseElement) -> list[str]:
    compiled = str(statement.compile(dialect=sqlite.dialect()))
    query = re.sub(r"__\[POSTCOMPILE_\w+\]", "'a', 'b'", compiled)
    connection = sqlite3.connect(database)
    try:
        rows = connection.execute(f"EXPLAIN QUERY PLAN {query}", [1] * query.count("?"))
        return [row[3] for row in rows]
    finally:
        connection.close()
