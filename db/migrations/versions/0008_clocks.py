"""Promises with pauses, what was escalated, and who stands in for whom."""

import sqlalchemy as sa
from alembic import op

from db.models.base import UtcDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _rules()
    _pauses()
    _escalations()
    _absences()
    _cases()
    _orders()


def _rules() -> None:
    op.create_table(
        "promise_rule",
        sa.Column("clock", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("severity", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(length=32), nullable=False),
        sa.Column("opens_min", sa.Integer(), nullable=False),
        sa.Column("closes_min", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_promise_rule_amount_positive")),
        sa.PrimaryKeyConstraint("clock", "kind", "severity", "valid_from", name=op.f("pk_promise_rule")),
    )
    op.create_table(
        "escalation_rule",
        sa.Column("clock", sa.String(length=32), nullable=False),
        sa.Column("severity", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("step", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("at_pct", sa.Integer(), nullable=False),
        sa.Column("plus", sa.Integer(), nullable=False),
        sa.Column("tells", sa.String(length=32), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("clock", "severity", "step", "valid_from", name=op.f("pk_escalation_rule")),
    )


def _pauses() -> None:
    op.create_table(
        "order_pause",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=False),
        sa.Column("from_at", UtcDateTime(), nullable=False),
        sa.Column("until_at", UtcDateTime(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "until_at is null or until_at >= from_at", name=op.f("ck_order_pause_ends_after_it_begins")
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_order_pause_customer_id")),
        sa.ForeignKeyConstraint(["order_id"], ["repair_order.id"], name=op.f("fk_order_pause_order_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_order_pause_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_pause")),
    )
    op.create_index("ix_order_pause_customer", "order_pause", ["customer_id"], unique=False)
    op.create_index("ix_order_pause_order", "order_pause", ["order_id"], unique=False)
    op.create_index(
        "uq_order_pause_going_on",
        "order_pause",
        ["order_id", "reason"],
        unique=True,
        sqlite_where=sa.text("until_at IS NULL"),
        postgresql_where=sa.text("until_at IS NULL"),
    )


def _escalations() -> None:
    op.create_table(
        "escalation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=True),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("clock", sa.String(length=32), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("(order_id is null) <> (case_id is null)", name=op.f("ck_escalation_one_subject")),
        sa.ForeignKeyConstraint(["case_id"], ["service_case.id"], name=op.f("fk_escalation_case_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_escalation_customer_id")),
        sa.ForeignKeyConstraint(["order_id"], ["repair_order.id"], name=op.f("fk_escalation_order_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_escalation_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_escalation")),
    )
    op.create_index("ix_escalation_case", "escalation", ["case_id"], unique=False)
    op.create_index("ix_escalation_customer_at", "escalation", ["customer_id", "at"], unique=False)
    op.create_index("ix_escalation_order", "escalation", ["order_id"], unique=False)
    op.create_index("ix_escalation_person_at", "escalation", ["person_id", "at"], unique=False)


def _absences() -> None:
    op.create_table(
        "absence",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("first_at", UtcDateTime(), nullable=False),
        sa.Column("until_at", UtcDateTime(), nullable=False),
        sa.Column("deputy_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("until_at >= first_at", name=op.f("ck_absence_ends_after_it_begins")),
        sa.ForeignKeyConstraint(["deputy_id"], ["person.id"], name=op.f("fk_absence_deputy_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_absence_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    op.create_index("ix_absence_person", "absence", ["person_id", "until_at"], unique=False)


def _cases() -> None:
    for column in (
        sa.Column("severity", sa.Integer(), nullable=True),
        sa.Column("category_code", sa.Text(), server_default="", nullable=False),
        sa.Column("remedy_code", sa.Text(), server_default="", nullable=False),
        sa.Column("channel", sa.String(length=32), server_default="hotline", nullable=False),
        sa.Column("external_no", sa.Text(), server_default="", nullable=False),
        sa.Column("authority", sa.Text(), server_default="", nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=True),
        sa.Column("answer_due_at", UtcDateTime(), nullable=True),
        sa.Column("contact_due_at", UtcDateTime(), nullable=True),
        sa.Column("contacted_at", UtcDateTime(), nullable=True),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.Column("result", sa.Text(), server_default="", nullable=False),
    ):
        op.add_column("service_case", column)
    op.create_index("ix_service_case_owner", "service_case", ["owner_id", "state"], unique=False)
    is_open = sa.text("state = 'open'")
    op.create_index(
        "ix_service_case_open", "service_case", ["id"], sqlite_where=is_open, postgresql_where=is_open
    )
    op.create_table(
        "case_event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["service_case.id"], name=op.f("fk_case_event_case_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_case_event_customer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_event")),
    )
    op.create_index("ix_case_event_case", "case_event", ["case_id", "at"], unique=False)
    op.create_index("ix_case_event_customer_at", "case_event", ["customer_id", "at", "id"], unique=False)


def _orders() -> None:
    op.add_column("repair_order", sa.Column("contact_due_at", UtcDateTime(), nullable=True))
    op.create_index("ix_repair_order_next_step", "repair_order", ["next_step_at"], unique=False)
    op.create_index("ix_repair_order_contact", "repair_order", ["contact_due_at"], unique=False)
    op.add_column("order_event", sa.Column("told", sa.Text(), server_default="", nullable=False))
