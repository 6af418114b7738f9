"""What is open for one person stands by what is due first; the sentence of an urge has its facts."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.cases import ContactedCase
from app.clockwork import keep_time, once
from app.errors import NotFound
from app.messages.fates import Addressee, Fate, MessageState
from app.my_orders import CaseStep, Due, PromiseClock, colleagues, my_orders, told_to, urge_facts
from app.order_clocks import PauseOrder
from app.orders import UrgeOrder
from db.models.cases import CaseKind
from db.models.orders import NextStep, RepairOrder
from db.models.people import Role
from db.store import Store
from tests.app.specimens import AT, LATER, a
from tests.app.test_handover import away
from tests.rows import (
    CASE,
    NOBODY,
    NOW,
    ORDER,
    PERSONS,
    PROVIDER,
    a_case,
    a_message,
    actor,
    an_order,
    put,
    run,
    uid,
)

AGENT, DISPATCHER = PERSONS[Role.AGENT], PERSONS[Role.DISPATCHER]


def test_what_is_due_first_stands_first(work: Store) -> None:
    put(
        work,
        a_case(uid(1), kind=CaseKind.COMPLAINT, severity=3, contact_due_at=NOW, due_at=LATER),
        a_case(uid(2)),
        an_order(uid(3), uid(2), next_step_at=NOW + timedelta(hours=3)),
        a_case(uid(4), owner_id=DISPATCHER),
        a_case(uid(5), kind=CaseKind.RETURN, due_at=NOW + timedelta(days=9)),
    )
    with work.read() as session:
        found = my_orders(session, AGENT, AT)
        assert [one.case_id for one in my_orders(session, DISPATCHER, AT)] == [uid(4)]
        assert my_orders(session, AGENT, AT, limit=2) == found[:2]
    assert [(one.order_id, one.case_id, one.step, one.due) for one in found] == [
        (None, uid(1), CaseStep.CONTACT, Due.LATE),
        (uid(3), uid(2), NextStep.VISIT, Due.TODAY),
        (ORDER, CASE, NextStep.VISIT, Due.LATER),
        (None, uid(5), CaseStep.SETTLE, Due.LATER),
    ]


def test_a_customer_who_asked_again_is_rung_first(work: Store) -> None:
    assert run(work, a(UrgeOrder)) == ["done"]
    with work.read() as session:
        [mine] = my_orders(session, AGENT, AT)
    assert (mine.step, mine.due_at, mine.urge_count) == (NextStep.CALL_CUSTOMER, AT + timedelta(hours=2), 1)


def test_what_slips_is_seen_by_who_was_told_until_it_is_kept_or_promised_anew(work: Store) -> None:
    values = {"kind": CaseKind.COMPLAINT, "severity": 1, "due_at": LATER}
    values["contact_due_at"] = NOW + timedelta(minutes=30)
    put(work, a_case(uid(1), owner_id=DISPATCHER, **values))  # type: ignore[arg-type]
    late = NOW + timedelta(days=1, hours=3)  # of the visit that is promised
    keep_time(work, NOW, once)
    keep_time(work, late, once)
    supervisor = PERSONS[Role.SUPERVISOR]
    with work.read() as session:
        found = told_to(session, supervisor, late)
        assert told_to(session, PERSONS[Role.PROVIDER], late) == []
    assert [(one.order_id or one.case_id, one.slips, one.told_at, one.owner) for one in found] == [
        (ORDER, PromiseClock.VISIT, late, "agent one"),
        (uid(1), PromiseClock.CASE_CONTACT, NOW, "dispatcher one"),
    ]
    assert run(work, a(ContactedCase, case_id=uid(1))) == ["done"]
    assert run(work, a(PauseOrder, at=late, until_at=late + timedelta(days=9))) == ["done"]
    with work.write() as session:
        session.get_one(RepairOrder, ORDER).promised_to = late + timedelta(days=9)
    with work.read() as session:
        assert told_to(session, supervisor, late) == []


def test_of_the_messages_about_an_order_the_last_that_counts_to_each_reader_is_told(work: Store) -> None:
    at = [NOW + timedelta(minutes=minutes) for minutes in range(5)]
    put(
        work,
        a_message(uid(1), order_id=ORDER, state=MessageState.DELIVERED, sent_at=at[1], settled_at=at[2]),
        a_message(
            uid(2),
            order_id=ORDER,
            queued_at=at[1],
            state=MessageState.FAILED,
            error="no_such_number",
            settled_at=at[3],
        ),
        a_message(uid(3), order_id=ORDER, queued_at=at[2], state=MessageState.DROPPED, error="overtaken"),
        a_message(
            uid(4),
            order_id=ORDER,
            addressee=Addressee.TECHNICIAN,
            queued_at=at[3],
            not_before=at[4],
            text="来",
        ),
        a_message(uid(5), queued_at=at[4]),
    )
    with work.read() as session:
        [mine] = my_orders(session, AGENT, AT)
    text = mine.messages[0].text
    assert mine.messages == (
        Fate(Addressee.CUSTOMER, MessageState.FAILED, "no_such_number", at[3], text),
        Fate(Addressee.TECHNICIAN, MessageState.QUEUED, "", at[4], "来"),
    )


def test_a_pause_is_seen(work: Store) -> None:
    assert run(work, a(PauseOrder)) == ["done"]
    with work.read() as session:
        [mine] = my_orders(session, AGENT, AT)
    assert (mine.is_paused, mine.due_at) == (True, LATER)


def test_who_can_take_over_is_told_with_who_stands_in(work: Store) -> None:
    assert run(work, away(DISPATCHER, PERSONS[Role.ADMIN]), by=actor(Role.DISPATCHER)) == ["done"]
    assert run(work, away(PERSONS[Role.SUPERVISOR]), by=actor(Role.SUPERVISOR)) == ["done"]
    with work.read() as session:
        found = {one.name: one.gets for one in colleagues(session, AT)}
    assert found == {
        "admin one": "admin one",
        "agent one": "agent one",
        "dispatcher one": "admin one",
        "supervisor one": None,
    }


def test_the_facts_of_an_urge(work: Store) -> None:
    assert run(work, a(UrgeOrder, told_provider_id=PROVIDER)) == ["done"]
    with work.read() as session:
        facts = urge_facts(session, ORDER)
        with pytest.raises(NotFound):
            urge_facts(session, NOBODY)
    assert (facts.provider, facts.technician, facts.phone) == ("锦江一店", "黄师傅", "13900139000")
    assert (facts.urge_count, facts.urged_at, facts.urged_by, facts.told) == (1, AT, "agent one", "锦江一店")
    assert facts.contact_due_at == AT + timedelta(hours=2)
