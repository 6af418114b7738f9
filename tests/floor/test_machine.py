"""The machine of agents' states: what each happening does, and the laws of any sequence of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import DeskGone, MoveNotAllowed
from app.floor.machine import (
    AGAIN,
    GONE_AFTER,
    IN_CALL,
    Happening,
    Standing,
    What,
    is_changed,
    next_due,
    step,
)
from db.models.calls import OfferOutcome
from db.models.floor import AGENT_MOVES, AgentState, StateCause, WrapUpPolicy
from tests.rows import NOW, uid

CALL, OTHER = uid(0xC1), uid(0xC2)
S, W, P = AgentState, What, WrapUpPolicy


def tell(now: Standing, *told: What | Happening) -> Standing:
    """Let things happen a second apart, each about the call unless it says otherwise."""
    for one in told:
        what = one if isinstance(one, Happening) else Happening(what=one, at=NOW, call_id=CALL, queue="q")
        now = step(now, replace(what, at=now.since + timedelta(seconds=1)))
    return now


def ask(state: AgentState, reason: str = "", *, is_wrapped: bool = False) -> Happening:
    return Happening(what=W.ASKED, at=NOW, state=state, reason=reason, is_wrapped=is_wrapped)


def over(policy: WrapUpPolicy, *, is_wrapped: bool = False, call_id: UUID = CALL) -> Happening:
    return Happening(
        what=W.CALL_OVER, at=NOW, call_id=call_id, policy=policy, wrap_up_s=30, is_wrapped=is_wrapped
    )


def lost(outcome: OfferOutcome, *, rests: bool = True) -> Happening:
    return Happening(what=W.OFFER_LOST, at=NOW, call_id=CALL, outcome=outcome, rests=rests)


OUT = Standing(since=NOW)
IN = tell(OUT, W.SIGNED_IN)
READY = tell(IN, ask(S.READY))
LUNCH = tell(READY, ask(S.NOT_READY, "meal"))
RUNG = tell(READY, W.OFFERED)
TALKING = tell(RUNG, W.ANSWERED)


def shown(now: Standing) -> tuple[AgentState, str, StateCause]:
    return now.state, now.reason_code, now.cause


def test_the_first_state_is_not_ready_and_one_leaves_from_there_only() -> None:
    assert shown(IN) == (S.NOT_READY, "", StateCause.SIGNED_IN)
    assert shown(tell(IN, ask(S.LOGGED_OUT))) == (S.LOGGED_OUT, "", StateCause.AGENT)
    for now in (READY, RUNG, TALKING, tell(TALKING, over(P.MANDATORY)), OUT):
        with pytest.raises(MoveNotAllowed):
            tell(now, ask(S.LOGGED_OUT))


@pytest.mark.parametrize("state", [S.RESERVED, S.TALKING, S.HOLD, S.CONSULT, S.UNKNOWN])
def test_what_the_system_sets_nobody_asks_for(state: AgentState) -> None:
    for now in (IN, READY, TALKING):
        with pytest.raises(MoveNotAllowed):
            tell(now, ask(state))


def test_a_reason_changes_without_leaving_not_ready() -> None:
    other = tell(LUNCH, ask(S.NOT_READY, "training"))
    assert shown(other) == (S.NOT_READY, "training", StateCause.AGENT)
    assert other.since > LUNCH.since
    assert tell(other, ask(S.NOT_READY, "training")).since == other.since


@pytest.mark.parametrize(
    ("offer", "expected"),
    [
        (lost(OfferOutcome.MISSED), (S.NOT_READY, "missed", StateCause.MISSED)),
        (lost(OfferOutcome.REJECTED), (S.NOT_READY, "rejected", StateCause.MISSED)),
        (lost(OfferOutcome.BUSY), (S.NOT_READY, "busy", StateCause.MISSED)),
        (lost(OfferOutcome.REJECTED, rests=False), (S.READY, "", StateCause.CALL)),
        (lost(OfferOutcome.MISSED, rests=False), (S.NOT_READY, "missed", StateCause.MISSED)),
        (lost(OfferOutcome.WITHDRAWN), (S.READY, "", StateCause.CALL)),
        (over(P.MANDATORY), (S.READY, "", StateCause.CALL)),
    ],
)
def test_an_offer_that_is_not_taken(offer: Happening, expected: object) -> None:
    assert (RUNG.state, RUNG.pending_state) == (S.RESERVED, S.READY)
    assert shown(tell(RUNG, offer)) == expected


def test_who_is_away_is_away_again_after_a_ring() -> None:
    for end in (lost(OfferOutcome.MISSED), lost(OfferOutcome.WITHDRAWN)):
        assert shown(tell(LUNCH, W.OFFERED, end))[:2] == (S.NOT_READY, "meal")


def test_hold_and_consult_and_what_follows_is_chosen_meanwhile() -> None:
    states = [now.state for now in (tell(TALKING, W.HELD), tell(TALKING, W.HELD, W.CONSULTED))]
    assert states == [S.HOLD, S.CONSULT]
    assert tell(TALKING, W.HELD, W.CONSULTED, W.TAKEN_BACK, W.HELD, W.RESUMED).state is S.TALKING
    chosen = tell(TALKING, ask(S.NOT_READY, "meal"))
    assert (chosen.state, chosen.pending_state, chosen.since) == (S.TALKING, S.NOT_READY, TALKING.since)
    assert shown(tell(chosen, over(P.OPTIONAL)))[:2] == (S.NOT_READY, "meal")


def test_optional_wrap_up_comes_only_when_it_was_asked_for() -> None:
    assert tell(TALKING, over(P.OPTIONAL)).state is S.READY
    wrapping = tell(TALKING, ask(S.WRAP_UP), over(P.OPTIONAL))
    assert (wrapping.state, wrapping.wrap_up_until) == (S.WRAP_UP, None)
    assert tell(wrapping, ask(S.READY)).state is S.READY


def test_mandatory_wrap_up_waits_for_its_code() -> None:
    wrapping = tell(TALKING, over(P.MANDATORY))
    waiting = tell(wrapping, ask(S.NOT_READY, "meal"))
    assert (waiting.state, waiting.pending_state) == (S.WRAP_UP, S.NOT_READY)
    assert shown(tell(waiting, W.WRAPPED_UP))[:2] == (S.NOT_READY, "meal")
    # Where nothing waits for a code, nobody is held.
    assert tell(wrapping, ask(S.READY, is_wrapped=True)).state is S.READY
    assert tell(TALKING, over(P.MANDATORY, is_wrapped=True)).state is S.READY  # done during the call


def test_timed_wrap_up_ends_by_its_code_or_by_its_time() -> None:
    wrapping = tell(TALKING, over(P.TIMED))
    due = next_due(wrapping)
    assert due is not None
    assert due.at == wrapping.since + timedelta(seconds=30)
    assert tell(wrapping, W.WRAPPED_UP).state is S.READY
    assert step(wrapping, replace(due, at=due.at - timedelta(seconds=1))) == wrapping
    assert shown(step(wrapping, due)) == (S.READY, "", StateCause.WRAP_UP_OVER)


def test_forced_wrap_up_lasts_its_time() -> None:
    wrapping = tell(TALKING, over(P.FORCED, is_wrapped=True))
    assert tell(wrapping, W.WRAPPED_UP, ask(S.READY, is_wrapped=True)).state is S.WRAP_UP
    due = next_due(wrapping)
    assert due is not None
    assert step(wrapping, due).state is S.READY


def test_what_is_lost_is_shown_and_the_truth_comes_after() -> None:
    unknown = tell(TALKING, W.LINE_LOST, W.DESK_LOST)
    assert shown(unknown) == (S.UNKNOWN, "", StateCause.CONNECTION_LOST)
    behind = tell(unknown, over(P.OPTIONAL))
    assert (behind.state, behind.true_state, behind.since) == (S.UNKNOWN, S.READY, unknown.since)
    assert tell(behind, W.DESK_BACK).state is S.UNKNOWN
    assert shown(tell(behind, W.DESK_BACK, W.LINE_BACK)) == (S.READY, "", StateCause.CONNECTION_BACK)


def test_who_does_not_come_back_is_logged_out_by_way_of_not_ready() -> None:
    unknown = tell(READY, W.DESK_LOST)
    due = next_due(unknown)
    assert due is not None
    assert due.at == unknown.since + GONE_AFTER
    gone = step(unknown, due)
    assert shown(gone) == (S.NOT_READY, "", StateCause.CONNECTION_LOST)
    assert shown(step(gone, due)) == (S.LOGGED_OUT, "", StateCause.CONNECTION_LOST)
    assert shown(tell(gone, W.GONE, W.DESK_BACK))[0] is S.NOT_READY
    assert next_due(tell(TALKING, W.DESK_LOST)) is None  # the phone is still in the call


def test_who_is_elsewhere_takes_no_calls_here() -> None:
    assert shown(tell(READY, W.ELSEWHERE)) == (S.NOT_READY, "", StateCause.ELSEWHERE)
    assert tell(TALKING, W.ELSEWHERE, over(P.OPTIONAL)).state is S.NOT_READY


def test_a_supervisor_puts_right_what_is_stuck() -> None:
    def repair(now: Standing, state: AgentState) -> Standing:
        return tell(now, Happening(what=W.REPAIRED, at=NOW, state=state))

    assert shown(repair(TALKING, S.READY)) == (S.READY, "", StateCause.REPAIRED)
    assert shown(repair(READY, S.NOT_READY)) == (S.NOT_READY, "", StateCause.SUPERVISOR)
    assert shown(repair(tell(READY, W.LINE_LOST), S.READY)) == (S.READY, "", StateCause.REPAIRED)
    with pytest.raises(DeskGone):  # calls would ring where nobody sits
        repair(tell(READY, W.DESK_LOST), S.READY)
    assert repair(tell(READY, W.DESK_LOST), S.NOT_READY).state is S.NOT_READY
    assert repair(TALKING, S.LOGGED_OUT).state is S.NOT_READY  # the writer goes on from there
    for now, state in ((OUT, S.READY), (READY, S.TALKING)):
        with pytest.raises(MoveNotAllowed):
            repair(now, state)


def test_of_two_calls_at_once_the_first_counts() -> None:
    second = Happening(what=W.ANSWERED, at=NOW, call_id=OTHER)
    assert tell(TALKING, second, over(P.MANDATORY, call_id=OTHER)).call_id == CALL


CALLS = (CALL, OTHER)
HAPPENINGS = st.builds(
    Happening,
    what=st.sampled_from(What),
    at=st.integers(-60, 3600).map(lambda s: NOW + timedelta(seconds=s)),
    call_id=st.sampled_from(CALLS),
    state=st.sampled_from(AgentState),
    reason=st.sampled_from(["", "meal"]),
    outcome=st.sampled_from(OfferOutcome),
    rests=st.booleans(),
    policy=st.sampled_from(WrapUpPolicy),
    wrap_up_s=st.integers(5, 90),
    is_wrapped=st.booleans(),
)


def played(told: list[Happening]) -> list[Standing]:
    """Return every standing of a sequence; what is refused changes nothing."""
    found = [IN]
    for one in told:
        for _ in range(2 if one.what in AGAIN else 1):
            try:
                found.append(step(found[-1], one))
            except (MoveNotAllowed, DeskGone):
                assert one.what in (W.ASKED, W.REPAIRED)
    return found


@given(st.lists(HAPPENINGS, max_size=30))
def test_laws_of_any_sequence(told: list[Happening]) -> None:
    standings = played(told)
    for before, then in pairwise(standings):
        assert then.since >= before.since  # no time in a state is negative
        assert then.since > before.since or not is_changed(before, then)
        assert then.state is before.state or then.state in AGENT_MOVES[before.state]
        assert (then.state is S.UNKNOWN) == (then.desk_lost or then.line_lost) == (then.behind is not None)
        assert (then.true_state in (*IN_CALL, S.RESERVED, S.WRAP_UP)) == (then.call_id is not None)
        if then.state is S.LOGGED_OUT and before.state is not S.LOGGED_OUT:
            assert before.true_state is S.NOT_READY


@given(st.lists(HAPPENINGS, max_size=30))
def test_nobody_is_stuck_once_the_calls_are_over_and_all_is_back(told: list[Happening]) -> None:
    now = played(told)[-1]
    for one in (W.DESK_BACK, W.LINE_BACK):
        now = step(now, Happening(what=one, at=NOW))
    for call in CALLS:
        now = step(now, over(P.MANDATORY, call_id=call))
    assert now.state in (S.READY, S.NOT_READY, S.WRAP_UP, S.LOGGED_OUT)
    if now.state is S.WRAP_UP:
        now = step(now, next_due(now) or ask(S.READY, is_wrapped=True))
        assert now.state in (S.READY, S.NOT_READY)
