"""The law of keeping in step: whatever happens in between, at rest every desk holds what the centre has.

No network: the wire is cut where it could be, before a batch is sent, after the centre has taken a part of
it, before the answer comes, between reading bundles and taking them.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.commands import decide
from app.errors import DomainError
from app.sync import outbox, rebase
from app.sync.outbox import Sending
from app.wire import Bundle, Decided
from db.feed import RULES, customer_key
from db.models.ledger import AppliedCommand, OutcomeState
from db.models.outbox import OutboxCommand
from db.models.people import Role
from db.store import Store, open_cache, open_central, open_embedded
from tests.app.play import any_command, ledger_of
from tests.postgres import PostgresServer
from tests.rows import NOW, actor, add_work, everything, uid
from tests.stores import KEY
from tests.sync.centre import Centre, LocalDesk, copied

Choose = Callable[[Any], Any]

ROLES = (Role.AGENT, Role.SUPERVISOR, Role.DISPATCHER)  # a dispatcher's calls are refused by the centre alone
EXAMPLES = 10
STRANGERS = tuple(customer_key(uid(number)) for number in (0xA31, 0xA32))


@dataclass
class Floor:
    """A centre, its desks, and what is on its way between them."""

    centre: Centre
    desks: list[LocalDesk]
    choose: Choose
    server: PostgresServer
    url: str
    begun: str  # a dump of the beginning
    dumped: str
    answers: list[tuple[LocalDesk, list[Decided]]] = field(default_factory=list)
    fetched: list[tuple[LocalDesk, list[Bundle]]] = field(default_factory=list)
    made: int = 0

    def step(self) -> None:
        self.choose(STEPS)(self, self.choose(self.desks))

    def decide(self, desk: LocalDesk) -> None:
        self.made += 1
        at = NOW + timedelta(seconds=self.made)
        with suppress(DomainError):
            desk.do(any_command(self.choose, uid(0xE00 + self.made), at), wait=timedelta(seconds=20))

    def push(self, desk: LocalDesk) -> None:
        desk.push(limit=self.choose((1, 2, 100)))

    def send_and_lose(self, desk: LocalDesk) -> None:
        """Cut the wire after the centre has taken a part; the answer may come later, or never."""
        desk.meet()
        batch = desk.batch()
        self.answers.append((desk, desk.send(batch[: self.choose(range(len(batch) + 1))])))

    def answer_late(self, _desk: LocalDesk) -> None:
        if self.answers:
            desk, decided = self.answers.pop(0)
            desk.settle(decided)

    def pull_one(self, desk: LocalDesk) -> None:
        desk.pull(self.choose(sorted(desk.held() | desk.touched() | set(STRANGERS))))

    def pull_what_changed(self, desk: LocalDesk) -> None:
        desk.pull_what_changed()

    def fetch(self, desk: LocalDesk) -> None:
        """Read bundles at the centre; other things happen before they are taken."""
        desk.meet()
        if all(desk is not other for other, _ in self.fetched):  # a desk fetches one thing at a time
            wanted = sorted(desk.held() | desk.touched())
            with desk.store.read() as session:
                keys = rebase.keys_to_fetch(session, [self.choose(wanted)])
            self.fetched.append((desk, self.centre.read(desk.desk_id, keys)))

    def take_late(self, _desk: LocalDesk) -> None:
        if self.fetched:
            desk, bundles = self.fetched.pop(0)
            with suppress(rebase.FetchMore):
                desk.take(bundles)
            desk.pull(*(bundle.key for bundle in bundles))  # what changed after it was read

    def mend(self, desk: LocalDesk) -> None:
        with desk.store.write() as session:
            waiting = outbox.attention(session)
            if waiting:
                one = self.choose(waiting)
                with suppress(DomainError):
                    outbox.mend(session, one.n, one.command, desk.by, self.centre.now + timedelta(seconds=20))

    def withdraw(self, desk: LocalDesk) -> None:
        with desk.store.write() as session:
            waiting = outbox.attention(session)
            if waiting:
                outbox.withdraw(session, self.choose(waiting).n)

    def restart(self, desk: LocalDesk) -> None:
        self.answers = [one for one in self.answers if one[0] is not desk]
        self.fetched = [one for one in self.fetched if one[0] is not desk]
        desk.store.close()  # opened again by who uses it next

    def evict(self, desk: LocalDesk) -> None:
        with desk.store.write() as session:
            rebase.evict(session, (), NOW + timedelta(days=20))

    def wait(self, _desk: LocalDesk) -> None:
        self.centre.now += timedelta(seconds=15)

    def copy_profile(self, desk: LocalDesk) -> None:
        """The hub says that this desk's profile is a copy: another id, and numbers from one."""
        self.restart(desk)
        desk.become_another()

    def dump(self, _desk: LocalDesk) -> None:
        self.forget_dump()
        self.centre.store.close()
        self.dumped = self.server.create_database(self.url)

    def restore(self, _desk: LocalDesk) -> None:
        """Put the centre's store back to the last dump; what was on its way then ends with its lines."""
        self.answers.clear()
        self.fetched.clear()
        self.centre.store.close()
        self.server.put_back(self.url, self.dumped)
        self.centre.epoch += 1

    def forget_dump(self) -> None:
        if self.dumped != self.begun:
            self.server.drop_database(self.dumped)
        self.dumped = self.begun

    def come_to_rest(self) -> None:
        """Send everything, then fetch what the feed names, and only that."""
        self.answers.clear()
        while self.fetched:
            self.take_late(self.desks[0])
        for desk in self.desks:
            desk.send_all()
        for desk in self.desks:
            desk.pull_what_changed()


