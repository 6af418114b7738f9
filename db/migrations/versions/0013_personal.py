"""What a person has arranged: columns, sorts and filters of lists."""

import sqlalchemy as sa
from alembic import op

from db.models.base import UtcDateTime

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "arrangement",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("list_name", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("arranged_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_arrangement_person_id")),
        sa.PrimaryKeyConstraint("person_id", "list_name", name=op.f("pk_arrangement")),
    )
