"""The calendar of working days: read, edited, and loaded from the government's yearly notice."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import ClassVar, Final
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.command import Actor, Command
from app.errors import FieldChanged
from app.promise_rules import PromiseClock, Rules, rules
from app.service_time import service_day
from app.workdays import Calendar, calendar_of
from db.ids import derived_id
from db.models.calendar import CalendarChange, CalendarDay, DayKind
from db.models.cases import Case, CaseEvent, CaseEventKind, CaseState

__all__ = ["DayKind"]

DECEMBER: Final = 12
_WORDS: Final = {"off": DayKind.OFF, "休": DayKind.OFF, "work": DayKind.WORK, "班": DayKind.WORK}


class NoticeDay(BaseModel):
    """A day of a notice: off, or a weekend day that is worked."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    on: date
    kind: DayKind
    name: str = Field(default="", max_length=40)


def calendar(session: Session) -> Calendar:
    """Read the calendar of a store."""
    rows = session.execute(select(CalendarDay.on, CalendarDay.kind, CalendarDay.provisional))
    return calendar_of((on, kind, provisional) for on, kind, provisional in rows)


def missing_notice(session: Session, now: datetime) -> int | None:
    """Return the year whose notice should be loaded by now, from November on the next one; else None."""
    return calendar(session).missing_notice(service_day(now))


@dataclass(frozen=True, slots=True)
class ProvisionalDue:
    """An open case whose due time counts days that a notice may still make others."""

    case_id: UUID
    customer_id: UUID
    due_at: datetime


def provisional_dues(session: Session) -> list[ProvisionalDue]:
    """Return what open cases owe by working days of a year without notice, what is due first first."""
    known = calendar(session)
    return [
        ProvisionalDue(case.id, case.customer_id, due)
        for case in session.scalars(_WAITING.order_by(Case.answer_due_at, Case.id))
        if (due := case.answer_due_at) is not None
        and known.rests_on_provisional(service_day(case.received_at or case.opened_at), service_day(due))
    ]


class SetCalendarDay(Command):
    """Say what one day is, whatever its weekday; ``kind`` None: its weekday tells again.

    ``seen`` is what was told of it before. Open due times that rest on the calendar follow.
    Raises FieldChanged when somebody changed it meanwhile.
    """

    central_only: ClassVar[bool] = True

    on: date
    kind: DayKind | None
    seen: DayKind | None
    name: str = Field(default="", max_length=40)
    source: str = Field(min_length=1, max_length=200)

    def apply(self, session: Session, by: Actor) -> None:
        row = session.get(CalendarDay, self.on)
        now = row.kind if row else None
        if now not in (self.seen, self.kind):
            raise FieldChanged(field="on", seen=self.seen or "", theirs=now or "", yours=self.kind or "")
        days = {} if self.kind is None else {self.on: NoticeDay(on=self.on, kind=self.kind, name=self.name)}
        _Edit(session, self.id, self.source, self.at, by).write([self.on], days)


class ImportCalendar(Command):
    """Load the notice of a year: it takes the place of all that was told of that year.

    A notice may also name days of December before. Open due times that rest on the calendar follow.
    """

    central_only: ClassVar[bool] = True

    year: int = Field(ge=2000, le=2200)
    days: tuple[NoticeDay, ...] = Field(min_length=1, max_length=366)
    source: str = Field(min_length=1, max_length=200)

    @model_validator(mode="after")
    def _is_of_its_year(self) -> ImportCalendar:
        for day in self.days:
            if day.on.year != self.year and (day.on.year, day.on.month) != (self.year - 1, DECEMBER):
                raise ValueError(f"{day.on} is no day of the notice for {self.year}")
        if len({day.on for day in self.days}) < len(self.days):
            raise ValueError("a day is told of twice")
        return self

    def apply(self, session: Session, by: Actor) -> None:
        load_notice(session, self, by)


def load_notice(session: Session, notice: ImportCalendar, by: Actor | None) -> int:
    """Load a notice, and return how many days it made others. Without ``by`` it is who owns the store."""
    told = select(CalendarDay.on).where(
        CalendarDay.on >= date(notice.year, 1, 1), CalendarDay.on <= date(notice.year, 12, 31)
    )
    days = {day.on: day for day in notice.days}
    edit = _Edit(session, notice.id, notice.source, notice.at, by)
    return edit.write(sorted({*session.scalars(told), *days}), days)


