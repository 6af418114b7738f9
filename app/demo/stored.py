"""What a store holds about one call of a shift."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models.calls import Call, CallDirection, CallOutcome, Offer, OfferOutcome
from db.models.cases import Case
from db.models.customers import Address, Customer
from db.models.followups import Attempt, AttemptOutcome, FollowUp, FollowUpState
from db.models.interactions import Interaction
from db.models.orders import OrderEvent, OrderEventKind, RepairOrder


@dataclass(frozen=True, slots=True)
class Wrapped:
    """An interaction that was wrapped up."""

    reason: str | None
    disposition: str | None
    notes: str
    sealed_at: datetime


@dataclass(frozen=True, slots=True)
class StoredAttempt:
    """A try to make a promised call, and the state of the promise."""

    outcome: AttemptOutcome
    score: int | None
    note: str
    follow_up: FollowUpState


@dataclass(frozen=True, slots=True)
class StoredCall:
    """A call with all that was recorded in it, also while it is going on.

    ``matched``: its customer was known before it. Units: ``rang_s`` from the ring here to the answer.
    """

    customer_id: UUID | None
    direction: CallDirection
    outcome: CallOutcome | None
    offers: tuple[OfferOutcome, ...]
    interactions: tuple[Wrapped, ...]
    ordered_at: tuple[datetime, ...]
    follow_ups: int
    attempts: tuple[StoredAttempt, ...]
    chased: int
    matched: bool
    registered: bool
    customer_name: str
    streets: tuple[str, ...]
    rang_s: float | None
    is_answered: bool
    is_over: bool

    @property
    def notes(self) -> str:
        return "".join(each.notes for each in self.interactions)


def read_call(session: Session, line: str, linked_id: str) -> StoredCall | None:
    """Return what is stored about a call; None if it is not there."""
    call = session.scalar(select(Call).where(Call.line == line, Call.linked_id == linked_id))
    if call is None:
        return None
    customer = session.get(Customer, call.customer_id) if call.customer_id else None
    wrapped = _interactions(session, call)
    return StoredCall(
        customer_id=call.customer_id,
        direction=call.direction,
        outcome=call.outcome,
        offers=tuple(session.scalars(select(Offer.outcome).where(Offer.call_id == call.id))),
        interactions=wrapped,
        ordered_at=_ordered_at(session, call),
        follow_ups=_follow_ups(session, call),
        attempts=_attempts(session, call),
        chased=_chased(session, call, wrapped),
        matched=customer is not None and customer.created_at < call.arrived_at,
        registered=customer is not None and customer.created_at >= call.arrived_at,
        customer_name=customer.name if customer else "",
        streets=_streets(session, customer),
        rang_s=_rang_s(session, call),
        is_answered=call.answered_at is not None,
        is_over=call.ended_at is not None,
    )


def _interactions(session: Session, call: Call) -> tuple[Wrapped, ...]:
    rows = session.scalars(
        select(Interaction)
        .where(Interaction.call_id == call.id, Interaction.sealed_at.is_not(None))
        .order_by(Interaction.opened_at, Interaction.id)
    )
    return tuple(
        Wrapped(row.reason_code, row.disposition_code, row.notes, row.sealed_at)
        for row in rows
        if row.sealed_at is not None
    )


def _ordered_at(session: Session, call: Call) -> tuple[datetime, ...]:
    return tuple(
        session.scalars(
            select(RepairOrder.opened_at)
            .join(Case, Case.id == RepairOrder.case_id)
            .where(Case.call_id == call.id)
            .order_by(RepairOrder.opened_at, RepairOrder.id)
        )
    )


def _follow_ups(session: Session, call: Call) -> int:
    return session.scalar(select(func.count()).where(FollowUp.call_id == call.id)) or 0


def _attempts(session: Session, call: Call) -> tuple[StoredAttempt, ...]:
    found = session.execute(
        select(Attempt.outcome, Attempt.score, Attempt.note, FollowUp.state)
        .join(FollowUp, FollowUp.id == Attempt.follow_up_id)
        .where(Attempt.call_id == call.id)
        .order_by(Attempt.at, Attempt.id)
    )
    return tuple(StoredAttempt(*row) for row in found)


def _chased(session: Session, call: Call, wrapped: tuple[Wrapped, ...]) -> int:
    """Count the orders of the customer that were chased from the ring to the wrap-up, or until now."""
    if call.answered_at is None:
        return 0
    chased = select(func.count()).where(
        OrderEvent.customer_id == call.customer_id,
        OrderEvent.kind == OrderEventKind.URGED,
        OrderEvent.at >= call.arrived_at,
    )
    if wrapped:
        chased = chased.where(OrderEvent.at <= wrapped[-1].sealed_at)
    return session.scalar(chased) or 0


def _rang_s(session: Session, call: Call) -> float | None:
    rang_at = session.scalar(select(func.min(Offer.ringing_at)).where(Offer.call_id == call.id))
    if rang_at is None or call.answered_at is None:
        return None
    return (call.answered_at - rang_at).total_seconds()


def _streets(session: Session, customer: Customer | None) -> tuple[str, ...]:
    if customer is None:
        return ()
    return tuple(session.scalars(select(Address.line).where(Address.customer_id == customer.id)))
