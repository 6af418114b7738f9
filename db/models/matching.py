"""What matching remembers: numbers met elsewhere, who does not use one, how each line gives them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, UtcDateTime, enum_column


class SeenIn(StrEnum):
    CALL = "call"  # the customer rang from it
    ORDER = "order"  # it stands in the words of an order
    NOTES = "notes"  # in those of a call


class SeenNumber(Base):
    """A number met with a customer who does not have it: who rings from it may be this one."""

    __tablename__ = "seen_number"
    __table_args__ = (
        Index("ix_seen_number_key", "key", "customer_id"),
        Index("ix_seen_number_customer", "customer_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customer.id"))
    key: Mapped[str]  # see app/numbers.py
    seen_in: Mapped[SeenIn] = enum_column(SeenIn)
    order_id: Mapped[UUID | None] = mapped_column(ForeignKey("repair_order.id"))
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)


class RuledOut(Base):
    """A customer who was not the one who rang from a number; gone when chosen for it again."""

    __tablename__ = "ruled_out"
    __table_args__ = (
        UniqueConstraint("customer_id", "key", name="uq_ruled_out_customer_key"),
        Index("ix_ruled_out_key", "key"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customer.id"))
    key: Mapped[str]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))  # who heard it
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class LineSite(Base):
    """How a phone line gives numbers; the line ``""`` is every line that has no row of its own."""

    __tablename__ = "line_site"

    line: Mapped[str] = mapped_column(primary_key=True)
    area_code: Mapped[str]  # with its 0; completes what was dialled without one
    trunk_prefixes: Mapped[str]  # what the PBX dials before an outside number, space-separated
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
