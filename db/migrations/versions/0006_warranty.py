"""Rules of the warranty, and which days are working days."""

import sqlalchemy as sa
from alembic import op

from db.models.base import UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("unit", sa.Column("exchanged_on", sa.Date(), nullable=True))
    op.add_column("unit", sa.Column("sold_online", sa.Boolean(), server_default=sa.false(), nullable=False))
    _calendar()
    _warranty_rule()
    op.create_table(
        "warranty_extension",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("covers", sa.String(32), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_warranty_extension_ends_after_it_begins")),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_warranty_extension_customer_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_warranty_extension_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_warranty_extension")),
    )
    op.create_index("ix_warranty_extension_customer", "warranty_extension", ["customer_id"], unique=False)


def _calendar() -> None:
    op.create_table(
        "calendar_day",
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("on", name=op.f("pk_calendar_day")),
    )
    op.create_table(
        "calendar_change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("was", sa.String(32), nullable=True),
        sa.Column("became", sa.String(32), nullable=True),
        sa.Column("was_provisional", sa.Boolean(), nullable=False),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_calendar_change_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_change")),
    )
    op.create_index("ix_calendar_change_on", "calendar_change", ["on"], unique=False)


def _warranty_rule() -> None:
    numbers = (
        "whole_months",
        "part_months",
        "return_days",
        "exchange_days",
        "no_reason_days",
        "repairs_before_exchange",
        "repair_days",
        "part_wait_days",
    )
    op.create_table(
        "warranty_rule",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("line", sa.String(32), nullable=False),
        sa.Column("use", sa.String(32), nullable=False),
        sa.Column("province", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in numbers),
        sa.Column("total_repair_days", sa.Integer(), nullable=True),
        sa.Column("idle_days", sa.Integer(), nullable=True),
        sa.Column("paid_repair_days", sa.Integer(), nullable=False),
        sa.Column("part_days", sa.Integer(), nullable=False),
        sa.Column("part_period_restarts", sa.Boolean(), nullable=False),
        sa.Column("part_labour_free", sa.Boolean(), nullable=False),
        sa.Column("part_visit_free", sa.Boolean(), nullable=False),
        sa.Column("depreciation_per_day", sa.Integer(), nullable=False),
        sa.Column("depreciation_allowed", sa.Boolean(), nullable=False),
        sa.Column("made_rule", sa.String(32), nullable=False),
        sa.Column("repair_time_counts", sa.Boolean(), nullable=False),
        sa.Column("proof_months", sa.Integer(), nullable=False),
        sa.CheckConstraint("paid_repair_days >= 30", name=op.f("ck_warranty_rule_repair_is_warranted")),
        sa.CheckConstraint(
            "valid_to is null or valid_to >= valid_from", name=op.f("ck_warranty_rule_ends_after_it_begins")
        ),
        sa.PrimaryKeyConstraint("code", "version", name=op.f("pk_warranty_rule")),
    )
