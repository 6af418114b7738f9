"""What the warranty promises: the rules by product line and province, and what was bought beside."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, UtcDateTime, enum_column
from db.models.catalogue import ProductLine
from db.models.customers import UnitUse


class MadeRule(StrEnum):
    """What the day of manufacture proves where nothing else is known."""

    NEXT_MONTH = "next_month"  # the period starts with the month after it
    NOTHING = "nothing"


class Cover(StrEnum):
    """What an extension pays."""

    WHOLE = "whole"
    PARTS = "parts"


class WarrantyRule(Base):
    """One version of a rule. What it says never changes: a later one ends it and takes its place.

    Units: months and days of the calendar; depreciation in 1/10,000 of the price a day.
    """

    __tablename__ = "warranty_rule"
    __table_args__ = (
        CheckConstraint("paid_repair_days >= 30", name="repair_is_warranted"),
        CheckConstraint("valid_to is null or valid_to >= valid_from", name="ends_after_it_begins"),
    )

    code: Mapped[str] = mapped_column(primary_key=True)  # of line, use and province
    version: Mapped[int] = mapped_column(primary_key=True)
    line: Mapped[ProductLine] = enum_column(ProductLine)
    use: Mapped[UnitUse] = enum_column(UnitUse)
    province: Mapped[str]  # two digits; empty: the whole country
    valid_from: Mapped[date]  # of units whose period starts from this day on
    valid_to: Mapped[date | None]  # the last such day
    source: Mapped[str]
    whole_months: Mapped[int]
    part_months: Mapped[int]
    return_days: Mapped[int]
    exchange_days: Mapped[int]
    no_reason_days: Mapped[int]  # to return what was bought online
    repairs_before_exchange: Mapped[int]
    repair_days: Mapped[int]  # a repair may take through the repairer's own fault
    part_wait_days: Mapped[int]  # for want of a part
    total_repair_days: Mapped[int | None]  # all repairs together; None: no such limit
    idle_days: Mapped[int | None]  # without repair whoever's fault it is; None: no such limit
    paid_repair_days: Mapped[int]  # that a paid repair is warranted
    part_days: Mapped[int]  # that a part put in under warranty is warranted at least
    part_period_restarts: Mapped[bool]  # or for its full period anew
    part_labour_free: Mapped[bool]  # once only the main parts are free
    part_visit_free: Mapped[bool]
    depreciation_per_day: Mapped[int]
    depreciation_allowed: Mapped[bool]
    made_rule: Mapped[MadeRule] = enum_column(MadeRule)
    repair_time_counts: Mapped[bool]  # False: the period is longer by the days of repair
    proof_months: Mapped[int]  # in which the seller must prove that it is the customer's fault


class WarrantyExtension(Base):
    """A longer warranty of a unit, bought or given; both days count."""

    __tablename__ = "warranty_extension"
    __table_args__ = (
        Index("ix_warranty_extension_customer", "customer_id"),
        CheckConstraint("ends_on >= starts_on", name="ends_after_it_begins"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customer.id"))
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    covers: Mapped[Cover] = enum_column(Cover)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    number: Mapped[str]  # of the contract; empty for one that was given
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(server_default="")  # why it was given
