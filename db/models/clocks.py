"""Promises and their clocks: how long each may take, what stops it, who is told, and who stands in."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, UtcDateTime, enum_column


class PromiseClock(StrEnum):
    """What a promise is about. The first four are next steps of an order, by the step that they wait for."""

    ANSWER = "answer"  # the provider says yes or no
    CONFIRM = "confirm"  # the customer hears when somebody comes
    VISIT = "visit"  # the half-day that the customer was promised
    PART = "part"  # a missing part is there
    FIRST_CONTACT = "first_contact"  # somebody rings the customer
    URGE = "urge"  # the customer asked again and hears of it
    VISIT_CITY = "visit_city"  # at the door, counted from the order
    VISIT_TOWNSHIP = "visit_township"
    CLOSE = "close"  # the order is done
    CASE_CONTACT = "case_contact"
    CASE_CLOSE = "case_close"
    AUTHORITY_ANSWER = "authority_answer"
    AUTHORITY_CLOSE = "authority_close"


class PromiseUnit(StrEnum):
    MINUTE = "minute"  # at any hour
    SERVICE_MINUTE = "service_minute"  # every day, between the hours of the service
    WORKING_DAY = "working_day"  # whole days after the one on which it began


class EscalationTo(StrEnum):
    OWNER = "owner"
    SUPERVISOR = "supervisor"  # of the owner's team
    DISPATCHER = "dispatcher"
    ADMIN = "admin"


class PauseReason(StrEnum):
    PART = "part"
    CUSTOMER_WISH = "customer_wish"
    WEATHER = "weather"
    ACCESS = "access"  # nobody at home, no way in
    OTHER = "other"


class PromiseRule(Base):
    """How long a promise may take. ``kind`` (of case) and ``severity`` are empty and 0 where it is of all."""

    __tablename__ = "promise_rule"
    __table_args__ = (CheckConstraint("amount > 0", name="amount_positive"),)

    clock: Mapped[PromiseClock] = enum_column(PromiseClock, primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    severity: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    amount: Mapped[int]
    unit: Mapped[PromiseUnit] = enum_column(PromiseUnit)
    opens_min: Mapped[int]  # the hours of the service, in minutes after midnight there
    closes_min: Mapped[int]
    source: Mapped[str]
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class EscalationRule(Base):
    """Who is told, and when: at ``at_pct`` of the promised time, and ``plus`` of the promise's unit later.

    A promise whose beginning is not known (the next step of an order) has steps from 100 % on only.
    """

    __tablename__ = "escalation_rule"

    clock: Mapped[PromiseClock] = enum_column(PromiseClock, primary_key=True)
    severity: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    step: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    at_pct: Mapped[int]
    plus: Mapped[int]
    tells: Mapped[EscalationTo] = enum_column(EscalationTo)
    source: Mapped[str]
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class OrderPause(Base):
    """A time in which the clocks of an order stand still; the one without an end is still going on."""

    __tablename__ = "order_pause"
    __table_args__ = (
        Index("ix_order_pause_customer", "customer_id"),
        Index("ix_order_pause_order", "order_id"),
        Index(
            "uq_order_pause_going_on",
            "order_id",
            "reason",
            unique=True,
            sqlite_where=text("until_at IS NULL"),
            postgresql_where=text("until_at IS NULL"),
        ),
        CheckConstraint("until_at is null or until_at >= from_at", name="ends_after_it_begins"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    order_id: Mapped[UUID] = mapped_column(ForeignKey("repair_order.id"))
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customer.id"))
    reason: Mapped[PauseReason] = enum_column(PauseReason)
    from_at: Mapped[datetime] = mapped_column(UtcDateTime)
    until_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    note: Mapped[str]


class Escalation(Base):
    """One step of the ladder of one promise: who was told that it is late or nearly so. Never changes."""

    __tablename__ = "escalation"
    __table_args__ = (
        Index("ix_escalation_customer_at", "customer_id", "at"),
        Index("ix_escalation_order", "order_id"),
        Index("ix_escalation_case", "case_id"),
        Index("ix_escalation_person_at", "person_id", "at"),
        CheckConstraint("(order_id is null) <> (case_id is null)", name="one_subject"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)  # derived: clock, subject, step, due_at
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customer.id"))
    order_id: Mapped[UUID | None] = mapped_column(ForeignKey("repair_order.id"))
    case_id: Mapped[UUID | None] = mapped_column(ForeignKey("service_case.id"))
    clock: Mapped[PromiseClock] = enum_column(PromiseClock)
    step: Mapped[int]
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))  # who is told


class Absence(Base):
    """A time in which somebody is not there, and who takes what is handed to them meanwhile."""

    __tablename__ = "absence"
    __table_args__ = (
        Index("ix_absence_person", "person_id", "until_at"),
        CheckConstraint("until_at >= first_at", name="ends_after_it_begins"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    first_at: Mapped[datetime] = mapped_column(UtcDateTime)
    until_at: Mapped[datetime] = mapped_column(UtcDateTime)
    deputy_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
