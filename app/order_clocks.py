"""Pauses of an order's clocks, and that the customer was spoken to; the order keeps a dated next step."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from pydantic import AwareDatetime, Field, model_validator
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.command import Actor, Command, fetch
from app.errors import MoveNotAllowed
from app.orders import CLOSED, note_event
from app.promise_rules import PromiseClock, rules
from db.models.clocks import OrderPause, PauseReason
from db.models.orders import NextStep, OrderEventKind, RepairOrder

__all__ = ["PauseReason"]

NOTE_LENGTH = 500
STEP_CLOCK = {
    NextStep.PROVIDER_ANSWER: PromiseClock.ANSWER,
    NextStep.CONFIRM_SLOT: PromiseClock.CONFIRM,
    NextStep.VISIT: PromiseClock.VISIT,
    NextStep.REPORT: PromiseClock.VISIT,
    NextStep.PART: PromiseClock.PART,
    NextStep.CALL_CUSTOMER: PromiseClock.FIRST_CONTACT,
}


class PauseOrder(Command):
    """Stop the clocks of an order for a reason, and say until when nobody looks at it again.

    Raises: NotFound; MoveNotAllowed when it is closed, or paused for this reason already.
    """

    order_id: UUID
    pause_id: UUID
    event_id: UUID
    reason: PauseReason
    until_at: AwareDatetime
    note: str = Field(default="", max_length=NOTE_LENGTH)

    @model_validator(mode="after")
    def _looks_ahead(self) -> PauseOrder:
        if self.until_at <= self.at:
            raise ValueError("a pause is looked at after it begins")
        return self

    def apply(self, session: Session, by: Actor) -> None:
        row = fetch_open_order(session, self.order_id, "paused")
        begin_pause(session, row, self.pause_id, self.reason, self.at, by.person_id, self.note)
        assert row.next_step_at is not None  # the database holds it
        row.next_step_at = max(row.next_step_at, self.until_at)
        note_event(session, row, self.event_id, OrderEventKind.PAUSED, self.note, by, self.at)


class ResumeOrder(Command):
    """Let the clocks of an order run again; its next step is dated anew, by rule or the half-day promised.

    Raises: NotFound; MoveNotAllowed when it is closed or not paused; NoRule.
    """

    order_id: UUID
    event_id: UUID
    note: str = Field(default="", max_length=NOTE_LENGTH)

    def apply(self, session: Session, by: Actor) -> None:
        row = fetch_open_order(session, self.order_id, "resumed")
        if not end_pauses(session, row.id, self.at):
            raise MoveNotAllowed(old=row.state.value, new="resumed")
        _date_next_step(session, row, self.at)
        note_event(session, row, self.event_id, OrderEventKind.RESUMED, self.note, by, self.at)


class ContactedOrder(Command):
    """Say that the customer heard how an order stands. Raises: NotFound; MoveNotAllowed when it is closed."""

    order_id: UUID
    event_id: UUID
    note: str = Field(default="", max_length=NOTE_LENGTH)

    def apply(self, session: Session, by: Actor) -> None:
        row = fetch_open_order(session, self.order_id, "contacted")
        row.contact_due_at = None
        note_event(session, row, self.event_id, OrderEventKind.CONTACTED, self.note, by, self.at)


def begin_pause(
    session: Session,
    order: RepairOrder,
    pause_id: UUID,
    reason: PauseReason,
    at: datetime,
    person_id: UUID,
    note: str = "",
) -> None:
    """Stop the clocks of an order that the caller has locked. Raises MoveNotAllowed when they stand."""
    if is_paused_for(session, order.id, reason):
        raise MoveNotAllowed(old="paused", new="paused")
    session.add(
        OrderPause(
            id=pause_id,
            order_id=order.id,
            customer_id=order.customer_id,
            reason=reason,
            from_at=at,
            until_at=None,
            person_id=person_id,
            note=note,
        )
    )


def is_paused_for(session: Session, order_id: UUID, reason: PauseReason) -> bool:
    """Tell whether the clocks of an order stand for this reason."""
    going_on = select(OrderPause.id).where(
        OrderPause.order_id == order_id, OrderPause.reason == reason, OrderPause.until_at.is_(None)
    )
    return session.execute(going_on).first() is not None


def end_pauses(session: Session, order_id: UUID, at: datetime, reason: PauseReason | None = None) -> int:
    """End the pauses of an order that are going on, for one reason or all; return how many there were."""
    mine = select(OrderPause).where(OrderPause.order_id == order_id, OrderPause.until_at.is_(None))
    if reason is not None:
        mine = mine.where(OrderPause.reason == reason)
    found = session.scalars(mine.with_for_update()).all()
    for pause in found:
        pause.until_at = max(at, pause.from_at)
    return len(found)


def _date_next_step(session: Session, row: RepairOrder, at: datetime) -> None:
    assert row.next_step is not None  # the database holds it
    if row.next_step is NextStep.VISIT and row.promised_to is not None:
        if row.promised_to > at:
            row.next_step_at = row.promised_to
            return
        row.next_step = (
            NextStep.CALL_CUSTOMER
        )  # the half-day went by: another one is agreed with the customer
    row.next_step_at = rules(session).due(STEP_CLOCK[row.next_step], at)


def fetch_open_order(session: Session, order_id: UUID, new: str) -> RepairOrder:
    """Return an order that is open, locked. Raises: NotFound, MoveNotAllowed."""
    row = fetch(session, RepairOrder, order_id)
    if row.state in CLOSED:
        raise MoveNotAllowed(old=row.state.value, new=new)
    return row
