"""Places in the half-days of providers: taken and given back in the transaction of what needs them.

Whoever changes several half-days locks them first, all at once and in the order of their key: so two who
exchange the same ones never wait for each other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, CursorResult, and_, or_, select, update
from sqlalchemy.orm import Session

from app.command import move
from app.errors import SlotTaken
from app.service_time import half_day
from db.models.orders import RepairOrder
from db.models.providers import BOOKING_MOVES, Booking, BookingState, Capacity, Half, ProviderHoliday


@dataclass(frozen=True, slots=True)
class Place:
    """A half-day of a provider, in which one place is to be taken or given back."""

    provider_id: UUID
    on: date
    half: Half


def place_of(booking: Booking) -> Place:
    return Place(booking.provider_id, booking.on, booking.half)


def new_booking(booking_id: UUID, order: RepairOrder, place: Place, at: datetime) -> Booking:
    """Return the booking of a place that has just been taken for an order."""
    return Booking(
        id=booking_id,
        order_id=order.id,
        customer_id=order.customer_id,
        provider_id=place.provider_id,
        on=place.on,
        half=place.half,
        state=BookingState.HELD,
        held_at=at,
    )


def hold(session: Session, place: Place, at: datetime) -> None:
    """Take one place of a half-day, at an aware instant. Counting and taking are one step.

    Raises SlotTaken when none is left, the provider is away that day, or the half-day is over.
    """
    if half_day(place.on, place.half)[1] <= at:
        raise SlotTaken(on=place.on.isoformat(), half=place.half.value)
    away = select(ProviderHoliday.id).where(
        ProviderHoliday.provider_id == place.provider_id,
        ProviderHoliday.first_on <= place.on,
        ProviderHoliday.last_on >= place.on,
    )
    taken = session.execute(
        update(Capacity)
        .where(_is(place), Capacity.used < Capacity.cap, ~away.exists())
        .values(used=Capacity.used + 1)
        .execution_options(synchronize_session=False)
    )
    assert isinstance(taken, CursorResult)
    if taken.rowcount != 1:
        raise SlotTaken(on=place.on.isoformat(), half=place.half.value)


def lock(session: Session, places: Iterable[Place]) -> None:
    """Keep half-days as they are until the transaction ends, in the one order in which all lock them."""
    wanted = or_(*(_is(place) for place in places))
    in_order = select(Capacity.provider_id).order_by(Capacity.provider_id, Capacity.on, Capacity.half)
    session.execute(in_order.where(wanted).with_for_update()).all()


def held_booking(session: Session, order_id: UUID) -> Booking | None:
    """Return the place that is held for an order, if one is."""
    held = select(Booking).where(Booking.order_id == order_id, Booking.state == BookingState.HELD)
    return session.scalars(held).one_or_none()


def release(session: Session, booking: Booking) -> None:
    """Give a held place back; another may take it."""
    booking.state = move(BOOKING_MOVES, booking.state, BookingState.RELEASED)
    session.flush()  # before another is held for the order: there is one at a time
    session.execute(
        update(Capacity)
        .where(_is(place_of(booking)))
        .values(used=Capacity.used - 1)
        .execution_options(synchronize_session=False)
    )


def use(booking: Booking) -> None:
    """Say that somebody went in a held place; it stays taken."""
    booking.state = move(BOOKING_MOVES, booking.state, BookingState.USED)


def _is(place: Place) -> ColumnElement[bool]:
    return and_(
        Capacity.provider_id == place.provider_id, Capacity.on == place.on, Capacity.half == place.half
    )
