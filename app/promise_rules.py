"""The rules of promises as a store has them: how long each may take, and who is told when one slips."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import NoRule
from app.promises import Pause, Promise, PromiseUnit, WorkingDays, due_at
from app.service_time import service_day
from app.workdays import Calendar, calendar_of
from db.models.calendar import CalendarDay
from db.models.clocks import EscalationRule, EscalationTo, OrderPause, PromiseClock, PromiseRule

__all__ = ["EscalationTo", "PromiseClock"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a ladder: at ``at_pct`` of the promised time, and ``plus`` of its unit later."""

    step: int
    at_pct: int
    plus: int
    tells: EscalationTo

    def earliest(self, promise: Promise, due: datetime, start: datetime | None) -> datetime:
        """Return before when the step is not taken: no clock runs faster than the time of day."""
        later = _time(promise, self.plus)
        if start is None or (self.at_pct >= 100 and self.plus >= 0):
            return due + max(later, timedelta())
        return start + promise.time * self.at_pct / 100 + later


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules of a store, with its calendar of working days."""

    promises: tuple[PromiseRule, ...]
    steps: tuple[EscalationRule, ...]
    calendar: WorkingDays

    def promise(self, clock: PromiseClock, on: date, kind: str = "", severity: int = 0) -> Promise | None:
        """Return the rule that is in force on a day for a kind of case and a severity: the narrowest one."""
        begun = sorted(
            (
                row
                for row in self.promises
                if row.clock is clock
                and row.kind in ("", kind)
                and row.severity in (0, severity)
                and row.valid_from <= on
            ),
            key=lambda one: one.valid_from,
        )
        newest = {(row.severity, row.kind): row for row in begun}
        fitting = [row for row in newest.values() if row.retired_at is None]
        if not fitting:
            return None
        row = max(fitting, key=lambda one: (one.severity, one.kind))
        return Promise(row.amount, row.unit, row.opens_min, row.closes_min)

    def ladder(self, clock: PromiseClock, on: date, severity: int = 0) -> list[Step]:
        """Return the steps in force on a day, in order; a severity with steps of its own has only those."""
        begun = [row for row in self.steps if row.clock is clock and row.valid_from <= on]
        newest = {(row.severity, row.step): row for row in sorted(begun, key=lambda one: one.valid_from)}
        fitting = [row for row in newest.values() if row.retired_at is None]
        own = [row for row in fitting if row.severity == severity]
        steps = own or [row for row in fitting if not row.severity]
        found = [Step(row.step, row.at_pct, row.plus, row.tells) for row in steps]
        return sorted(found, key=lambda one: one.step)

    def due(
        self,
        clock: PromiseClock,
        start: datetime,
        kind: str = "",
        severity: int = 0,
        pauses: Iterable[Pause] = (),
    ) -> datetime | None:
        """Return when a promise that begins at an instant is due. Raises NoRule.

        None while a pause without an end stands before it.
        """
        promise = self.promise(clock, service_day(start), kind, severity)
        if promise is None:
            raise NoRule(clock=clock.value)
        return due_at(start, promise, pauses, self.calendar)

    def told_at(
        self,
        promise: Promise,
        step: Step,
        due: datetime,
        start: datetime | None,
        pauses: Sequence[Pause] = (),
    ) -> datetime | None:
        """Return when a step is taken; None for one ahead of a due time that is not the rule's."""
        if step.at_pct >= 100 and step.plus >= 0:
            return due_at(due, Promise(step.plus, *_rest(promise)), (), self.calendar) if step.plus else due
        if start is None or due_at(start, promise, pauses, self.calendar) != due:
            return None  # it was agreed otherwise, or began again: there is no share of its time to speak of
        share = promise.time * (step.at_pct - 100) / 100
        return due_at(start, promise, pauses, self.calendar, extra=share + _time(promise, step.plus))


def _rest(promise: Promise) -> tuple[PromiseUnit, int, int]:
    return promise.unit, promise.opens_min, promise.closes_min


def _time(promise: Promise, amount: int) -> timedelta:
    return Promise(amount, *_rest(promise)).time


class StoreDays:
    """The calendar of a store, read when it is first asked."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @cached_property
    def _known(self) -> Calendar:
        rows = self._session.execute(select(CalendarDay.on, CalendarDay.kind, CalendarDay.provisional))
        return calendar_of((on, kind, provisional) for on, kind, provisional in rows)

    def is_working_day(self, on: date, /) -> bool:
        return self._known.is_working_day(on)


def rules(session: Session) -> Rules:
    """Read the rules and the calendar of a store."""
    return Rules(
        tuple(session.scalars(select(PromiseRule))),
        tuple(session.scalars(select(EscalationRule))),
        StoreDays(session),
    )


def pauses_of(session: Session, order_ids: Iterable[UUID]) -> dict[UUID, list[Pause]]:
    """Return the pauses of each of these orders that has any."""
    found: dict[UUID, list[Pause]] = {}
    rows = session.execute(
        select(OrderPause.order_id, OrderPause.from_at, OrderPause.until_at).where(
            OrderPause.order_id.in_(list(order_ids))
        )
    )
    for order_id, from_at, until_at in rows:
        found.setdefault(order_id, []).append(Pause(from_at, until_at))
    return found
