"""Several replicas on one database: who is alive, and whose an update is while it is handled.

A replica of the previous release can go on meanwhile: it knows nothing of claims, and finds a row done that
another has handled.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("inbox", sa.Column("taken_by", sa.BigInteger()))
    op.create_table(
        "replicas",
        sa.Column("id", _ROW_ID, nullable=False),
        sa.Column("renewed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_replicas")),
        sqlite_autoincrement=True,
    )
