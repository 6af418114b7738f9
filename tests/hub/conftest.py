"""A real hub for the tests: uvicorn on the loopback, in a thread, before a fresh PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import insert
from sqlalchemy.orm import Session

from db.models.hub import Credential
from db.models.people import Role
from db.store import Store, open_central
from tests.hub.caller import Caller
from tests.hub.serving import HubAtWork, serve
from tests.postgres import PostgresServer
from tests.rows import PERSONS
from tests.stores import central_copy

PASSWORD = "correct horse"


class Clock:
    """The hub's clock, which a test puts forward."""

    def __init__(self) -> None:
        self.ahead = timedelta(0)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def kept_password() -> str:
    """The hash says how much work it is; little, because every test signs in."""
    return PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(PASSWORD)


@pytest.fixture(scope="session")
def hub_template(postgres_server: PostgresServer, central_work: str, kept_password: str) -> str:
    """The URL of a database with work in hand, where everybody has the same password; copy it."""
    url = postgres_server.create_database(central_work)
    with closing(open_central(url)) as store, store.write() as session:
        give_passwords(session, kept_password)
    return url


@pytest.fixture
def hub_store(postgres_server: PostgresServer, hub_template: str) -> Iterator[Store]:
    """A central store with work in hand, where everybody has the same password."""
    with central_copy(postgres_server, hub_template) as store:
        yield store


def give_passwords(session: Session, kept_password: str) -> None:
    """Give everybody of the base rows a password."""
    values = {"password_hash": kept_password, "changed_at": datetime.now(UTC), "failures": 0}
    session.execute(insert(Credential), [{"person_id": one, **values} for one in PERSONS.values()])


@pytest.fixture
def hub(hub_store: Store, clock: Clock) -> Iterator[HubAtWork]:
    with serve(hub_store, clock) as at_work:
        yield at_work


@pytest.fixture
def agent(hub: HubAtWork) -> Iterator[Caller]:
    with signed_in(hub, Role.AGENT) as caller:
        yield caller


def signed_in(hub: HubAtWork, role: Role, extension: str = "") -> Caller:
    """Return somebody of the base rows who is signed in at a desk of their own."""
    caller = Caller(hub.url)
    caller.sign_in(role.value, PASSWORD, extension)
    return caller
