"""The store of a profile that has no hub: opened, and furnished at the first time."""

from __future__ import annotations

import getpass
import secrets
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.command import Actor
from app.demo.world_catalogue import insert_reference
from app.keys import store_key
from app.new_store import DESK_NUMBERS, FIRST_DESK_NUMBER, actor_of, insert_rules, name_store
from app.profile import STORE_NAME, key_name, make_folder
from db.ids import new_id
from db.models.ledger import StoreFact
from db.models.people import Person, PersonRole, Role
from db.store import Store, open_embedded


def open_profile(folder: Path) -> tuple[Store, Actor]:
    """Open the store of a profile, making both at the first time; return it with who sits there.

    Only ``ringside.db`` is ever opened, and only with its key: a demo's plain file is not.
    Raises: StoreProblem; NoKeyring when there is no safe place for the key.
    """
    path = folder / STORE_NAME
    is_new = not path.exists()
    make_folder(folder)
    store = open_embedded(path, store_key(key_name(folder), create=is_new), create=is_new)
    try:
        with store.write() as session:
            if session.get(StoreFact, "store_id") is None:
                _furnish(session)
            else:
                insert_rules(session.connection())  # those that came after the store was made
            return store, actor_of(session, session.scalars(select(Person.id)).one())
    except BaseException:
        store.close()
        raise


def _furnish(session: Session) -> None:
    """Put into a new store what it needs before the first call: reference data, its person, its number."""
    insert_reference(session.connection())
    login = _login()
    person = Person(id=new_id(), login=login, name=login, extension="", team="", active=True)
    session.add(person)
    session.flush()  # there is no relationship by which the session would know who comes first
    session.add_all(PersonRole(person_id=person.id, role=role) for role in Role)
    name_store(session, FIRST_DESK_NUMBER + secrets.randbelow(DESK_NUMBERS))


def _login() -> str:
    """Return who is signed in to this PC; a container may know its user by a bare number only."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "agent"
