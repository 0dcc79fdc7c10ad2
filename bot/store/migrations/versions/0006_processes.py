"""Which process answers an update, where several share a database."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add what is needed; what waits belongs to nobody and is taken up by the first that looks."""
    op.add_column("inbox", sa.Column("holder", sa.String(200)))
    op.add_column("inbox", sa.Column("passed", sa.Integer, nullable=False, server_default="0"))
    op.create_table(
        "processes",
        sa.Column("name", sa.String(200), primary_key=True),
        sa.Column("expires_at", sa.BigInteger, nullable=False),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("processes")
    op.drop_column("inbox", "passed")
    op.drop_column("inbox", "holder")
