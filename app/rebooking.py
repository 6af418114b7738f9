"""The appointment of an order after it was taken: confirmed, moved, sent to another provider, passed on.

The order keeps its number; what was before stays readable as events and released bookings.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.command import Actor, Command, fetch, look_up, move, require_unused
from app.coverage import require_coverage
from app.errors import MoveNotAllowed, SlotTaken
from app.half_days import Place, held_booking, hold, lock, new_booking, place_of, release
from app.order_clocks import PauseReason, end_pauses
from app.orders import fetch_own, note_event
from app.promise_rules import PromiseClock, rules
from app.ranking import provider_choices
from app.service_time import half_day
from db.ids import derived_id
from db.models.catalogue import Fault, OrderKind, ProductLine, WorkLevel
from db.models.customers import Address
from db.models.orders import ORDER_MOVES, NextStep, OrderEventKind, OrderState, RepairOrder
from db.models.providers import Booking, Half, Provider, Technician

SENT = frozenset({OrderState.BOOKED, OrderState.ACCEPTED})


class BookOrder(Command):
    """Hold another half-day for an order: confirm a request, move the visit, or send somebody else.

    What was held before is given back in the same transaction. ``reason``: why, in the customer's words.
    ``answer_by``: until then the provider says whether it goes. Where a part is awaited, the same provider
    goes on waiting if the half-day begins when the part is due or later; nobody is asked again.
    ``seen_state``, ``seen_booking_id``: the order and the place held for it, as they were seen.
    Raises: NotFound; MoveNotAllowed for an order that is closed or has changed since; NotCovered; SlotTaken.
    """

    central_only: ClassVar[bool] = True

    order_id: UUID
    provider_id: UUID
    on: date
    half: Half
    answer_by: AwareDatetime
    booking_id: UUID
    event_id: UUID
    reason: str = Field(default="", max_length=500)
    seen_state: OrderState
    seen_booking_id: UUID | None

    def apply(self, session: Session, by: Actor) -> None:
        row = fetch(session, RepairOrder, self.order_id)
        before = held_booking(session, row.id)
        if (row.state, before and before.id) != (self.seen_state, self.seen_booking_id):
            raise MoveNotAllowed(old=row.state.value, new=OrderState.BOOKED.value)
        provider = look_up(session, Provider, self.provider_id)
        require_coverage(session, provider.id, _region_of(session, row), _work_of(session, row))
        place = Place(provider.id, self.on, self.half)
        lock(session, [place] if before is None else [place, place_of(before)])
        if before is not None:
            release(session, before)
        hold(session, place, self.at)
        kind = OrderEventKind.MOVED if _stays(row, before, place) else OrderEventKind.DISPATCHED
        booking = new_booking(self.booking_id, row, place, self.at)
        if _still_waits(row, place):
            promise(session, row, booking)
        else:
            send(session, row, booking, self.answer_by)
        note = f"{provider.name} · {self.reason}" if self.reason else provider.name
        note_event(session, row, self.event_id, kind, note, by, self.at, provider_id=provider.id)


class LettingGo(BaseModel):
    """What is needed to pass an order on when its provider does not go.

    The next provider that keeps the promised half-day gets it until ``answer_by``; without one its owner
    finds an appointment until ``confirm_by``. ``provider_id`` is who lets it go, as it was seen.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    order_id: UUID
    provider_id: UUID
    event_id: UUID
    booking_id: UUID
    sent_event_id: UUID
    answer_by: AwareDatetime
    confirm_by: AwareDatetime

    def let_go(
        self, session: Session, row: RepairOrder, by: Actor, at: datetime, kind: OrderEventKind, note: str
    ) -> None:
        """Give the place back, write down why, and send the order to the next one or to its owner."""
        if row.state not in SENT or row.provider_id != self.provider_id:
            raise MoveNotAllowed(old=row.state.value, new=kind.value)
        note_event(session, row, self.event_id, kind, note, by, at, provider_id=self.provider_id)
        session.flush()
        before = held_booking(session, row.id)
        found = self._next(session, row, before, at) if before is not None else None
        if found is None:
            ask_for_appointment(row, self.confirm_by)
            return
        send(session, row, new_booking(self.booking_id, row, found, at), self.answer_by)
        name = look_up(session, Provider, found.provider_id).name
        sent = (self.sent_event_id, OrderEventKind.DISPATCHED, name, by, at)
        note_event(session, row, *sent, provider_id=found.provider_id)

    def _next(self, session: Session, row: RepairOrder, before: Booking, at: datetime) -> Place | None:
        """Exchange the place for one in the same half-day at the next provider; None: nobody has one."""
        is_over = half_day(before.on, before.half)[1] <= at
        places = [] if is_over else list(_others(session, row, before))
        lock(session, [place_of(before), *places])
        release(session, before)
        for place in places:
            try:
                hold(session, place, at)
            except SlotTaken:  # by another since it was looked for
                continue
            return place
        return None


