"""The ladder: a promise that slips is told to its owner, then to the supervisor, then further up.

Each step is a row that names who was told. Its id is derived from the promise and its due time: a step is
taken once, whoever reads the clock, and those missed while nobody did are taken afterwards, in order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, partial
from itertools import chain, islice
from typing import Any, Final
from uuid import UUID

from pydantic import AwareDatetime, model_validator
from sqlalchemy import ColumnElement, Exists, TextClause, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.absences import who_is_told
from app.cases import case_event, fetch_open_case
from app.command import Actor, Command, look_up
from app.order_clocks import STEP_CLOCK, fetch_open_order
from app.orders import note_event
from app.promise_rules import PromiseClock, Step, pauses_of, rules
from app.promises import Pause, Promise
from app.service_time import service_day
from db.ids import derived_id
from db.models.cases import IS_OPEN as CASE_IS_OPEN
from db.models.cases import Case, CaseEventKind
from db.models.clocks import Escalation
from db.models.orders import IS_OPEN, NextStep, OrderEventKind, RepairOrder
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
        case = fetch_open_case(session, self.case_id, "escalated") if self.case_id else None
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
    """A step of the ladder of one promise, that may be due."""

    id: UUID
    of: Running
    promise: Promise
    step: Step

    def told_at(self, book: _Book) -> datetime | None:
        of = self.of
        return book.told_at(self.promise, self.step, of.due_at, of.start, of.pauses)


def due_escalations(session: Session, now: datetime, most: int = MOST_AT_ONCE) -> list[Escalate]:
    """Return the steps that have to be taken now and were not yet, the oldest first.

    Where more than ``most`` were missed, cases come first, and then what was due first.
    """
    book = _Book(session)
    running = chain(_cases(session, book), _late_orders(session, now, book), _closings(session, now, book))
    found = islice(_due_steps(session, running, book, now), most)
    told = cache(partial(who_is_told, session, at=now))
    return [
        _command(step, person, now)
        for _told_at, step in sorted(found, key=lambda due: (due[0], due[1].step.step))
        if (person := told(step.step.tells, step.of.owner_id)) is not None
    ]


class _Book:
    """The rules as one reading of the clock asks them: the same question is worked out once."""

    def __init__(self, session: Session) -> None:
        self._rules = rules(session)
        self.promise, self.ladder = cache(self._rules.promise), cache(self._rules.ladder)
        self.due, self.told_at = self._rules.due, self._rules.told_at

    def last(self, clock: PromiseClock) -> int:
        """Return the last step of a clock, of whatever day and severity; 0 where there is none."""
        return max((row.step for row in self._rules.steps if row.clock is clock), default=0)


def _due_steps(
    session: Session, running: Iterable[Running], book: _Book, now: datetime
) -> Iterator[tuple[datetime, _Step]]:
    """Yield the steps that are due and not taken, with their time, those of one promise in order."""
    seen: set[UUID] = set()
    rest = iter(running)
    while some := list(islice(rest, _ASKED)):
        steps = {step.id: step for one in some for step in _steps(one, book, now)}
        seen |= _taken(session, list(steps))
        for step in [step for step_id, step in steps.items() if step_id not in seen]:
            told_at = step.told_at(book)
            if told_at is not None and told_at <= now:
                yield told_at, step
        seen |= steps.keys()


def _command(step: _Step, told: Person, now: datetime) -> Escalate:
    return Escalate(
        at=now,
        order_id=step.of.order_id,
        case_id=step.of.case_id,
        clock=step.of.clock,
        step=step.step.step,
        due_at=step.of.due_at,
        person_id=told.id,
    )


def _steps(one: Running, book: _Book, now: datetime) -> Iterator[_Step]:
    """Yield the steps of a promise that may be due."""
    on = service_day(one.start or one.due_at)
    promise = book.promise(one.clock, on, one.kind, one.severity)
    if promise is None:
        return
    subject = one.order_id or one.case_id
    assert subject is not None
    for step in book.ladder(one.clock, on, one.severity):
        if step.earliest(promise, one.due_at, one.start) <= now:
            step_id = escalation_id(one.clock, subject, step.step, one.due_at)
            yield _Step(step_id, one, promise, step)


def _taken(session: Session, ids: Sequence[UUID]) -> set[UUID]:
    return {
        found
        for some in _in_parts(ids)
        for found in session.scalars(select(Escalation.id).where(Escalation.id.in_(some)))
    }


def _in_parts(ids: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    return (ids[begin : begin + _ASKED] for begin in range(0, len(ids), _ASKED))


def _late_orders(session: Session, now: datetime, book: _Book) -> Iterator[Running]:
    """Yield the orders of which something is late: the next step, the promised visit, the call after an urge.

    The visit counts by itself where something else is waited for before it: it is the same promise.
    """
    for clock in sorted(set(STEP_CLOCK.values())):
        awaited = [step for step, of_step in STEP_CLOCK.items() if of_step is clock]
        waits = RepairOrder.next_step.in_(awaited)
        yield from _late(session, now, book, clock, RepairOrder.next_step_at, waits)
    nobody_comes = RepairOrder.next_step.not_in((NextStep.VISIT, NextStep.REPORT))
    yield from _late(session, now, book, PromiseClock.VISIT, RepairOrder.promised_to, IS_OPEN, nobody_comes)
    yield from _late(session, now, book, PromiseClock.URGE, RepairOrder.contact_due_at, IS_OPEN)


def _late(
    session: Session,
    now: datetime,
    book: _Book,
    clock: PromiseClock,
    due: InstrumentedAttribute[datetime | None],
    *such: ColumnElement[bool] | TextClause,
) -> Iterator[Running]:
    asked = (
        select(RepairOrder.id, RepairOrder.owner_id, due)
        .where(due <= now, *such, ~_told_to_the_top(Escalation.order_id == RepairOrder.id, clock, book, due))
        .order_by(due, RepairOrder.id)
    )
    for order_id, owner_id, due_at in session.execute(asked):
        assert due_at is not None  # a time that is compared is there
        yield Running(order_id, None, owner_id, clock, due_at)


def _told_to_the_top(
    of_subject: ColumnElement[bool],
    clock: PromiseClock,
    book: _Book,
    due: InstrumentedAttribute[Any] | None = None,
) -> Exists:
    """Tell of a subject whether the last step of a ladder is taken: nothing is left to work out of it."""
    steps = select(Escalation.id).where(
        of_subject, Escalation.clock == clock, Escalation.step >= book.last(clock)
    )
    return (steps if due is None else steps.where(Escalation.due_at == due)).exists()


def _closings(session: Session, now: datetime, book: _Book) -> Iterator[Running]:
    """Yield the open orders that have been open for long, with the pauses of their clocks."""
    promise = book.promise(PromiseClock.CLOSE, service_day(now))
    steps = book.ladder(PromiseClock.CLOSE, service_day(now))
    if promise is None or not steps:
        return
    # No clock runs faster than the time of day: younger ones have not come to the first step.
    old = now - promise.time * min(100, *(step.at_pct for step in steps)) / 100
    told = _told_to_the_top(Escalation.order_id == RepairOrder.id, PromiseClock.CLOSE, book)
    asked = (
        select(RepairOrder.id, RepairOrder.owner_id, RepairOrder.opened_at)
        .where(IS_OPEN, RepairOrder.opened_at <= old, ~told)
        .order_by(RepairOrder.opened_at, RepairOrder.id)
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
    book: _Book,
) -> Iterator[Running]:
    for order_id, owner_id, opened_at in rows:
        pauses = paused.get(order_id, [])
        due = book.due(PromiseClock.CLOSE, opened_at, pauses=pauses)
        if due is not None:
            yield Running(order_id, None, owner_id, PromiseClock.CLOSE, due, opened_at, pauses=pauses)


def _cases(session: Session, book: _Book) -> Iterator[Running]:
    """Yield the promises of the open cases, the gravest matters first."""
    rings, answers = Case.contacted_at.is_(None), Case.answered_at.is_(None)
    yield from _of_cases(session, book, PromiseClock.CASE_CONTACT, Case.contact_due_at, rings)
    yield from _of_cases(session, book, PromiseClock.AUTHORITY_ANSWER, Case.answer_due_at, answers)
    for one in _of_cases(session, book, PromiseClock.AUTHORITY_CLOSE, Case.received_at):
        ends_at = book.due(one.clock, one.due_at)
        if ends_at is not None:
            yield replace(one, due_at=ends_at)
    yield from _of_cases(session, book, PromiseClock.CASE_CLOSE, Case.due_at)


def _of_cases(
    session: Session,
    book: _Book,
    clock: PromiseClock,
    due: InstrumentedAttribute[datetime | None],
    *such: ColumnElement[bool] | TextClause,
) -> Iterator[Running]:
    """Yield one promise of every open case that has it; those of an authority begin when it received them."""
    is_of_authority = clock in (PromiseClock.AUTHORITY_ANSWER, PromiseClock.AUTHORITY_CLOSE)
    begins = Case.received_at if is_of_authority else Case.opened_at
    told = _told_to_the_top(
        Escalation.case_id == Case.id, clock, book, None if due is Case.received_at else due
    )
    asked = (
        select(Case.id, Case.owner_id, due, begins, Case.kind, Case.severity)
        .where(CASE_IS_OPEN, due.is_not(None), ~told, *such)
        .order_by(Case.severity.nulls_last(), due, Case.id)
    )
    for case_id, owner_id, due_at, start, kind, severity in session.execute(asked):
        assert due_at is not None  # it was asked for
        of_rule = ("", 0) if is_of_authority else (kind.value, severity or 0)
        yield Running(None, case_id, owner_id, clock, due_at, start, *of_rule)
