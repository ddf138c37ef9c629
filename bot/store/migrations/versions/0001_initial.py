"""Inbox, outbox, founders, questions, tickets and the desk."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

# Spelled out, not imported from schema.py: a migration must do tomorrow what it did today.
_ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    _inbox()
    _founders()
    _questions()
    _tickets()
    _ticket_messages()
    _outbox()
    op.create_table(
        "desk",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_desk")),
    )


def _inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("id", _ROW_ID, nullable=False),
        sa.Column("update_id", sa.BigInteger(), nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("not_before", _TIME, nullable=False),
        sa.Column("error", sa.Text()),
        sa.Column("received_at", _TIME, nullable=False),
        sa.Column("set_aside_at", _TIME),
        sa.CheckConstraint("state IN ('waiting', 'done', 'set_aside')", name=op.f("ck_inbox_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox")),
        sa.UniqueConstraint("update_id", name=op.f("uq_inbox_update_id")),
        sqlite_autoincrement=True,
    )
    _partial_index("ix_inbox_waiting", "inbox", ["id", "lane", "not_before"], "state = 'waiting'")
    _partial_index("ix_inbox_waiting_lane", "inbox", ["lane", "id"], "state = 'waiting'")


def _founders() -> None:
    op.create_table(
        "founders",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("username", sa.Text()),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("topic", sa.BigInteger()),
        sa.Column("topic_requested_at", _TIME),
        sa.Column("asking_staff", sa.Boolean(), nullable=False),
        sa.Column("blocked", sa.Boolean(), nullable=False),
        sa.Column("first_seen", _TIME, nullable=False),
        sa.CheckConstraint("language IN ('en', 'he', 'zh')", name=op.f("ck_founders_language")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_founders")),
        sa.UniqueConstraint("topic", name=op.f("uq_founders_topic")),
    )


def _questions() -> None:
    op.create_table(
        "questions",
        sa.Column("id", _ROW_ID, nullable=False),
        sa.Column("founder", sa.BigInteger(), nullable=False),
        sa.Column("message", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("answered_with", sa.Text()),
        sa.Column("candidates", sa.Text(), nullable=False),
        sa.Column("asked_at", _TIME, nullable=False),
        sa.CheckConstraint("language IN ('en', 'he', 'zh')", name=op.f("ck_questions_language")),
        sa.ForeignKeyConstraint(["founder"], ["founders.id"], name=op.f("fk_questions_founder")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questions")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_questions_founder_message", "questions", ["founder", "message"])


def _tickets() -> None:
    op.create_table(
        "tickets",
        sa.Column("id", _ROW_ID, nullable=False),
        sa.Column("founder", sa.BigInteger(), nullable=False),
        sa.Column("question", sa.BigInteger()),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("opened_at", _TIME, nullable=False),
        sa.Column("changed_at", _TIME, nullable=False),
        sa.Column("staff_wrote_at", _TIME),
        sa.CheckConstraint("state IN ('waiting', 'answered', 'closed')", name=op.f("ck_tickets_state")),
        sa.CheckConstraint("language IN ('en', 'he', 'zh')", name=op.f("ck_tickets_language")),
        sa.ForeignKeyConstraint(["founder"], ["founders.id"], name=op.f("fk_tickets_founder")),
        sa.ForeignKeyConstraint(["question"], ["questions.id"], name=op.f("fk_tickets_question")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tickets")),
        sa.UniqueConstraint("question", name=op.f("uq_tickets_question")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_tickets_founder"), "tickets", ["founder"])
    _partial_index("ix_tickets_waiting", "tickets", ["id"], "state = 'waiting'")


def _ticket_messages() -> None:
    op.create_table(
        "ticket_messages",
        sa.Column("id", _ROW_ID, nullable=False),
        sa.Column("ticket", sa.BigInteger(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("text", sa.Text()),
        sa.Column("founder_message", sa.BigInteger()),
        sa.Column("staff_message", sa.BigInteger()),
        sa.Column("written_at", _TIME, nullable=False),
        sa.CheckConstraint("author IN ('founder', 'staff')", name=op.f("ck_ticket_messages_author")),
        sa.ForeignKeyConstraint(["ticket"], ["tickets.id"], name=op.f("fk_ticket_messages_ticket")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_messages")),
        sqlite_autoincrement=True,
    )
    for column in ("ticket", "founder_message", "staff_message"):
        op.create_index(op.f(f"ix_ticket_messages_{column}"), "ticket_messages", [column])


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", _ROW_ID, nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("founder", sa.BigInteger()),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("unknown_outcomes", sa.Integer(), nullable=False),
        sa.Column("not_before", _TIME, nullable=False),
        sa.Column("error", sa.Text()),
        sa.Column("message", sa.BigInteger()),
        sa.Column("ticket_message", sa.BigInteger()),
        sa.Column("receipt_for", sa.BigInteger()),
        sa.Column("created_at", _TIME, nullable=False),
        sa.Column("changed_at", _TIME, nullable=False),
        sa.CheckConstraint("place IN ('founder', 'topic', 'staff')", name=op.f("ck_outbox_place")),
        sa.CheckConstraint(
            "kind IN ('text', 'copy', 'react', 'buttons', 'press')", name=op.f("ck_outbox_kind")
        ),
        sa.CheckConstraint(
            "state IN ('queued', 'sending', 'sent', 'parked', 'dead')", name=op.f("ck_outbox_state")
        ),
        sa.ForeignKeyConstraint(
            ["ticket_message"], ["ticket_messages.id"], name=op.f("fk_outbox_ticket_message")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sqlite_autoincrement=True,
    )
    unsent = "state IN ('queued', 'sending', 'parked')"
    _partial_index("ix_outbox_unsent", "outbox", ["id", "lane", "state", "not_before"], unsent)
    _partial_index("ix_outbox_unsent_lane", "outbox", ["lane", "id"], unsent)


def _partial_index(name: str, table: str, columns: list[str], condition: str) -> None:
    where = sa.text(condition)
    op.create_index(op.f(name), table, columns, sqlite_where=where, postgresql_where=where)
