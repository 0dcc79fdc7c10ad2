"""Pictures that Telegram has."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "pictures",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("file_id", sa.String(256), nullable=False),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("pictures")
