"""The roster: who works when."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base


class RosterShift(Base):
    """One person's work on one day of the service; what ends before it begins ends on the next day.

    Units: ``begins_min`` and ``ends_min`` are minutes of the day, by the clock of the service.
    """

    __tablename__ = "roster_shift"
    __table_args__ = (
        Index("uq_roster_shift_person_on", "person_id", "on", "begins_min", unique=True),
        Index("ix_roster_shift_on", "on"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    on: Mapped[date]
    begins_min: Mapped[int]
    ends_min: Mapped[int]
    note: Mapped[str]
