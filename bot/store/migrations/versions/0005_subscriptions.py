"""Subscriptions, where each region stands with its targets, and which releases were announced."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Create the tables; what was released so far counts as announced."""
    op.create_table(
        "subscriptions",
        sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("region", sa.String(16), primary_key=True),
        sa.Column("segment", sa.String(32), primary_key=True),
        sa.Column("topic", sa.BigInteger),
        sa.Column("news", sa.String(64), nullable=False),
        *_timing(),
        sa.Column("told", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("heard", sa.Integer, nullable=False),
        sa.Column("due_at", sa.BigInteger),
        sa.Column("digest_at", sa.BigInteger),
        sa.Column("made_by", sa.BigInteger),
    )
    for column in ("due_at", "digest_at", "made_by"):
        op.create_index(f"ix_subscriptions_{column}", "subscriptions", [column])
    op.create_table(
        "timings", sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False), *_timing()
    )
    op.create_table(
        "standings",
        sa.Column("region", sa.String(16), primary_key=True),
        sa.Column("segment", sa.String(32), primary_key=True),
        sa.Column("basis", sa.String(16), primary_key=True),
        sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("share", sa.String(32), primary_key=True),
        sa.Column("instrument", sa.String(200), primary_key=True),
        sa.Column("met", sa.Integer, nullable=False),
        sa.Column("armed", sa.Integer, nullable=False),
    )
    op.create_table(
        "announced",
        sa.Column("release", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("announced_at", sa.BigInteger, nullable=False),
    )
    op.execute(
        "INSERT INTO announced (release, version, announced_at) SELECT number, version, approved_at FROM releases"
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("announced", "standings", "timings", "subscriptions"):
        op.drop_table(table)


def _timing() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("rhythm", sa.String(16), nullable=False),
        sa.Column("hour", sa.Integer, nullable=False),
        sa.Column("zone", sa.String(16), nullable=False),
        sa.Column("quiet_from", sa.Integer),
        sa.Column("quiet_until", sa.Integer),
    )