STEPS = (
    *[Floor.decide] * 10,
    *[Floor.push] * 2,
    Floor.send_and_lose,
    Floor.send_and_lose,
    Floor.answer_late,
    Floor.pull_one,
    *[Floor.pull_what_changed] * 2,
    Floor.fetch,
    Floor.take_late,
    Floor.mend,
    Floor.mend,
    Floor.withdraw,
    Floor.restart,
    Floor.evict,
    Floor.wait,
    Floor.copy_profile,
    Floor.dump,
    Floor.restore,
)


@pytest.fixture(scope="module")
def floors(
    postgres_server, central_template: str, tmp_path_factory
) -> Iterator[Callable[[int, Choose], Any]]:
    """Give floors with work in hand. Their stores stay open: what is compiled for one serves the next."""
    folder = tmp_path_factory.mktemp("floors")
    template, ready = postgres_server.create_database(central_template), folder / "ready.db"
    with closing(open_central(template)) as store, closing(open_cache(ready, KEY)) as cache:
        with store.write() as session:
            add_work(session)
        desk = LocalDesk(Centre(store), cache)
        desk.pull(*desk.standing)
    url = postgres_server.create_database(template)
    centre_store = open_central(url)
    caches = [open_cache(folder / f"desk-{number}.db", KEY) for number in range(len(ROLES))]

    @contextmanager
    def floor(size: int, choose: Choose) -> Iterator[Floor]:
        for opened in (*caches, centre_store):
            opened.close()
        postgres_server.put_back(url, template)
        for cache in caches:
            shutil.copyfile(ready, cache.where)
        centre = Centre(centre_store)
        desks = [LocalDesk(centre, *one) for one in zip(caches, map(actor, ROLES[:size]), strict=False)]
        floor = Floor(centre, desks, choose, postgres_server, url, template, template)
        yield floor
        floor.forget_dump()

    yield floor
    for opened in (*caches, centre_store):
        opened.close()
    for made in (url, template):
        postgres_server.drop_database(made)


@pytest.fixture(scope="module")
def with_work(embedded_template: Path, tmp_path_factory) -> Iterator[Callable[[], Store]]:
    """Give the same store with work in hand again and again."""
    folder = tmp_path_factory.mktemp("again")
    ready, path = folder / "ready.db", folder / "again.db"
    shutil.copyfile(embedded_template, ready)
    with closing(open_embedded(ready, KEY)) as store, store.write() as session:
        add_work(session)
    shutil.copyfile(ready, path)

    def fresh() -> Store:
        again.close()
        shutil.copyfile(ready, path)
        return again

    with closing(open_embedded(path, KEY)) as again:
        yield fresh


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.reuse, Phase.generate),  # to shrink a story of fifty steps takes longer than a test may
)
@given(data=st.data(), size=st.integers(2, 3), steps=st.integers(10, 50))
def test_at_rest_every_desk_holds_what_the_centre_has(floors, with_work, data, size, steps) -> None:
    def choose(options: Any) -> Any:
        return data.draw(st.sampled_from(options))

    with floors(size, choose) as floor:
        for _ in range(steps):
            floor.step()
        floor.come_to_rest()
        if choose((True, False)):  # and everybody has something to lose
            floor.restore(floor.desks[0])
            floor.come_to_rest()
        there = copied(floor.centre.store)
        for desk in floor.desks:
            assert copied(desk.store) == belonging_to(desk.held(), there)
        assert_each_is_decided_once(floor)
        assert_the_ledger_tells_the_same(floor.centre.store, with_work())


def belonging_to(keys: set[str], there: dict[str, list[tuple[Any, ...]]]) -> dict[str, list[tuple[Any, ...]]]:
    """Return those of the centre's rows that are in these bundles."""
    return {
        model.__tablename__: [
            row
            for row in there[model.__tablename__]
            if keys & set(_keys_of(model, dict(zip(model.__table__.columns.keys(), row, strict=True))))
        ]
        for model in RULES
    }


def _keys_of(model: Any, row: dict[str, Any]) -> Iterator[str]:
    for rule in RULES[model]:
        if rule.column is None:
            yield f"ref:{model.__tablename__}"
        elif (
            rule.kind in ("customer", "call") and not (rule.unless and row[rule.unless]) and row[rule.column]
        ):
            yield f"{rule.kind}:{row[rule.column].hex}"


def assert_each_is_decided_once(floor: Floor) -> None:
    with floor.centre.store.read() as session:
        decided = dict(session.execute(select(AppliedCommand.id, AppliedCommand.outcome)).all())
    seen = {}
    for desk in floor.desks:
        with desk.store.read() as session:
            rows = session.scalars(select(OutboxCommand)).all()
        assert not any(row.in_replay or row.settled_at is None for row in rows)
        assert seen.keys().isdisjoint(row.command_id for row in rows)
        seen |= {row.command_id: row for row in rows}
    done = {command_id for command_id, outcome in decided.items() if outcome is OutcomeState.DONE}
    assert done == {command_id for command_id, row in seen.items() if row.state is Sending.CONFIRMED}


def assert_the_ledger_tells_the_same(store: Store, again: Store) -> None:
    only_there = frozenset({"store_fact", "applied_command", "desk", "feed"})
    for command, by in ledger_of(store):
        with again.write() as session:
            decide(session, command, by)
    assert everything(again, without=only_there) == everything(store, without=only_there)
