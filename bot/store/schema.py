"""The tables. Migrations create them; a contract test holds both to be the same.

Conditions that a partial index is built on are written here once and used by its queries: a database takes
such an index only for a query that repeats the condition, with the values spelled out instead of bound.
The two in the order of ids hold what finding the heads of lanes needs, so that a backlog is not read whole.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ColumnElement,
    ForeignKey,
    FromClause,
    Index,
    Integer,
    MetaData,
    Table,
    false,
    literal_column,
)

from bot.domain.broadcast import BroadcastState
from bot.domain.language import Language
from bot.domain.messages import DeliveryState
from bot.domain.ticket import Author, TicketState
from bot.store.columns import RowId, StorableText, UtcDateTime


class InboxState(StrEnum):
    """Where an inbox row stands."""

    WAITING = "waiting"
    """To be handled, now or when its retry is due."""
    DONE = "done"
    """Handled, in the transaction that holds everything that came of it."""
    SET_ASIDE = "set_aside"
    """Given up after its last attempt; `Inbox.replay_set_aside` brings it back."""


metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
    }
)


def _one_of(column: str, values: Iterable[str]) -> CheckConstraint:
    return CheckConstraint(f"{column} IN ({', '.join(repr(str(value)) for value in values)})", column)


def _partial_index(name: str, condition: ColumnElement[bool], *columns: Column[Any]) -> None:
    Index(name, *columns, sqlite_where=condition, postgresql_where=condition)


def _row_id() -> Column[int]:
    return Column("id", RowId, primary_key=True)


inbox = Table(
    "inbox",
    metadata,
    _row_id(),
    Column("update_id", BigInteger, nullable=False, unique=True),
    Column("lane", StorableText, nullable=False),
    Column("payload", StorableText, nullable=False),
    Column("state", StorableText, nullable=False, default=InboxState.WAITING),
    Column("attempts", Integer, nullable=False, default=0),
    Column("not_before", UtcDateTime, nullable=False),
    Column("error", StorableText),
    Column("received_at", UtcDateTime, nullable=False),
    Column("set_aside_at", UtcDateTime),
    # Which replica handles it now; no foreign key, so that a dead one is removed before its rows are freed.
    Column("taken_by", BigInteger),
    Column("handled_at", UtcDateTime),
    # What the matcher decided on it, without its words.
    Column("matched", StorableText),
    _one_of("state", InboxState),
    sqlite_autoincrement=True,
)


def is_waiting(rows: FromClause) -> ColumnElement[bool]:
    """Return the condition that a row of the inbox, or of an alias of it, waits."""
    return rows.c.state == literal_column("'waiting'")


_partial_index("ix_inbox_waiting", is_waiting(inbox), inbox.c.id, inbox.c.lane, inbox.c.not_before)
_partial_index("ix_inbox_waiting_lane", is_waiting(inbox), inbox.c.lane, inbox.c.id)

founders = Table(
    "founders",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("name", StorableText, nullable=False),
    Column("username", StorableText),
    Column("language", StorableText, nullable=False),
    Column("language_known", Boolean, nullable=False, server_default=false()),
    Column("topic", BigInteger, unique=True),
    Column("topic_requested_at", UtcDateTime),
    Column("asking_staff", Boolean, nullable=False),
    Column("leaving_contact", Boolean, nullable=False, server_default=false()),
    Column("blocked", Boolean, nullable=False),
    Column("banned", Boolean, nullable=False, server_default=false()),
    Column("contact", StorableText),
    Column("told_of_network", Boolean, nullable=False, server_default=false()),
    Column("wants_news", Boolean, nullable=False, server_default=false()),
    Column("first_seen", UtcDateTime, nullable=False),
    Column("last_seen", UtcDateTime),
    Column("pace_since", UtcDateTime),
    Column("pace_messages", Integer, nullable=False, server_default="0"),
    _one_of("language", Language),
)

questions = Table(
    "questions",
    metadata,
    _row_id(),
    Column("founder", BigInteger, ForeignKey(founders.c.id), nullable=False),
    Column("message", BigInteger, nullable=False),
    Column("text", StorableText, nullable=False),
    Column("language", StorableText, nullable=False),
    Column("answered_with", StorableText),
    Column("candidates", StorableText, nullable=False),
    Column("asked_back", Boolean, nullable=False, server_default=false()),
    Column("feedback", StorableText),
    Column("turned_down", StorableText, nullable=False, server_default="[]"),
    Column("asked_at", UtcDateTime, nullable=False, index=True),
    _one_of("language", Language),
    Index("ix_questions_founder_message", "founder", "message"),
    sqlite_autoincrement=True,
)

tickets = Table(
    "tickets",
    metadata,
    _row_id(),
    Column("founder", BigInteger, ForeignKey(founders.c.id), nullable=False, index=True),
    Column("question", BigInteger, ForeignKey(questions.c.id), unique=True),
    Column("state", StorableText, nullable=False),
    Column("language", StorableText, nullable=False),
    Column("opened_at", UtcDateTime, nullable=False, index=True),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("staff_wrote_at", UtcDateTime),
    Column("promised_at", UtcDateTime),
    Column("claimed_by", StorableText),
    Column("claimed_by_id", BigInteger),
    Column("later_until", UtcDateTime),
    Column("later_why", StorableText),
    _one_of("state", TicketState),
    _one_of("language", Language),
    sqlite_autoincrement=True,
)
AWAITING_STAFF = tickets.c.state == literal_column("'waiting'")
_partial_index("ix_tickets_waiting", AWAITING_STAFF, tickets.c.id)

ticket_messages = Table(
    "ticket_messages",
    metadata,
    _row_id(),
    Column("ticket", BigInteger, ForeignKey(tickets.c.id), nullable=False, index=True),
    Column("author", StorableText, nullable=False),
    Column("kind", StorableText, nullable=False, server_default="text"),
    Column("text", StorableText),
    Column("entities", StorableText, nullable=False, server_default="[]"),
    Column("edited", Boolean, nullable=False, server_default=false()),
    Column("album", StorableText),
    # No foreign key: a message may be purged before the one that it was shown with.
    Column("shown_with", BigInteger, index=True),
    Column("held", Boolean, nullable=False, server_default=false()),
    Column("withdrawn", Boolean, nullable=False, server_default=false()),
    Column("founder_message", BigInteger, index=True),
    Column("staff_message", BigInteger, index=True),
    Column("written_at", UtcDateTime, nullable=False),
    _one_of("author", Author),
    sqlite_autoincrement=True,
)

# A message of a ticket may stand in the staff group more than once: its card, its attachment, its album.
copies = Table(
    "copies",
    metadata,
    _row_id(),
    Column("ticket_message", BigInteger, ForeignKey(ticket_messages.c.id), nullable=False, index=True),
    Column("staff_message", BigInteger, nullable=False, index=True),
)

outbox = Table(
    "outbox",
    metadata,
    _row_id(),
    Column("lane", StorableText, nullable=False),
    Column("place", StorableText, nullable=False),
    # No foreign key: a founder whose very first message failed is told so, though nothing of it was saved.
    Column("founder", BigInteger),
    Column("kind", StorableText, nullable=False),
    Column("payload", StorableText, nullable=False),
    Column("state", StorableText, nullable=False, default=DeliveryState.QUEUED),
    Column("attempts", Integer, nullable=False, default=0),
    Column("unknown_outcomes", Integer, nullable=False, default=0),
    Column("not_before", UtcDateTime, nullable=False),
    Column("error", StorableText),
    Column("message", BigInteger),
    Column("ticket_message", BigInteger, ForeignKey(ticket_messages.c.id)),
    Column("receipt_for", BigInteger),
    # What it shows: a later one of the same takes the place of one that is still queued.
    Column("shows", StorableText),
    # What it is one of many of: a broadcast, a correction.
    Column("batch", StorableText),
    # The update that it came of. No foreign key: what is handled is purged from the inbox.
    Column("cause", BigInteger),
    Column("created_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    _one_of("state", DeliveryState),
    sqlite_autoincrement=True,
)


def is_unsent(rows: FromClause) -> ColumnElement[bool]:
    """Return the condition that a row of the outbox, or of an alias of it, is not settled."""
    return rows.c.state.in_([literal_column(f"'{state}'") for state in ("queued", "sending", "parked")])


_partial_index(
    "ix_outbox_unsent", is_unsent(outbox), outbox.c.id, outbox.c.lane, outbox.c.state, outbox.c.not_before
)
_partial_index("ix_outbox_unsent_lane", is_unsent(outbox), outbox.c.lane, outbox.c.id)
# Without it each message of a ticket that is deleted would have the whole outbox searched for it.
_partial_index("ix_outbox_ticket_message", outbox.c.ticket_message.is_not(None), outbox.c.ticket_message)

_partial_index("ix_outbox_batch", outbox.c.batch.is_not(None), outbox.c.batch, outbox.c.state)
_partial_index("ix_outbox_shows", outbox.c.shows.is_not(None), outbox.c.shows)

# What staff taught. Rows only come and are revoked: together they tell who did what.
learned = Table(
    "learned",
    metadata,
    _row_id(),
    Column("kind", StorableText, nullable=False),
    Column("entry", StorableText, nullable=False, index=True),
    Column("language", StorableText, nullable=False),
    Column("text", StorableText, nullable=False),
    Column("answer", StorableText),
    Column("taught_by", StorableText, nullable=False),
    Column("taught_by_id", BigInteger, nullable=False),
    Column("taught_at", UtcDateTime, nullable=False),
    Column("revoked_by", StorableText),
    Column("revoked_at", UtcDateTime),
    _one_of("language", Language),
    sqlite_autoincrement=True,
)

# What staff announce; its copies are a batch of the outbox.
broadcasts = Table(
    "broadcasts",
    metadata,
    _row_id(),
    Column("text", StorableText, nullable=False),
    Column("entities", StorableText, nullable=False),
    Column("written_by", StorableText, nullable=False),
    Column("written_by_id", BigInteger, nullable=False),
    Column("state", StorableText, nullable=False),
    Column("message", BigInteger),
    Column("recipients", Integer, nullable=False, server_default="0"),
    Column("shown", Integer, nullable=False, server_default="0"),
    Column("written_at", UtcDateTime, nullable=False),
    _one_of("state", BroadcastState),
    sqlite_autoincrement=True,
)
IS_RUNNING = broadcasts.c.state == literal_column("'running'")
_partial_index("ix_broadcasts_running", IS_RUNNING, broadcasts.c.id)

desk = Table(
    "desk",
    metadata,
    Column("key", StorableText, primary_key=True),
    Column("value", StorableText, nullable=False),
)

# The processes that work on this database at the moment; on SQLite, where there is one, none is noted.
replicas = Table(
    "replicas",
    metadata,
    _row_id(),
    Column("renewed_at", UtcDateTime, nullable=False),
    sqlite_autoincrement=True,
)
