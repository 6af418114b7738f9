"""A real hub before a fresh PostgreSQL, and desks with a line each that a test can cut."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Condition
from typing import Any
from urllib.parse import urlsplit

import pytest
from argon2 import PasswordHasher
from sqlalchemy import create_engine, insert, select

from app.command import Actor
from app.hub.store_admin import own_restored
from app.sync.client import HubClient
from app.sync.desk import SyncedDesk
from app.sync.facts import CURSOR, DESK_ID, enter, fact
from app.sync.pace import Pace
from app.sync.state import SyncKind, SyncState
from app.telephony.line import Line
from app.wire import SignIn
from db.models.base import Base
from db.models.hub import Credential
from db.models.people import Role
from db.store import Store, open_cache, open_central
from tests.hub.serving import HubAtWork, serve
from tests.postgres import PostgresServer
from tests.rows import PERSONS
from tests.stores import KEY
from tests.sync.proxy import Proxy

PASSWORD = "a password of the tests"
QUICK = Pace(
    again_s=0.02, longest_s=0.3, silent_s=2.5, poll_s=0.2, gather_s=0.01, answer_s=1.5, refused_s=0.2
)
LONGEST_S = 120.0


class House:
    """A hub that is started and stopped, and its store. Its clock is put forward by ``ahead``.

    ``line`` is its phone line from the next start on; ``look_s`` how often it looks at the floor.
    """

    def __init__(self, server: PostgresServer, template: str) -> None:
        self._server = server
        self.url = server.create_database(template)
        self.store = open_central(self.url)
        self.ahead = timedelta(0)
        self.line: Line | None = None
        self.look_s: float | None = None
        self.proxies: list[Proxy] = []
        self._running = ExitStack()
        self.inside: HubAtWork

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def start(self) -> None:
        self.inside = self._running.enter_context(serve(self.store, self.now, self.line, look_s=self.look_s))
        for proxy in self.proxies:
            proxy.port = self.port
            proxy.mend()

    def stop(self) -> None:
        """Stop as a machine does: lines end at once, a server alone would wait for its streams."""
        for proxy in self.proxies:
            proxy.cut()
        self._running.close()

    @property
    def port(self) -> int:
        return urlsplit(self.inside.url).port or 0

    def proxy(self) -> Proxy:
        self.proxies.append(Proxy(self.port))
        return self.proxies[-1]

    def dump(self) -> str:
        """Copy the store of a hub that is stopped; return where the copy is."""
        self.store.close()
        copy = self._server.create_database(self.url)
        self.store = open_central(self.url)
        return copy

    def restore(self, copy: str) -> None:
        """Let the hub, which is stopped, work on a copy of its store that somebody owns to have restored."""
        engine = create_engine(copy)
        own_restored(engine)
        engine.dispose()
        self._move_to(copy)

    def _move_to(self, url: str) -> None:
        """Let the hub, which is stopped, work on another store."""
        self.store.close()
        self._server.drop_database(self.url)
        self.url, self.store = url, open_central(url)

    def close(self) -> None:
        self.stop()
        for proxy in self.proxies:
            proxy.close()
        self.store.close()
        self._server.drop_database(self.url)

    def rows(self, model: type[Base], *where: Any) -> list[Any]:
        with self.store.read() as session:
            return list(session.scalars(select(model).where(*where)))


class Seated:
    """One person's desk with its line, and what it told."""

    def __init__(self, house: House, cache: Store, role: Role) -> None:
        self.house, self.store, self.role = house, cache, role
        self.proxy = house.proxy()
        self.client = HubClient(self.proxy.url)
        self.told: list[SyncState] = []
        self._news = Condition()
        self.desk = self._sit_down()

    def _sit_down(self) -> SyncedDesk:
        found = self.client.sign_in(self._who())
        with self.store.write() as session:
            enter(session, found)
        desk = SyncedDesk(
            self.store, self.client, Actor(found.person_id, found.name, found.roles), pace=QUICK
        )
        desk.listen(self._tell)
        desk.changed(lambda _keys: self._wake())
        return desk

    def sign_in_again(self) -> None:
        self.desk.signed_in(self.client.sign_in(self._who()))

    def _who(self) -> SignIn:
        with self.store.read() as session:
            return SignIn(login=self.role.value, password=PASSWORD, desk_id=fact(session, DESK_ID))

    def _tell(self, state: SyncState) -> None:
        self.told.append(state)
        self._wake()

    def _wake(self) -> None:
        with self._news:
            self._news.notify_all()

    @property
    def state(self) -> SyncState:
        return self.told[-1]

    def until(self, true: Callable[[], bool]) -> None:
        """Wait until this holds, looking whenever the desk tells something, and now and then."""
        with self._news:
            for _look in range(int(LONGEST_S / 0.05)):
                if true():
                    return
                self._news.wait(0.05)
        raise AssertionError(f"never: {self.told[-5:]}")

    def until_kind(self, kind: SyncKind) -> None:
        self.until(lambda: self.state.kind is kind)

    def until_in_step(self) -> None:
        self.until(lambda: self.state.kind is SyncKind.IN_STEP and not self.state.unsent)

    def is_filled(self) -> bool:
        """Tell whether the first fill is over: only then it keeps where it listens on."""
        with self.store.read() as session:
            return fact(session, CURSOR) is not None

    def rows(self, model: type[Base], *where: Any) -> list[Any]:
        with self.store.read() as session:
            return list(session.scalars(select(model).where(*where)))


@pytest.fixture(scope="session")
def house_template(postgres_server: PostgresServer, central_work: str) -> str:
    """A central store with work in hand where everybody has the same password."""
    url = postgres_server.create_database(central_work)
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)  # each test signs in
    values = {"password_hash": quick.hash(PASSWORD), "changed_at": datetime.now(UTC), "failures": 0}
    store = open_central(url)
    with store.write() as session:
        session.execute(insert(Credential), [{"person_id": one, **values} for one in PERSONS.values()])
    store.close()
    return url


@pytest.fixture
def house(postgres_server: PostgresServer, house_template: str) -> Iterator[House]:
    found = House(postgres_server, house_template)
    found.start()
    yield found
    found.close()


Sit = Callable[..., Seated]


@pytest.fixture
def sit(house: House, cache_template: Path, tmp_path: Path) -> Iterator[Sit]:
    """Seat people at desks; ``start=False`` leaves the traffic off."""
    seated: list[Seated] = []

    def fresh(role: Role = Role.AGENT, *, start: bool = True) -> Seated:
        cache = open_cache(shutil.copyfile(cache_template, tmp_path / f"desk-{len(seated)}.db"), KEY)
        one = Seated(house, cache, role)
        seated.append(one)
        if start:
            one.desk.start()
            one.until(one.is_filled)
        return one

    yield fresh
    for one in seated:
        one.desk.stop()
        one.store.close()
