"""The person as whom the house itself decides: what a hub's line tells, and what the clock demands."""

from __future__ import annotations

from contextlib import suppress
from typing import Final

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.calls import HUB_PERSON
from app.command import Actor
from db.models.people import Person, Role

HUB: Final = Actor(HUB_PERSON, "hub", frozenset({Role.SUPERVISOR}))


def be_a_person(session: Session) -> None:
    """Enter the house itself as a person, who decides and never signs in, unless it is there."""
    if session.get(Person, HUB.person_id) is None:
        with suppress(IntegrityError), session.begin_nested():  # another connection may be quicker
            session.add(
                Person(id=HUB.person_id, login="hub", name="hub", extension="", team="", active=False)
            )
            session.flush()
