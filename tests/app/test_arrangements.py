"""What a person arranged belongs to that person, and the later one counts."""

from __future__ import annotations

from datetime import timedelta

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
