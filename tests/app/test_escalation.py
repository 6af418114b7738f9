"""The ladder: each step once, to a named person, and caught up after a time without a clock."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from app import escalation
from app.cases import ContactedCase
from app.clockwork import due_commands, keep_time, once
from app.desk import Desk
from app.escalation import Escalate, due_escalations, escalation_id
from app.order_clocks import ContactedOrder, PauseOrder, PauseReason, ResumeOrder
from app.orders import CancelOrder, UrgeOrder
from db.ids import new_id
from db.models.cases import CaseChannel, CaseEvent, CaseKind
from db.models.clocks import Escalation, PromiseClock
from db.models.orders import NextStep, OrderEvent, RepairOrder
from db.models.people import Person, PersonRole, Role
from db.store import Store
from tests.app.specimens import AT, LATER, a
from tests.app.test_cases import in_chengdu
from tests.app.test_handover import away
from tests.rows import CASE, CUSTOMER, NOW, ORDER, PERSONS, a_case, actor, an_order, only, put, run, uid

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
VISIT_ENDS = NOW + DAY  # of the order that is in hand: Tuesday, half past nine
LADDER = [PERSONS[role] for role in (Role.AGENT, Role.SUPERVISOR, Role.DISPATCHER, Role.ADMIN)]


def tick(store: Store, now: datetime) -> int:
    return keep_time(store, now, once)


def told(store: Store) -> list[tuple[str, int, Any]]:
    """Return every step that was taken, in order: clock, step, who was told."""
    with store.read() as session:
        asked = select(Escalation.clock, Escalation.step, Escalation.person_id)
        found = session.execute(asked.order_by(Escalation.at, Escalation.due_at, Escalation.step))
        return [(clock.value, step, person) for clock, step, person in found]


def test_a_promise_that_is_kept_is_told_to_nobody(work: Store) -> None:
    assert tick(work, VISIT_ENDS - timedelta(seconds=1)) == 0
    assert run(work, a(CancelOrder)) == ["done"]
    assert tick(work, VISIT_ENDS + 30 * DAY) == 0


def test_a_late_visit_goes_up_step_by_step(work: Store) -> None:
    for hours, steps in ((0, 1), (1, 1), (2, 2), (8, 3), (24 + 11, 3), (48, 4), (49, 4)):
        tick(work, VISIT_ENDS + hours * HOUR)
        visits = [one for one in told(work) if one[0] == "visit"]
        assert visits == [("visit", step + 1, LADDER[step]) for step in range(steps)], hours
    row = only(work, RepairOrder, ORDER)
    assert (row.next_step, row.next_step_at, row.owner_id) == (NextStep.VISIT, VISIT_ENDS, LADDER[0])


def test_a_step_is_taken_once_and_is_an_event_with_a_name(work: Store) -> None:
    assert [tick(work, VISIT_ENDS + minute * timedelta(minutes=1)) for minute in range(3)] == [1, 0, 0]
    with work.read() as session:
        [event] = session.scalars(select(OrderEvent))
    assert (event.kind.value, event.who, event.told, event.note) == ("escalated", "hub", "agent one", "visit")


def test_two_who_read_the_clock_at_once_do_no_harm(work: Store) -> None:
    with work.read() as session:
        mine, theirs = (due_escalations(session, VISIT_ENDS) for _ in range(2))
    assert run(work, *mine, *theirs, by=actor(Role.SUPERVISOR)) == ["done", "done"]
    assert len(told(work)) == 1


def test_steps_missed_while_nobody_read_the_clock_are_taken_in_order(work: Store) -> None:
    assert tick(work, VISIT_ENDS + 3 * DAY) >= 4
    assert [one for one in told(work) if one[0] == "visit"] == [
        ("visit", step + 1, person) for step, person in enumerate(LADDER)
    ]


def test_a_new_promise_has_a_ladder_of_its_own(work: Store) -> None:
    tick(work, VISIT_ENDS)
    with work.write() as session:
        session.get_one(RepairOrder, ORDER).next_step_at = VISIT_ENDS + DAY
    assert tick(work, VISIT_ENDS + HOUR) == 0
    tick(work, VISIT_ENDS + DAY)
    assert told(work) == [("visit", 1, LADDER[0])] * 2


def test_a_customer_who_urged_and_was_not_rung_is_told_of(work: Store) -> None:
    assert run(work, a(UrgeOrder)) == ["done"]
    assert tick(work, AT + 2 * HOUR) == 1
    assert told(work) == [("urge", 1, LADDER[0])]
    assert run(work, a(ContactedOrder, event_id=new_id())) == ["done"]
    assert tick(work, AT + 6 * HOUR) == 0


def test_an_order_that_is_open_for_days_is_told_of_and_pauses_do_not_count(work: Store) -> None:
    put(work, a_case(uid(1)), an_order(uid(2), uid(1), next_step_at=NOW + 90 * DAY))
    with work.write() as session:
        session.get_one(RepairOrder, ORDER).next_step_at = NOW + 90 * DAY
    paused_for = {"order_id": uid(2), "reason": PauseReason.PART, "until_at": LATER}
    assert run(work, a(PauseOrder, at=NOW, **paused_for)) == ["done"]
    tick(work, NOW + 4 * DAY)  # four of five days
    assert [(one.order_id, one.step) for one in _escalations(work)] == [(ORDER, 1)]
    assert run(work, a(ResumeOrder, order_id=uid(2), at=NOW + 4 * DAY)) == ["done"]
    with work.write() as session:
        session.get_one(RepairOrder, uid(2)).next_step_at = NOW + 90 * DAY
    tick(work, NOW + 7 * DAY)
    orders = {one.order_id for one in _escalations(work)}
    assert orders == {ORDER}
    tick(work, NOW + 8 * DAY)
    assert {one.order_id for one in _escalations(work)} == {ORDER, uid(2)}


def _escalations(store: Store) -> list[Escalation]:
    with store.read() as session:
        return list(session.scalars(select(Escalation).where(Escalation.clock == "close")))


def test_a_matter_of_safety_is_told_at_once_to_two_and_late_to_a_third(work: Store) -> None:
    values = {"kind": CaseKind.COMPLAINT, "severity": 1, "contact_due_at": NOW + HOUR / 2}
    put(work, a_case(uid(1), **values, due_at=NOW + 3 * DAY))
    tick(work, NOW)
    assert told(work) == [("case_contact", 1, LADDER[0]), ("case_contact", 2, LADDER[1])]
    assert tick(work, NOW + HOUR / 2) == 1
    with work.read() as session:
        events = session.scalars(select(CaseEvent.told).where(CaseEvent.case_id == uid(1))).all()
    assert sorted(events) == ["admin one", "agent one", "supervisor one"]
    assert run(work, a(ContactedCase, case_id=uid(1))) == ["done"]
    assert tick(work, NOW + HOUR) == 0


def test_an_authority_that_waits_is_told_of_in_working_days(work: Store) -> None:
    received, answer = in_chengdu("2026-11-23 09:30"), in_chengdu("2026-12-03 00:00")
    values: dict[str, Any] = {"kind": CaseKind.RETURN, "channel": CaseChannel.AUTHORITY_12315}
    put(
        work,
        a_case(uid(1), **values, received_at=received, answer_due_at=answer, due_at=NOW + 90 * DAY),
    )
    clocks = []
    for on in ("2026-11-27 23:00", "2026-12-01 23:00", "2026-12-03 00:00"):
        tick(work, in_chengdu(on))
        clocks.append([step for clock, step, _ in told(work) if clock == "authority_answer"])
    assert clocks == [[], [1, 2], [1, 2, 3]]


def test_a_case_due_by_agreement_has_no_step_ahead_of_it(work: Store) -> None:
    put(work, a_case(uid(1), kind=CaseKind.CONSULT, due_at=NOW + 9 * DAY))
    tick(work, NOW + 8 * DAY)
    assert uid(1) not in {one.case_id for one in _all(work)}
    tick(work, NOW + 9 * DAY)
    assert [(one.step, one.person_id) for one in _all(work) if one.case_id == uid(1)] == [(2, LADDER[0])]


def _all(store: Store) -> list[Escalation]:
    with store.read() as session:
        return list(session.scalars(select(Escalation)))


def test_who_is_away_is_not_told_but_who_stands_in(work: Store) -> None:
    assert run(work, away(LADDER[0], LADDER[3], until_at=NOW + 9 * DAY)) == ["done"]
    tick(work, VISIT_ENDS)
    assert told(work) == [("visit", 1, LADDER[3])]


def test_the_supervisor_of_the_owner_s_team_is_told(work: Store) -> None:
    put(
        work,
        Person(id=uid(1), login="aaa", name="二组班长", extension="", team="two", active=True),
        PersonRole(person_id=uid(1), role=Role.SUPERVISOR),
    )
    tick(work, VISIT_ENDS + 2 * HOUR)
    assert told(work)[1] == ("visit", 2, LADDER[1])
    with work.write() as session:  # whose own has left is told of by the other
        session.get_one(Person, LADDER[1]).active = False
        session.get_one(RepairOrder, ORDER).next_step_at = VISIT_ENDS + DAY
    tick(work, VISIT_ENDS + DAY + 2 * HOUR)
    assert told(work)[-1] == ("visit", 2, uid(1))


def test_a_step_about_what_was_closed_meanwhile_is_refused(work: Store) -> None:
    with work.read() as session:
        [step] = due_escalations(session, VISIT_ENDS)
    assert run(work, a(CancelOrder), by=actor()) == ["done"]
    assert run(work, step, by=actor(Role.SUPERVISOR)) == ["move_not_allowed"]


def test_no_agent_escalates_by_hand(work: Store) -> None:
    assert run(work, a(Escalate)) == ["not_allowed"]
    with pytest.raises(ValueError, match="of an order or of a case"):
        a(Escalate, case_id=CASE)


def test_a_desk_that_has_the_last_word_reads_the_clock_itself(work: Store) -> None:
    desk = Desk(work, actor(Role.DISPATCHER))
    desk.keep_time(VISIT_ENDS)
    desk.keep_time(VISIT_ENDS)
    [row] = _all(work)
    assert (row.customer_id, row.order_id, row.at) == (CUSTOMER, ORDER, VISIT_ENDS)


def test_a_ladder_that_was_climbed_is_not_worked_out_again(
    work: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(work, a_case(uid(1), kind=CaseKind.COMPLAINT, severity=3, contact_due_at=NOW))
    while tick(work, NOW + 60 * DAY):
        pass
    worked_out: list[PromiseClock] = []

    def counted(clock: PromiseClock, *rest: Any) -> UUID:
        worked_out.append(clock)
        return escalation_id(clock, *rest)

    monkeypatch.setattr(escalation, "escalation_id", counted)
    assert tick(work, NOW + 61 * DAY) == 0
    assert worked_out == []
    with work.write() as session:  # what is promised anew is
        session.get_one(RepairOrder, ORDER).next_step_at = NOW + 61 * DAY
    assert tick(work, NOW + 61 * DAY) == 1
    assert PromiseClock.VISIT in worked_out


def test_of_many_missed_steps_the_matters_of_people_go_first_and_all_are_taken(work: Store) -> None:
    put(work, a_case(uid(1), kind=CaseKind.COMPLAINT, severity=1, contact_due_at=NOW + HOUR / 2))
    late = VISIT_ENDS + 3 * DAY
    with work.read() as session:
        first, all_of_it = due_escalations(session, late, 3), due_escalations(session, late)
    assert {(one.case_id, one.clock) for one in first} == {(uid(1), PromiseClock.CASE_CONTACT)}
    some: list[Escalate] = []
    while part := _some(work, late):
        assert run(work, *part, by=actor(Role.SUPERVISOR)) == ["done"] * len(part)
        some += part
    assert {one.escalation_id for one in some} == {one.escalation_id for one in all_of_it}


def _some(store: Store, now: datetime) -> list[Escalate]:
    with store.read() as session:
        return due_escalations(session, now, 2)


def test_reading_the_clock_changes_nothing(work: Store) -> None:
    with work.read() as session:
        assert due_commands(session, VISIT_ENDS + 3 * DAY)
    assert _all(work) == []
