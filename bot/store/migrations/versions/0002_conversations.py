"""What founders expect of a desk: language, contact, promises, feedback, albums.

Columns are only added, each with a default, so that a replica of the previous release can go on meanwhile.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    for table, column in _added():
        op.add_column(table, column)
    op.create_index(op.f("ix_ticket_messages_shown_with"), "ticket_messages", ["shown_with"])
    _copies()
    _let_outbox_hold_any_kind()
    _index_outbox()


def _copies() -> None:
    op.create_table(
        "copies",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ticket_message", sa.BigInteger(), nullable=False),
        sa.Column("staff_message", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket_message"], ["ticket_messages.id"], name=op.f("fk_copies_ticket_message")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_copies")),
    )
    for column in ("ticket_message", "staff_message"):
        op.create_index(op.f(f"ix_copies_{column}"), "copies", [column])


def _let_outbox_hold_any_kind() -> None:
    # The kinds of messages that go out grow with every release; the code alone says which there are.
    # SQLite cannot drop a constraint: there the table is made anew, which Alembic sees to.
    with op.batch_alter_table("outbox", table_kwargs={"sqlite_autoincrement": True}) as outbox:
        outbox.drop_constraint(op.f("ck_outbox_kind"), type_="check")


def _index_outbox() -> None:
    where = sa.text("ticket_message IS NOT NULL")
    op.create_index(
        op.f("ix_outbox_ticket_message"),
        "outbox",
        ["ticket_message"],
        sqlite_where=where,
        postgresql_where=where,
    )


def _added() -> list[tuple[str, "sa.Column[object]"]]:
    return [
        ("founders", _flag("language_known")),
        ("founders", _flag("leaving_contact")),
        ("founders", _flag("banned")),
        ("founders", sa.Column("contact", sa.Text())),
        ("founders", _flag("told_of_network")),
        ("founders", sa.Column("last_seen", _TIME)),
        ("founders", sa.Column("pace_since", _TIME)),
        ("founders", sa.Column("pace_messages", sa.Integer(), nullable=False, server_default="0")),
        ("questions", sa.Column("feedback", sa.Text())),
        ("questions", _list("turned_down")),
        ("tickets", sa.Column("promised_at", _TIME)),
        ("tickets", sa.Column("claimed_by", sa.Text())),
        ("ticket_messages", sa.Column("kind", sa.Text(), nullable=False, server_default="text")),
        ("ticket_messages", _list("entities")),
        ("ticket_messages", _flag("edited")),
        ("ticket_messages", sa.Column("album", sa.Text())),
        ("ticket_messages", sa.Column("shown_with", sa.BigInteger())),
    ]


def _flag(name: str) -> "sa.Column[object]":
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())


def _list(name: str) -> "sa.Column[object]":
    return sa.Column(name, sa.Text(), nullable=False, server_default="[]")
