"""Handing over: one's own, or a colleague's by who oversees; never to somebody who is not there."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from app.absences import SetAbsence, absences_from, stand_in
from app.handover import HandOver, Reassign
from app.orders import CancelOrder
from db.ids import new_id
from db.models.cases import Case, CaseEvent
from db.models.followups import FollowUp
from db.models.orders import OrderEvent, RepairOrder
from db.models.people import Person, Role
from db.store import Store
from tests.app.specimens import AT, LATER, NEW, SOON, a
from tests.rows import CASE, FOLLOW_UP, ORDER, PERSONS, a_case, actor, only, put, run, uid

AGENT, DISPATCHER, SUPERVISOR, ADMIN = (
    PERSONS[role] for role in (Role.AGENT, Role.DISPATCHER, Role.SUPERVISOR, Role.ADMIN)
)
OTHER = actor(Role.DISPATCHER)


def owners(store: Store) -> tuple[Any, Any]:
    return only(store, RepairOrder, ORDER).owner_id, only(store, Case, CASE).owner_id


def away(person: Any, deputy: Any = None, **values: Any) -> SetAbsence:
    given = {"absence_id": new_id(), "first_at": AT, "until_at": LATER}
    return a(SetAbsence, person_id=person, deputy_id=deputy, **given | values)


def test_who_is_away_is_listed_until_it_is_ended(work: Store) -> None:
    now, coming = away(DISPATCHER, ADMIN), away(ADMIN, first_at=LATER, until_at=LATER + timedelta(days=1))
    assert run(work, now, coming, by=actor(Role.ADMIN)) == ["done", "done"]
    with work.read() as session:
        found = absences_from(session, AT)
        assert absences_from(session, coming.until_at) == []
    assert [(one.absence_id, one.name, one.deputy) for one in found] == [
        (now.absence_id, "dispatcher one", "admin one"),
        (coming.absence_id, "admin one", ""),
    ]
    ended = a(
        SetAbsence,
        absence_id=now.absence_id,
        person_id=DISPATCHER,
        first_at=now.first_at,
        until_at=AT,
        deputy_id=ADMIN,
    )
    assert run(work, ended, by=actor(Role.ADMIN)) == ["done"]
    with work.read() as session:
        assert [one.absence_id for one in absences_from(session, AT)] == [coming.absence_id]
        assert stand_in(session, DISPATCHER, AT).id == DISPATCHER


def test_an_order_goes_with_its_case_and_says_to_whom(work: Store) -> None:
    command = a(HandOver, note="客户五点后在家")
    assert run(work, command) == ["done"]
    assert owners(work) == (DISPATCHER, DISPATCHER)
    with work.read() as session:
        [event] = session.query(OrderEvent).all()
        [of_case] = session.query(CaseEvent).all()
    for one in (event, of_case):
        assert (one.kind.value, one.who, one.told, one.note) == (
            "handed_over",
            "agent one",
            "dispatcher one",
            "客户五点后在家",
        )


def test_a_case_of_another_owner_stays_with_them(work: Store) -> None:
    assert run(work, a(Reassign, order_ids=(), case_ids=(CASE,), to_person_id=ADMIN), by=actor(Role.ADMIN))
    assert run(work, a(HandOver)) == ["done"]
    assert owners(work) == (DISPATCHER, ADMIN)


def test_promised_calls_are_handed_over_too(work: Store) -> None:
    assert run(work, a(HandOver, order_ids=(), follow_up_ids=(FOLLOW_UP,))) == ["done"]
    assert only(work, FollowUp, FOLLOW_UP).owner_id == DISPATCHER


def test_what_a_colleague_owns_is_handed_over_by_who_oversees(work: Store) -> None:
    assert run(work, a(HandOver, to_person_id=ADMIN), by=OTHER) == ["not_allowed"]
    assert run(work, a(Reassign), by=OTHER) == ["not_allowed"]
    assert owners(work) == (AGENT, AGENT)
    assert run(work, a(Reassign), by=actor(Role.SUPERVISOR)) == ["done"]
    assert owners(work) == (DISPATCHER, DISPATCHER)


def test_all_or_nothing_is_handed_over(work: Store) -> None:
    put(work, a_case(uid(1), owner_id=DISPATCHER))
    assert run(work, a(HandOver, case_ids=(uid(1),))) == ["not_allowed"]
    assert owners(work) == (AGENT, AGENT)


def test_a_closed_order_is_not_handed_over(work: Store) -> None:
    assert run(work, a(CancelOrder), a(HandOver)) == ["done", "move_not_allowed"]


def test_who_is_away_is_not_handed_anything_unless_somebody_stands_in(work: Store) -> None:
    assert run(work, away(DISPATCHER), by=OTHER) == ["done"]
    assert run(work, a(HandOver)) == ["person_away"]
    assert run(work, away(SUPERVISOR, ADMIN), by=actor(Role.SUPERVISOR)) == ["done"]
    assert run(work, a(HandOver, to_person_id=SUPERVISOR)) == ["done"]
    assert owners(work) == (ADMIN, ADMIN)


def test_the_deputy_of_a_deputy_stands_in_but_nobody_for_themselves(work: Store) -> None:
    assert run(work, away(DISPATCHER, SUPERVISOR), by=OTHER) == ["done"]
    assert run(work, away(SUPERVISOR, DISPATCHER), by=actor(Role.SUPERVISOR)) == ["done"]
    assert run(work, a(HandOver)) == ["person_away"]  # each stands in for the other
    with pytest.raises(ValueError, match="themselves"):
        away(DISPATCHER, DISPATCHER)


def test_before_and_after_an_absence_one_is_there(work: Store) -> None:
    absence = away(DISPATCHER, first_at=SOON)
    assert run(work, absence, by=OTHER) == ["done"]
    assert run(work, a(HandOver, at=AT)) == ["done"]
    assert run(work, a(HandOver, at=SOON, to_person_id=DISPATCHER), by=OTHER) == ["person_away"]
    back = absence.model_copy(update={"id": new_id(), "until_at": SOON + timedelta(minutes=5)})
    assert run(work, back, by=OTHER) == ["done"]  # the same absence, which ends earlier
    later = SOON + timedelta(minutes=5)
    assert run(work, a(HandOver, at=later, to_person_id=DISPATCHER), by=OTHER) == ["done"]


@pytest.mark.parametrize("who", [PERSONS[Role.PROVIDER], PERSONS[Role.ANALYST]])
def test_who_cannot_own_an_order_is_not_handed_one(work: Store, who: Any) -> None:
    assert run(work, a(HandOver, to_person_id=who)) == ["person_away"]


def test_who_has_left_is_not_handed_anything(work: Store) -> None:
    with work.write() as session:
        session.get_one(Person, DISPATCHER).active = False
    assert run(work, a(HandOver)) == ["person_away"]
    assert run(work, a(SetAbsence, absence_id=NEW)) == ["person_away"]  # and stands in for nobody


def test_an_absence_is_one_s_own_or_set_by_who_oversees(work: Store) -> None:
    assert run(work, away(DISPATCHER)) == ["not_allowed"]
    assert run(work, away(DISPATCHER), by=actor(Role.SUPERVISOR)) == ["done"]
