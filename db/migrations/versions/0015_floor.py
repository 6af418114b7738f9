"""Agents' states, queues and how they are wrapped up, calls for help, breaks, nuisance callers."""

import sqlalchemy as sa
from alembic import op

from db.models.base import UtcDateTime

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("code", sa.Column("team", sa.Text(), server_default="", nullable=False))
    op.add_column("code", sa.Column("minutes", sa.Integer(), nullable=True))
    _queues()
    _move_queues()
    _agents()
    _beside()


def _queues() -> None:
    op.create_table(
        "queue",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("wrap_up_policy", sa.String(length=32), server_default="mandatory", nullable=False),
        sa.Column("wrap_up_s", sa.Integer(), server_default="60", nullable=False),
        sa.Column("answer_within_s", sa.Integer(), server_default="20", nullable=False),
        sa.Column("service_goal", sa.Integer(), server_default="80", nullable=False),
        sa.Column("short_abandon_s", sa.Integer(), server_default="5", nullable=False),
        sa.Column("rests_after_refusal", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("away_most", sa.Integer(), nullable=True),
        sa.Column("waiting_most", sa.Integer(), server_default="0", nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("retired_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_queue")),
    )
    op.create_table(
        "queue_member",
        sa.Column("queue", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("is_in", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("agent", sa.Text(), server_default="", nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("state_interface", sa.Text(), server_default="", nullable=False),
        sa.Column("penalty", sa.Integer(), server_default="0", nullable=False),
        sa.Column("is_paused", sa.Boolean(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_queue_member_person_id")),
        sa.PrimaryKeyConstraint("queue", "person_id", "line", name=op.f("pk_queue_member")),
    )


def _move_queues() -> None:
    """Let the queues that were a code list, with nothing but their names, be rows of their own."""
    op.execute(
        "insert into queue (name, name_zh, name_en, position, retired_at)"
        " select code, name_zh, name_en, position, retired_at from code where list = 'queue'"
    )
    op.execute("delete from code where list = 'queue'")


def _agents() -> None:
    op.create_table(
        "agent_now",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("reason_code", sa.Text(), nullable=False),
        sa.Column("cause", sa.String(length=32), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column("behind", sa.String(length=32), nullable=True),
        sa.Column("behind_reason", sa.Text(), nullable=False),
        sa.Column("desk_lost", sa.Boolean(), nullable=False),
        sa.Column("line_lost", sa.Boolean(), nullable=False),
        sa.Column("pending_state", sa.String(length=32), nullable=True),
        sa.Column("pending_reason", sa.Text(), nullable=False),
        sa.Column("wants_wrap_up", sa.Boolean(), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=True),
        sa.Column("queue", sa.Text(), nullable=False),
        sa.Column("policy", sa.String(length=32), nullable=True),
        sa.Column("wrap_up_until", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_agent_now_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_agent_now")),
    )
    op.create_table(
        "agent_state",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("reason_code", sa.Text(), nullable=False),
        sa.Column("cause", sa.String(length=32), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=True),
        sa.Column("queue", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_agent_state_by_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_agent_state_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agent_state")),
    )
    op.create_index("ix_agent_state_at", "agent_state", ["at"], unique=False)
    op.create_index(
        "ix_agent_state_person_at", "agent_state", ["person_id", "at", "state", "call_id"], unique=False
    )


def _beside() -> None:
    op.create_table(
        "help_call",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=True),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("answered_by_id", sa.Uuid(), nullable=True),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["answered_by_id"], ["person.id"], name=op.f("fk_help_call_answered_by_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_help_call_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help_call")),
    )
    op.create_index(
        "uq_help_call_open",
        "help_call",
        ["person_id"],
        unique=True,
        sqlite_where=sa.text("answered_at is null"),
        postgresql_where=sa.text("answered_at is null"),
    )
    op.create_table(
        "floor_message",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("from_id", sa.Uuid(), nullable=False),
        sa.Column("to_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("joins", sa.Text(), nullable=False),
        sa.Column("leaves", sa.Text(), nullable=False),
        sa.Column("help_id", sa.Uuid(), nullable=True),
        sa.Column("seen_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["from_id"], ["person.id"], name=op.f("fk_floor_message_from_id")),
        sa.ForeignKeyConstraint(["help_id"], ["help_call.id"], name=op.f("fk_floor_message_help_id")),
        sa.ForeignKeyConstraint(["to_id"], ["person.id"], name=op.f("fk_floor_message_to_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_floor_message")),
    )
    op.create_index("ix_floor_message_to", "floor_message", ["to_id", "at"], unique=False)
    op.create_table(
        "nuisance_number",
        sa.Column("number_key", sa.Text(), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("marked_by_id", sa.Uuid(), nullable=False),
        sa.Column("marked_at", UtcDateTime(), nullable=False),
        sa.Column("until_at", UtcDateTime(), nullable=False),
        sa.Column("confirmed_by_id", sa.Uuid(), nullable=True),
        sa.Column("confirmed_at", UtcDateTime(), nullable=True),
        sa.Column("dropped_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"], ["person.id"], name=op.f("fk_nuisance_number_confirmed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["marked_by_id"], ["person.id"], name=op.f("fk_nuisance_number_marked_by_id")
        ),
        sa.PrimaryKeyConstraint("number_key", name=op.f("pk_nuisance_number")),
    )
    op.create_table(
        "planned_break",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("reason_code", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("granted_at", UtcDateTime(), nullable=True),
        sa.Column("begun_at", UtcDateTime(), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_planned_break_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planned_break")),
    )
    op.create_index(
        "uq_planned_break_open",
        "planned_break",
        ["person_id"],
        unique=True,
        sqlite_where=sa.text("ended_at is null"),
        postgresql_where=sa.text("ended_at is null"),
    )
