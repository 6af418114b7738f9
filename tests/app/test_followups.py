"""A promised call is due until it is made or dropped, and every try is kept."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.followups import RecordAttempt, ScheduleFollowUp, count_due, due_follow_ups
from db.ids import new_id
from db.models.cases import Case
from db.models.followups import Attempt, FollowUp
from db.models.people import Role
from db.store import Store
from tests.app.specimens import AT, LATER, NEW, a
from tests.rows import (
    CALL,
    CASE,
    FOLLOW_UP,
    NOW,
    ORDER,
    OTHER_CUSTOMER,
    PERSONS,
    a_case,
    a_follow_up,
    actor,
    everything,
    only,
    put,
    run,
    uid,
)

AGENT, SUPERVISOR = PERSONS[Role.AGENT], PERSONS[Role.SUPERVISOR]


def test_a_call_is_promised(work: Store) -> None:
    assert run(work, a(ScheduleFollowUp, order_id=ORDER, call_id=CALL, owner_id=SUPERVISOR)) == ["done"]
    row = only(work, FollowUp, NEW)
    assert (row.state.value, row.due_at, row.attempts, row.created_at) == ("due", LATER, 0, AT)
    assert (row.order_id, row.call_id, row.owner_id) == (ORDER, CALL, SUPERVISOR)


def test_a_customer_who_is_reached_ends_it_with_a_score(work: Store) -> None:
    assert run(work, a(RecordAttempt), by=actor(Role.SUPERVISOR)) == ["done"]
    row, attempt = only(work, FollowUp, FOLLOW_UP), only(work, Attempt, NEW)
    assert (row.state.value, row.score, row.attempts, row.closed_at) == ("done", 5, 1, AT)
    assert (attempt.person_id, attempt.outcome.value, attempt.score) == (SUPERVISOR, "reached", 5)


def test_who_is_not_reached_is_called_again_or_dropped(work: Store) -> None:
    again = a(RecordAttempt, outcome="busy", score=None, next_due_at=LATER)
    assert run(work, again) == ["done"]
    row = only(work, FollowUp, FOLLOW_UP)
    assert (row.state.value, row.due_at, row.attempts, row.closed_at) == ("due", LATER, 1, None)
    assert run(work, a(RecordAttempt, attempt_id=new_id(), outcome="wrong_number", score=None)) == ["done"]
    row = only(work, FollowUp, FOLLOW_UP)
    assert (row.state.value, row.attempts, row.closed_at) == ("dropped", 2, AT)
    assert len(everything(work)["attempt"]) == 2


def test_a_closed_one_is_not_called_again(work: Store) -> None:
    assert run(work, a(RecordAttempt), a(RecordAttempt, attempt_id=new_id())) == ["done", "move_not_allowed"]
    assert only(work, FollowUp, FOLLOW_UP).attempts == 1


CONSULT, ABOUT = uid(0x701), uid(0x702)


def put_consult(work: Store, **values: object) -> None:
    """Put a promised call about a consult case."""
    put(work, a_case(CONSULT, **{"kind": "consult"} | values), a_follow_up(ABOUT, case_id=CONSULT))


def test_a_call_is_promised_about_a_case_of_the_same_customer_only(work: Store) -> None:
    assert run(work, a(ScheduleFollowUp, case_id=CASE)) == ["done"]
    assert only(work, FollowUp, NEW).case_id == CASE
    other = a(ScheduleFollowUp, follow_up_id=new_id(), customer_id=OTHER_CUSTOMER, case_id=CASE)
    assert run(work, other) == ["not_found"]


@pytest.mark.parametrize(("outcome", "state"), [("reached", "done"), ("wrong_number", "cancelled")])
def test_a_consult_case_ends_with_its_call(work: Store, outcome: str, state: str) -> None:
    put_consult(work)
    again = a(
        RecordAttempt,
        attempt_id=new_id(),
        follow_up_id=ABOUT,
        outcome="busy",
        score=None,
        next_due_at=LATER,
    )
    assert run(work, again) == ["done"]
    assert only(work, Case, CONSULT).state.value == "open"
    assert run(work, a(RecordAttempt, follow_up_id=ABOUT, outcome=outcome, score=None)) == ["done"]
    row = only(work, Case, CONSULT)
    assert (row.state.value, row.closed_at) == (state, AT)


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "repair"},
        {"state": "cancelled", "closed_at": NOW},
        {"state": "done", "closed_at": NOW},
    ],
)
def test_a_case_that_is_no_open_consult_stays_as_it_is(work: Store, values: dict) -> None:
    put_consult(work, **values)
    before = everything(work)["service_case"]
    assert run(work, a(RecordAttempt, follow_up_id=ABOUT)) == ["done"]
    assert everything(work)["service_case"] == before


@pytest.mark.parametrize(
    "changes",
    [{"score": 0}, {"score": 6}, {"outcome": "busy", "score": 5}, {"next_due_at": LATER}, {"outcome": "x"}],
)
def test_an_attempt_that_cannot_be_is_not_even_a_command(changes: dict) -> None:
    with pytest.raises(ValueError, match="validation error"):
        a(RecordAttempt, **changes)


def test_the_list_shows_what_this_person_may_call_now_oldest_first(work: Store) -> None:
    put(
        work,
        a_follow_up(uid(1), OTHER_CUSTOMER, due_at=NOW - timedelta(hours=2), owner_id=AGENT, note="承诺"),
        a_follow_up(uid(2), due_at=NOW - timedelta(hours=1), owner_id=SUPERVISOR),
        a_follow_up(uid(3), due_at=NOW - timedelta(hours=1), reason_code="gone", order_id=ORDER),
        a_follow_up(uid(4), due_at=NOW + timedelta(hours=1)),
        a_follow_up(uid(5), due_at=NOW - timedelta(hours=1), state="dropped"),
    )
    soon = NOW + timedelta(microseconds=1)
    with work.read() as session:
        found = due_follow_ups(session, AGENT, soon)
        assert [one.follow_up_id for one in due_follow_ups(session, AGENT, NOW)] == [uid(1), uid(3)]
        assert count_due(session, AGENT, soon) == len(found) == 3
        assert due_follow_ups(session, AGENT, soon, limit=1) == found[:1]
        assert [one.follow_up_id for one in due_follow_ups(session, SUPERVISOR, soon)] == [
            uid(2),
            uid(3),
            FOLLOW_UP,
        ]
    assert [one.follow_up_id for one in found] == [uid(1), uid(3), FOLLOW_UP]
    assert (found[0].customer_name, found[0].reason_zh, found[0].note) == ("曾实", "修后回访", "承诺")
    assert (found[1].reason_zh, found[1].order_number) == ("gone", "261123-9000-1029")
