"""What a provider does with an order, from its yes to the end. All moves: `docs/orders.md`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from pydantic import AwareDatetime, Field, model_validator
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.command import Actor, Command, look_up, move
from app.errors import MoveNotAllowed, NotFound
from app.half_days import held_booking, release, use
from app.order_clocks import PauseReason, begin_pause, end_pauses, is_paused_for
from app.order_followups import follow_up_order
from app.orders import close, fetch_own, note_event
from app.service_time import half_day, service_day
from app.warranty import ExchangeUnit
from db.ids import derived_id
from db.models.cases import CaseState
from db.models.orders import (
    ORDER_MOVES,
    NextStep,
    OrderEventKind,
    OrderResult,
    OrderState,
    RepairOrder,
)
from db.models.providers import Technician

NOTE: Final = 500
AT_A_PROVIDER: Final = frozenset({OrderState.BOOKED, OrderState.ACCEPTED, OrderState.PART_AWAITED})
COMING: Final = frozenset({OrderState.BOOKED, OrderState.ACCEPTED})


class AcceptOrder(Command):
    """Say for a provider that it goes, and who.

    Raises: NotFound, also for a technician of another provider; NotAllowed; MoveNotAllowed.
    """

    order_id: UUID
    technician_id: UUID
    event_id: UUID

    def apply(self, session: Session, by: Actor) -> None:
        row = fetch_own(session, self.order_id, by)
        _require_state(row, frozenset({OrderState.BOOKED}), OrderState.ACCEPTED)
        technician = look_up(session, Technician, self.technician_id)
        if technician.provider_id != row.provider_id or not technician.active:
            raise NotFound(what="technician", id=str(self.technician_id))
        row.state, row.technician_id = OrderState.ACCEPTED, technician.id
        _go(row)
        note_event(session, row, self.event_id, OrderEventKind.ACCEPTED, technician.name, by, self.at)


class RecordFirstContact(Command):
    """Say that the provider has rung the customer; the first time counts."""

    order_id: UUID
    event_id: UUID
    note: str = Field(default="", max_length=NOTE)

    def apply(self, session: Session, by: Actor) -> None:
        row = fetch_own(session, self.order_id, by)
        _require_state(row, AT_A_PROVIDER, OrderEventKind.FIRST_CONTACT)
        row.first_contact_at = row.first_contact_at or self.at
        row.contact_due_at = None  # who asked again has heard
        note_event(session, row, self.event_id, OrderEventKind.FIRST_CONTACT, self.note, by, self.at)


class RecordVisit(Command):
    """Say that somebody has come. The held place is used, also when nobody was at home.

    ``next_at``: until then the provider says how it ended; after a visit in vain, the owner finds another
    appointment.
    """

    order_id: UUID
    event_id: UUID
    is_home: bool = True
    next_at: AwareDatetime
    note: str = Field(default="", max_length=NOTE)

    def apply(self, session: Session, by: Actor) -> None:
        row = fetch_own(session, self.order_id, by)
        _require_state(row, COMING, OrderEventKind.VISITED)
        row.contact_due_at = None  # who asked again has been seen, or is looked for
        if self.is_home:
            row.state = OrderState.ACCEPTED  # who comes has said yes
            row.next_step, row.next_step_at = NextStep.REPORT, self.next_at
        else:
            _need_appointment(row, self.next_at)
        booking = held_booking(session, row.id)
        if booking is not None:
            use(booking)
        kind = OrderEventKind.VISITED if self.is_home else OrderEventKind.NOBODY_HOME
        note_event(session, row, self.event_id, kind, self.note, by, self.at)


class AwaitPart(Command):
    """Say that a part is missing, and when it will be there.

    A place that is held from then on is kept; an earlier one is given back.
    """

    order_id: UUID
    event_id: UUID
    part_by: AwareDatetime
    note: str = Field(min_length=1, max_length=NOTE)

    def apply(self, session: Session, by: Actor) -> None:
        row = fetch_own(session, self.order_id, by)
        row.state = move(ORDER_MOVES, row.state, OrderState.PART_AWAITED)
        row.next_step, row.next_step_at = NextStep.PART, self.part_by
        if not is_paused_for(session, row.id, PauseReason.PART):
            pause_id = derived_id("part_pause", self.event_id)
            begin_pause(session, row, pause_id, PauseReason.PART, self.at, by.person_id, self.note)
        booking = held_booking(session, row.id)
        if booking is not None and half_day(booking.on, booking.half)[0] < self.part_by:
            release(session, booking)
            booking = None
        if booking is None:
            row.promised_from = row.promised_to = None
        note_event(session, row, self.event_id, OrderEventKind.PART_MISSING, self.note, by, self.at)


class PartArrived(Command):
    """Say that the missing part is there: the visit is next, or first an appointment for it.

    ``confirm_by``: until then the owner has agreed on one, if none is held.
    """

    order_id: UUID
    event_id: UUID
    confirm_by: AwareDatetime
    note: str = Field(default="", max_length=NOTE)

    def apply(self, session: Session, by: Actor) -> None:
        row = fetch_own(session, self.order_id, by)
        _require_state(row, frozenset({OrderState.PART_AWAITED}), OrderEventKind.PART_ARRIVED)
        end_pauses(session, row.id, self.at, PauseReason.PART)
        if held_booking(session, row.id) is not None:
            row.state = OrderState.ACCEPTED
            _go(row)
        else:
            _need_appointment(row, self.confirm_by)
        note_event(session, row, self.event_id, OrderEventKind.PART_ARRIVED, self.note, by, self.at)


class FinishOrder(Command):
    """Say how an order ended and what the customer paid. *Units*: ``paid_fen`` in fen (CNY).

    A place that is still held counts as used; solved by phone it is given back. ``new_unit_id``: the unit
    that stands there now in place of an exchanged one, as `app.warranty.ExchangeUnit` writes it down.
    Raises: NotFound, also for an exchange without a unit; NotAllowed; MoveNotAllowed; SerialKnown.
    """

    order_id: UUID
    event_id: UUID
    result: OrderResult
    paid_fen: int = Field(default=0, ge=0, le=100_000_000)
    note: str = Field(default="", max_length=NOTE)
    new_unit_id: UUID | None = None
    new_serial: str | None = Field(default=None, min_length=1, max_length=40)

    @model_validator(mode="after")
    def _has_a_new_unit_if_exchanged(self) -> FinishOrder:
        if self.new_unit_id is not None and self.result is not OrderResult.EXCHANGED:
            raise ValueError("only an exchange leaves another unit")
        if self.new_serial is not None and self.new_unit_id is None:
            raise ValueError("a serial number is of a unit")
        return self

    def apply(self, session: Session, by: Actor) -> None:
        row = fetch_own(session, self.order_id, by)
        row.state = move(ORDER_MOVES, row.state, OrderState.DONE)
        row.result, row.paid_fen = self.result, self.paid_fen
        if self.new_unit_id is not None:
            self._exchange(session, row, self.new_unit_id, by)
        close(session, row, CaseState.DONE, self.at)
        booking = held_booking(session, row.id)
        if booking is not None and self.result is OrderResult.SOLVED_BY_PHONE:
            release(session, booking)
        elif booking is not None:
            use(booking)
        note_event(session, row, self.event_id, OrderEventKind.DONE, self.note, by, self.at)
        follow_up_order(session, row, self.at)

    def _exchange(self, session: Session, row: RepairOrder, new_unit_id: UUID, by: Actor) -> None:
        if row.unit_id is None:
            raise NotFound(what="unit", id="")
        exchange = ExchangeUnit(
            at=self.at,
            unit_id=row.unit_id,
            new_unit_id=new_unit_id,
            serial=self.new_serial,
            on=service_day(self.at),
        )
        exchange.apply(session, by)


@dataclass(frozen=True, slots=True)
class TechnicianLine:
    technician_id: UUID
    name: str


def technicians(session: Session, provider_id: UUID) -> list[TechnicianLine]:
    """Return who makes visits for a provider now, by name."""
    asked = select(Technician.id, Technician.name).where(
        Technician.provider_id == provider_id, Technician.active.is_(True)
    )
    return [TechnicianLine(*row) for row in session.execute(asked.order_by(Technician.name, Technician.id))]


def _require_state(
    row: RepairOrder, allowed: frozenset[OrderState], new: OrderState | OrderEventKind
) -> None:
    if row.state not in allowed:
        raise MoveNotAllowed(old=row.state.value, new=new.value)


def _go(row: RepairOrder) -> None:
    """Let the promised visit be next."""
    row.next_step = NextStep.VISIT
    row.next_step_at = row.promised_to or row.next_step_at


def _need_appointment(row: RepairOrder, confirm_by: datetime) -> None:
    """Let the owner find another appointment with the same provider; none is promised now."""
    row.state = move(ORDER_MOVES, row.state, OrderState.REQUESTED)
    row.promised_from = row.promised_to = None
    row.next_step, row.next_step_at = NextStep.CONFIRM_SLOT, confirm_by
