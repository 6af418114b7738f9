"""The line at a real Asterisk: what it tells of calls, and what comes of what it is asked."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.errors import ControlNotAvailable
from app.events import (
    CallAnswered,
    CallArrived,
    CallConsulted,
    CallEnded,
    CallHeld,
    CallLeft,
    CallTakenBack,
    ControlFailed,
    LineLost,
    LineUp,
    MemberTold,
    OfferEnded,
    OfferRinging,
    RecordingTold,
)
from app.telephony.ami_account import LoginKind
from app.telephony.asterisk import AsteriskLine
from app.telephony.line import Control, ControlProblem, LostReason
from db.models.calls import CallDirection, CallOutcome, OfferOutcome
from tests.live.conftest import AtLine
from tests.live.hand import Hand
from tests.live.pbx import AGENTS, Pbx
from tests.telephony.hearing import Hearing

FREE = "Local/8099@agents/n"  # a member of no queue


def answered(line: AtLine, hand: Hand, dnis: str = "4008111666") -> CallAnswered:
    hand.call(dnis)
    return line.next(CallAnswered)


def test_a_call_rings_is_answered_and_hung_up(line: AtLine, hand: Hand) -> None:
    hand.call()
    arrived = line.next(CallArrived)
    assert (arrived.ani, arrived.dnis, arrived.queue) == ("13800138000", "4008111666", "hotline")
    ringing = line.next(OfferRinging)
    talk = line.next(CallAnswered)
    assert talk.agent == ringing.agent
    line.ask(Control.HANG_UP, talk.agent, talk.linked_id)
    assert line.next(CallEnded).outcome is CallOutcome.ANSWERED


def test_a_ring_that_is_rejected_rings_at_the_next(line: AtLine, hand: Hand) -> None:
    for n in range(AGENTS):
        hand.ring_for(f"80{n:02d}", 5)
    hand.call()
    first = line.next(OfferRinging)
    line.ask(Control.REJECT, first.agent, first.linked_id)
    assert line.next(OfferEnded).outcome is OfferOutcome.REJECTED
    assert line.next(OfferRinging).agent != first.agent
    for n in range(AGENTS):
        hand.ring_for(f"80{n:02d}", 0.2)


def test_a_call_is_transferred_blind(line: AtLine, hand: Hand) -> None:
    talk = answered(line, hand)
    line.ask(Control.TRANSFER, talk.agent, talk.linked_id, number="8099")
    assert line.next(CallLeft).agent == talk.agent
    hand.end_all()
    assert line.next(CallEnded).outcome is CallOutcome.TRANSFERRED_BLIND


def test_a_call_is_handed_over_after_asking(line: AtLine, hand: Hand) -> None:
    talk = answered(line, hand)
    line.ask(Control.CONSULT, talk.agent, talk.linked_id, number="8099")
    line.next(CallHeld)
    assert line.next(CallConsulted).number == "8099"
    line.ask(Control.COMPLETE, talk.agent, talk.linked_id)
    assert line.next(CallLeft).agent == talk.agent
    hand.end_all()
    assert line.next(CallEnded).outcome is CallOutcome.TRANSFERRED_ATTENDED


def test_a_call_is_taken_back_after_asking(line: AtLine, hand: Hand) -> None:
    talk = answered(line, hand)
    line.ask(Control.CONSULT, talk.agent, talk.linked_id, number="8099")
    line.next(CallConsulted)
    line.ask(Control.TAKE_BACK, talk.agent, talk.linked_id)
    line.next(CallTakenBack)
    line.ask(Control.HANG_UP, talk.agent, talk.linked_id)
    assert line.next(CallEnded).outcome is CallOutcome.ANSWERED


def test_a_number_is_dialled_by_the_desks_own_id(line: AtLine) -> None:
    line.ask(Control.DIAL, FREE, "desk-0001", number="028 8555 1234")
    arrived = line.next(CallArrived)
    assert (arrived.linked_id, arrived.dnis, arrived.direction) == (
        "desk-0001",
        "02885551234",
        CallDirection.OUT,
    )
    line.next(CallAnswered)
    line.ask(Control.DIGITS, FREE, "desk-0001", number="12#")
    line.ask(Control.HANG_UP, FREE, "desk-0001")
    assert line.next(CallEnded).outcome is CallOutcome.ANSWERED
    assert not [event for event in line.hearing.events if isinstance(event, ControlFailed)]


def test_a_number_that_the_dialplan_does_not_know_is_told(line: AtLine) -> None:
    line.ask(Control.DIAL, "Local/1@nowhere/n", "desk-0002", number="12")
    failed = line.next(ControlFailed)
    assert (failed.control, failed.linked_id) == (Control.DIAL, "desk-0002")


def test_a_recording_is_paused_and_goes_on(line: AtLine, hand: Hand) -> None:
    talk = answered(line, hand, "4008111777")
    begun = line.hearing.events[[type(event) for event in line.hearing.events].index(RecordingTold)]
    assert begun.name.endswith(".wav")
    line.ask(Control.PAUSE_RECORDING, talk.agent, talk.linked_id)
    assert line.next(RecordingTold).is_paused
    line.ask(Control.RESUME_RECORDING, talk.agent, talk.linked_id)
    assert not line.next(RecordingTold).is_paused


def test_an_agent_pauses_with_a_reason_and_comes_back(line: AtLine) -> None:
    agent = "Local/8001@agents/n"
    line.ask(Control.NOT_READY, agent, reason="午休")
    paused = line.next(MemberTold, lambda told: told.agent == agent and told.is_paused)
    assert (paused.queue, paused.reason) == ("hotline", "午休")
    line.ask(Control.READY, agent)
    assert line.next(MemberTold, lambda told: told.agent == agent and not told.is_paused).reason == ""


def test_an_agent_logs_in_to_queues_and_out_of_them(line: AtLine) -> None:
    line.ask(Control.QUEUES_IN, FREE, queues=("vip", "hotline"))
    for queue in ("vip", "hotline"):
        assert line.next(MemberTold, lambda told: told.agent == FREE).queue == queue
    line.ask(Control.QUEUES_OUT, FREE)
    gone = [line.next(MemberTold, lambda told: told.agent == FREE and not told.is_member) for _ in range(2)]
    assert {told.queue for told in gone} == {"vip", "hotline"}
    line.ask(Control.QUEUES_IN, FREE)
    back = [line.next(MemberTold, lambda told: told.agent == FREE and told.is_member) for _ in range(2)]
    assert {told.queue for told in back} == {"vip", "hotline"}
    line.ask(Control.QUEUES_OUT, FREE)


def test_a_supervisor_listens_to_a_talk(line: AtLine, hand: Hand) -> None:
    talk = answered(line, hand)
    line.ask(Control.LISTEN, talk.agent, talk.linked_id, supervisor="8098")
    hand.wait_for_channel("ChanSpy")
    line.ask(Control.HANG_UP, talk.agent, talk.linked_id)
    line.next(CallEnded)


def test_over_tls_the_pbx_shows_a_certificate_of_whom_we_trust(
    pbx: Pbx, connect: Callable[..., AtLine]
) -> None:
    secured = connect(port=pbx.tls_port, tls=True, ca=pbx.ca)
    assert Control.TRANSFER in secured.line.controls


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"tls": True, "ca": ""}, LostReason.NOT_TRUSTED),  # nobody whom the system trusts
        ({"secret": "wrong"}, LostReason.REFUSED),
        ({"secret": "wrong", "login": LoginKind.PLAIN}, LostReason.REFUSED),
    ],
)
def test_what_the_login_meets_is_told(pbx: Pbx, changed: dict[str, object], reason: LostReason) -> None:
    port = pbx.tls_port if "tls" in changed else pbx.port
    hearing = Hearing()
    line = AsteriskLine("pbx", pbx.account(**{"port": port, **changed}), waits_s=lambda: iter(()))
    line.start(hearing)
    lost = hearing.wait_for(LineLost)
    line.stop()
    assert isinstance(lost, LineLost)
    assert lost.reason == reason


def test_a_user_who_may_not_is_told_the_line_to_add(connect: Callable[..., AtLine]) -> None:
    watcher = connect("watcher")
    up = watcher.hearing.events[0]
    assert isinstance(up, LineUp)
    assert up.controls == ()
    assert up.missing == ("write=agent", "write=call", "write=originate", "write=reporting")
    caller = connect("caller")
    assert caller.hearing.events[0].missing == ("write=originate", "write=reporting")  # type: ignore[attr-defined]
    assert {Control.TRANSFER, Control.NOT_READY} < caller.line.controls
    with pytest.raises(ControlNotAvailable):
        caller.ask(Control.DIAL, FREE, "desk-0003", number="12")


def test_a_right_that_is_taken_away_is_missing_after_the_next_login(
    pbx: Pbx, connect: Callable[..., AtLine], hand: Hand
) -> None:
    manager = pbx.folder / "manager.conf"
    before = manager.read_text()
    try:
        manager.write_text(before.replace("write=system,call,agent,", "write=system,call,", 1))
        hand.act("Command", Command="manager reload")
        line = connect()
        up = line.hearing.events[0]
        assert isinstance(up, LineUp)
        assert up.missing == ("write=agent",)
        assert not {Control.READY, Control.NOT_READY} & line.line.controls
    finally:
        manager.write_text(before)
        hand.act("Command", Command="manager reload")


def test_a_control_for_a_call_that_is_not_there_fails(line: AtLine) -> None:
    line.ask(Control.HANG_UP, FREE, "1795303684.12")
    assert line.next(ControlFailed).code is ControlProblem.NO_CALL


def test_hold_is_not_offered_where_no_phone_obeys(line: AtLine) -> None:
    assert not {Control.ANSWER, Control.HOLD, Control.RESUME} & line.line.controls
    with pytest.raises(ControlNotAvailable):
        line.ask(Control.HOLD, FREE, "1")
