"""The life of an order: technicians, skills, holidays, the provider's answer, how it ended, who is missing."""

import sqlalchemy as sa
from alembic import op

from db.models.base import UtcDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_WORD = sa.String(length=32)
_ALONE = {"resolve_fks": False}  # the tables that one names are not read with it
_OPEN_HAS_OWNER = (
    "state in ('done', 'cancelled')"
    " or (owner_id is not null and next_step is not null and next_step_at is not null)"
)


def upgrade() -> None:
    _make_tables()
    op.add_column("fault", sa.Column("kind", _WORD, server_default="repair", nullable=False))
    _widen_orders()
    op.create_index(
        "uq_booking_held",
        "booking",
        ["order_id"],
        unique=True,
        sqlite_where=sa.text("state = 'held'"),
        postgresql_where=sa.text("state = 'held'"),
    )
    _let_all_do_what_they_cover()


def _make_tables() -> None:
    op.create_table(
        "technician",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("phone_key", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["provider_id"], ["provider.id"], name=op.f("fk_technician_provider_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_technician")),
    )
    op.create_index("ix_technician_provider", "technician", ["provider_id"], unique=False)
    op.create_table(
        "provider_skill",
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("line", _WORD, nullable=False),
        sa.Column("kind", _WORD, nullable=False),
        sa.Column("level", _WORD, nullable=False),
        sa.ForeignKeyConstraint(["provider_id"], ["provider.id"], name=op.f("fk_provider_skill_provider_id")),
        sa.PrimaryKeyConstraint("provider_id", "line", "kind", name=op.f("pk_provider_skill")),
    )
    op.create_table(
        "provider_holiday",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("first_on <= last_on", name=op.f("ck_provider_holiday_forwards")),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["provider.id"], name=op.f("fk_provider_holiday_provider_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provider_holiday")),
    )
    op.create_index(
        "ix_provider_holiday_provider", "provider_holiday", ["provider_id", "last_on"], unique=False
    )
    op.create_table(
        "coverage_gap",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_code", sa.Text(), nullable=False),
        sa.Column("line", _WORD, nullable=False),
        sa.Column("kind", _WORD, nullable=False),
        sa.Column("first_seen_at", UtcDateTime(), nullable=False),
        sa.Column("last_seen_at", UtcDateTime(), nullable=False),
        sa.Column("seen_count", sa.Integer(), nullable=False),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["region_code"], ["region.code"], name=op.f("fk_coverage_gap_region_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coverage_gap")),
        sa.UniqueConstraint("region_code", "line", "kind", name="uq_coverage_gap_work"),
    )


def _widen_orders() -> None:
    # SQLite takes a named foreign key only when the table is made anew, which loses a check not named here.
    open_has_owner = sa.CheckConstraint(
        _OPEN_HAS_OWNER, name=op.f("ck_repair_order_open_has_owner_and_next_step")
    )
    with op.batch_alter_table("repair_order", table_args=(open_has_owner,), reflect_kwargs=_ALONE) as orders:
        orders.add_column(sa.Column("technician_id", sa.Uuid(), nullable=True))
        orders.add_column(sa.Column("first_contact_at", UtcDateTime(), nullable=True))
        orders.add_column(sa.Column("result", _WORD, nullable=True))
        orders.add_column(sa.Column("paid_fen", sa.Integer(), nullable=True))
        orders.create_foreign_key(
            op.f("fk_repair_order_technician_id"), "technician", ["technician_id"], ["id"]
        )
    op.create_index(
        "ix_repair_order_next", "repair_order", ["state", "next_step", "next_step_at"], unique=False
    )
    is_open = sa.text("state not in ('done', 'cancelled')")
    op.create_index(
        "ix_repair_order_open", "repair_order", ["id"], sqlite_where=is_open, postgresql_where=is_open
    )
    with op.batch_alter_table("order_event", reflect_kwargs=_ALONE) as events:
        events.add_column(sa.Column("provider_id", sa.Uuid(), nullable=True))
        events.create_foreign_key(op.f("fk_order_event_provider_id"), "provider", ["provider_id"], ["id"])


def _let_all_do_what_they_cover() -> None:
    """Give each provider every skill on the lines that it covers: until now nobody asked for any."""
    kinds = " union all ".join(
        f"select '{kind}' as kind" for kind in ("repair", "installation", "delivery", "inspection")
    )
    op.execute(
        "insert into provider_skill (provider_id, line, kind, level)"
        " select covered.provider_id, covered.line, kinds.kind, 'large'"
        f" from (select distinct provider_id, line from coverage) as covered, ({kinds}) as kinds"
    )
