"""The persons who work with Ringside: added, changed, disabled and enabled, each with roles.

Passwords are no cell of a list: they are set on a way of their own, past the ledger and every log.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.calls import HUB_PERSON
from app.command import Actor
from app.lists.columns import Choice, Column, Kind, Problem, Values, Why
from app.lists.spec import RETIRED, Group, ListSpec, cells_of
from app.sessions import end_sessions, lock_admins
from db.ids import new_id
from db.models.hub import Credential
from db.models.lists import ListChange
from db.models.people import Person, PersonRole, Role
from db.models.providers import Provider

if TYPE_CHECKING:
    from app.lists.editing import RowEdit, Writing

MAY_SIGN_IN: Final = "may_sign_in"
PASSWORD: Final = "password"  # in the log of changes only
_ROLES: Final = tuple(role.value for role in Role)
_ENDS: Final = frozenset(
    {*_ROLES, RETIRED, "provider_id"}
)  # what one may do: who is signed in signs in again


def _providers(session: Session) -> list[Choice]:
    asked = select(Provider.id, Provider.name, Provider.active).order_by(Provider.name, Provider.code)
    return [Choice(str(id_), name, name, not active) for id_, name, active in session.execute(asked)]


def _check(session: Session, values: Values) -> Iterator[Problem]:
    """Find a login that somebody else has."""
    others = Person.id != UUID(str(values["id"]))
    asked = select(Person.id).where(Person.login == values.get("login"), others)
    if session.execute(asked).first() is not None:
        yield Problem("login", Why.KNOWN)


_OWN: Final = (
    Column("id", Kind.ID, is_key=True),
    Column("login", Kind.CODE, is_fixed=True, longest=60),
    Column("name", longest=60),
    Column("extension", Kind.CODE, is_required=False, longest=20, pattern=r"\d{1,20}"),
    Column("team", is_required=False, longest=60),
    Column("provider_id", Kind.CHOICE, is_required=False, choices=_providers),
)
_PLAIN: Final = ListSpec(
    id="person", group=Group.PEOPLE, model=Person, columns=_OWN, retires="active", check=_check
)


def _read(session: Session, _within: str, _now: datetime) -> Iterator[Values]:
    roles: dict[UUID, set[str]] = {}
    for person_id, role in session.execute(select(PersonRole.person_id, PersonRole.role)):
        roles.setdefault(person_id, set()).add(role.value)
    known = set(session.scalars(select(Credential.person_id)))
    for person in session.scalars(select(Person).where(Person.id != HUB_PERSON).order_by(Person.login)):
        mine = roles.get(person.id, set())
        yield {
            **cells_of(_PLAIN, person),
            **{role: role in mine for role in _ROLES},
            MAY_SIGN_IN: person.active and person.id in known,
        }


def _write(writing: Writing) -> list[Problem]:
    """Write a person and the roles, and end what was signed in with others."""
    from app.lists.editing import write_row  # it knows all lists, and so this one

    admins = lock_admins(writing.session)
    wrong = write_row(replace(writing, spec=_PLAIN, row=_without_roles(writing)))
    if wrong:
        return wrong
    writing.session.flush()
    named = writing.row.says if writing.row.is_new else writing.row.key
    person = writing.session.get_one(Person, UUID(str(named["id"])))
    if person.id == HUB_PERSON:  # the house itself: as it nobody acts
        return [Problem("login", Why.GONE)]
    wrong = [*_set_roles(writing, person)]
    writing.session.flush()
    return wrong or [*_allowed(writing.session, person, admins, writing.row.cells)]


def _without_roles(writing: Writing) -> RowEdit:
    cells = {name: cell for name, cell in writing.row.cells.items() if name in _PLAIN.names}
    return writing.row.model_copy(update={"cells": cells})


def _set_roles(writing: Writing, person: Person) -> Iterator[Problem]:
    """Give and take roles that are still as they were seen; who is signed in with others signs in again."""
    session, cells = writing.session, writing.row.cells
    mine = set(session.scalars(select(PersonRole.role).where(PersonRole.person_id == person.id)))
    for role in Role:
        cell = cells.get(role.value)
        if cell is None or cell.new is (role in mine):
            continue
        if not writing.row.is_new and cell.old is not (role in mine):
            yield Problem(role.value, Why.CHANGED, role in mine)
        elif cell.new:
            session.add(PersonRole(person_id=person.id, role=role))
        else:
            session.execute(
                delete(PersonRole).where(PersonRole.person_id == person.id, PersonRole.role == role)
            )
    if any(name in _ENDS for name in cells):
        end_sessions(session, person.id)


def _allowed(
    session: Session, person: Person, before: Collection[UUID], cells: Collection[str]
) -> Iterator[Problem]:
    """Find what must not be: a provider's person without provider, and a house without administrator."""
    is_of_provider = select(PersonRole.role).where(
        PersonRole.person_id == person.id, PersonRole.role == Role.PROVIDER
    )
    if person.provider_id is None and session.execute(is_of_provider).first() is not None:
        yield Problem("provider_id", Why.REQUIRED)
    if before and not lock_admins(session):
        yield Problem(RETIRED if RETIRED in cells else Role.ADMIN.value, Why.NEEDED)


PERSONS: Final = ListSpec(
    id="person",
    group=Group.PEOPLE,
    model=Person,
    columns=(
        *_OWN,
        *(Column(role, Kind.FLAG, start=False) for role in _ROLES),
        Column(MAY_SIGN_IN, Kind.FLAG, is_required=False, is_shown_only=True),
    ),
    retires="active",
    read=_read,
    write=_write,
)


def log_password(session: Session, person_id: UUID, by: Actor, at: datetime) -> None:
    """Write down that somebody gave a person a password, beside what was changed of that person."""
    session.add(
        ListChange(
            id=new_id(),
            list_id=PERSONS.id,
            row_key=json.dumps([str(person_id)]),
            column=PASSWORD,
            old=None,
            new=None,
            at=at,
            by_id=by.person_id,
        )
    )
