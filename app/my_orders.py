"""What is open for one person, by what is due first; who else there is; the facts of an urge."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from app.absences import WORKING, away_at, stand_in
from app.errors import NotFound, PersonAway
from app.messages.fates import Fate, fates
from app.orders import CLOSED
from app.rows import rows
from app.service_time import service_day
from db.models.cases import Case, CaseKind, CaseState
from db.models.clocks import Escalation, OrderPause, PromiseClock
from db.models.customers import Customer, Title
from db.models.orders import NextStep, OrderEvent, OrderEventKind, OrderState, RepairOrder
from db.models.people import Person, PersonRole
from db.models.providers import Provider

__all__ = ["PromiseClock"]

TOLD_FOR: Final = timedelta(days=60)


class Due(StrEnum):
    LATE = "late"
    TODAY = "today"
    LATER = "later"


class CaseStep(StrEnum):
    """What has to happen next in a case."""

    CONTACT = "contact"  # somebody rings the customer
    ANSWER = "answer"  # the authority
    SETTLE = "settle"


@dataclass(frozen=True, slots=True)
class OwnWork:
    """An open order, or a case that is settled by itself, as the list of its owner shows it.

    ``order_id`` is None for a case. ``state`` and ``step`` are those of the one or of the other.
    ``slips`` and ``told_at``: what a person was told of, and when; None in the list of one's own.
    ``messages``: how far the last ones about an order have come.
    """

    order_id: UUID | None
    case_id: UUID
    customer_id: UUID
    customer_name: str
    title: Title
    number: str
    kind: CaseKind
    severity: int | None
    summary: str
    state: OrderState | None
    step: NextStep | CaseStep
    due_at: datetime
    due: Due
    provider: str
    urge_count: int
    is_paused: bool
    escalated: int  # steps of the ladder that were taken
    owner: str = ""
    owner_id: UUID | None = None
    slips: PromiseClock | None = None
    told_at: datetime | None = None
    messages: tuple[Fate, ...] = ()


def my_orders(session: Session, person_id: UUID, now: datetime, limit: int = 500) -> list[OwnWork]:
    """Return what a person owns that is open, what is due first before the rest.

    A customer who asked again is rung first: where that comes before the next step it is what is due.
    A case with an open order of its own is not told of beside it, unless it is a complaint or a return.
    """
    has_order = exists().where(RepairOrder.case_id == Case.id, RepairOrder.state.not_in(CLOSED))
    by_itself = Case.kind.in_((CaseKind.COMPLAINT, CaseKind.RETURN)) | ~has_order
    found = [
        *_orders(session, RepairOrder.owner_id == person_id, now, limit),
        *_cases(session, and_(Case.owner_id == person_id, by_itself), now, limit),
    ]
    return sorted(found, key=lambda one: (one.due_at, one.number, str(one.case_id)))[:limit]


def told_to(session: Session, person_id: UUID, now: datetime, limit: int = 100) -> list[OwnWork]:
    """Return what a person was told of that still slips, the newest first; at most 60 days old."""
    told: dict[UUID, tuple[PromiseClock, datetime]] = {}
    for subject, clock, at in session.execute(_still_slipping(person_id, now).limit(limit)):
        told.setdefault(subject, (clock, at))
    found = [
        *_orders(session, RepairOrder.id.in_(told), now, limit),
        *_cases(session, Case.id.in_(told), now, limit),
    ]
    of = {one.order_id or one.case_id: one for one in found}
    return [
        replace(of[subject], slips=clock, told_at=at)
        for subject, (clock, at) in told.items()
        if subject in of
    ]


def _still_slipping(person_id: UUID, now: datetime) -> Select[UUID, PromiseClock, datetime]:
    """Select the steps that a person was told of, whose promise is neither kept nor made anew."""
    of_order = and_(
        RepairOrder.state.not_in(CLOSED),
        or_(
            Escalation.clock == PromiseClock.CLOSE,
            Escalation.due_at == RepairOrder.next_step_at,
            Escalation.due_at == RepairOrder.contact_due_at,
            Escalation.due_at == RepairOrder.promised_to,
        ),
    )
    of_case = and_(
        Case.state == CaseState.OPEN,
        or_(
            Escalation.clock == PromiseClock.AUTHORITY_CLOSE,
            and_(Escalation.clock == PromiseClock.CASE_CLOSE, Escalation.due_at == Case.due_at),
            and_(Escalation.due_at == Case.contact_due_at, Case.contacted_at.is_(None)),
            and_(Escalation.due_at == Case.answer_due_at, Case.answered_at.is_(None)),
        ),
    )
    return (
        select(func.coalesce(Escalation.order_id, Escalation.case_id), Escalation.clock, Escalation.at)
        .outerjoin(RepairOrder, RepairOrder.id == Escalation.order_id)
        .outerjoin(Case, Case.id == Escalation.case_id)
        .where(Escalation.person_id == person_id, Escalation.at > now - TOLD_FOR, or_(of_order, of_case))
        .order_by(Escalation.at.desc(), Escalation.step.desc(), Escalation.id)
    )


def due_of(due_at: datetime, now: datetime) -> Due:
    if due_at <= now:
        return Due.LATE
    return Due.TODAY if service_day(due_at) == service_day(now) else Due.LATER


def _orders(session: Session, such: ColumnElement[bool], now: datetime, limit: int) -> list[OwnWork]:
    paused = exists().where(OrderPause.order_id == RepairOrder.id, OrderPause.until_at.is_(None))
    told = select(func.count()).where(Escalation.order_id == RepairOrder.id).scalar_subquery()
    found = rows(
        session,
        select(
            RepairOrder.id,
            RepairOrder.case_id,
            RepairOrder.customer_id,
            Customer.name,
            Customer.title,
            RepairOrder.number,
            Case.kind,
            Case.severity,
            Case.summary,
            RepairOrder.state,
            RepairOrder.next_step,
            RepairOrder.next_step_at,
            RepairOrder.contact_due_at,
            func.coalesce(Provider.name, ""),
            RepairOrder.urge_count,
            paused,
            told,
            func.coalesce(Person.name, ""),
            RepairOrder.owner_id,
        )
        .join(Customer, Customer.id == RepairOrder.customer_id)
        .join(Case, Case.id == RepairOrder.case_id)
        .outerjoin(Provider, Provider.id == RepairOrder.provider_id)
        .outerjoin(Person, Person.id == RepairOrder.owner_id)
        .where(such, RepairOrder.state.not_in(CLOSED))
        .order_by(RepairOrder.next_step_at, RepairOrder.id)
        .limit(limit),
    )
    told_of = fates(session, [row[0] for row in found])
    work = []
    for *head, step, step_at, contact_at, provider, urged, is_paused, escalated, owner, owner_id in found:
        rings = contact_at is not None and contact_at < step_at
        due_at = contact_at if rings else step_at
        what = (NextStep.CALL_CUSTOMER if rings else step, due_at, due_of(due_at, now))
        values = (*head, *what, provider, urged, bool(is_paused), escalated, owner, owner_id)
        work.append(replace(OwnWork(*values), messages=told_of.get(head[0], ())))
    return work


def _cases(session: Session, such: ColumnElement[bool], now: datetime, limit: int) -> list[OwnWork]:
    told = select(func.count()).where(Escalation.case_id == Case.id).scalar_subquery()
    found = session.execute(
        select(Case, Customer.name, Customer.title, told, func.coalesce(Person.name, ""))
        .join(Customer, Customer.id == Case.customer_id)
        .outerjoin(Person, Person.id == Case.owner_id)
        .where(such, Case.state == CaseState.OPEN)
        .order_by(Case.due_at, Case.id)
        .limit(limit)
    )
    return [_case(row, name, title, escalated, owner, now) for row, name, title, escalated, owner in found]


def _case(row: Case, name: str, title: Title, escalated: int, owner: str, now: datetime) -> OwnWork:
    step, due_at = next_of_case(row)
    return OwnWork(
        order_id=None,
        case_id=row.id,
        customer_id=row.customer_id,
        customer_name=name,
        title=title,
        number=row.external_no,
        kind=row.kind,
        severity=row.severity,
        summary=row.summary,
        state=None,
        step=step,
        due_at=due_at,
        due=due_of(due_at, now),
        provider="",
        urge_count=0,
        is_paused=False,
        escalated=escalated,
        owner=owner,
        owner_id=row.owner_id,
    )


def next_of_case(row: Case) -> tuple[CaseStep, datetime]:
    """Return what has to happen next in an open case, and until when."""
    assert row.due_at is not None  # the database holds it
    steps = [(row.due_at, CaseStep.SETTLE)]
    if row.contact_due_at is not None and row.contacted_at is None:
        steps.append((row.contact_due_at, CaseStep.CONTACT))
    if row.answer_due_at is not None and row.answered_at is None:
        steps.append((row.answer_due_at, CaseStep.ANSWER))
    due_at, step = min(steps)
    return step, due_at


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who can own an order. ``gets`` is who takes it now: they, a deputy, or None for nobody."""

    person_id: UUID
    name: str
    team: str
    gets: str | None


