from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from app.errors import ControlNotAvailable
from app.events import CallArrived, CallEnded, LineLost, LineUp, MemberTold, OfferRinging, RecordingTold
from app.telephony.agenda import Agenda
from app.telephony.line import Asked, Control
from app.telephony.practice import PracticeLine
from app.telephony.scenarios import FarEnd, FarEndAnswer, Scenario, Unanswered
from db.models.calls import CallDirection
from tests.telephony.hearing import Hearing
from tests.telephony.practice_desk import CALLER, Desk, changed
from tests.telephony.recordings import AT, rows


@pytest.fixture
def desk():
    desk = Desk()
    desk.ready()
    assert desk.new() == [("LineUp",)]
    return desk


def test_a_caller_waits_and_then_rings_who_is_ready(desk):
    call = desk.ring(then_s=0.9)
    assert desk.new() == [("arrived", call, "02885551234", "4008111666", "hotline")]
    desk.clock.pass_(0.1)
    assert desk.new() == [("ringing", call, "1001", "")]


def test_nobody_rings_an_agent_who_is_not_ready():
    desk = Desk()
    call = desk.ring(then_s=100.0)
    assert [row[0] for row in desk.new()] == ["LineUp", "arrived"]
    desk.ready()
    assert desk.new() == [("ringing", call, "1001", "")]


def test_a_caller_who_waits_too_long_gives_up():
    desk = Desk()
    call = desk.ring(changed(patience_s=30.0), then_s=30.0)
    assert desk.new()[-1] == ("ended", call, "abandoned_waiting")
    desk.ready()
    assert desk.new() == []


def test_who_hangs_up_while_it_rings_has_abandoned(desk):
    call = desk.ring(changed(ring_s=4.0, unanswered=Unanswered.GIVES_UP), then_s=1.0 + 4.0)
    assert desk.new()[2:] == [
        ("offer ended", call, "1001", "withdrawn"),
        ("ended", call, "abandoned_ringing"),
    ]


def test_a_call_that_rings_out_goes_to_a_colleague(desk):
    call = desk.ring(changed(ring_s=4.0, colleague_talks_s=60.0), then_s=1.0 + 4.0)
    assert desk.new()[2:] == [("offer ended", call, "1001", "missed")]
    desk.clock.pass_(60.0)
    assert desk.new() == [("ended", call, "answered")]


def test_a_rejected_call_goes_to_a_colleague_and_the_next_rings(desk):
    first = desk.ring()
    second = desk.ring()
    desk.new()
    desk.ask("reject", first)
    desk.clock.pass_(0)
    assert desk.new() == [("offer ended", first, "1001", "rejected"), ("ringing", second, "1001", "")]


def test_an_answered_call_lasts_until_the_agent_ends_it(desk):
    call = desk.ring()
    desk.new()
    desk.ask("answer", call)
    desk.clock.pass_(3600.0)
    assert desk.new() == [("CallAnswered", call, "1001")]
    desk.ask("hang_up", call)
    desk.clock.pass_(0)
    assert desk.new() == [("ended", call, "answered")]


def test_a_caller_may_hang_up_after_some_talk_even_on_hold(desk):
    call = desk.ring(changed(hangs_up_after_s=30.0))
    desk.ask("answer", call)
    desk.clock.pass_(10.0)
    desk.ask("hold", call)
    desk.clock.pass_(19.9)
    desk.new()
    desk.clock.pass_(0.1)
    assert desk.new() == [("ended", call, "answered")]


def test_no_call_rings_in_wrap_up(desk):
    call = desk.ring()
    desk.ask("answer", call)
    waiting = desk.ring()
    desk.ask("hang_up", call)
    desk.clock.pass_(10.0)
    assert ("ringing", waiting, "1001", "") not in desk.new()
    desk.ready()
    assert desk.new() == [("ringing", waiting, "1001", "")]


def test_one_call_rings_at_a_time_first_come_first_served(desk):
    first, second = desk.ring(), desk.ring()
    assert [row[1] for row in desk.new() if row[0] == "ringing"] == [first]
    desk.clock.pass_(CALLER.ring_s)
    assert [row[1] for row in desk.new() if row[0] == "ringing"] == [second]


