"""What a person arranged belongs to that person, and the later one counts."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from sqlalchemy import text

from app.arrangements import Arranged, ArrangeList, arrangements
from db.models.people import Role
from db.store import Store
from tests.app.specimens import a
from tests.rows import NOW, PERSONS, actor, run

ME, LATER = PERSONS[Role.AGENT], NOW + timedelta(minutes=1)


def test_a_list_stays_as_it_was_arranged_last_and_nobody_elses_changes(work: Store) -> None:
    at = [a(ArrangeList, at=LATER, arrangement="two"), a(ArrangeList, at=NOW, arrangement="one, sent late")]
    assert run(work, *at, by=actor(Role.AGENT)) == ["done", "done"]
    assert run(work, a(ArrangeList, arrangement="theirs"), by=actor(Role.ANALYST)) == ["done"]
    with work.read() as session:
        assert arrangements(session, ME) == [Arranged("my_orders", "two")]
        assert arrangements(session, PERSONS[Role.PROVIDER]) == []
    run(work, a(ArrangeList, at=LATER + timedelta(seconds=1), arrangement=""), by=actor(Role.AGENT))
    with work.read() as session:
        assert arrangements(session, ME) == []


def test_two_desks_that_arrange_it_first_at_once_are_both_heard(central_store: Store) -> None:
    first, second = a(ArrangeList, arrangement="one"), a(ArrangeList, at=LATER, arrangement="two")
    with ThreadPoolExecutor(1) as other:
        with central_store.write() as session:
            first.apply(session, actor(Role.AGENT))
            session.flush()
            said = other.submit(run, central_store, second, by=actor(Role.AGENT))
            waiting = text("select count(*) from pg_locks where not granted")
            while not said.done() and not session.scalar(waiting):
                pass
        assert said.result(timeout=60) == ["done"]
    with central_store.read() as session:
        assert arrangements(session, ME) == [Arranged("my_orders", "two")]
