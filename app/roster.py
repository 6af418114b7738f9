"""Who should be at work when: shifts as instants."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.service_time import ZONE, service_day
from db.models.people import Person, PersonRole, Role
from db.models.roster import RosterShift

DAYS_AHEAD = 14
_TAKES_CALLS: Final = select(PersonRole.person_id).where(PersonRole.role.in_([Role.AGENT, Role.SUPERVISOR]))


@dataclass(frozen=True, slots=True)
class ShiftLine:
    """One shift of one person. Time zone: instants are aware, UTC."""

    person_id: UUID
    name: str
    team: str
    begins_at: datetime
    ends_at: datetime
    note: str

    def is_on(self, now: datetime) -> bool:
        return self.begins_at <= now < self.ends_at


def my_shifts(session: Session, person_id: UUID, now: datetime) -> list[ShiftLine]:
    """Return the shifts of a person that are not over at an aware instant, for two weeks, soonest first."""
    found = _shifts(session, now, DAYS_AHEAD, RosterShift.person_id == person_id)
    return [line for line in found if line.ends_at > now]


def shifts_about(session: Session, now: datetime) -> list[ShiftLine]:
    """Return the shifts of yesterday and of the day of an aware instant, of who takes calls, soonest first.

    Who works at something else stands nowhere on the floor, and is not missed there.
    """
    return _shifts(session, now, 0, Person.active, Person.id.in_(_TAKES_CALLS))


def _shifts(session: Session, now: datetime, days: int, *where: object) -> list[ShiftLine]:
    """Read shifts of the day before, whose night may not be over, to so many days ahead."""
    today = service_day(now)
    asked = (
        select(RosterShift, Person.name, Person.team)
        .join(Person, Person.id == RosterShift.person_id)
        .where(RosterShift.on >= today - timedelta(days=1), RosterShift.on <= today + timedelta(days=days))
        .where(*where)  # type: ignore[arg-type]
    )
    lines = [_line(row, name, team) for row, name, team in session.execute(asked)]
    return sorted(lines, key=lambda line: (line.begins_at, line.name, line.person_id.hex))


def work_of(on: date, begins_min: int, ends_min: int) -> tuple[datetime, datetime]:
    """Return when work of a day begins and ends, which may be on the next day. Time zone: aware, UTC."""
    day = datetime.combine(on, time(0), ZONE)
    return _at(day, begins_min), _at(day + timedelta(days=ends_min <= begins_min), ends_min)


def _line(row: RosterShift, name: str, team: str) -> ShiftLine:
    begins_at, ends_at = work_of(row.on, row.begins_min, row.ends_min)
    return ShiftLine(
        person_id=row.person_id,
        name=name,
        team=team,
        begins_at=begins_at,
        ends_at=ends_at,
        note=row.note,
    )


def _at(day: datetime, minute: int) -> datetime:
    """Return the instant at which the clock of the service shows a minute of a day."""
    return day.replace(hour=minute // 60 % 24, minute=minute % 60).astimezone(UTC)
