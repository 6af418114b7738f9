"""Thresholds of the wallboard, and what they told whom."""

import sqlalchemy as sa
from alembic import op

from db.models.base import UtcDateTime

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Without it the calls of a day are looked for among all there ever were.
    op.create_index("ix_call_arrived_at", "call", ["arrived_at"])
    _thresholds()
    _alerts()


def _thresholds() -> None:
    op.create_table(
        "threshold",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("measure", sa.String(length=32), nullable=False),
        sa.Column("queue", sa.Text(), nullable=False),
        sa.Column("bound", sa.Integer(), nullable=False),
        sa.Column("held_s", sa.Integer(), nullable=False),
        sa.Column("is_grave", sa.Boolean(), nullable=False),
        sa.Column("tells_id", sa.Uuid(), nullable=True),
        sa.Column("then_id", sa.Uuid(), nullable=True),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("quiet_s", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["tells_id"], ["person.id"], name=op.f("fk_threshold_tells_id")),
        sa.ForeignKeyConstraint(["then_id"], ["person.id"], name=op.f("fk_threshold_then_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_threshold")),
    )


def _alerts() -> None:
    op.create_table(
        "alert",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("threshold_id", sa.Uuid(), nullable=False),
        sa.Column("measure", sa.String(length=32), nullable=False),
        sa.Column("queue", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("bound", sa.Integer(), nullable=False),
        sa.Column("is_grave", sa.Boolean(), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_alert_person_id")),
        sa.ForeignKeyConstraint(["threshold_id"], ["threshold.id"], name=op.f("fk_alert_threshold_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert")),
    )
    op.create_index("ix_alert_at", "alert", ["at"])
    op.create_table(
        "alert_step",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("alert_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "(person_id is null) = (kind = 'over')", name=op.f("ck_alert_step_somebody_unless_over")
        ),
        sa.ForeignKeyConstraint(["alert_id"], ["alert.id"], name=op.f("fk_alert_step_alert_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_alert_step_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_step")),
    )
    op.create_index("ix_alert_step_alert", "alert_step", ["alert_id", "at"])