@dataclass(frozen=True)
class _Edit:
    """One edit of the calendar: the days that change, each logged, and the due times that follow."""

    session: Session
    id: UUID
    source: str
    at: datetime
    by: Actor | None

    def write(self, on: Iterable[date], days: Mapping[date, NoticeDay]) -> int:
        """Make these days what ``days`` says of them, and return how many became others."""
        before = due_times(self.session, rules(self.session))
        changed = sum(self._day(one, days.get(one)) for one in on)
        self.session.flush()
        for case_id, due in due_times(self.session, rules(self.session)).items():
            if before.get(case_id, due) != due:
                self._move(case_id, before[case_id], due)
        return changed

    def _day(self, on: date, told: NoticeDay | None) -> bool:
        row = self.session.get(CalendarDay, on)
        was, was_provisional = (row.kind, row.provisional) if row else (None, False)
        became = told.kind if told else None
        if row is not None and told is None:
            self.session.delete(row)
        elif told is not None:
            row = row or CalendarDay(on=on)
            row.kind, row.name, row.source, row.provisional = told.kind, told.name, self.source, False
            self.session.add(row)
        if was is became and not was_provisional:
            return False
        self.session.add(
            CalendarChange(
                id=derived_id("calendar_change", self.id, on),
                on=on,
                was=was,
                became=became,
                was_provisional=was_provisional,
                provisional=False,
                source=self.source,
                at=self.at,
                by_id=self.by.person_id if self.by else None,
            )
        )
        return was is not became

    def _move(self, case_id: UUID, before: datetime, due: datetime) -> None:
        """Let a due time follow; one that was agreed otherwise stays."""
        case = self.session.get_one(Case, case_id, with_for_update={"key_share": True})
        if case.answer_due_at != before:
            return
        case.answer_due_at = due
        self.session.add(
            CaseEvent(
                id=derived_id("calendar_due", self.id, case_id),
                case_id=case_id,
                customer_id=case.customer_id,
                kind=CaseEventKind.NOTED,
                at=self.at,
                who=self.by.name if self.by else "",
                told="",
                note=f"{self.source}：{_last_day(before)} → {_last_day(due)}",
            )
        )


_WAITING: Final = select(Case).where(
    Case.state == CaseState.OPEN, Case.answer_due_at.is_not(None), Case.answered_at.is_(None)
)


def due_times(session: Session, book: Rules) -> dict[UUID, datetime]:
    """Return until when authorities want what they wait for, as some rules and their calendar say."""
    found = {
        case.id: book.due(PromiseClock.AUTHORITY_ANSWER, case.received_at or case.opened_at)
        for case in session.scalars(_WAITING)
    }
    return {case_id: due for case_id, due in found.items() if due is not None}


def _last_day(due: datetime) -> date:
    """Return the day that ends at an instant, or in which it lies."""
    return service_day(due - timedelta(seconds=1))


def read_notice(lines: Iterable[str]) -> list[NoticeDay]:
    """Read a notice as CSV: day, off or work (休 or 班), name; a first line of headings is passed over.

    Raises ValueError, which names the line.
    """
    return list(_notice_days(list(csv.reader(lines))))


def notice_of_file(path: Path, source: str, at: datetime) -> ImportCalendar:
    """Return the command that loads a notice from a CSV file. Raises OSError, ValueError with a sentence."""
    days = read_notice(path.read_text(encoding="utf-8-sig").splitlines())
    year = max((day.on.year for day in days), default=at.year)
    try:
        return ImportCalendar(at=at, year=year, days=tuple(days), source=source)
    except ValidationError as error:
        raise ValueError(error.errors()[0]["msg"]) from error


def _notice_days(rows: Sequence[Sequence[str]]) -> Iterator[NoticeDay]:
    for number, row in enumerate(rows, start=1):
        cells = [cell.strip() for cell in row]
        if not any(cells) or (number == 1 and not cells[0][:1].isdigit()):
            continue
        try:
            on, kind, *name = cells
            yield NoticeDay(on=date.fromisoformat(on), kind=_WORDS[kind.lower()], name="".join(name[:1]))
        except (ValueError, KeyError) as error:
            raise ValueError(f"line {number}: {','.join(cells)} is no day, off or work, name") from error