def test_two_in_a_row_the_second_rings_into_the_talk_and_holds_the_first(desk):
    first = desk.ring()
    desk.ask("answer", first)
    second = desk.ring(changed(while_talking=True))
    assert desk.new()[-1] == ("ringing", second, "1001", "")
    desk.ask("answer", second)
    desk.clock.pass_(0)
    assert desk.new() == [("CallHeld", first, "1001"), ("CallAnswered", second, "1001")]
    desk.ask("resume", first)
    desk.clock.pass_(0)
    assert desk.new() == [("CallHeld", second, "1001"), ("CallResumed", first, "1001")]


def talking(desk):
    call = desk.ring()
    desk.ask("answer", call)
    desk.clock.pass_(0)
    desk.new()
    return call


def test_a_call_that_is_transferred_goes_on_without_the_agent(desk):
    call = talking(desk)
    desk.ask("transfer", call, number="8003")
    desk.clock.pass_(CALLER.colleague_talks_s)
    assert desk.new() == [("CallLeft", call, "1001"), ("ended", call, "transferred_blind")]


@pytest.mark.parametrize("control", ["complete", "hang_up"])
def test_who_is_consulted_gets_the_call_or_the_agent_takes_it_back(desk, control):
    call = talking(desk)
    desk.ask("consult", call, number="8003")
    desk.clock.pass_(0)
    assert desk.new() == [("CallHeld", call, "1001"), ("CallConsulted", call, "1001")]
    desk.ask("take_back", call)
    desk.clock.pass_(0)
    assert desk.new() == [("CallTakenBack", call, "1001"), ("CallResumed", call, "1001")]
    desk.ask("consult", call, number="8003")
    desk.clock.pass_(0)
    desk.ask(control, call)
    desk.clock.pass_(CALLER.colleague_talks_s)
    assert desk.new()[2:] == [("CallLeft", call, "1001"), ("ended", call, "transferred_attended")]


def test_who_is_out_of_the_queues_is_not_rung_and_the_line_tells_where_an_agent_stands(desk):
    desk.ask("queues_out", queues=("hotline",))
    desk.ring()
    desk.ask("not_ready", reason="lunch", queues=("hotline",))
    desk.clock.pass_(5.0)
    members = [event for event in desk.told if isinstance(event, MemberTold)]
    assert [(one.is_member, one.is_paused, one.reason) for one in members] == [
        (False, False, ""),
        (False, True, "lunch"),
    ]
    assert "ringing" not in [row[0] for row in desk.new()]
    desk.ask("queues_in")
    desk.ask("ready")
    desk.clock.pass_(0)
    assert [row[0] for row in desk.new()] == ["ringing"]


def test_a_recording_is_paused_as_long_as_the_agent_wants(desk):
    call = talking(desk)
    desk.ask("pause_recording", call)
    desk.ask("resume_recording", call)
    desk.clock.pass_(0)
    assert [event.is_paused for event in desk.told if isinstance(event, RecordingTold)] == [True, False]


def dial(desk, far_end=None):
    if far_end is not None:
        desk.line.expect_dial(far_end)
    desk.ask("dial", "mine", number="02885551234")
    desk.clock.pass_(0)


def test_a_number_that_answers_is_an_outbound_call_of_our_own_number():
    desk = Desk(own_number="4008111666")
    dial(desk, FarEnd(ring_s=4.0, hangs_up_after_s=30.0))
    arrived = desk.told[-1]
    assert arrived.direction is CallDirection.OUT
    assert desk.new()[-1] == ("arrived", "mine", "4008111666", "02885551234", "")
    desk.clock.pass_(4.0)
    assert desk.new() == [("CallAnswered", "mine", "1001")]
    desk.clock.pass_(30.0)
    assert desk.new() == [("ended", "mine", "answered")]


@pytest.mark.parametrize("then", [FarEndAnswer.NO_ANSWER, FarEndAnswer.BUSY])
def test_a_number_that_does_not_answer_is_not_reached(desk, then):
    dial(desk, FarEnd(ring_s=25.0, then=then))
    desk.clock.pass_(24.9)
    assert [row[0] for row in desk.new()] == ["arrived"]
    desk.clock.pass_(0.1)
    assert desk.new() == [("ended", "mine", "not_reached")]


