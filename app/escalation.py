"""The ladder: a promise that slips is told to its owner, then to the supervisor, then further up.

Each step is a row that names who was told. Its id is derived from the promise and its due time: a step is
taken once, whoever reads the clock, and those missed while nobody did are taken afterwards, in order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from pydantic import AwareDatetime, model_validator
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.absences import who_is_told
from app.cases import case_event
from app.command import Actor, Command, fetch, look_up
from app.errors import MoveNotAllowed
from app.order_clocks import STEP_CLOCK, fetch_open_order
from app.orders import CLOSED, note_event
from app.promise_rules import EscalationTo, PromiseClock, Rules, pauses_of, rules
from app.promises import Pause
from app.service_time import service_day
from db.ids import derived_id
from db.models.cases import Case, CaseEventKind, CaseState
from db.models.clocks import Escalation
from db.models.orders import NextStep, OrderEventKind, RepairOrder
from db.models.people import Person

MOST_AT_ONCE: Final = 500  # steps of one reading; the rest come with the next
_ASKED: Final = 500  # ids of one statement


_OpenOrder = tuple[UUID, UUID | None, datetime]  # id, owner, when it was opened


class Escalate(Command):
    """Tell a person that a promise slips, as a step of its ladder; a step that was taken is left as it is.

    Raises: NotFound; MoveNotAllowed when the subject is closed.
    """

    order_id: UUID | None = None
    case_id: UUID | None = None
    clock: PromiseClock
    step: int
    due_at: AwareDatetime
    person_id: UUID

    @model_validator(mode="after")
    def _has_one_subject(self) -> Escalate:
        if (self.order_id is None) == (self.case_id is None):
            raise ValueError("a step is of an order or of a case")
        return self

    def apply(self, session: Session, by: Actor) -> None:
        told = look_up(session, Person, self.person_id)
        step_id = self.escalation_id
        order = fetch_open_order(session, self.order_id, "escalated") if self.order_id else None
        case = _open_case(session, self.case_id) if self.case_id else None
        if session.get(Escalation, step_id) is not None:
            return
        subject = order or case
        assert subject is not None  # one of the two is named
        session.add(
            Escalation(
                id=step_id,
                customer_id=subject.customer_id,
                order_id=self.order_id,
                case_id=self.case_id,
                clock=self.clock,
                step=self.step,
                due_at=self.due_at,
                at=self.at,
                person_id=told.id,
            )
        )
        event_id, note = derived_id("escalated", step_id), self.clock.value
        if order is not None:
            kind = OrderEventKind.ESCALATED
            note_event(session, order, event_id, kind, note, by, self.at, told=told.name)
        if case is not None:
            kind_of_case = CaseEventKind.ESCALATED
            session.add(case_event(case, event_id, kind_of_case, self.at, by.name, told=told.name, note=note))

    @property
    def escalation_id(self) -> UUID:
        subject = self.order_id or self.case_id
        assert subject is not None
        return escalation_id(self.clock, subject, self.step, self.due_at)


def _open_case(session: Session, case_id: UUID) -> Case:
    row = fetch(session, Case, case_id)
    if row.state is not CaseState.OPEN:
        raise MoveNotAllowed(old=row.state.value, new="escalated")
    return row


def escalation_id(clock: PromiseClock, subject: UUID, step: int, due: datetime) -> UUID:
    """Return the id of a step of the ladder of one promise."""
    return derived_id("escalation", clock.value, subject, step, due.timestamp())


@dataclass(frozen=True, slots=True)
class Running:
    """One promise of an order or a case that is open. ``start`` is None where its beginning is not known."""

    order_id: UUID | None
    case_id: UUID | None
    owner_id: UUID | None
    clock: PromiseClock
    due_at: datetime
    start: datetime | None = None
    kind: str = ""
    severity: int = 0
    pauses: Sequence[Pause] = ()


@dataclass(frozen=True, slots=True)
class _Step:
    id: UUID
    told_at: datetime
    of: Running
    step: int
    tells: EscalationTo


def due_escalations(session: Session, now: datetime, most: int = MOST_AT_ONCE) -> list[Escalate]:
    """Return the steps that have to be taken now and were not yet, the oldest first."""
    book = rules(session)
    late = (*_next_steps(session, now), *_visits(session, now), *_contacts(session, now))
    running = (*late, *_closings(session, now, book), *_cases(session, book))
    steps = {step.id: step for one in running for step in _steps(one, book, now)}
    taken = _taken(session, list(steps))
    new = (step for step in steps.values() if step.id not in taken)
    due = sorted(new, key=lambda one: (one.told_at, one.step))
    return [found for step in due[:most] if (found := _command(session, step, now)) is not None]


def _command(session: Session, step: _Step, now: datetime) -> Escalate | None:
    """Return the decision to take a step; None in a store where nobody works."""
    told = who_is_told(session, step.tells, step.of.owner_id, now)
    if told is None:
        return None
    return Escalate(
        at=now,
        order_id=step.of.order_id,
        case_id=step.of.case_id,
        clock=step.of.clock,
        step=step.step,
        due_at=step.of.due_at,
        person_id=told.id,
    )


def _steps(one: Running, book: Rules, now: datetime) -> Iterator[_Step]:
    on = service_day(one.start or one.due_at)
    promise = book.promise(one.clock, on, one.kind, one.severity)
    if promise is None:
        return
    subject = one.order_id or one.case_id
    assert subject is not None
    for step in book.ladder(one.clock, on, one.severity):
        told_at = book.told_at(promise, step, one.due_at, one.start, one.pauses)
        if told_at is not None and told_at <= now:
            step_id = escalation_id(one.clock, subject, step.step, one.due_at)
            yield _Step(step_id, told_at, one, step.step, step.tells)


def _taken(session: Session, ids: Sequence[UUID]) -> set[UUID]:
    return {
        found
        for some in _in_parts(ids)
        for found in session.scalars(select(Escalation.id).where(Escalation.id.in_(some)))
    }


def _in_parts(ids: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    return (ids[begin : begin + _ASKED] for begin in range(0, len(ids), _ASKED))


def _next_steps(session: Session, now: datetime) -> list[Running]:
    """Return the orders whose next step is late."""
    late = select(
        RepairOrder.id, RepairOrder.owner_id, RepairOrder.next_step, RepairOrder.next_step_at
    ).where(RepairOrder.next_step_at <= now)
    return [
        Running(order_id, None, owner_id, STEP_CLOCK[step], due)
        for order_id, owner_id, step, due in session.execute(late)
        if step is not None and due is not None
    ]


def _visits(session: Session, now: datetime) -> list[Running]:
    """Return the orders whose promised visit is over though something else is waited for before it.

    Where the visit is the next step, it is the same promise under the same id.
    """
    late = select(RepairOrder.id, RepairOrder.owner_id, RepairOrder.promised_to).where(
        RepairOrder.state.not_in(CLOSED),
        RepairOrder.promised_to <= now,
        RepairOrder.next_step.not_in((NextStep.VISIT, NextStep.REPORT)),  # somebody is to come, or is there
    )
    return [
        Running(order_id, None, owner_id, PromiseClock.VISIT, due)
        for order_id, owner_id, due in session.execute(late)
        if due is not None
    ]


def _contacts(session: Session, now: datetime) -> list[Running]:
    """Return the orders whose customer asked again and has not heard."""
    late = select(RepairOrder.id, RepairOrder.owner_id, RepairOrder.contact_due_at).where(
        RepairOrder.contact_due_at <= now, RepairOrder.state.not_in(CLOSED)
    )
    return [
        Running(order_id, None, owner_id, PromiseClock.URGE, due)
        for order_id, owner_id, due in session.execute(late)
        if due is not None
    ]


def _closings(session: Session, now: datetime, book: Rules) -> Iterator[Running]:
    """Yield the open orders that have been open for long, with the pauses of their clocks."""
    promise = book.promise(PromiseClock.CLOSE, service_day(now))
    steps = book.ladder(PromiseClock.CLOSE, service_day(now))
    if promise is None or not steps:
        return
    # No clock runs faster than the time of day: younger ones have not come to the first step.
    old = now - promise.time * min(100, *(step.at_pct for step in steps)) / 100
    asked = select(RepairOrder.id, RepairOrder.owner_id, RepairOrder.opened_at).where(
        RepairOrder.state.not_in(CLOSED), RepairOrder.opened_at <= old
    )
    rows: list[_OpenOrder] = [(one, owner, at) for one, owner, at in session.execute(asked)]
    yield from _of_orders(rows, _pauses(session, rows), book)


def _pauses(session: Session, rows: Sequence[_OpenOrder]) -> dict[UUID, list[Pause]]:
    found: dict[UUID, list[Pause]] = {}
    for some in _in_parts([row[0] for row in rows]):
        found |= pauses_of(session, some)
    return found


def _of_orders(
    rows: Iterable[_OpenOrder],
    paused: dict[UUID, list[Pause]],
    book: Rules,
) -> Iterator[Running]:
    for order_id, owner_id, opened_at in rows:
        pauses = paused.get(order_id, [])
        due = book.due(PromiseClock.CLOSE, opened_at, pauses=pauses)
        if due is not None:
            yield Running(order_id, None, owner_id, PromiseClock.CLOSE, due, opened_at, pauses=pauses)


def _cases(session: Session, book: Rules) -> Iterator[Running]:
    """Yield the promises of every open case."""
    for row in session.scalars(select(Case).where(Case.state == CaseState.OPEN)):
        severity = row.severity or 0
        of_case = (None, row.id, row.owner_id)
        if row.contact_due_at is not None and row.contacted_at is None:
            clock, due = PromiseClock.CASE_CONTACT, row.contact_due_at
            yield Running(*of_case, clock, due, row.opened_at, row.kind.value, severity)
        if row.due_at is not None:
            clock = PromiseClock.CASE_CLOSE
            yield Running(*of_case, clock, row.due_at, row.opened_at, row.kind.value, severity)
        if row.answer_due_at is not None and row.answered_at is None:
            clock = PromiseClock.AUTHORITY_ANSWER
            yield Running(*of_case, clock, row.answer_due_at, row.received_at)
        if row.received_at is not None:
            clock = PromiseClock.AUTHORITY_CLOSE
            ends_at = book.due(clock, row.received_at)
            if ends_at is not None:
                yield Running(*of_case, clock, ends_at, row.received_at)
