"""What matching remembers: numbers of providers, numbers met in words, who was ruled out, how lines give numbers."""

import re
from uuid import UUID, uuid5

import sqlalchemy as sa
from alembic import op

from db.models.base import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_NAMESPACE = UUID("6f1d4f0a-5a7e-5c0c-9a55-2f7b8f7c4e11")


def upgrade() -> None:
    op.create_table(
        "line_site",
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("area_code", sa.Text(), nullable=False),
        sa.Column("trunk_prefixes", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("line", name=op.f("pk_line_site")),
    )
    phones = op.create_table(
        "provider_phone",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("technician", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["provider_id"], ["provider.id"], name=op.f("fk_provider_phone_provider_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provider_phone")),
    )
    op.create_index("ix_provider_phone_key", "provider_phone", ["key"], unique=False)
    op.create_index("ix_provider_phone_provider", "provider_phone", ["provider_id"], unique=False)
    op.create_table(
        "ruled_out",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_ruled_out_customer_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_ruled_out_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ruled_out")),
        sa.UniqueConstraint("customer_id", "key", name="uq_ruled_out_customer_key"),
    )
    op.create_index("ix_ruled_out_key", "ruled_out", ["key"], unique=False)
    op.create_table(
        "seen_number",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("seen_in", sa.String(length=32), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=True),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_seen_number_customer_id")),
        sa.ForeignKeyConstraint(["order_id"], ["repair_order.id"], name=op.f("fk_seen_number_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seen_number")),
    )
    op.create_index("ix_seen_number_customer", "seen_number", ["customer_id"], unique=False)
    op.create_index("ix_seen_number_key", "seen_number", ["key", "customer_id"], unique=False)
    op.create_index("ix_address_region", "address", ["region_code"], unique=False)
    op.create_index("ix_repair_order_provider_at", "repair_order", ["provider_id", "opened_at"], unique=False)
    _copy_provider_phones(phones)


def _copy_provider_phones(phones: sa.Table) -> None:
    """Give each provider the number that it has as text; what cannot be read is copied when it is mended."""
    provider = sa.table("provider", sa.column("id", sa.Uuid()), *map(sa.column, ("phone", "technician")))
    found = op.get_bind().execute(sa.select(provider.c.id, provider.c.phone, provider.c.technician)).all()
    for provider_id, raw, technician in found:
        digits = re.sub(r"^(?:\+|00)?86(?=1[3-9])", "", re.sub(r"[^0-9+]", "", raw))
        key = f"m:+86{digits}" if re.fullmatch(r"1[3-9][0-9]{9}", digits) else ""
        if re.fullmatch(r"0[1-9][0-9]{8,10}", digits):
            key = f"f:+86{digits[1:]}"
        if key:
            row_id = uuid5(_NAMESPACE, "\x1f".join(("provider_phone", str(provider_id), key)))
            values = {"provider_id": provider_id, "key": key, "raw": raw, "technician": technician}
            op.bulk_insert(phones, [{"id": row_id, **values}])