def test_far_ends_behave_in_the_order_they_were_given():
    desk = Desk(far_ends=[FarEnd(ring_s=1.0, then=FarEndAnswer.BUSY)])
    dial(desk)
    desk.clock.pass_(1.0)
    dial(desk)
    desk.clock.pass_(FarEnd().ring_s)
    assert [row[0] for row in desk.new()] == ["LineUp", "arrived", "ended", "arrived", "CallAnswered"]


def test_who_hangs_up_while_dialling_has_not_reached_anybody(desk):
    dial(desk)
    desk.ask("hang_up", "mine")
    desk.clock.pass_(60.0)
    assert desk.new()[1:] == [("ended", "mine", "not_reached")]


def test_who_dials_is_not_rung(desk):
    dial(desk)
    desk.ring()
    assert "ringing" not in [row[0] for row in desk.new()]


def test_dialling_is_refused_while_it_rings(desk):
    desk.ring()
    with pytest.raises(ControlNotAvailable):
        dial(desk)


def test_a_number_dialled_in_the_instant_in_which_a_call_rings_is_not_reached(desk):
    desk.ring(then_s=0.0)
    desk.clock.time_s += CALLER.wait_s  # the ring is due, and not done yet
    dial(desk)
    assert [row[0] for row in desk.new()] == ["arrived", "ringing", "arrived", "ended"]


def test_a_number_dialled_twice_by_one_id_is_one_call(desk):
    desk.ask("dial", "mine", number="02885551234")
    desk.ask("dial", "mine", number="02885551234")
    desk.clock.pass_(0)
    assert [row[0] for row in desk.new()] == ["arrived"]


@pytest.mark.parametrize("control", ["answer", "reject", "hang_up", "hold", "resume", "transfer"])
def test_a_control_for_no_call_is_refused(desk, control):
    with pytest.raises(ControlNotAvailable):
        desk.ask(control, "practice-t-99")


def test_a_control_that_does_not_fit_the_call_is_refused(desk):
    call = desk.ring()
    for control in ("hang_up", "hold", "resume", "transfer", "consult", "complete", "take_back", "digits"):
        with pytest.raises(ControlNotAvailable):
            desk.ask(control, call)


def test_an_answer_that_comes_too_late_is_left_out(desk):
    call = desk.ring(changed(ring_s=4.0, unanswered=Unanswered.GIVES_UP))
    desk.clock.time_s += 4.0  # the caller's hanging up is due, and not done yet
    desk.ask("answer", call)
    desk.clock.pass_(0)
    assert desk.new()[-1] == ("ended", call, "abandoned_ringing")


def test_ids_are_of_this_start_and_never_the_same(desk):
    assert [desk.ring(), desk.ring()] == ["practice-t-1", "practice-t-2"]


def test_stop_ends_every_open_call_as_unknown(desk):
    talking = desk.ring()
    desk.ask("answer", talking)
    ringing = desk.ring(changed(while_talking=True))
    desk.new()
    desk.line.stop()
    assert desk.new() == [
        ("ended", talking, "unknown"),
        ("offer ended", ringing, "1001", "withdrawn"),
        ("ended", ringing, "unknown"),
    ]


def test_a_shift_calls_one_after_another_and_then_is_finished(desk):
    scenario = changed(wait_s=0.0, ring_s=4.0, unanswered=Unanswered.GIVES_UP)
    desk.line.run_shift([scenario, scenario], pause_s=lambda: 5.0)
    desk.clock.pass_(5.0 + 4.0 + 4.9)
    assert [row[0] for row in desk.new()] == ["arrived", "ringing", "offer ended", "ended"]
    desk.clock.pass_(0.1 + 4.0)
    assert [row[0] for row in desk.new()] == ["arrived", "ringing", "offer ended", "ended", "lost"]
    desk.clock.pass_(3600.0)
    assert desk.new() == []


def test_a_shift_may_be_endless(desk):
    scenario = changed(wait_s=0.0, ring_s=1.0, unanswered=Unanswered.GIVES_UP)
    desk.line.run_shift(itertools.repeat(scenario), pause_s=lambda: 1.0)
    desk.clock.pass_(200.0)
    assert len([event for event in desk.told if isinstance(event, CallEnded)]) == 100


