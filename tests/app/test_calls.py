"""Calls are written down as the line tells them, once, and belong to one customer."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import timedelta
from uuid import UUID

import pytest

from app.calls import (
    AnswerCall,
    BindCall,
    CallDirection,
    CallOutcome,
    CallRecorder,
    EndCall,
    EndOffer,
    OfferOutcome,
    RecordCall,
    RecordLegs,
    RecordOffer,
    UnbindCall,
    lost_calls,
)
from app.events import CallAnswered, CallArrived, CallEnded, LegsEnded, LineEvent, OfferEnded, OfferRinging
from app.interactions import OpenInteraction, SealInteraction
from db.ids import call_id, leg_id, new_id, offer_id
from db.models.calls import Call, Leg, Offer
from db.models.interactions import Interaction
from db.models.people import Role
from db.store import Store
from tests.app.specimens import AT, LOST_LEG, NEW, PHONE_LEG, a
from tests.rows import (
    CALL,
    CUSTOMER,
    INTERACTION,
    NOW,
    OFFER,
    OTHER_CUSTOMER,
    PERSONS,
    PHONE_KEY,
    everything,
    only,
    run,
)

BESIDE = frozenset({"applied_command", "feed", "phone", "leg"})
LINE, LINKED = "asterisk", "1763862000.7"
THE_CALL = call_id(LINE, LINKED)


def told(kind: type[LineEvent], after_s: int, **values: object) -> LineEvent:
    return kind(line=LINE, linked_id=LINKED, at=NOW + timedelta(seconds=after_s), **values)


def arrived(direction: CallDirection = CallDirection.IN) -> LineEvent:
    return told(CallArrived, 0, ani="(028) 8555 1234", dnis="4008111666", queue="repair", direction=direction)


def record(store: Store, *events: LineEvent) -> list[str]:
    recorder = CallRecorder("1001", PERSONS[Role.AGENT])
    return [said for event in events for said in run(store, *recorder.commands(event))]


def test_an_answered_call_is_written_down_as_it_went(store: Store) -> None:
    said = record(
        store,
        arrived(),
        told(OfferRinging, 5, agent="1002"),
        told(OfferEnded, 20, agent="1002", outcome=OfferOutcome.MISSED),
        told(OfferRinging, 21, agent="1001"),
        told(OfferEnded, 36, agent="1001", outcome=OfferOutcome.REJECTED),
        told(OfferRinging, 40, agent="1001"),
        told(CallAnswered, 43, agent="1001"),
        told(CallEnded, 138, outcome=CallOutcome.ANSWERED),
    )
    assert set(said) == {"done"}
    call = only(store, Call, THE_CALL)
    assert (call.ani, call.ani_key, call.queue) == ("(028) 8555 1234", "f:+862885551234", "repair")
    assert [call.arrived_at, call.answered_at, call.ended_at] == [
        NOW + timedelta(seconds=after) for after in (0, 43, 138)
    ]
    offers = {key: only(store, Offer, key) for key in map(offer_key, ("1002", "1001", "1001"), (0, 0, 1))}
    assert [(one.outcome.value, one.person_id) for one in offers.values()] == [
        ("missed", None),
        ("rejected", PERSONS[Role.AGENT]),
        ("answered", PERSONS[Role.AGENT]),
    ]


def offer_key(agent: str, nth: int) -> UUID:
    return offer_id(THE_CALL, agent, nth)


def test_a_dialled_call_is_answered_though_it_rang_at_nobody(store: Store) -> None:
    said = record(store, arrived(CallDirection.OUT), told(CallAnswered, 9, agent="1001"))
    assert said == ["done", "done"]
    assert only(store, Call, THE_CALL).answered_at == NOW + timedelta(seconds=9)


def test_calls_whose_end_is_never_heard_are_not_kept_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.calls.MOST_CALLS", 2)
    recorder = CallRecorder("1001", PERSONS[Role.AGENT])

    def said(kind: type[LineEvent], linked_id: str, **values: object) -> list[str]:
        event = kind(line=LINE, linked_id=linked_id, at=NOW, agent="1001", **values)
        return [type(command).__name__ for command in recorder.commands(event)]

    for linked_id in ("1", "2", "3"):
        assert said(OfferRinging, linked_id) == ["RecordOffer"]
    missed = [said(OfferEnded, linked_id, outcome=OfferOutcome.MISSED) for linked_id in ("0", "1", "2", "3")]
    assert missed == [[], [], ["EndOffer"], ["EndOffer"]]
    assert len(recorder._offers) == 2


def test_a_line_that_tells_everything_again_changes_nothing(store: Store) -> None:
    legs = told(LegsEnded, 60, legs=(PHONE_LEG, LOST_LEG))
    events = (arrived(), told(OfferRinging, 5, agent="1001"), told(CallAnswered, 9, agent="1001"), legs)
    record(store, *events)
    before = everything(store, without=frozenset({"applied_command"}))
    assert set(record(store, *events)) <= {"done", "move_not_allowed"}  # the offer has ended
    assert everything(store, without=frozenset({"applied_command"})) == before


def test_ten_desks_that_ring_make_one_call(store: Store) -> None:
    said = [record(store, arrived(), told(OfferRinging, 1, agent=f"10{desk:02}")) for desk in range(10)]
    assert said == [["done", "done"]] * 10
    rows = everything(store)
    assert (len(rows["call"]), len(rows["offer"])) == (1, 10)


def test_an_offer_ends_once(work: Store) -> None:
    missed = a(EndOffer, outcome=OfferOutcome.MISSED)
    assert run(work, missed, a(EndOffer)) == ["done", "move_not_allowed"]
    assert only(work, Offer, OFFER).outcome is OfferOutcome.MISSED


def test_the_first_answer_and_the_first_end_count(work: Store) -> None:
    late = AT + timedelta(hours=1)
    other = CallOutcome.TIMED_OUT
    run(work, a(AnswerCall), a(AnswerCall, at=late), a(EndCall), a(EndCall, at=late, outcome=other))
    call = only(work, Call, CALL)
    assert (call.answered_at, call.ended_at, call.outcome) == (AT, AT, CallOutcome.ANSWERED)


def test_a_leg_is_written_down_once_and_as_it_was_told_first(work: Store) -> None:
    again = replace(PHONE_LEG, ended_at=AT + timedelta(hours=1))
    assert run(work, a(RecordLegs, legs=(PHONE_LEG,)), a(RecordLegs, legs=(again, LOST_LEG))) == ["done"] * 2
    assert len(everything(work)["leg"]) == 2
    for leg in (PHONE_LEG, LOST_LEG):
        row = only(work, Leg, leg_id(CALL, leg.unique_id))
        assert {name: getattr(row, name) for name in asdict(leg)} == asdict(leg)


def test_a_leg_whose_end_nobody_heard_is_ended_once_when_it_is_told_again(work: Store) -> None:
    ended = replace(LOST_LEG, joined_at=NOW, ended_at=AT, cause=16, began_at=AT)
    later = replace(ended, ended_at=AT + timedelta(hours=1), cause=17)
    told = [(LOST_LEG,), (LOST_LEG,), (ended,), (later,), (LOST_LEG,)]
    assert run(work, *(a(RecordLegs, legs=legs) for legs in told)) == ["done"] * 5
    row = only(work, Leg, leg_id(CALL, LOST_LEG.unique_id))
    assert (row.began_at, row.joined_at, row.ended_at, row.cause) == (NOW, NOW, AT, 16)


def test_a_call_that_is_over_is_not_answered(work: Store) -> None:
    assert run(work, a(EndCall), a(AnswerCall)) == ["done", "move_not_allowed"]


def test_binding_a_call_binds_what_belongs_to_it(work: Store) -> None:
    late = replace(PHONE_LEG, unique_id="170.5")
    legs = [leg_id(CALL, leg.unique_id) for leg in (PHONE_LEG, LOST_LEG, late)]
    assert run(work, a(RecordLegs), a(BindCall), a(RecordLegs, legs=(late,))) == ["done"] * 3
    for model, key in (
        (Call, CALL),
        (Offer, OFFER),
        (Interaction, INTERACTION),
        *((Leg, leg) for leg in legs),
    ):
        assert only(work, model, key).customer_id == CUSTOMER


def test_a_wrong_customer_can_be_mended_until_it_is_wrapped_up(work: Store) -> None:
    to_other = {"customer_id": OTHER_CUSTOMER}
    assert run(work, a(BindCall, **to_other), a(BindCall)) == ["done", "done"]
    assert run(work, a(SealInteraction), a(BindCall, **to_other)) == ["done", "call_bound"]
    assert only(work, Call, CALL).customer_id == CUSTOMER


@pytest.mark.parametrize("sealed_first", [True, False])
def test_a_call_is_bound_once_after_it_was_wrapped_up(work: Store, sealed_first: bool) -> None:
    over = [a(SealInteraction), a(EndCall)]
    run(work, *(over if sealed_first else reversed(over)))
    again = [a(BindCall), a(BindCall), a(BindCall, customer_id=OTHER_CUSTOMER)]
    assert run(work, *again) == ["done", "done", "call_bound"]
    assert only(work, Interaction, INTERACTION).customer_id == CUSTOMER


def test_a_call_that_is_not_the_customer_s_is_nobody_s_with_all_that_belongs_to_it(work: Store) -> None:
    before = everything(work, without=BESIDE)
    run(work, a(RecordLegs), a(BindCall))
    assert everything(work, without=BESIDE) != before
    assert run(work, a(UnbindCall, customer_id=OTHER_CUSTOMER)) == ["done"]  # it was never theirs
    assert only(work, Call, CALL).customer_id == CUSTOMER
    assert run(work, a(UnbindCall), a(UnbindCall)) == ["done", "done"]
    assert everything(work, without=BESIDE) == before
    assert only(work, Leg, leg_id(CALL, PHONE_LEG.unique_id)).customer_id is None
    run(work, a(EndCall), a(SealInteraction))
    assert only(work, Interaction, INTERACTION).customer_id is None


def test_whose_call_it_was_stays_once_it_was_wrapped_up(work: Store) -> None:
    run(work, a(BindCall), a(EndCall), a(SealInteraction))
    assert run(work, a(UnbindCall)) == ["call_bound"]
    assert only(work, Call, CALL).customer_id == only(work, Interaction, INTERACTION).customer_id == CUSTOMER


def test_an_interaction_opened_later_belongs_to_the_call_s_customer(work: Store) -> None:
    assert run(work, a(BindCall), a(OpenInteraction)) == ["done", "done"]
    assert only(work, Interaction, NEW).customer_id == CUSTOMER


def test_calls_whose_end_nobody_heard_are_found(work: Store) -> None:
    assert run(work, a(RecordCall)) == ["done"]
    with work.read() as session:
        assert set(lost_calls(session)) == {CALL, NEW}
    run(work, a(EndCall))
    with work.read() as session:
        assert lost_calls(session) == [NEW]


def test_an_offer_carries_the_customer_of_its_call(work: Store) -> None:
    run(work, a(BindCall), a(RecordOffer, offer_id=new_id()), a(RecordOffer))
    assert only(work, Offer, NEW).customer_id == CUSTOMER
    assert only(work, Call, CALL).ani_key == PHONE_KEY