def colleagues(session: Session, now: datetime) -> list[Colleague]:
    """Return who can own an order, by team and name."""
    having = select(PersonRole.person_id).where(PersonRole.role.in_(WORKING))
    asked = select(Person).where(Person.active, Person.id.in_(having)).order_by(Person.team, Person.name)
    away = set(session.scalars(away_at(now)))
    return [
        Colleague(one.id, one.name, one.team, _gets(session, one, now) if one.id in away else one.name)
        for one in session.scalars(asked)
    ]


def _gets(session: Session, person: Person, now: datetime) -> str | None:
    try:
        return stand_in(session, person.id, now).name
    except PersonAway:
        return None


@dataclass(frozen=True, slots=True)
class UrgeFacts:
    """What one tells a customer who asks again. ``phone`` is the provider's, as it is dialled."""

    order_id: UUID
    number: str
    state: OrderState
    next_step: NextStep | None
    next_step_at: datetime | None
    promised_from: datetime | None
    promised_to: datetime | None
    provider_id: UUID | None
    provider: str
    technician: str
    phone: str
    owner: str
    urge_count: int
    urged_at: datetime | None
    urged_by: str
    told: str
    contact_due_at: datetime | None


def urge_facts(session: Session, order_id: UUID) -> UrgeFacts:
    """Return how an order stands and who was told when it was last asked for. Raises NotFound."""
    found = session.execute(
        select(
            RepairOrder.number,
            RepairOrder.state,
            RepairOrder.next_step,
            RepairOrder.next_step_at,
            RepairOrder.promised_from,
            RepairOrder.promised_to,
            RepairOrder.provider_id,
            func.coalesce(Provider.name, ""),
            func.coalesce(Provider.technician, ""),
            func.coalesce(Provider.phone, ""),
            func.coalesce(Person.name, ""),
            RepairOrder.urge_count,
            RepairOrder.contact_due_at,
        )
        .outerjoin(Provider, Provider.id == RepairOrder.provider_id)
        .outerjoin(Person, Person.id == RepairOrder.owner_id)
        .where(RepairOrder.id == order_id)
    ).one_or_none()
    if found is None:
        raise NotFound(what="repair_order", id=str(order_id))
    last = session.execute(
        select(OrderEvent.at, OrderEvent.who, OrderEvent.told)
        .where(OrderEvent.order_id == order_id, OrderEvent.kind == OrderEventKind.URGED)
        .order_by(OrderEvent.at.desc(), OrderEvent.id.desc())
        .limit(1)
    ).one_or_none()
    urged_at, urged_by, told = (None, "", "") if last is None else last
    values: tuple[Any, ...] = (order_id, *found[:-1], urged_at, urged_by, told, found[-1])
    return UrgeFacts(*values)
