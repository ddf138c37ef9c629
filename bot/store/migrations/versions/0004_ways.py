"""The way of an update: when it was handled, what was decided on it, and what went out because of it.

Columns are only added, and empty in the rows that are there, so that a replica of the previous release can go
on meanwhile.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("inbox", sa.Column("handled_at", sa.DateTime(timezone=True)))
    op.add_column("inbox", sa.Column("matched", sa.Text()))
    op.add_column("outbox", sa.Column("cause", sa.BigInteger()))
