"""A line that rings only when a softphone says so."""

from __future__ import annotations

import pytest

from app.errors import ControlNotAvailable
from app.events import CallAnswered, CallArrived, CallEnded, LineUp, OfferEnded, OfferRinging
from app.telephony.line import Asked, Control
from app.telephony.quiet import QuietLine
from db.models.calls import CallOutcome, OfferOutcome
from tests.telephony.hearing import Hearing


def started() -> tuple[QuietLine, Hearing]:
    line, heard = QuietLine("lina"), Hearing()
    line.start(heard)
    return line, heard


def ask(line: QuietLine, control: Control, linked_id: str) -> None:
    line.ask(Asked(control=control, agent="lina", linked_id=linked_id))


def test_a_popped_number_rings_at_the_agent():
    line, heard = started()
    linked_id = line.pop("13800138000")
    heard.wait_for(OfferRinging)
    line.stop()
    up, arrived, ringing = heard.events[:3]
    assert isinstance(up, LineUp)
    assert isinstance(arrived, CallArrived)
    assert (arrived.line, arrived.ani, arrived.linked_id) == ("pop", "13800138000", linked_id)
    assert isinstance(ringing, OfferRinging)
    assert (ringing.agent, ringing.linked_id) == ("lina", linked_id)


def test_every_pop_is_a_call_of_its_own_even_of_the_same_number():
    line, heard = started()
    ids = [line.pop("13800138000") for _ in range(20)]
    heard.wait_for(OfferRinging, 20)
    line.stop()
    assert len(set(ids)) == 20
    assert [event.linked_id for event in heard.events if isinstance(event, CallArrived)] == ids


def test_what_the_person_says_of_the_softphone_happens_once():
    line, heard = started()
    linked_id = line.pop("13800138000")
    for _ in range(2):
        ask(line, Control.ANSWER, linked_id)
    for _ in range(2):
        ask(line, Control.HANG_UP, linked_id)
    ask(line, Control.HANG_UP, "pop-never")
    heard.wait_for(CallEnded)
    line.stop()
    after = [
        type(event) for event in heard.events if not isinstance(event, (LineUp, CallArrived, OfferRinging))
    ]
    assert after == [CallAnswered, CallEnded]
    assert heard.events[-1].outcome is CallOutcome.ANSWERED


def test_a_ring_that_is_refused_was_never_answered():
    line, heard = started()
    ask(line, Control.REJECT, line.pop("13800138000"))
    heard.wait_for(CallEnded)
    line.stop()
    ends = [event for event in heard.events if isinstance(event, (OfferEnded, CallEnded))]
    assert [event.outcome for event in ends] == [OfferOutcome.REJECTED, CallOutcome.UNKNOWN]


def test_what_is_open_when_the_desk_goes_ends_as_unknown():
    line, heard = started()
    line.pop("13800138000")
    heard.wait_for(OfferRinging)
    line.stop()
    ends = [event for event in heard.events if isinstance(event, (OfferEnded, CallEnded))]
    assert [event.outcome for event in ends] == [OfferOutcome.WITHDRAWN, CallOutcome.UNKNOWN]


def test_what_only_the_phone_can_do_is_refused():
    line, _ = started()
    with pytest.raises(ControlNotAvailable):
        ask(line, Control.HOLD, "pop-1")
    line.stop()
