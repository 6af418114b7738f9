"""Follow-ups by rule, who has taken them, and who is to be called back."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from db.models.base import UtcDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_WORD = sa.String(length=32)


def upgrade() -> None:
    _make_rules()
    _widen_follow_ups()
    _make_call_backs()
    _make_wishes()
    for name in ("no_follow_ups_at", "no_marketing_at"):
        op.add_column("customer", sa.Column(name, UtcDateTime(), nullable=True))


def _make_rules() -> None:
    op.create_table(
        "follow_up_rule",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("event", _WORD, nullable=False),
        sa.Column("paid_over_fen", sa.Integer(), nullable=True),
        sa.Column("reason_code", sa.Text(), nullable=False),
        sa.Column("delay_hours", sa.Integer(), nullable=False),
        sa.Column("share_pct", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("spacing_half_days", sa.Integer(), nullable=False),
        sa.Column("purpose", _WORD, nullable=False),
        sa.Column("reopen_under", sa.Integer(), nullable=False),
        sa.CheckConstraint("share_pct between 0 and 100", name=op.f("ck_follow_up_rule_share_is_percent")),
        sa.PrimaryKeyConstraint("code", "valid_from", name=op.f("pk_follow_up_rule")),
    )
    op.create_table(
        "calling_window",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("kind", _WORD, nullable=False),
        sa.Column("purpose", _WORD, nullable=False),
        sa.Column("days", _WORD, nullable=True),
        sa.Column("from_minute", sa.Integer(), nullable=False),
        sa.Column("to_minute", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "from_minute between 0 and 1440 and to_minute between 0 and 1440",
            name=op.f("ck_calling_window_in_a_day"),
        ),
        sa.PrimaryKeyConstraint("code", "valid_from", name=op.f("pk_calling_window")),
    )
    op.create_table(
        "calling_zone",
        sa.Column("region_code", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("region_code", name=op.f("pk_calling_zone")),
    )


def _widen_follow_ups() -> None:
    _close_doubles()
    # SQLite takes a named foreign key only when the table is made anew, which loses a check not named here.
    score = sa.CheckConstraint(
        "score is null or score between 1 and 5", name=op.f("ck_follow_up_score_1_to_5")
    )
    alone = {"resolve_fks": False}  # the tables that it names are not read with it
    with op.batch_alter_table("follow_up", table_args=(score,), reflect_kwargs=alone) as follow_ups:
        follow_ups.add_column(sa.Column("rule_code", sa.Text(), nullable=True))
        follow_ups.add_column(sa.Column("purpose", _WORD, server_default="service", nullable=False))
        follow_ups.add_column(sa.Column("zone", sa.Text(), server_default=sa.text("''"), nullable=False))
        follow_ups.add_column(sa.Column("claimed_by_id", sa.Uuid(), nullable=True))
        follow_ups.add_column(sa.Column("claimed_until", UtcDateTime(), nullable=True))
        follow_ups.add_column(sa.Column("solved", sa.Boolean(), nullable=True))
        follow_ups.create_foreign_key(op.f("fk_follow_up_claimed_by_id"), "person", ["claimed_by_id"], ["id"])
    op.create_index(
        "uq_follow_up_open",
        "follow_up",
        ["customer_id", "reason_code"],
        unique=True,
        sqlite_where=sa.text("state = 'due'"),
        postgresql_where=sa.text("state = 'due'"),
    )


def _close_doubles() -> None:
    """Leave one open call of a customer and reason, the one that was promised last."""
    table = sa.table(
        "follow_up",
        sa.column("id", sa.Uuid()),
        sa.column("customer_id", sa.Uuid()),
        sa.column("reason_code", sa.Text()),
        sa.column("state", _WORD),
        sa.column("created_at", UtcDateTime()),
        sa.column("closed_at", UtcDateTime()),
    )
    newest_first = sa.func.row_number().over(
        partition_by=(table.c.customer_id, table.c.reason_code),
        order_by=(table.c.created_at.desc(), table.c.id),
    )
    due = sa.select(table.c.id, newest_first.label("nth")).where(table.c.state == "due").subquery()
    doubles = sa.select(due.c.id).where(due.c.nth > 1)
    now = datetime.now(UTC)
    op.execute(table.update().where(table.c.id.in_(doubles)).values(state="dropped", closed_at=now))


def _make_call_backs() -> None:
    op.create_table(
        "call_back",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number_key", sa.Text(), nullable=False),
        sa.Column("kind", _WORD, nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=True),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("first_at", UtcDateTime(), nullable=False),
        sa.Column("last_at", UtcDateTime(), nullable=False),
        sa.Column("sound", sa.Text(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("zone", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("claimed_by_id", sa.Uuid(), nullable=True),
        sa.Column("claimed_until", UtcDateTime(), nullable=True),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("closed_by_call_id", sa.Uuid(), nullable=True),
        sa.Column("result", _WORD, nullable=True),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_call_back_customer_id")),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_call_back_call_id")),
        sa.ForeignKeyConstraint(["claimed_by_id"], ["person.id"], name=op.f("fk_call_back_claimed_by_id")),
        sa.ForeignKeyConstraint(
            ["closed_by_call_id"], ["call.id"], name=op.f("fk_call_back_closed_by_call_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_back")),
    )
    op.create_index(
        "uq_call_back_open",
        "call_back",
        ["number_key"],
        unique=True,
        sqlite_where=sa.text("closed_at is null"),
        postgresql_where=sa.text("closed_at is null"),
    )
    op.create_index("ix_call_back_customer", "call_back", ["customer_id"], unique=False)
    op.create_index("ix_call_back_call", "call_back", ["call_id"], unique=False)


def _make_wishes() -> None:
    op.create_table(
        "goods_wish",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("model_code", sa.Text(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("phone_key", sa.Text(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=True),
        sa.Column("arrived_at", UtcDateTime(), nullable=True),
        sa.Column("follow_up_id", sa.Uuid(), nullable=True),
        sa.Column("told_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_goods_wish_customer_id")),
        sa.ForeignKeyConstraint(
            ["model_code"], ["product_model.code"], name=op.f("fk_goods_wish_model_code")
        ),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_goods_wish_call_id")),
        sa.ForeignKeyConstraint(["follow_up_id"], ["follow_up.id"], name=op.f("fk_goods_wish_follow_up_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goods_wish")),
    )
    op.create_index("ix_goods_wish_customer", "goods_wish", ["customer_id"], unique=False)
    op.create_index(
        "ix_goods_wish_waiting",
        "goods_wish",
        ["asked_at"],
        unique=False,
        sqlite_where=sa.text("arrived_at is null"),
        postgresql_where=sa.text("arrived_at is null"),
    )
