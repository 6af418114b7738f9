"""Repair orders: their number, and what is decided about them after dispatch."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from pydantic import Field
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.command import Actor, Command, fetch, move
from app.errors import MoveNotAllowed
from db.models.cases import Case, CaseState
from db.models.orders import (
    ORDER_MOVES,
    NextStep,
    OrderEvent,
    OrderEventKind,
    OrderState,
    RepairOrder,
)
from db.models.providers import BOOKING_MOVES, Booking, BookingState, Capacity

__all__ = ["NextStep", "OrderEventKind", "OrderState"]

CLOSED = frozenset({OrderState.DONE, OrderState.CANCELLED})


def order_number(on: date, desk_number: int, counter: int) -> str:
    """Return a number that is short, readable aloud and unique offline: ``261122-9012-07``.

    ``on`` is the day of the service; ``counter`` begins at 1 each day at each desk.
    """
    return f"{on:%y%m%d}-{desk_number:04d}-{counter:02d}"


ORDER_NUMBER = r"^[0-9]{6}-[0-9]{4}-[0-9]{2,12}$"


def desk_of_number(number: str) -> int:
    """Return the number of the desk that gave an order its number."""
    return int(number.split("-")[1])


_SPOKEN = dict(zip("0123456789", "零幺二三四五六七八九", strict=True))


def spoken_number(number: str) -> str:
    """Return the number as it is read out in Chinese, digit by digit, 1 as 幺."""
    return " · ".join("".join(_SPOKEN[digit] for digit in group) for group in number.split("-"))


class UrgeOrder(Command):
    """Write down that the customer asked for an order again; it stays the same order."""

    order_id: UUID
    event_id: UUID
    note: str = Field(default="", max_length=500)

    def apply(self, session: Session, by: Actor) -> None:
        row = fetch(session, RepairOrder, self.order_id)
        if row.state in CLOSED:
            raise MoveNotAllowed(old=row.state.value, new="urged")
        row.urge_count += 1
        session.add(
            OrderEvent(
                id=self.event_id,
                order_id=row.id,
                customer_id=row.customer_id,
                kind=OrderEventKind.URGED,
                at=self.at,
                who=by.name,
                note=self.note,
            )
        )


class CancelOrder(Command):
    """Take an order back; its place in the half-day is free again, and its case ends with its last order."""

    order_id: UUID
    event_id: UUID
    reason: str = Field(min_length=1, max_length=500)

    def apply(self, session: Session, by: Actor) -> None:
        row = fetch(session, RepairOrder, self.order_id)
        case = fetch(session, Case, row.case_id)  # before the half-day, in the order that dispatch locks them
        row.state = move(ORDER_MOVES, row.state, OrderState.CANCELLED)
        row.closed_at = self.at
        row.next_step = row.next_step_at = None
        release_bookings(session, row.id)
        if case.state is CaseState.OPEN and not has_open_order(session, case.id):
            case.state, case.closed_at = CaseState.CANCELLED, self.at
        session.add(
            OrderEvent(
                id=self.event_id,
                order_id=row.id,
                customer_id=row.customer_id,
                kind=OrderEventKind.CANCELLED,
                at=self.at,
                who=by.name,
                note=self.reason,
            )
        )


def has_open_order(session: Session, case_id: UUID) -> bool:
    """Tell whether any order on a case is still open."""
    still_open = select(RepairOrder.id).where(
        RepairOrder.case_id == case_id, RepairOrder.state.not_in(CLOSED)
    )
    return session.execute(still_open).first() is not None


def release_bookings(session: Session, order_id: UUID) -> None:
    """Give back every place that is held for an order."""
    held = select(Booking).where(Booking.order_id == order_id, Booking.state == BookingState.HELD)
    for booking in session.scalars(held).all():
        booking.state = move(BOOKING_MOVES, booking.state, BookingState.RELEASED)
        session.execute(
            update(Capacity)
            .where(
                Capacity.provider_id == booking.provider_id,
                Capacity.on == booking.on,
                Capacity.half == booking.half,
            )
            .values(used=Capacity.used - 1)
        )
