"""What every store of a desk needs beside its rows: a folder, a name, and somebody who decides."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from app.command import Actor
from app.messages.seeding import insert_message_rules
from app.standing_codes import insert_codes
from app.standing_followups import insert_follow_up_rules
from app.standing_knowledge import insert_knowledge
from app.standing_rules import insert_promise_rules
from app.standing_thresholds import insert_thresholds
from app.standing_warranty import insert_warranty
from db.ids import new_id
from db.models.ledger import StoreFact
from db.models.people import Person, PersonRole

FIRST_DESK_NUMBER, DESK_NUMBERS = 9000, 1000  # those that a store may draw by itself


def insert_rules(connection: Connection) -> None:
    """Write the rules and codes of every store where they are not there yet, also in an older store."""
    insert_codes(connection)
    insert_promise_rules(connection)
    insert_follow_up_rules(connection)
    insert_message_rules(connection)
    insert_warranty(connection)
    insert_knowledge(connection)
    insert_thresholds(connection)


def actor_of(session: Session, person_id: UUID) -> Actor:
    """Return the person as the one who decides, with all their roles."""
    person = session.get_one(Person, person_id)
    roles = session.scalars(select(PersonRole.role).where(PersonRole.person_id == person_id))
    return Actor(person.id, person.name, frozenset(roles))


def name_store(session: Session, desk_number: int) -> None:
    """Give a new store its id and the number that its orders carry."""
    facts = {"store_id": str(new_id()), "desk_number": str(desk_number)}
    session.add_all(StoreFact(name=name, value=value) for name, value in facts.items())
