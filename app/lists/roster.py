"""The roster as a list: who works when, written or pasted by who oversees the floor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.command import OVERSEEING
from app.lists.columns import Choice, Column, Kind, Problem, Values, Why
from app.lists.own import GONE, read_own, write_or_remove
from app.lists.spec import Group, ListSpec
from app.roster import work_of
from app.service_time import service_day
from db.models.people import Person
from db.models.roster import RosterShift

BACK: Final = timedelta(days=7)  # so far back the grid shows what was
NO_TEAM: Final = "-"


def persons(session: Session) -> list[Choice]:
    """Return who works here, told apart by the login where two have one name."""
    asked = select(Person.id, Person.name, Person.login, Person.active).where(Person.provider_id.is_(None))
    found = session.execute(asked.order_by(Person.name, Person.login)).all()
    often = Counter(name for _, name, _, _ in found)
    return [
        Choice(str(id_), told, told, not active)
        for id_, name, login, active in found
        for told in [name if often[name] == 1 else f"{name} ({login})"]
    ]


def _teams(session: Session) -> list[Choice]:
    teams = session.scalars(select(Person.team).where(Person.active).distinct().order_by(Person.team))
    return [Choice(team or NO_TEAM, team or NO_TEAM, team or NO_TEAM) for team in teams]


def _of_team(asked: Select[Any], team: str) -> Select[Any]:
    persons = select(Person.id).where(Person.team == ("" if team == NO_TEAM else team))
    return asked.where(RosterShift.person_id.in_(persons))


def _read(session: Session, within: str, now: datetime) -> Iterator[Values]:
    """Return the shifts of a team from a week ago on, day by day."""
    rows = read_own(session, ROSTER, within, None, RosterShift.on >= service_day(now) - BACK)
    return iter(sorted(rows, key=lambda row: (str(row["on"]), row["begins_min"], str(row["person_id"]))))


def _check(session: Session, values: Values) -> Iterator[Problem]:
    """Find a shift without length, and one in which the person works already."""
    if values["begins_min"] == values["ends_min"]:
        yield Problem("ends_min", Why.ENDS_FIRST)
        return
    on = datetime.fromisoformat(str(values["on"])).date()
    begins_at, ends_at = work_of(on, int(values["begins_min"] or 0), int(values["ends_min"] or 0))
    about = select(RosterShift).where(  # a night of the day before may go on, and this one into the next day
        RosterShift.id != UUID(str(values["id"])),
        RosterShift.person_id == UUID(str(values["person_id"])),
        RosterShift.on.between(on - timedelta(days=1), on + timedelta(days=1)),
    )
    for other in session.scalars(about.order_by(RosterShift.on, RosterShift.begins_min)):
        other_begins, other_ends = work_of(other.on, other.begins_min, other.ends_min)
        if begins_at < other_ends and other_begins < ends_at:
            words = f"{_clock(other.begins_min)}–{_clock(other.ends_min)}"
            yield Problem("begins_min", Why.OVERLAPS, words)
            return


def _clock(minute: int) -> str:
    return f"{minute // 60 % 24:02}:{minute % 60:02}"


ROSTER: Final = ListSpec(
    id="roster",
    group=Group.PEOPLE,
    model=RosterShift,
    columns=(
        Column("id", Kind.ID, is_key=True),
        Column("person_id", Kind.CHOICE, is_fixed=True, choices=persons),
        Column("on", Kind.DAY),
        Column("begins_min", Kind.CLOCK, start=8 * 60 + 30),
        Column("ends_min", Kind.CLOCK, start=17 * 60 + 30),
        Column("note", is_required=False, longest=80),
    ),
    retires=GONE,
    may_edit=OVERSEEING,
    check=_check,
    read=_read,
    write=write_or_remove,
    scopes=_teams,
    within=_of_team,
)
