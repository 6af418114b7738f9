"""Pauses: the clocks of an order stand for a reason, and it keeps a dated next step; urges: a new promise."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.order_clocks import ContactedOrder, PauseOrder, PauseReason, ResumeOrder
from app.order_life import AwaitPart, PartArrived, RecordFirstContact
from app.orders import CancelOrder, UrgeOrder
from db.ids import new_id
from db.models.clocks import OrderPause
from db.models.orders import NextStep, OrderEvent, RepairOrder
from db.models.people import Role
from db.store import Store
from tests.app.specimens import AT, LATER, NEW, NEW_EVENT, OTHER_EVENT, a
from tests.rows import NOW, ORDER, PERSONS, PROVIDER, only, run, uid

VISIT_ENDS = NOW + timedelta(days=1)  # of the order that is in hand


def test_a_paused_order_is_looked_at_again_and_its_visit_is_next(work: Store) -> None:
    assert run(work, a(PauseOrder)) == ["done"]
    row = only(work, RepairOrder, ORDER)
    assert (row.next_step, row.next_step_at) == (NextStep.VISIT, LATER)
    assert run(work, a(ResumeOrder, at=AT + timedelta(hours=1))) == ["done"]
    pause, row = only(work, OrderPause, NEW), only(work, RepairOrder, ORDER)
    assert (pause.from_at, pause.until_at, pause.person_id) == (
        AT,
        AT + timedelta(hours=1),
        PERSONS[Role.AGENT],
    )
    assert (row.next_step, row.next_step_at) == (NextStep.VISIT, VISIT_ENDS)
    events = [only(work, OrderEvent, event).kind.value for event in (NEW_EVENT, OTHER_EVENT)]
    assert events == ["paused", "resumed"]


def test_a_pause_ends_nothing_that_is_later(work: Store) -> None:
    assert run(work, a(PauseOrder, until_at=AT + timedelta(hours=1))) == ["done"]
    assert only(work, RepairOrder, ORDER).next_step_at == VISIT_ENDS


def test_after_a_pause_over_the_visit_somebody_rings_the_customer(work: Store) -> None:
    resumed_at = VISIT_ENDS + timedelta(hours=1)
    assert run(work, a(PauseOrder, until_at=LATER), a(ResumeOrder, at=resumed_at)) == ["done", "done"]
    row = only(work, RepairOrder, ORDER)
    assert (row.next_step, row.next_step_at) == (NextStep.CALL_CUSTOMER, resumed_at + timedelta(hours=2))


def test_two_reasons_may_overlap_and_one_counts_once(work: Store) -> None:
    weather = a(PauseOrder, pause_id=uid(1), event_id=new_id(), reason=PauseReason.WEATHER)
    again = a(PauseOrder, pause_id=uid(2), event_id=new_id())
    assert run(work, a(PauseOrder), weather, again) == ["done", "done", "move_not_allowed"]
    assert run(work, a(ResumeOrder), a(ResumeOrder, event_id=new_id())) == ["done", "move_not_allowed"]
    with work.read() as session:
        assert set(session.scalars(select(OrderPause.until_at))) == {AT}


def test_a_pause_looks_ahead() -> None:
    with pytest.raises(ValueError, match="looked at after"):
        a(PauseOrder, until_at=AT)


def test_a_closed_order_is_neither_paused_nor_resumed_nor_rung_about(work: Store) -> None:
    cancel = a(CancelOrder, event_id=new_id())
    said = run(work, cancel, a(PauseOrder), a(ResumeOrder), a(ContactedOrder))
    assert said == ["done", *["move_not_allowed"] * 3]


def test_an_urge_promises_a_call_and_the_next_one_does_not_put_it_off(work: Store) -> None:
    again = a(UrgeOrder, at=AT + timedelta(hours=1), event_id=new_id())
    assert run(work, a(UrgeOrder), again) == ["done", "done"]
    row = only(work, RepairOrder, ORDER)
    assert (row.urge_count, row.contact_due_at) == (2, AT + timedelta(hours=2))
    assert (row.next_step, row.next_step_at) == (NextStep.VISIT, VISIT_ENDS)  # as it was
    assert run(work, a(ContactedOrder, event_id=new_id())) == ["done"]
    assert only(work, RepairOrder, ORDER).contact_due_at is None


def test_an_urge_after_a_broken_promise_makes_a_new_one(work: Store) -> None:
    later = AT + timedelta(hours=3)
    assert run(work, a(UrgeOrder), a(UrgeOrder, at=later, event_id=new_id())) == ["done", "done"]
    assert only(work, RepairOrder, ORDER).contact_due_at == later + timedelta(hours=2)


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ({}, "agent one"),  # the owner, whose list has it
        ({"told_provider_id": PROVIDER}, "锦江一店"),
        ({"told_person_id": PERSONS[Role.SUPERVISOR]}, "supervisor one"),
    ],
)
def test_an_urge_says_who_was_told(work: Store, told: dict[str, object], name: str) -> None:
    assert run(work, a(UrgeOrder, **told)) == ["done"]
    assert only(work, OrderEvent, NEW_EVENT).told == name


def test_a_closed_order_promises_no_call(work: Store) -> None:
    assert run(work, a(UrgeOrder), a(CancelOrder, event_id=new_id())) == ["done", "done"]
    assert only(work, RepairOrder, ORDER).contact_due_at is None


def test_the_clocks_stand_while_a_part_is_awaited(work: Store) -> None:
    arrived = a(PartArrived, at=AT + timedelta(days=2), event_id=new_id())
    assert run(work, a(AwaitPart), arrived) == ["done", "done"]
    with work.read() as session:
        [pause] = session.scalars(select(OrderPause))
    assert (pause.reason, pause.from_at, pause.until_at) == (PauseReason.PART, AT, arrived.at)


def test_a_part_that_is_awaited_already_pauses_once(work: Store) -> None:
    assert run(work, a(PauseOrder, reason=PauseReason.PART, event_id=new_id()), a(AwaitPart)) == ["done"] * 2


def test_a_provider_who_rings_keeps_the_promise_of_an_urge(work: Store) -> None:
    assert run(work, a(UrgeOrder), a(RecordFirstContact, event_id=new_id())) == ["done", "done"]
    assert only(work, RepairOrder, ORDER).contact_due_at is None
