"""Chats, the inbox, what was told, and questions with a short code."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the first tables."""
    op.create_table(
        "chats",
        sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("region", sa.String(16)),
        sa.Column("language", sa.String(8)),
        sa.Column("gone_at", sa.BigInteger),
        sa.Column("changed_at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "inbox",
        sa.Column("update_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("lane", sa.BigInteger, nullable=False),
        sa.Column("body", sa.LargeBinary),
        sa.Column("received_at", sa.BigInteger, nullable=False),
        sa.Column("answered_at", sa.BigInteger),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
    )
    op.create_index("ix_inbox_answered_at", "inbox", ["answered_at"])
    op.create_table(
        "told",
        sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("message_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("asked_id", sa.BigInteger),
        sa.Column("question", sa.String(64)),
        sa.Column("version", sa.String(64), nullable=False),
        sa.Column("told_at", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_told_told_at", "told", ["told_at"])
    op.create_index("ix_told_asked", "told", ["chat_id", "asked_id"])
    op.create_table(
        "questions",
        sa.Column("code", sa.String(64), primary_key=True),
        sa.Column("question", sa.String(4096), nullable=False),
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("questions", "told", "inbox", "chats"):
        op.drop_table(table)
