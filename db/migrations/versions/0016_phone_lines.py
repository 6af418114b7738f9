"""Phone lines: how they are reached, who holds them, who takes their queues, calls passed on, recordings."""

import sqlalchemy as sa
from alembic import op

from db.models.base import UtcDateTime

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _lines()
    _calls()
    _recordings()


def _lines() -> None:
    op.create_table(
        "line_account",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("port", sa.Integer(), nullable=False),
        sa.Column("user", sa.Text(), nullable=False),
        sa.Column("login", sa.String(length=32), nullable=False),
        sa.Column("tls", sa.Boolean(), nullable=False),
        sa.Column("ca", sa.Text(), nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("extension", sa.Text(), nullable=False),
        sa.Column("dial_context", sa.Text(), nullable=False),
        sa.Column("dial_prefix", sa.Text(), nullable=False),
        sa.Column("transfer_context", sa.Text(), nullable=False),
        sa.Column("caller_id", sa.Text(), nullable=False),
        sa.Column("phones_obey", sa.Boolean(), nullable=False),
        sa.Column("secret_at", UtcDateTime(), nullable=False),
        sa.Column("retired_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_line_account")),
    )
    op.create_table(
        "line_lease",
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("holder", sa.Uuid(), nullable=False),
        sa.Column("holder_name", sa.Text(), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("line", name=op.f("pk_line_lease")),
    )
    op.create_table(
        "person_queue",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("queue", sa.Text(), nullable=False),
        sa.Column("penalty", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_person_queue_person_id")),
        sa.PrimaryKeyConstraint("person_id", "queue", name=op.f("pk_person_queue")),
    )


def _calls() -> None:
    op.create_table(
        "call_pass",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("from_id", sa.Uuid(), nullable=False),
        sa.Column("to_id", sa.Uuid(), nullable=True),
        sa.Column("to_number", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_call_pass_call_id")),
        sa.ForeignKeyConstraint(["from_id"], ["person.id"], name=op.f("fk_call_pass_from_id")),
        sa.ForeignKeyConstraint(["to_id"], ["person.id"], name=op.f("fk_call_pass_to_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_pass")),
    )
    op.create_index("ix_call_pass_call", "call_pass", ["call_id"], unique=False)
    op.create_table(
        "call_listen",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("agent", sa.Text(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("linked_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_call_listen_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_listen")),
    )
    op.create_index("ix_call_listen_at", "call_listen", ["at"], unique=False)


def _recordings() -> None:
    op.create_table(
        "recording",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("began_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("paused", sa.JSON(), nullable=False),
        sa.Column("removed_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_recording_call_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_recording_customer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recording")),
    )
    op.create_index("ix_recording_call", "recording", ["call_id"], unique=False)
    op.create_index("ix_recording_customer", "recording", ["customer_id"], unique=False)
    kept = sa.text("removed_at is null")
    op.create_index("ix_recording_kept", "recording", ["began_at"], unique=False, postgresql_where=kept)
    op.create_table(
        "recording_access",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("recording_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["recording_id"], ["recording.id"], name=op.f("fk_recording_access_recording_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_recording_access_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recording_access")),
    )
    op.create_index("ix_recording_access_recording", "recording_access", ["recording_id", "at"], unique=False)
