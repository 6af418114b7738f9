"""Repair orders and what happened to them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, UtcDateTime, enum_column


class OrderState(StrEnum):
    REQUESTED = "requested"  # appointment to be confirmed
    BOOKED = "booked"  # a half-day is held at a provider
    ACCEPTED = "accepted"  # the provider said yes
    PART_AWAITED = "part_awaited"
    DONE = "done"
    CANCELLED = "cancelled"


ORDER_MOVES: dict[OrderState, frozenset[OrderState]] = {
    OrderState.REQUESTED: frozenset({OrderState.BOOKED, OrderState.CANCELLED}),
    OrderState.BOOKED: frozenset(
        {
            OrderState.ACCEPTED,
            OrderState.REQUESTED,
            OrderState.PART_AWAITED,
            OrderState.DONE,
            OrderState.CANCELLED,
        }
    ),
    OrderState.ACCEPTED: frozenset(
        {
            OrderState.BOOKED,
            OrderState.REQUESTED,
            OrderState.PART_AWAITED,
            OrderState.DONE,
            OrderState.CANCELLED,
        }
    ),
    OrderState.PART_AWAITED: frozenset(
        {
            OrderState.BOOKED,
            OrderState.ACCEPTED,
            OrderState.REQUESTED,
            OrderState.DONE,
            OrderState.CANCELLED,
        }
    ),
}


class NextStep(StrEnum):
    """What has to happen next on an open order."""

    CONFIRM_SLOT = "confirm_slot"
    PROVIDER_ANSWER = "provider_answer"
    VISIT = "visit"
    REPORT = "report"  # somebody is there; the provider says how it ended
    PART = "part"
    CALL_CUSTOMER = "call_customer"


class OrderEventKind(StrEnum):
    TAKEN = "taken"
    DISPATCHED = "dispatched"
    ACCEPTED = "accepted"
    VISITED = "visited"
    PART_MISSING = "part_missing"
    PART_ARRIVED = "part_arrived"
    URGED = "urged"
    DONE = "done"
    CANCELLED = "cancelled"
    REFUSED = "refused"  # by the provider
    NO_ANSWER = "no_answer"  # of the provider, in time
    MOVED = "moved"  # to another half-day of the same provider
    FIRST_CONTACT = "first_contact"  # the provider rang the customer
    NOBODY_HOME = "nobody_home"
    REOPENED = "reopened"
    PAUSED = "paused"
    RESUMED = "resumed"
    CONTACTED = "contacted"  # the customer heard how it stands
    ESCALATED = "escalated"
    HANDED_OVER = "handed_over"


class OrderResult(StrEnum):
    """How a finished order ended."""

    OK = "ok"
    NO_FAULT = "no_fault"  # nothing was found
    EXCHANGED = "exchanged"
    RETURNED = "returned"
    SOLVED_BY_PHONE = "solved_by_phone"  # nobody had to go


# Without parameters, that a query in the same words finds the index of the open orders.
IS_OPEN = text("state not in ('done', 'cancelled')")


class RepairOrder(Base):
    """Work sent to a provider. An open one has an owner and a next step with a due time."""

    __tablename__ = "repair_order"
    __table_args__ = (
        Index("ix_repair_order_customer_at", "customer_id", "opened_at", "id"),
        Index("ix_repair_order_unit", "unit_id"),
        Index("ix_repair_order_provider_at", "provider_id", "opened_at"),
        Index("ix_repair_order_next", "state", "next_step", "next_step_at"),
        Index("ix_repair_order_open", "id", sqlite_where=IS_OPEN, postgresql_where=IS_OPEN),
        Index("ix_repair_order_next_step", "next_step_at"),
        Index("ix_repair_order_case", "case_id"),
        Index("ix_repair_order_owner", "owner_id", "state", "next_step_at"),
        Index("ix_repair_order_contact", "contact_due_at"),
        CheckConstraint(
            "state in ('done', 'cancelled')"
            " or (owner_id is not null and next_step is not null and next_step_at is not null)",
            name="open_has_owner_and_next_step",
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)  # YYMMDD-dddd-nn, for reading aloud; never a key
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customer.id"))
    case_id: Mapped[UUID] = mapped_column(ForeignKey("service_case.id"))
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"))
    address_id: Mapped[UUID | None] = mapped_column(ForeignKey("address.id"))
    fault_code: Mapped[str] = mapped_column(ForeignKey("fault.code"))
    fault_note: Mapped[str]
    provider_id: Mapped[UUID | None] = mapped_column(ForeignKey("provider.id"))
    state: Mapped[OrderState] = enum_column(OrderState)
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    next_step: Mapped[NextStep | None] = enum_column(NextStep, nullable=True)
    next_step_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    promised_from: Mapped[datetime | None] = mapped_column(UtcDateTime)
    promised_to: Mapped[datetime | None] = mapped_column(UtcDateTime)
    entitlement: Mapped[dict[str, Any]] = mapped_column(
        JSON
    )  # frozen with its inputs when the order was taken
    urge_count: Mapped[int]
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    technician_id: Mapped[UUID | None] = mapped_column(ForeignKey("technician.id"))
    first_contact_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # the provider's, by phone
    result: Mapped[OrderResult | None] = enum_column(OrderResult, nullable=True)
    paid_fen: Mapped[int | None]  # CNY, what the customer paid the technician
    contact_due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # who asked again is rung by then


class OrderEvent(Base):
    """One thing that happened to an order; never changes."""

    __tablename__ = "order_event"
    __table_args__ = (
        Index("ix_order_event_customer_at", "customer_id", "at", "id"),
        Index("ix_order_event_order", "order_id", "at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    order_id: Mapped[UUID] = mapped_column(ForeignKey("repair_order.id"))
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customer.id"))
    kind: Mapped[OrderEventKind] = enum_column(OrderEventKind)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    who: Mapped[str]  # a person's or a technician's name, as it was then
    note: Mapped[str]
    provider_id: Mapped[UUID | None] = mapped_column(ForeignKey("provider.id"))  # whom it was sent to
    told: Mapped[str] = mapped_column(server_default="")  # who was told of it, or took it over
