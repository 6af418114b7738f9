"""Messages to customers and technicians, consent to advertising, and the whole tree of regions."""

import sqlalchemy as sa
from alembic import op

from db.models.base import UtcDateTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _regions()
    _templates()
    _messages()
    _consents()


def _regions() -> None:
    op.add_column("region", sa.Column("initials", sa.Text(), server_default="", nullable=False))
    op.create_index("ix_region_name", "region", ["name_zh"], postgresql_ops={"name_zh": "text_pattern_ops"})
    op.create_index(
        "ix_region_initials", "region", ["initials"], postgresql_ops={"initials": "text_pattern_ops"}
    )
    op.create_index(
        "ix_region_sound",
        "region",
        [sa.func.lower(sa.column("name_en")).label("sound")],
        postgresql_ops={"sound": "text_pattern_ops"},
    )
    op.create_table(
        "former_region",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=False),
        sa.Column("successor_code", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["code"], ["region.code"], name=op.f("fk_former_region_code")),
        sa.ForeignKeyConstraint(
            ["successor_code"], ["region.code"], name=op.f("fk_former_region_successor_code")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_former_region")),
    )
    op.create_table(
        "region_alias",
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("region_code", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("initials", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["region_code"], ["region.code"], name=op.f("fk_region_alias_region_code")),
        sa.PrimaryKeyConstraint("name_zh", "region_code", name=op.f("pk_region_alias")),
    )
    op.create_index(
        "ix_region_alias_initials",
        "region_alias",
        ["initials"],
        postgresql_ops={"initials": "text_pattern_ops"},
    )
    op.create_index(
        "ix_region_alias_name", "region_alias", ["name_zh"], postgresql_ops={"name_zh": "text_pattern_ops"}
    )


def _templates() -> None:
    op.create_table(
        "message_template",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("valid_from", UtcDateTime(), nullable=False),
        sa.Column("retired_at", UtcDateTime(), nullable=True),
        sa.Column("occasion", sa.String(length=32), nullable=False),
        sa.Column("addressee", sa.String(length=32), nullable=False),
        sa.Column("purpose", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("gateway_code", sa.Text(), server_default="", nullable=False),
        sa.Column("good_for_min", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("code", "language", "valid_from", name=op.f("pk_message_template")),
    )
    op.create_table(
        "message_hours",
        sa.Column("addressee", sa.String(length=32), nullable=False),
        sa.Column("purpose", sa.String(length=32), nullable=False),
        sa.Column("valid_from", UtcDateTime(), nullable=False),
        sa.Column("opens_min", sa.Integer(), nullable=False),
        sa.Column("closes_min", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "0 <= opens_min and opens_min < closes_min and closes_min <= 1440",
            name=op.f("ck_message_hours_of_a_day"),
        ),
        sa.PrimaryKeyConstraint("addressee", "purpose", "valid_from", name=op.f("pk_message_hours")),
    )
    op.create_table(
        "message_gateway",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("set_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_message_gateway")),
    )


def _messages() -> None:
    op.create_table(
        "message",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=True),
        sa.Column("occasion", sa.String(length=32), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("gateway_code", sa.Text(), nullable=False),
        sa.Column("purpose", sa.String(length=32), nullable=False),
        sa.Column("addressee", sa.String(length=32), nullable=False),
        sa.Column("to_key", sa.Text(), nullable=False),
        sa.Column("to_name", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("queued_at", UtcDateTime(), nullable=False),
        sa.Column("not_before", UtcDateTime(), nullable=False),
        sa.Column("not_after", UtcDateTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("gateway_ref", sa.Text(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("sent_at", UtcDateTime(), nullable=True),
        sa.Column("settled_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("to_key <> '' or state = 'dropped'", name=op.f("ck_message_waiting_has_number")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_message_customer_id")),
        sa.ForeignKeyConstraint(["order_id"], ["repair_order.id"], name=op.f("fk_message_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
    )
    op.create_index("ix_message_customer_at", "message", ["customer_id", "queued_at", "id"])
    op.create_index("ix_message_order", "message", ["order_id", "queued_at"])
    waiting = sa.text("state in ('queued', 'sending', 'sent')")
    op.create_index(
        "ix_message_waiting",
        "message",
        ["state", "not_before"],
        postgresql_where=waiting,
        sqlite_where=waiting,
    )


def _consents() -> None:
    op.create_table(
        "marketing_consent",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("is_given", sa.Boolean(), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_marketing_consent_call_id")),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_marketing_consent_customer_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_marketing_consent_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_marketing_consent")),
    )
    op.create_index("ix_marketing_consent_customer_at", "marketing_consent", ["customer_id", "at", "id"])
