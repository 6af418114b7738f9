"""Which days are working days: what was announced, and what is only expected so far."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, UtcDateTime, enum_column


class DayKind(StrEnum):
    OFF = "off"
    WORK = "work"


class CalendarDay(Base):
    """A day that is told of by name; of every other day its weekday tells.

    A year without the government's notice has its statutory days only, and they are provisional.
    """

    __tablename__ = "calendar_day"

    on: Mapped[date] = mapped_column(primary_key=True)
    kind: Mapped[DayKind] = enum_column(DayKind)
    name: Mapped[str]  # of the holiday
    source: Mapped[str]  # the notice or the law that says so
    provisional: Mapped[bool]


class CalendarChange(Base):
    """A day of the calendar that became another; never changes. ``was`` is None where no row was."""

    __tablename__ = "calendar_change"
    __table_args__ = (Index("ix_calendar_change_on", "on"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    on: Mapped[date]
    was: Mapped[DayKind | None] = enum_column(DayKind, nullable=True)
    became: Mapped[DayKind | None] = enum_column(DayKind, nullable=True)
    was_provisional: Mapped[bool]
    provisional: Mapped[bool]
    source: Mapped[str]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))  # None: who owns the store