class RefuseOrder(LettingGo, Command):
    """Say for a provider that it does not go, and why. Raises NotFound, NotAllowed, MoveNotAllowed."""

    central_only: ClassVar[bool] = True

    reason: str = Field(min_length=1, max_length=500)

    def apply(self, session: Session, by: Actor) -> None:
        row = fetch_own(session, self.order_id, by)
        self.let_go(session, row, by, self.at, OrderEventKind.REFUSED, self.reason)


class PassOn(LettingGo, Command):
    """Take an order from a provider that did not answer in time. ``due_at``: when it should have, as seen.

    Raises: NotFound; MoveNotAllowed when it has answered, or has still time.
    """

    central_only: ClassVar[bool] = True

    due_at: AwareDatetime

    def apply(self, session: Session, by: Actor) -> None:
        row = fetch(session, RepairOrder, self.order_id)
        is_late = row.next_step_at == self.due_at and self.due_at <= self.at
        if row.next_step is not NextStep.PROVIDER_ANSWER or not is_late:
            raise MoveNotAllowed(old=row.state.value, new=OrderEventKind.NO_ANSWER.value)
        self.let_go(session, row, by, self.at, OrderEventKind.NO_ANSWER, "")


@dataclass(frozen=True, slots=True)
class OrderToBook:
    """What has to be known to find another appointment for an order; who goes is empty when nobody does.

    ``booking_id`` is the place that is held; instants are aware, in UTC.
    """

    order_id: UUID
    region_code: str
    line: ProductLine
    kind: OrderKind
    level: WorkLevel
    provider_id: UUID | None
    provider: str
    technician: str
    state: OrderState
    next_step: NextStep
    promised_from: datetime | None
    promised_to: datetime | None
    booking_id: UUID | None


