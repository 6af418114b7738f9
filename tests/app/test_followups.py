"""A promised call is due until it is made or dropped, and every try is kept."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from app.claims import ClaimFollowUps
from app.followups import RecordAttempt, ScheduleFollowUp, StopFollowUps
from app.goods import AskToBeTold
from app.service_time import ZONE
from app.standing_rules import insert_promise_rules
from db.ids import new_id
from db.models.cases import Case
from db.models.customers import Customer
from db.models.followups import Attempt, FollowUp, GoodsWish
from db.models.people import Role
from db.store import Store
from tests.app.specimens import AT, LATER, NEW, a
from tests.rows import (
    CALL,
    CASE,
    CUSTOMER,
    FOLLOW_UP,
    NOW,
    ORDER,
    OTHER_CUSTOMER,
    PERSONS,
    a_case,
    a_follow_up,
    actor,
    an_order,
    everything,
    only,
    put,
    run,
    uid,
)


def chengdu(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


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


def in_vain(**values: object) -> RecordAttempt:
    return a(RecordAttempt, **{"attempt_id": new_id(), "outcome": "no_answer", "score": None} | values)


def test_three_tries_are_on_three_half_days_in_calling_hours(store: Store) -> None:
    put(store, a_follow_up(FOLLOW_UP, rule_code="repaired", purpose="follow_up"))
    due = []
    at = chengdu(23, 11)
    for _ in range(3):
        assert run(store, in_vain(at=at)) == ["done"]
        row = only(store, FollowUp, FOLLOW_UP)
        due.append((row.state.value, row.due_at))
        at = row.due_at
    assert due[:2] == [("due", chengdu(23, 15)), ("due", chengdu(24, 10, 30))]
    assert (row.state.value, row.attempts, row.closed_at) == ("unreached", 3, chengdu(24, 10, 30))


def test_a_time_that_the_customer_asked_for_does_not_use_up_the_tries(store: Store) -> None:
    put(store, a_follow_up(FOLLOW_UP, rule_code="repaired", attempts=2))
    assert run(store, in_vain(outcome="later", next_due_at=LATER)) == ["done"]
    assert (only(store, FollowUp, FOLLOW_UP).state.value, only(store, FollowUp, FOLLOW_UP).due_at) == (
        "due",
        LATER,
    )


def test_what_another_has_taken_is_not_recorded_until_the_lease_ends(work: Store) -> None:
    assert run(work, a(ClaimFollowUps, lease=timedelta(minutes=10)), by=actor(Role.SUPERVISOR)) == ["done"]
    assert run(work, a(RecordAttempt)) == ["claimed"]
    late = a(RecordAttempt, at=AT + timedelta(minutes=10))
    assert run(work, late) == ["done"]


def test_a_closed_one_is_not_called_again(work: Store) -> None:
    assert run(work, a(RecordAttempt), a(RecordAttempt, attempt_id=new_id())) == ["done", "move_not_allowed"]
    assert only(work, FollowUp, FOLLOW_UP).attempts == 1


CONSULT, ABOUT, WISH = uid(0x701), uid(0x702), uid(0x1001)


def put_consult(work: Store, **values: object) -> None:
    """Put a promised call about a consult case."""
    put(
        work,
        a_case(CONSULT, **{"kind": "consult"} | values),
        a_follow_up(ABOUT, reason_code="promised", case_id=CONSULT),
    )


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


@pytest.fixture
def closed_case(store: Store) -> Store:
    """A repair that is done, its case with it, and the call that asks how it went."""
    with store.write() as session:
        insert_promise_rules(session.connection())
    put(
        store,
        a_case(CASE, state="done", closed_at=NOW),
        an_order(ORDER, CASE, state="done", result="ok", closed_at=NOW),
        a_follow_up(FOLLOW_UP, order_id=ORDER, rule_code="repaired"),
    )
    return store


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ({"score": 4, "solved": True}, "done"),
        ({"score": 3}, "open"),
        ({"score": 5, "solved": False}, "open"),
        ({"score": None}, "done"),
    ],
)
def test_few_points_or_what_is_not_solved_open_the_case_again(
    closed_case: Store, said: dict, state: str
) -> None:
    assert run(closed_case, a(RecordAttempt, **said), by=actor(Role.SUPERVISOR)) == ["done"]
    row, case = only(closed_case, FollowUp, FOLLOW_UP), only(closed_case, Case, CASE)
    assert (row.state.value, row.score, row.solved) == ("done", said["score"], said.get("solved"))
    assert (case.state.value, case.owner_id) == (state, AGENT)
    if state == "open":
        assert case.due_at is not None
        assert case.due_at > AT


def test_who_wants_no_calls_gets_none_but_what_was_promised(store: Store) -> None:
    put(
        store,
        a_follow_up(uid(1), purpose="follow_up"),
        a_follow_up(uid(2), reason_code="campaign", purpose="marketing"),
        a_follow_up(uid(3), reason_code="promised", purpose="service"),
        a_follow_up(uid(4), reason_code="recall", purpose="safety"),
    )
    wish = a(StopFollowUps, no_follow_ups=False)
    assert run(store, wish) == ["done"]
    assert states(store) == ["due", "dropped", "due", "due"]
    assert run(store, a(StopFollowUps, at=LATER)) == ["done"]
    assert states(store) == ["dropped", "dropped", "due", "due"]
    customer = only(store, Customer, CUSTOMER)
    assert (customer.no_marketing_at, customer.no_follow_ups_at) == (AT, LATER)
    campaign = a(ScheduleFollowUp, reason_code="campaign")
    assert run(store, campaign, a(ScheduleFollowUp, follow_up_id=new_id())) == ["not_wanted", "done"]
    assert run(store, a(StopFollowUps, no_follow_ups=False, no_marketing=False)) == ["done"]
    assert run(store, a(ScheduleFollowUp, reason_code="campaign")) == ["done"]


def states(store: Store) -> list[str]:
    with store.read() as session:
        return [row.state.value for row in session.scalars(select(FollowUp).order_by(FollowUp.id))]


def test_one_call_is_open_for_a_reason_and_the_last_promise_holds(work: Store) -> None:
    put(work, a_case(CONSULT, kind="consult"))
    first = a(ScheduleFollowUp, case_id=CONSULT, note="查询到货")
    second = a(
        ScheduleFollowUp, follow_up_id=uid(0x902), at=LATER, due_at=LATER, owner_id=SUPERVISOR, note=""
    )
    assert run(work, first, second) == ["done", "done"]
    old, new = only(work, FollowUp, NEW), only(work, FollowUp, uid(0x902))
    assert (old.state.value, old.closed_at) == ("dropped", LATER)
    assert only(work, FollowUp, FOLLOW_UP).state.value == "dropped"
    assert (new.state.value, new.case_id, new.note, new.due_at) == ("due", CONSULT, "查询到货", LATER)


def test_what_was_promised_before_stays_to_be_read_in_the_new_promise(work: Store) -> None:
    other = uid(0x703)
    put(work, a_case(CONSULT, kind="consult"), a_case(other, kind="consult"))
    first = a(ScheduleFollowUp, case_id=CONSULT, note="查询到货")
    second = a(ScheduleFollowUp, follow_up_id=uid(0x902), at=LATER, case_id=other, note="问保修")
    assert run(work, first, a(AskToBeTold, wish_id=WISH)) == ["done", "done"]
    with work.write() as session:
        session.execute(update(GoodsWish).values(arrived_at=NOW, follow_up_id=NEW))
    assert run(work, second) == ["done"]
    new = only(work, FollowUp, uid(0x902))
    assert (new.note, new.case_id) == ("问保修\n查询到货", other)
    assert [only(work, Case, one).state.value for one in (CONSULT, other)] == ["cancelled", "open"]
    assert run(work, a(RecordAttempt, follow_up_id=new.id, score=None)) == ["done"]
    assert only(work, GoodsWish, WISH).told_at == AT
    assert only(work, Case, other).state.value == "done"


def test_who_is_to_be_rung_later_uses_up_no_try_and_is_not_forgotten(store: Store) -> None:
    put(store, a_follow_up(FOLLOW_UP, rule_code="repaired", purpose="follow_up"))
    later = in_vain(outcome="later", at=chengdu(23, 11))
    assert run(store, later, in_vain(outcome="later", at=chengdu(23, 16))) == ["done", "done"]
    row = only(store, FollowUp, FOLLOW_UP)
    assert (row.state.value, row.attempts, row.due_at) == ("due", 0, chengdu(24, 10, 30))
    assert run(store, in_vain(at=row.due_at)) == ["done"]
    assert only(store, FollowUp, FOLLOW_UP).state.value == "due"


def test_the_database_holds_that_one_call_is_open_for_a_reason(work: Store) -> None:
    with pytest.raises(IntegrityError):
        put(work, a_follow_up(uid(1)))
    put(work, a_follow_up(uid(1), state="dropped", closed_at=NOW), a_follow_up(uid(2), reason_code="other"))
