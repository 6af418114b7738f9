"""What the administration of lists needs: order, retirement, and the log of what was changed."""

import sqlalchemy as sa
from alembic import op

from db.models.base import UtcDateTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ORDERED = ("fault", "product_model")
_RETIRED = (
    "fault",
    "product_model",
    "promise_rule",
    "escalation_rule",
    "follow_up_rule",
    "calling_window",
    "calling_zone",
    "line_site",
)


def upgrade() -> None:
    for table in _ORDERED:
        op.add_column(table, sa.Column("position", sa.Integer(), server_default="0", nullable=False))
    for table in _RETIRED:
        op.add_column(table, sa.Column("retired_at", UtcDateTime(), nullable=True))
    op.create_table(
        "list_change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("list_id", sa.Text(), nullable=False),
        sa.Column("row_key", sa.Text(), nullable=False),
        sa.Column("column", sa.Text(), nullable=False),
        sa.Column("old", sa.Text(), nullable=True),
        sa.Column("new", sa.Text(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_list_change_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_list_change")),
    )
    op.create_table(
        "provider_week",
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("half", sa.String(length=32), nullable=False),
        *(sa.Column(day, sa.Integer(), nullable=False) for day in _WEEK),
        sa.ForeignKeyConstraint(["provider_id"], ["provider.id"], name=op.f("fk_provider_week_provider_id")),
        sa.PrimaryKeyConstraint("provider_id", "half", name=op.f("pk_provider_week")),
    )
    op.create_index("ix_list_change_row_at", "list_change", ["list_id", "row_key", "at"])
