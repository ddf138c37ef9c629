"""What staff work with: claims, tickets put aside, answers held back, batches, figures, and what was taught.

Columns are only added, each with a default, so that a replica of the previous release can go on meanwhile.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_TIME = sa.DateTime(timezone=True)
_ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    for table, column in _added():
        op.add_column(table, column)
    _let_outbox_go_anywhere()
    for name, columns in (("ix_outbox_batch", ["batch", "state"]), ("ix_outbox_shows", ["shows"])):
        where = sa.text(f"{columns[0]} IS NOT NULL")
        op.create_index(op.f(name), "outbox", columns, sqlite_where=where, postgresql_where=where)
    for table, time in (("questions", "asked_at"), ("tickets", "opened_at")):
        op.create_index(op.f(f"ix_{table}_{time}"), table, [time])
    _learned()
    _broadcasts()


def _let_outbox_go_anywhere() -> None:
    # As with the kinds of messages: the code alone says which places there are.
    with op.batch_alter_table("outbox", table_kwargs={"sqlite_autoincrement": True}) as outbox:
        outbox.drop_constraint(op.f("ck_outbox_place"), type_="check")


def _learned() -> None:
    op.create_table(
        "learned",
        sa.Column("id", _ROW_ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text()),
        sa.Column("taught_by", sa.Text(), nullable=False),
        sa.Column("taught_by_id", sa.BigInteger(), nullable=False),
        sa.Column("taught_at", _TIME, nullable=False),
        sa.Column("revoked_by", sa.Text()),
        sa.Column("revoked_at", _TIME),
        sa.CheckConstraint("language IN ('en', 'he', 'zh')", name=op.f("ck_learned_language")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learned")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_learned_entry"), "learned", ["entry"])


def _broadcasts() -> None:
    op.create_table(
        "broadcasts",
        sa.Column("id", _ROW_ID, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("entities", sa.Text(), nullable=False),
        sa.Column("written_by", sa.Text(), nullable=False),
        sa.Column("written_by_id", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("message", sa.BigInteger()),
        sa.Column("recipients", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("shown", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("written_at", _TIME, nullable=False),
        sa.CheckConstraint(
            "state IN ('draft', 'running', 'stopped', 'done')", name=op.f("ck_broadcasts_state")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcasts")),
        sqlite_autoincrement=True,
    )
    where = sa.text("state = 'running'")
    op.create_index(
        op.f("ix_broadcasts_running"), "broadcasts", ["id"], sqlite_where=where, postgresql_where=where
    )


def _added() -> list[tuple[str, "sa.Column[object]"]]:
    return [
        ("founders", _flag("wants_news")),
        ("questions", _flag("asked_back")),
        ("tickets", sa.Column("claimed_by_id", sa.BigInteger())),
        ("tickets", sa.Column("later_until", _TIME)),
        ("tickets", sa.Column("later_why", sa.Text())),
        ("ticket_messages", _flag("held")),
        ("ticket_messages", _flag("withdrawn")),
        ("outbox", sa.Column("shows", sa.Text())),
        ("outbox", sa.Column("batch", sa.Text())),
    ]


def _flag(name: str) -> "sa.Column[object]":
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())
