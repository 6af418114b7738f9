"""Laws of any sequence of commands: both stores end alike, and the ledger tells the whole story."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.orm import Session

from app.command import Actor, Command, Outcome
from app.commands import decide
from db.models.ledger import OutcomeState
from db.store import Store, open_embedded
from tests.app.play import any_actor, any_command, ledger_of
from tests.rows import NOW, add_work, everything, rows_of_all_tables, uid
from tests.stores import KEY

Played = list[tuple[Command, Actor]]


@st.composite
def plays(draw: Callable[[Any], Any]) -> Played:
    """A sequence of commands, some of them under an id of the same person that came before."""

    def choose(options: Any) -> Any:
        return draw(st.sampled_from(options))

    length = draw(st.integers(1, 25))
    numbers = draw(st.lists(st.integers(1, 40), min_size=length, max_size=length))
    who = {number: any_actor(choose) for number in sorted(set(numbers))}
    return [
        (any_command(choose, uid(0xC00 + number), NOW + timedelta(seconds=nth)), who[number])
        for nth, number in enumerate(numbers)
    ]


def play(store: Store, played: Played) -> list[Outcome]:
    outcomes = []
    for command, by in played:
        with store.write() as session:
            outcomes.append(decide(session, command, by))
    return outcomes


def play_inside(connection: Connection, played: Played) -> list[Outcome]:
    """Play within the connection's open transaction, a savepoint for each command."""
    outcomes = []
    for command, by in played:
        with Session(connection, join_transaction_mode="create_savepoint") as session, session.begin():
            outcomes.append(decide(session, command, by))
    return outcomes


@pytest.fixture(scope="module")
def central(postgres_server, central_template: str) -> Iterator[Callable[[], Any]]:
    """Give transactions on one PostgreSQL database with work in hand; what is done in one is undone."""
    engine = create_engine(postgres_server.create_database(central_template))
    with Session(engine) as session, session.begin():
        add_work(session)

    @contextmanager
    def transaction() -> Iterator[Connection]:
        with engine.connect() as connection:
            outer = connection.begin()
            connection.execute(text("alter sequence command_seq restart"))
            yield connection
            outer.rollback()

    yield transaction
    engine.dispose()


@pytest.fixture(scope="module")
def embedded(embedded_template: Path, tmp_path_factory) -> Callable[[], Store]:
    """Give fresh SQLCipher stores with work in hand, one at a time by number."""
    folder = tmp_path_factory.mktemp("laws")
    with_work = folder / "work.db"
    shutil.copyfile(embedded_template, with_work)
    with closing(open_embedded(with_work, KEY)) as store, store.write() as session:
        add_work(session)

    def fresh(name: str = "played") -> Any:
        path = folder / f"{name}.db"
        shutil.copyfile(with_work, path)
        return closing(open_embedded(path, KEY))

    return fresh


LAW = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
OF_ONE_KIND = frozenset({"store_fact", "feed"})  # how often it was opened; what only a central store notes


@settings(LAW, max_examples=20)
@given(played=plays())
def test_both_stores_answer_alike_and_end_with_the_same_rows(embedded, central, played: Played) -> None:
    with embedded() as store, central() as connection:
        assert play(store, played) == play_inside(connection, played)
        with Session(connection) as session:
            rows = rows_of_all_tables(session, without=OF_ONE_KIND)
        assert everything(store, without=OF_ONE_KIND) == rows


@LAW
@given(played=plays())
def test_the_ledger_replayed_gives_the_same_rows(embedded, played: Played) -> None:
    with embedded() as store, embedded("replayed") as again:
        play(store, played)
        play(again, ledger_of(store))
        assert everything(again) == everything(store)


@LAW
@given(played=plays())
def test_a_refused_command_changes_nothing_but_the_ledger(embedded, played: Played) -> None:
    with embedded() as store:
        before = everything(store, without=frozenset({"applied_command"}))
        for one in played:
            [outcome] = play(store, [one])
            after = everything(store, without=frozenset({"applied_command"}))
            if outcome.state is OutcomeState.REFUSED:
                assert after == before
            before = after


@LAW
@given(played=plays())
def test_the_places_taken_are_the_bookings_held(embedded, played: Played) -> None:
    counted = text(
        'select provider_id, "on", half, used, (select count(*) from booking where'
        " state in ('held', 'used') and"
        ' provider_id = capacity.provider_id and "on" = capacity."on" and half = capacity.half) from capacity'
    )
    with embedded() as store:
        play(store, played)
        with store.read() as session:
            for *_, used, held in session.execute(counted):
                assert used == held
