"""Versions of the figures with their approvals, the audit log, and answers by their number."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_REFUSE_SQLITE = """
CREATE TRIGGER audit_{deed} BEFORE {deed} ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END
"""
_FUNCTION_POSTGRESQL = """
CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$
"""
_REFUSE_POSTGRESQL = """
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit
FOR EACH ROW EXECUTE FUNCTION audit_is_append_only()
"""


def upgrade() -> None:
    """Create the tables, and let nobody rewrite the audit log."""
    with op.batch_alter_table("told") as told:
        told.add_column(sa.Column("answer", sa.String(32)))
        told.add_column(sa.Column("topic", sa.BigInteger))
        told.create_index("ix_told_answer", ["answer"])
    op.create_table(
        "answers",
        sa.Column("digest", sa.String(32), primary_key=True),
        sa.Column("number", sa.String(8), nullable=False),
        sa.Column("question", sa.String(64), nullable=False),
        sa.Column("region", sa.String(16), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("version", sa.String(64), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("said_at", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_answers_number", "answers", ["number"])
    op.create_index("ix_answers_said_at", "answers", ["said_at"])
    op.create_table(
        "versions",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("base", sa.String(64), nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("imported_by", sa.BigInteger),
        sa.Column("imported_at", sa.BigInteger, nullable=False),
        sa.Column("note", sa.String(1000), nullable=False),
        sa.Column("observations", sa.Integer, nullable=False),
        sa.Column("added", sa.Integer, nullable=False),
        sa.Column("changed", sa.Integer, nullable=False),
        sa.Column("gone", sa.Integer, nullable=False),
        sa.Column("errors", sa.Integer, nullable=False),
        sa.Column("warnings", sa.Integer, nullable=False),
        sa.Column("rejected_at", sa.BigInteger),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "releases",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("approved_by", sa.BigInteger),
        sa.Column("approved_at", sa.BigInteger, nullable=False),
        sa.Column("deed", sa.String(16), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("actor", sa.BigInteger),
        sa.Column("deed", sa.String(32), nullable=False),
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("detail", sa.String(2000), nullable=False),
        sqlite_autoincrement=True,
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(_FUNCTION_POSTGRESQL)
        op.execute(_REFUSE_POSTGRESQL)
    else:
        for deed in ("UPDATE", "DELETE"):
            op.execute(_REFUSE_SQLITE.format(deed=deed))


def downgrade() -> None:
    """Drop them."""
    for table in ("audit", "releases", "versions", "answers"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_is_append_only")
    with op.batch_alter_table("told") as told:
        told.drop_index("ix_told_answer")
        told.drop_column("topic")
        told.drop_column("answer")
