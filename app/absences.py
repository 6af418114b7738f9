"""Who is there: absences with a deputy, and the person who is told or takes over in somebody's place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pydantic import AwareDatetime, model_validator
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from app.command import OVERSEEING, Actor, Command, look_up, require_own
from app.errors import PersonAway
from db.models.clocks import Absence, EscalationTo
from db.models.people import Person, PersonRole, Role

# Who can own an order or a case.
WORKING = frozenset({Role.AGENT, Role.SUPERVISOR, Role.DISPATCHER, Role.ADMIN})
_MOST_DEPUTIES = 5


class SetAbsence(Command):
    """Say when somebody is not there and who stands in; the same absence again is changed.

    Raises: NotFound; NotAllowed for the absence of a colleague, unless one oversees; PersonAway for a deputy
    who does not work here any more.
    """

    absence_id: UUID
    person_id: UUID
    first_at: AwareDatetime
    until_at: AwareDatetime
    deputy_id: UUID | None = None

    @model_validator(mode="after")
    def _is_a_time_of_its_own(self) -> SetAbsence:
        if self.until_at < self.first_at:
            raise ValueError("an absence ends after it begins")
        if self.deputy_id == self.person_id:
            raise ValueError("nobody stands in for themselves")
        return self

    def apply(self, session: Session, by: Actor) -> None:
        require_own(self.person_id, by, or_roles=OVERSEEING)
        look_up(session, Person, self.person_id)
        if self.deputy_id is not None:
            _require_working(session, look_up(session, Person, self.deputy_id))
        row = session.get(Absence, self.absence_id, with_for_update=True)
        if row is None:
            row = Absence(id=self.absence_id, person_id=self.person_id)
            session.add(row)
        require_own(row.person_id, by, or_roles=OVERSEEING)
        row.first_at, row.until_at, row.deputy_id = self.first_at, self.until_at, self.deputy_id


@dataclass(frozen=True, slots=True)
class AwayLine:
    """An absence that is not over. ``deputy`` is empty where nobody stands in. Time zone: aware, UTC."""

    absence_id: UUID
    person_id: UUID
    name: str
    team: str
    first_at: datetime
    until_at: datetime
    deputy_id: UUID | None
    deputy: str


def absences_from(session: Session, now: datetime) -> list[AwayLine]:
    """Return who is away at an aware instant or will be, who goes first before the others."""
    deputy = aliased(Person)
    found = session.execute(
        select(
            Absence.id,
            Absence.person_id,
            Person.name,
            Person.team,
            Absence.first_at,
            Absence.until_at,
            Absence.deputy_id,
            func.coalesce(deputy.name, ""),
        )
        .join(Person, Person.id == Absence.person_id)
        .outerjoin(deputy, deputy.id == Absence.deputy_id)
        .where(Absence.until_at > now)
        .order_by(Absence.first_at, Absence.id)
    )
    return [AwayLine(*row) for row in found]


def away_at(at: datetime) -> Select[UUID]:
    """Return what asks for the persons who are away at an aware instant."""
    return select(Absence.person_id).where(Absence.first_at <= at, Absence.until_at > at)


def stand_in(session: Session, person_id: UUID, at: datetime) -> Person:
    """Return the person, or who stands in while they are away.

    Raises: NotFound; PersonAway for one who does not work here any more, or is away without a deputy.
    """
    person = look_up(session, Person, person_id)
    asked = {person_id}
    for _ in range(_MOST_DEPUTIES):
        _require_working(session, person)
        absence = _absence(session, person.id, at)
        if absence is None:
            return person
        if absence.deputy_id is None or absence.deputy_id in asked:
            break
        asked.add(absence.deputy_id)
        person = look_up(session, Person, absence.deputy_id)
    raise PersonAway(name=person.name)


def who_is_told(session: Session, tells: EscalationTo, owner_id: UUID | None, at: datetime) -> Person | None:
    """Return the person of a step of the ladder, by name: who is there, the nearest to the owner first.

    Nobody is left untold while anybody works here: behind the role that is asked for stand the wider ones.
    """
    owner = session.get(Person, owner_id) if owner_id is not None else None
    if tells is EscalationTo.OWNER and owner is not None:
        found = _there(session, [owner], at)
        if found is not None:
            return found
    wider = [Role(tells.value)] if tells is not EscalationTo.OWNER else []
    team = owner.team if owner is not None else ""
    for role in (*wider, Role.SUPERVISOR, Role.DISPATCHER, Role.ADMIN):
        found = _there(session, _with_role(session, role, team), at)
        if found is not None:
            return found
    return owner


def _with_role(session: Session, role: Role, team: str) -> list[Person]:
    """Return those who have a role, of the team before the others."""
    having = select(PersonRole.person_id).where(PersonRole.role == role)
    found = session.scalars(select(Person).where(Person.active, Person.id.in_(having)).order_by(Person.login))
    return sorted(found, key=lambda one: one.team != team)


def _there(session: Session, persons: Iterable[Person], at: datetime) -> Person | None:
    for person in persons:
        try:
            return stand_in(session, person.id, at)
        except PersonAway:
            continue
    return None


def _absence(session: Session, person_id: UUID, at: datetime) -> Absence | None:
    """Return the absence that somebody is in; of several the one that ends last."""
    return session.scalars(
        select(Absence)
        .where(Absence.person_id == person_id, Absence.first_at <= at, Absence.until_at > at)
        .order_by(Absence.until_at.desc(), Absence.id)
        .limit(1)
    ).first()


def _require_working(session: Session, person: Person) -> None:
    having = select(PersonRole.role).where(PersonRole.person_id == person.id)
    if not person.active or WORKING.isdisjoint(session.scalars(having)):
        raise PersonAway(name=person.name)
