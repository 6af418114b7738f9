"""What a PBX sent of its calls, as it came."""

import sqlalchemy as sa
from alembic import op

from db.models.base import UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "line_record",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("connection_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=False),
        sa.Column("messages", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_line_record")),
    )
    op.create_index("ix_line_record_connection", "line_record", ["connection_id", "at"], unique=False)
    op.create_index("ix_line_record_until", "line_record", ["line", "until"], unique=False)
