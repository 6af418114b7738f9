"""What must hold in a branch at any time, asked of the rows and of nobody's word."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Select, TextClause, case, func, or_, select
from sqlalchemy.orm import Session

from app.service_time import service_day
from db.models.cases import IS_OPEN as CASE_IS_OPEN
from db.models.cases import Case
from db.models.clocks import Escalation
from db.models.orders import IS_OPEN, NextStep, RepairOrder
from db.models.providers import Booking, BookingState, Capacity


def violations(session: Session, now: datetime) -> list[str]:
    """Return a sentence for each thing that must not be; the clock was read at ``now``."""
    return [*_ownerless(session), *_over_capacity(session, now), *unescalated(session, now)]


def unescalated(session: Session, now: datetime) -> Iterator[str]:
    """Yield each promise of an open order or case that has passed without a step of its ladder."""
    told_of_order = Escalation.order_id == RepairOrder.id
    told_of_case = Escalation.case_id == Case.id
    for what, number, due, told in (
        ("next step", RepairOrder.number, RepairOrder.next_step_at, told_of_order),
        ("promised visit", RepairOrder.number, RepairOrder.promised_to, told_of_order),
        ("contact", RepairOrder.number, RepairOrder.contact_due_at, told_of_order),
        ("case", Case.id, Case.due_at, told_of_case),
        ("contact of a case", Case.id, Case.contact_due_at, told_of_case),
        ("answer to an authority", Case.id, Case.answer_due_at, told_of_case),
    ):
        found = select(number, due).where(*_is_running(what), due <= now, ~_told(due, told))
        for subject, due_at in session.execute(found):
            yield f"{what} of {subject} was due at {due_at} and nobody was told"


def _is_running(what: str) -> tuple[ColumnElement[bool] | TextClause, ...]:
    """Tell what is still owed: a visit until somebody has come, a contact until it was made."""
    match what:
        case "next step" | "contact":
            return (IS_OPEN,)
        case "promised visit":
            return IS_OPEN, RepairOrder.next_step != NextStep.REPORT  # somebody is there
        case "contact of a case":
            return CASE_IS_OPEN, Case.contacted_at.is_(None)
        case "answer to an authority":
            return CASE_IS_OPEN, Case.answered_at.is_(None)
        case _:
            return (CASE_IS_OPEN,)


def _told(due: ColumnElement[datetime], of: ColumnElement[bool]) -> ColumnElement[bool]:
    return select(Escalation.id).where(of, Escalation.due_at == due).exists()


def _ownerless(session: Session) -> Iterator[str]:
    lost = or_(
        RepairOrder.owner_id.is_(None), RepairOrder.next_step.is_(None), RepairOrder.next_step_at.is_(None)
    )
    for number in session.scalars(select(RepairOrder.number).where(IS_OPEN, lost)):
        yield f"{number} has no owner or no dated next step"
    lost_case = or_(Case.owner_id.is_(None), Case.due_at.is_(None))
    for case_id in session.scalars(select(Case.id).where(CASE_IS_OPEN, lost_case)):
        yield f"case {case_id} has no owner or no due time"


def _over_capacity(session: Session, now: datetime) -> Iterator[str]:
    """Yield each half-day since yesterday that holds more than fits, or whose counter is wrong."""
    for place in session.execute(_capacities(service_day(now) - timedelta(days=1))):
        if place.used > place.cap or place.used != place.booked:
            where = f"{place.provider_id} {place.on} {place.half}"
            yield f"{where}: {place.used} used, {place.booked} booked, {place.cap} fit"


def _capacities(since: date) -> Select[tuple[object, ...]]:
    booked = func.count(case((Booking.state != BookingState.RELEASED, 1)))
    same = (
        (Booking.provider_id == Capacity.provider_id)
        & (Booking.on == Capacity.on)
        & (Booking.half == Capacity.half)
    )
    columns = (Capacity.provider_id, Capacity.on, Capacity.half, Capacity.cap, Capacity.used)
    return (
        select(*columns, booked.label("booked"))
        .outerjoin(Booking, same)
        .where(Capacity.on >= since)
        .group_by(*columns)
    )
