"""What goes over the wire between a hub's line and a desk."""

from __future__ import annotations

import json

import pytest

from app.events import ControlFailed, DeviceState, LineEvent, LineUp, MemberTold
from app.telephony.carried import event_facts, read_event
from app.telephony.line import Control, ControlProblem
from tests.telephony.recordings import AT


@pytest.mark.parametrize(
    "event",
    [
        LineUp(line="pbx", at=AT, controls=("hang_up",), missing=("write=call",)),
        ControlFailed(
            line="pbx",
            at=AT,
            control=Control.HOLD,
            agent="8001",
            linked_id="1.1",
            code=ControlProblem.NO_CALL,
        ),
        MemberTold(
            line="pbx",
            at=AT,
            agent="PJSIP/2001",
            queue="hotline",
            is_member=True,
            is_paused=True,
            reason="午休",
            device=DeviceState.ON_HOLD,
        ),
    ],
)
def test_an_event_comes_over_the_wire_as_it_was(event: LineEvent) -> None:
    assert read_event(json.loads(json.dumps(event_facts(event)))) == event
