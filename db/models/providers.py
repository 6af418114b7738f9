"""Providers: where they go, what they repair, how many visits fit, and which are booked."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, UtcDateTime, enum_column
from db.models.catalogue import OrderKind, ProductLine, WorkLevel


class Half(StrEnum):
    AM = "am"
    PM = "pm"


class BookingState(StrEnum):
    HELD = "held"
    RELEASED = "released"
    USED = "used"


BOOKING_MOVES: dict[BookingState, frozenset[BookingState]] = {
    BookingState.HELD: frozenset({BookingState.RELEASED, BookingState.USED}),
}


class Provider(Base):
    __tablename__ = "provider"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    technician: Mapped[str]  # who answers for its visits
    phone: Mapped[str]
    region_code: Mapped[str] = mapped_column(ForeignKey("region.code"))
    top_box_pct: Mapped[int]  # share of 5 of 5 in 90 days
    on_time_pct: Mapped[int]
    active: Mapped[bool]


class ProviderPhone(Base):
    """A number that a provider or one of its technicians rings from."""

    __tablename__ = "provider_phone"
    __table_args__ = (
        Index("ix_provider_phone_key", "key"),
        Index("ix_provider_phone_provider", "provider_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    provider_id: Mapped[UUID] = mapped_column(ForeignKey("provider.id"))
    key: Mapped[str]  # see app/numbers.py
    raw: Mapped[str]
    technician: Mapped[str]  # whose it is; empty: the firm's


class Technician(Base):
    """Somebody of a provider who makes visits. Who left stays readable."""

    __tablename__ = "technician"
    __table_args__ = (Index("ix_technician_provider", "provider_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    provider_id: Mapped[UUID] = mapped_column(ForeignKey("provider.id"))
    name: Mapped[str]
    phone_key: Mapped[str]  # see app/numbers.py; empty: the firm's
    active: Mapped[bool]


class ProviderSkill(Base):
    """A provider can do this kind of work on this product line, up to a level; no row: it cannot."""

    __tablename__ = "provider_skill"

    provider_id: Mapped[UUID] = mapped_column(ForeignKey("provider.id"), primary_key=True)
    line: Mapped[ProductLine] = enum_column(ProductLine, primary_key=True)
    kind: Mapped[OrderKind] = enum_column(OrderKind, primary_key=True)
    level: Mapped[WorkLevel] = enum_column(WorkLevel)


class ProviderHoliday(Base):
    """Days on which a provider makes no visits, both ends included."""

    __tablename__ = "provider_holiday"
    __table_args__ = (
        Index("ix_provider_holiday_provider", "provider_id", "last_on"),
        CheckConstraint("first_on <= last_on", name="forwards"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    provider_id: Mapped[UUID] = mapped_column(ForeignKey("provider.id"))
    first_on: Mapped[date]
    last_on: Mapped[date]
    reason: Mapped[str]


class Coverage(Base):
    """A provider serves this region (and all below it) for this product line; rank 1 goes first."""

    __tablename__ = "coverage"
    __table_args__ = (Index("ix_coverage_region_line", "region_code", "line"),)

    provider_id: Mapped[UUID] = mapped_column(ForeignKey("provider.id"), primary_key=True)
    region_code: Mapped[str] = mapped_column(ForeignKey("region.code"), primary_key=True)
    line: Mapped[ProductLine] = enum_column(ProductLine, primary_key=True)
    rank: Mapped[int]


class ProviderWeek(Base):
    """How many visits a provider can make in the half-days of an ordinary week; see app/capacity.py."""

    __tablename__ = "provider_week"

    provider_id: Mapped[UUID] = mapped_column(ForeignKey("provider.id"), primary_key=True)
    half: Mapped[Half] = enum_column(Half, primary_key=True)
    mon: Mapped[int]
    tue: Mapped[int]
    wed: Mapped[int]
    thu: Mapped[int]
    fri: Mapped[int]
    sat: Mapped[int]
    sun: Mapped[int]


class Capacity(Base):
    """How many visits a provider can make in a half-day, and how many are taken."""

    __tablename__ = "capacity"
    __table_args__ = (CheckConstraint("used >= 0 and used <= cap", name="within"),)

    provider_id: Mapped[UUID] = mapped_column(ForeignKey("provider.id"), primary_key=True)
    on: Mapped[date] = mapped_column(primary_key=True)
    half: Mapped[Half] = enum_column(Half, primary_key=True)
    cap: Mapped[int]
    used: Mapped[int]


class Booking(Base):
    """A place held in a half-day for an order."""

    __tablename__ = "booking"
    __table_args__ = (
        Index("ix_booking_order", "order_id"),
        Index("ix_booking_provider_on", "provider_id", "on", "half"),
        Index("ix_booking_customer", "customer_id"),
        Index(
            "uq_booking_held",
            "order_id",
            unique=True,
            sqlite_where=text("state = 'held'"),
            postgresql_where=text("state = 'held'"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    order_id: Mapped[UUID] = mapped_column(ForeignKey("repair_order.id"))
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customer.id"))
    provider_id: Mapped[UUID] = mapped_column(ForeignKey("provider.id"))
    on: Mapped[date]
    half: Mapped[Half] = enum_column(Half)
    state: Mapped[BookingState] = enum_column(BookingState)
    held_at: Mapped[datetime] = mapped_column(UtcDateTime)


class CoverageGap(Base):
    """Work that nobody goes for, as a thing to do: open until somebody covers it or says why not."""

    __tablename__ = "coverage_gap"
    __table_args__ = (UniqueConstraint("region_code", "line", "kind", name="uq_coverage_gap_work"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    region_code: Mapped[str] = mapped_column(ForeignKey("region.code"))
    line: Mapped[ProductLine] = enum_column(ProductLine)
    kind: Mapped[OrderKind] = enum_column(OrderKind)
    first_seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_count: Mapped[int]
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
