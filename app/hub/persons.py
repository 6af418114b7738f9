"""The persons who may sign in at the hub, as who owns the store keeps them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.calls import HUB_PERSON
from app.hub.passwords import hash_password
from app.hub.problems import HubProblem
from app.sessions import end_sessions
from app.wire import LONGEST_PASSWORD, SHORTEST_PASSWORD
from db.ids import new_id
from db.models.hub import Credential
from db.models.people import Person, PersonRole, Role


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person as a list shows it."""

    login: str
    name: str
    extension: str
    roles: tuple[Role, ...]
    active: bool
    may_sign_in: bool


def add_person(
    session: Session,
    login: str,
    password: str,
    roles: Iterable[Role],
    *,
    name: str = "",
    extension: str = "",
    team: str = "",
    now: datetime,
) -> None:
    """Let somebody sign in. Raises HubProblem."""
    if not login or login != login.strip():
        raise HubProblem("A login has at least one character and no space around it.")
    if session.scalar(select(Person.id).where(Person.login == login)) is not None:
        raise HubProblem(f"There is a person {login} already. A new password: ringside person passwd")
    person = Person(id=new_id(), login=login, name=name or login, extension=extension, team=team, active=True)
    session.add(person)
    session.flush()
    _set_roles(session, person, roles)
    _set_password(session, person, password, now)


def set_password(session: Session, login: str, password: str, now: datetime) -> None:
    """Give a person a new password, open a closed sign-in, end what is signed in. Raises HubProblem."""
    person = _person(session, login)
    _set_password(session, person, password, now)
    end_sessions(session, person.id)


def disable_person(session: Session, login: str) -> None:
    """Let a person sign in no more, and end what is signed in. Raises HubProblem."""
    person = _person(session, login)
    person.active = False
    end_sessions(session, person.id)


def enable_person(session: Session, login: str) -> None:
    """Let a person who was disabled sign in again, with the same password. Raises HubProblem."""
    _person(session, login).active = True


def change_roles(session: Session, login: str, roles: Iterable[Role]) -> None:
    """Give a person these roles and no others, and end what is signed in. Raises HubProblem."""
    person = _person(session, login)
    session.execute(delete(PersonRole).where(PersonRole.person_id == person.id))
    _set_roles(session, person, roles)
    end_sessions(session, person.id)


def list_persons(session: Session) -> list[PersonLine]:
    """Return everybody by login; the house itself is nobody who signs in."""
    roles: dict[object, list[Role]] = {}
    for row in session.scalars(select(PersonRole).order_by(PersonRole.role)):
        roles.setdefault(row.person_id, []).append(row.role)
    found = session.execute(
        select(Person, Credential.person_id)
        .join(Credential, isouter=True)
        .where(Person.id != HUB_PERSON)
        .order_by(Person.login)
    )
    return [
        PersonLine(
            person.login,
            person.name,
            person.extension,
            tuple(roles.get(person.id, ())),
            person.active,
            may_sign_in=person.active and credential is not None,
        )
        for person, credential in found
    ]


def somebody_may_sign_in(session: Session) -> bool:
    """Tell whether any active person has a password."""
    active = select(Credential.person_id).join(Person).where(Person.active).limit(1)
    return session.scalar(active) is not None


def check_password(password: str) -> None:
    """Raises HubProblem when nobody should have such a password."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise HubProblem(f"A password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD:,} characters.")


def _person(session: Session, login: str) -> Person:
    person = session.scalar(select(Person).where(Person.login == login).with_for_update())
    if person is None:
        raise HubProblem(f"There is no person {login}. Who there is: ringside person list")
    return person


def _set_roles(session: Session, person: Person, roles: Iterable[Role]) -> None:
    session.add_all(PersonRole(person_id=person.id, role=role) for role in sorted(set(roles)))


def _set_password(session: Session, person: Person, password: str, now: datetime) -> None:
    check_password(password)
    keep_password(session, person, hash_password(password), now)


def keep_password(session: Session, person: Person, kept: str, now: datetime) -> None:
    """Keep the hash of a password, and open a sign-in that was closed."""
    values = {"password_hash": kept, "changed_at": now, "failures": 0, "locked_until": None}
    session.execute(
        insert(Credential)
        .values(person_id=person.id, **values)
        .on_conflict_do_update(index_elements=["person_id"], set_=values)
    )
