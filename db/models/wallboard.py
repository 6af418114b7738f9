"""The wallboard's thresholds, and what they told whom."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, UtcDateTime, enum_column
from db.models.people import Role


class Measure(StrEnum):
    """What a threshold looks at. Shares are of the last half hour, times whole seconds."""

    WAITING = "waiting"  # callers
    LONGEST_WAIT = "longest_wait"  # seconds, of the caller who has waited longest
    SERVICE_LEVEL = "service_level"  # percent; told when it is below
    ABANDON_RATE = "abandon_rate"  # percent
    READY = "ready"  # agents of the queue; told when there are fewer
    CALL_TIME = "call_time"  # seconds, of one agent in one call
    WRAP_UP_TIME = "wrap_up_time"  # seconds, of one agent
    AWAY_TIME = "away_time"  # seconds, of one agent not ready; a reason's own minutes count before the limit


class Threshold(Base):
    """When whom to tell. ``queue`` is empty for each queue by itself, or for the agents of all.

    The first of ``tells_id`` and ``then_id`` who is signed in is told, else who is signed in as ``role``,
    else all supervisors who are. ``held_s``: so long it must be beyond its limit; ``quiet_s``: so long after
    it was over it tells nobody again.
    """

    __tablename__ = "threshold"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    measure: Mapped[Measure] = enum_column(Measure)
    queue: Mapped[str]
    bound: Mapped[int]
    held_s: Mapped[int]
    is_grave: Mapped[bool]
    tells_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    then_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    role: Mapped[Role] = enum_column(Role)
    quiet_s: Mapped[int]
    position: Mapped[int]
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Alert(Base):
    """A threshold that somebody is told of, as it was when that began. Never changes.

    ``since`` is when the limit was passed, ``person_id`` the agent whom it is about.
    """

    __tablename__ = "alert"
    __table_args__ = (Index("ix_alert_at", "at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    threshold_id: Mapped[UUID] = mapped_column(ForeignKey("threshold.id"))
    measure: Mapped[Measure] = enum_column(Measure)
    queue: Mapped[str]
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    bound: Mapped[int]
    is_grave: Mapped[bool]
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    value: Mapped[int]


class AlertStepKind(StrEnum):
    TOLD = "told"
    TAKEN = "taken"
    OVER = "over"


class AlertStep(Base):
    """What came of an alert: who was told, who took it, when it was over. Never changes."""

    __tablename__ = "alert_step"
    __table_args__ = (
        Index("ix_alert_step_alert", "alert_id", "at"),
        CheckConstraint("(person_id is null) = (kind = 'over')", name="somebody_unless_over"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    alert_id: Mapped[UUID] = mapped_column(ForeignKey("alert.id"))
    kind: Mapped[AlertStepKind] = enum_column(AlertStepKind)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
