"""To whom a call can be given: colleagues where they sit, with how they stand, and queues."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.floor import AgentNow, AgentState, Queue
from db.models.hub import ExtensionUse
from db.models.people import Person

__all__ = ["AgentState", "Reachable", "reachable"]


@dataclass(frozen=True, slots=True)
class Reachable:
    """Somebody, or a queue, with the number that the PBX rings.

    ``person_id`` is None for a queue, and then ``state`` too; both names are the same for a person. ``since``
    is aware, UTC.
    """

    person_id: UUID | None
    name_zh: str
    name_en: str
    number: str
    state: AgentState | None = None
    since: datetime | None = None


def reachable(session: Session) -> list[Reachable]:
    """Return all who are signed in and sit at a number, by name, then the queues that are one."""
    sits = {use.person_id: use.extension for use in session.scalars(select(ExtensionUse))}
    stands = {row.person_id: row for row in session.scalars(select(AgentNow))}
    persons = session.scalars(select(Person).where(Person.active).order_by(Person.name))
    found = [
        Reachable(one.id, one.name, one.name, number, stands[one.id].state, stands[one.id].since)
        for one in persons
        if (number := sits.get(one.id) or one.extension)
        and one.id in stands
        and stands[one.id].state is not AgentState.LOGGED_OUT
    ]
    queues = session.scalars(select(Queue).where(Queue.retired_at.is_(None)).order_by(Queue.position))
    return found + [
        Reachable(None, one.name_zh, one.name_en, one.name) for one in queues if one.name.isdecimal()
    ]
