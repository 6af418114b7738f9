"""What was said is open until wrap-up and then never changes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.calls import EndCall
from app.interactions import OpenInteraction, SealInteraction, open_contacts
from db.models.interactions import Interaction
from db.models.people import Role
from db.store import Store
from tests.app.specimens import AT, NEW, a
from tests.rows import CALL, INTERACTION, NOW, ORDER, PERSONS, actor, everything, only, run


def test_wrap_up_writes_all_and_seals(work: Store) -> None:
    assert run(work, a(SealInteraction, order_id=ORDER)) == ["done"]
    row = only(work, Interaction, INTERACTION)
    assert (row.notes, row.disposition_code, row.reason_code) == ("排水泵有异响", "solved.advice", "repair")
    assert (row.talk_s, row.wrap_up_s, row.order_id, row.sealed_at) == (95, 12, ORDER, AT)


def test_what_was_wrapped_up_does_not_change(work: Store) -> None:
    later = a(SealInteraction, notes="anders", at=AT + timedelta(minutes=1))
    assert run(work, a(SealInteraction), later) == ["done", "already_sealed"]
    assert only(work, Interaction, INTERACTION).notes == "排水泵有异响"


def test_an_interaction_opened_twice_is_one(work: Store) -> None:
    assert run(work, a(OpenInteraction), a(OpenInteraction, at=AT + timedelta(minutes=5))) == ["done", "done"]
    assert only(work, Interaction, NEW).opened_at == AT
    assert only(work, Interaction, NEW).person_id == PERSONS[Role.AGENT]
    assert len(everything(work)["interaction"]) == 2


@pytest.mark.parametrize("changes", [{"talk_s": -1}, {"wrap_up_s": -1}, {"notes": "x" * 20_001}])
def test_what_cannot_be_is_not_even_a_command(changes: dict) -> None:
    with pytest.raises(ValueError, match="validation error"):
        a(SealInteraction, **changes)


def test_what_is_begun_and_not_wrapped_up_is_found_again_by_who_began_it(work: Store) -> None:
    run(work, a(OpenInteraction, at=NOW - timedelta(hours=1)), a(EndCall))
    with work.read() as session:
        found = open_contacts(session, PERSONS[Role.AGENT])
        assert open_contacts(session, PERSONS[Role.SUPERVISOR]) == []
    assert [one.interaction_id for one in found] == [NEW, INTERACTION]
    assert {(one.call_id, one.line, one.ended_at) for one in found} == {(CALL, "practice", AT)}
    run(work, a(SealInteraction), by=actor())
    with work.read() as session:
        assert [one.interaction_id for one in open_contacts(session, PERSONS[Role.AGENT])] == [NEW]