def order_to_book(session: Session, order_id: UUID) -> OrderToBook:
    """Return how an open order stands, and what one must be able to do where it goes.

    Raises: NotFound; MoveNotAllowed when it is closed.
    """
    row = look_up(session, RepairOrder, order_id)
    if row.next_step is None:
        raise MoveNotAllowed(old=row.state.value, new=OrderState.BOOKED.value)
    held = held_booking(session, row.id)
    work = _work_of(session, row)
    provider = session.get(Provider, row.provider_id) if row.provider_id else None
    technician = session.get(Technician, row.technician_id) if row.technician_id else None
    return OrderToBook(
        order_id=row.id,
        region_code=_region_of(session, row),
        line=work.line,
        kind=work.kind,
        level=WorkLevel(work.level),
        provider_id=row.provider_id,
        provider=provider.name if provider else "",
        technician=technician.name if technician else provider.technician if provider else "",
        state=row.state,
        next_step=row.next_step,
        promised_from=row.promised_from,
        promised_to=row.promised_to,
        booking_id=held.id if held else None,
    )


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Until when a provider answers, and until when the customer hears when somebody comes, in UTC."""

    answer_by: datetime
    confirm_by: datetime


def deadlines(session: Session, now: datetime) -> Deadlines:
    """Return the deadlines of an order that is sent, or let go, now. Raises NoRule."""
    found = rules(session)
    answer_by, confirm_by = (found.due(clock, now) for clock in (PromiseClock.ANSWER, PromiseClock.CONFIRM))
    assert answer_by is not None  # nothing is paused
    assert confirm_by is not None
    return Deadlines(answer_by, confirm_by)


def unanswered_orders(session: Session, now: datetime) -> list[Command]:
    """Return what passes on the orders whose provider did not answer in time; reads only. Raises NoRule.

    Two who ask give the same commands the same ids: an order is passed on once for each deadline.
    """
    late = session.execute(
        select(RepairOrder.id, RepairOrder.provider_id, RepairOrder.next_step_at)
        .where(
            RepairOrder.state == OrderState.BOOKED,
            RepairOrder.next_step == NextStep.PROVIDER_ANSWER,
            RepairOrder.next_step_at <= now,
        )
        .order_by(RepairOrder.next_step_at, RepairOrder.id)
    ).all()
    if not late:
        return []
    by = deadlines(session, now)
    return [
        _pass_on(order_id, provider_id, due_at, by=by, now=now)
        for order_id, provider_id, due_at in late
        if provider_id is not None and due_at is not None  # a booked order has both
    ]


def _pass_on(order_id: UUID, provider_id: UUID, due_at: datetime, *, by: Deadlines, now: datetime) -> PassOn:
    ids = {
        name: derived_id("pass_on", name, order_id, due_at.isoformat())
        for name in ("id", "event_id", "booking_id", "sent_event_id")
    }
    return PassOn(
        at=now,
        order_id=order_id,
        provider_id=provider_id,
        due_at=due_at,
        answer_by=by.answer_by,
        confirm_by=by.confirm_by,
        **ids,
    )


def send(session: Session, row: RepairOrder, booking: Booking, answer_by: datetime) -> None:
    """Promise a place that has been taken, and wait for the provider to say yes. Raises GuardBroken."""
    require_unused(session, Booking, booking.id)
    if row.state is OrderState.PART_AWAITED:  # whoever goes before it is due, or instead, has the part
        end_pauses(session, row.id, booking.held_at, PauseReason.PART)
    if row.state is not OrderState.BOOKED:
        row.state = move(ORDER_MOVES, row.state, OrderState.BOOKED)
    if row.provider_id != booking.provider_id:
        row.provider_id, row.first_contact_at = booking.provider_id, None
    row.technician_id = None
    row.next_step, row.next_step_at = NextStep.PROVIDER_ANSWER, answer_by
    promise(session, row, booking)


def promise(session: Session, row: RepairOrder, booking: Booking) -> None:
    """Promise the half-day of a place that has been taken."""
    row.promised_from, row.promised_to = half_day(booking.on, booking.half)
    session.add(booking)


def ask_for_appointment(row: RepairOrder, confirm_by: datetime) -> None:
    """Let the owner find an appointment; what the customer was told stays readable until then."""
    row.state = move(ORDER_MOVES, row.state, OrderState.REQUESTED)
    row.provider_id = row.technician_id = row.first_contact_at = None
    row.next_step, row.next_step_at = NextStep.CONFIRM_SLOT, confirm_by


def _stays(row: RepairOrder, before: Booking | None, place: Place) -> bool:
    """Tell whether only the half-day changes."""
    return before is not None and row.provider_id == place.provider_id


def _still_waits(row: RepairOrder, place: Place) -> bool:
    """Tell whether who waits for a part has it by a half-day, so that only the promise changes."""
    if row.state is not OrderState.PART_AWAITED or row.provider_id != place.provider_id:
        return False
    assert row.next_step_at is not None  # when the part is due; the database holds it
    return row.next_step_at <= half_day(place.on, place.half)[0]


def _others(session: Session, row: RepairOrder, before: Booking) -> Iterator[Place]:
    """Yield the places in the same half-day at those who could go instead, best first."""
    work = _work_of(session, row)
    where = _region_of(session, row), work.line, before.on, before.half
    for choice in provider_choices(session, *where, work.kind, WorkLevel(work.level), row.id):
        if choice.cannot is None and choice.half_days[0].free:
            yield Place(choice.provider_id, before.on, before.half)


def _region_of(session: Session, row: RepairOrder) -> str:
    address = session.get(Address, row.address_id) if row.address_id else None
    return (address.region_code if address else None) or ""


def _work_of(session: Session, row: RepairOrder) -> Fault:
    return look_up(session, Fault, row.fault_code)
