"""A year of the calendar at a glance, and what would be due differently if days became others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.promise_rules import rules
from app.workdays import Calendar, CalendarEntry
from app.working_calendar import calendar, due_times
from db.models.calendar import CalendarDay, DayKind
from db.models.cases import Case
from db.models.customers import Customer

MOST: Final = 200


@dataclass(frozen=True, slots=True)
class ToldDay:
    """A day that is told of by name; of every other day its weekday tells."""

    on: date
    kind: DayKind
    name: str
    source: str
    provisional: bool


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """What is told of one year. ``is_settled``: its notice is there."""

    year: int
    days: tuple[ToldDay, ...]
    is_settled: bool


class DayAs(BaseModel):
    """A day as it would be; without a kind its weekday tells."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    on: date
    kind: DayKind | None


@dataclass(frozen=True, slots=True)
class DueChange:
    """An open case that an authority waits for, and when its answer is due now and then, in UTC."""

    case_id: UUID
    customer_id: UUID
    name: str
    before: datetime
    after: datetime


def calendar_year(session: Session, year: int) -> CalendarYear:
    """Return what is told of the days of a year."""
    asked = (
        select(CalendarDay)
        .where(CalendarDay.on >= date(year, 1, 1), CalendarDay.on <= date(year, 12, 31))
        .order_by(CalendarDay.on)
    )
    days = tuple(
        ToldDay(row.on, row.kind, row.name, row.source, row.provisional) for row in session.scalars(asked)
    )
    return CalendarYear(year, days, year in calendar(session).settled_years)


def due_changes(session: Session, days: tuple[DayAs, ...]) -> list[DueChange]:
    """Return which answers would be due at another time if these days were so, the first due first."""
    book = rules(session)
    changed = replace(book, calendar=_with(calendar(session), {day.on: day.kind for day in days}))
    then = due_times(session, changed)
    moved = [(case_id, now) for case_id, now in due_times(session, book).items() if then.get(case_id) != now]
    found = []
    for case_id, now in sorted(moved, key=lambda one: one[1])[:MOST]:
        case = session.get_one(Case, case_id)
        if case.answer_due_at == now:  # one that was agreed otherwise stays
            name = session.get_one(Customer, case.customer_id).name
            found.append(DueChange(case_id, case.customer_id, name, now, then[case_id]))
    return found


def _with(known: Calendar, days: Mapping[date, DayKind | None]) -> Calendar:
    left = {on: entry for on, entry in known.days.items() if on not in days}
    return Calendar(
        left | {on: CalendarEntry(kind, provisional=False) for on, kind in days.items() if kind is not None}
    )
