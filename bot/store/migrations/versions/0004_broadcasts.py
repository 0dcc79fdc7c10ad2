"""Broadcasts with a row for each recipient, and the lease of the one process that sends them."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Create the tables; the lease is there from the start, and nobody's."""
    op.create_table(
        "broadcasts",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("audience", sa.Text),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("run", sa.Integer, nullable=False),
        sa.Column("priority", sa.Integer, nullable=False),
        sa.Column("starts_at", sa.BigInteger, nullable=False),
        sa.Column("planned_at", sa.BigInteger),
        sa.Column("finished_at", sa.BigInteger),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("made_by", sa.BigInteger),
        sa.Column("why", sa.String(200)),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_broadcasts_state", "broadcasts", ["state"])
    op.create_table(
        "deliveries",
        sa.Column("broadcast", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("topic", sa.BigInteger),
        sa.Column("extra", sa.Text),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("message_id", sa.BigInteger),
        sa.Column("reason", sa.String(200)),
        sa.Column("settled_at", sa.BigInteger),
    )
    op.create_index("ix_deliveries_chat_id", "deliveries", ["chat_id"])
    leases = op.create_table(
        "leases",
        sa.Column("name", sa.String(32), primary_key=True),
        sa.Column("holder", sa.String(200), nullable=False),
        sa.Column("token", sa.BigInteger, nullable=False),
        sa.Column("expires_at", sa.BigInteger, nullable=False),
    )
    op.bulk_insert(leases, [{"name": "sender", "holder": "", "token": 0, "expires_at": 0}])


def downgrade() -> None:
    """Drop them."""
    for table in ("leases", "deliveries", "broadcasts"):
        op.drop_table(table)