def test_in_a_shift_the_second_of_two_in_a_row_calls_while_the_first_talks(desk):
    desk.line.run_shift([CALLER, changed(while_talking=True), CALLER], pause_s=lambda: 5.0)
    desk.clock.pass_(6.0)
    desk.ask("answer", "practice-t-1")
    desk.clock.pass_(1.0)
    assert [row[:2] for row in desk.new()] == [
        ("arrived", "practice-t-1"),
        ("ringing", "practice-t-1"),
        ("CallAnswered", "practice-t-1"),
        ("arrived", "practice-t-2"),
        ("ringing", "practice-t-2"),
    ]


def test_a_caller_from_outside_the_shift_does_not_bring_the_next_one_twice(desk):
    desk.line.run_shift([CALLER, CALLER], pause_s=lambda: 5.0)
    desk.clock.pass_(1.0)
    extra = desk.ring(changed(ring_s=1.0, unanswered=Unanswered.GIVES_UP))
    desk.clock.pass_(10.0)
    assert [row[1] for row in desk.new() if row[0] == "arrived"] == [extra, "practice-t-2"]


def test_the_journal_has_each_event_with_its_facts(desk):
    call = desk.ring()
    assert [kind for kind, _ in desk.journal] == ["LineUp", "CallArrived", "OfferRinging"]
    ring = desk.journal[-1][1]
    assert (ring["linked_id"], ring["agent"], ring["at"]) == (call, "1001", AT.isoformat())
    assert isinstance(ring["t"], int)


def test_a_scenario_with_a_word_that_nobody_knows_is_refused():
    with pytest.raises(ValidationError):
        Scenario.model_validate_json('{"dnis": "4008111666", "queue": "hotline", "rings": 3}')


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["ring", "into the talk", *(control.value for control in PracticeLine.controls)]),
        st.integers(0, 5),
        st.sampled_from([0.0, 0.5, 3.0, 30.0]),
    ),
    max_size=40,
)


@given(steps=STEPS)
def test_whatever_the_agent_does_every_call_and_offer_ends_once(steps):
    desk = Desk()
    for number, (step, which, seconds) in enumerate(steps):
        take_step(desk, step, f"practice-t-{which}", f"out-{number}")
        desk.clock.pass_(seconds)
    desk.line.stop()
    assert_ends_once(desk.told)


def take_step(desk, step, linked_id, new_id):
    try:
        match step:
            case "ring":
                desk.line.ring(changed(patience_s=20.0, ring_s=10.0, hangs_up_after_s=15.0))
            case "into the talk":
                desk.line.ring(changed(while_talking=True, unanswered=Unanswered.GIVES_UP))
            case "dial":
                desk.ask("dial", new_id, number="02885551234")
            case _:
                desk.ask(step, linked_id, number="8003")
    except ControlNotAvailable:
        pass


def assert_ends_once(told):
    arrived = [event.linked_id for event in told if isinstance(event, CallArrived)]
    assert len(arrived) == len(set(arrived))
    assert sorted(arrived) == sorted(event.linked_id for event in told if isinstance(event, CallEnded))
    at_the_phone = [row for row in rows(told) if row[0] in ("ringing", "offer ended", "CallAnswered")]
    for place, row in enumerate(at_the_phone):
        if row[0] == "ringing":  # what comes next is its end: nothing else rings, nothing else is answered
            following = at_the_phone[place + 1]
            assert following[0] != "ringing"
            assert following[1] == row[1]


def test_on_its_own_thread_the_line_rings_obeys_and_stops_at_once():
    hearing = Hearing()
    line = PracticeLine("t", agenda=Agenda(speed=1000.0))
    line.ring(CALLER)
    line.ask(Asked(control=Control.READY, agent=""))
    line.start(hearing)
    rang = hearing.wait_for(OfferRinging)
    line.ask(Asked(control=Control.ANSWER, agent="", linked_id=rang.linked_id))
    hearing.wait_until(lambda: rows(hearing.events)[-1][0] == "CallAnswered")
    line.ask(Asked(control=Control.HANG_UP, agent="", linked_id=rang.linked_id))
    hearing.wait_for(CallEnded)
    line.run_shift([])
    hearing.wait_for(LineLost)
    line.stop()
    up = hearing.events[0]
    assert isinstance(up, LineUp)
    assert set(up.controls) == line.controls == set(Control) - {Control.LISTEN}
    assert rows(hearing.events)[-1] == ("lost", "finished")
