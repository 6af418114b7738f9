"""Why a warranty was made longer without being bought, and why a unit was exchanged."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("warranty_extension", sa.Column("reason", sa.Text(), server_default="", nullable=False))
    op.add_column("unit", sa.Column("retired_reason", sa.Text(), server_default="", nullable=False))
    for name, table, columns, only in _INDEXES:
        where = sa.text(only) if only else None
        op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)


# Without them what a person has in hand is looked for among all there ever was.
_INDEXES: tuple[tuple[str, str, list[str], str], ...] = (
    ("ix_call_open", "call", ["id"], "ended_at is null"),
    ("ix_interaction_open", "interaction", ["person_id", "opened_at"], "sealed_at is null"),
    ("ix_repair_order_case", "repair_order", ["case_id"], ""),
    ("ix_repair_order_owner", "repair_order", ["owner_id", "state", "next_step_at"], ""),
    ("ix_follow_up_owner", "follow_up", ["state", "owner_id", "due_at"], ""),
    ("ix_follow_up_score", "follow_up", ["due_at", "state", "score"], "score is not null"),
)
