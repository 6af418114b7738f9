"""Every page opens under a window manager, on a PC's own store and before a hub's, and nothing warns."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime

import pytest
from argon2 import PasswordHasher
from sqlalchemy import create_engine

from app.demo.world import build_world
from db import schema
from db.models.hub import Credential
from db.models.people import Person, PersonRole, Role
from db.store import Store, open_central
from tests.display.screen import Child, Screen
from tests.hub.serving import HubAtWork, serve
from tests.postgres import PostgresServer
from tests.rows import add, uid

NOTHING = {"never": [], "blank": [], "warned": []}
PASSWORD = "a-password-of-the-tests"


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def hub(postgres_server: PostgresServer) -> Iterator[HubAtWork]:
    """A hub before a small service world, where ``everyone`` has every role but a provider's."""
    url = postgres_server.create_database()
    engine = create_engine(url)
    with engine.begin() as connection:
        schema.upgrade(connection)
        build_world(connection, 11, 100, now=now())
    engine.dispose()
    with closing(open_central(url)) as store, serve(store, now) as hub:
        add_everyone(store)
        yield hub
    postgres_server.drop_database(url)


def add_everyone(store: Store) -> None:
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    person = uid(0x7001)
    with store.write() as session:
        add(session, Person(id=person, login="everyone", name="周敏", extension="", team="", active=True))
        roles = [PersonRole(person_id=person, role=role) for role in set(Role) - {Role.PROVIDER}]
        credential = Credential(person_id=person, password_hash=quick, changed_at=now(), failures=0)
        add(session, *roles, credential)


def test_every_page_opens_on_a_store_of_its_own(screen: Screen) -> None:
    with Child(screen, "tests.display.pages") as desk:
        assert desk.line("alone") == NOTHING


def test_every_page_opens_before_a_hub(screen: Screen, hub: HubAtWork) -> None:
    with Child(screen, "tests.display.pages") as desk:
        assert desk.line(f"{hub.url} everyone {PASSWORD}") == NOTHING
