"""A case has an owner and a due time as long as it is open, and is closed once."""

from __future__ import annotations

from app.cases import CloseCase, OpenCase
from db.models.cases import Case
from db.models.people import Role
from db.store import Store
from tests.app.specimens import AT, LATER, NEW, a
from tests.rows import CASE, PERSONS, actor, only, run


def test_who_takes_a_matter_on_owns_it(work: Store) -> None:
    assert run(work, a(OpenCase), by=actor(Role.DISPATCHER)) == ["done"]
    row = only(work, Case, NEW)
    assert (row.state.value, row.owner_id) == ("open", PERSONS[Role.DISPATCHER])
    assert (row.opened_at, row.due_at, row.closed_at) == (AT, LATER, None)


def test_a_case_is_closed_once(work: Store) -> None:
    said = run(work, a(CloseCase, state="cancelled"), a(CloseCase))
    assert said == ["done", "move_not_allowed"]
    row = only(work, Case, CASE)
    assert (row.state.value, row.closed_at) == ("cancelled", AT)
