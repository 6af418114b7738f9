"""Who works in a simulated branch: agents in two shifts, their supervisors, and what they do by the hour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.command import Actor
from app.service_time import ZONE
from db.models.people import Person, PersonRole, Role

OPENS, CHANGES, CLOSES = time(8), time(14, 30), time(21)


@dataclass(frozen=True, slots=True)
class People:
    """Two shifts of agents, and who oversees them."""

    early: tuple[Actor, ...]
    late: tuple[Actor, ...]
    supervisor: Actor

    def on_duty(self, now: datetime) -> tuple[Actor, ...]:
        """Return who sits at the desks at an instant; at night nobody."""
        at = now.astimezone(ZONE).time()
        if not OPENS <= at < CLOSES:
            return ()
        return self.early if at < CHANGES else self.late

    def everybody(self) -> tuple[Actor, ...]:
        return self.early + self.late


def people_of(session: Session, most: int) -> People:
    """Return the people of a demo's store: agents in halves, and the first supervisor."""
    agents = _with_role(session, Role.AGENT)
    supervisor = _with_role(session, Role.SUPERVISOR)[0]
    floor = [one for one in agents if one.person_id != supervisor.person_id][:most]
    half = len(floor) // 2
    return People(tuple(floor[:half]), tuple(floor[half:]), supervisor)


def _with_role(session: Session, role: Role) -> Sequence[Actor]:
    rows = session.execute(
        select(Person.id, Person.name)
        .join(PersonRole, PersonRole.person_id == Person.id)
        .where(PersonRole.role == role, Person.active)
        .order_by(Person.login)
    )
    return [Actor(person_id, name, frozenset({role})) for person_id, name in rows]
