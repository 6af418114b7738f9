"""A PBX that goes away in the middle of many calls leaves nobody stuck, and is asked how things stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

import pytest

from app.events import (
    CallAnswered,
    CallArrived,
    CallEnded,
    CallLeft,
    LineEvent,
    LineLost,
    LineUp,
    MemberTold,
    OfferEnded,
    OfferRinging,
)
from app.telephony.line import Control, LostReason
from db.models.calls import CallOutcome
from tests.live.conftest import AtLine
from tests.live.hand import Hand
from tests.live.pbx import AGENTS, Pbx

CALLS = AGENTS + 5  # five wait


@pytest.fixture
def busy(pbx: Pbx, connect: Callable[..., AtLine]) -> Iterator[AtLine]:
    """A line in the middle of as many talks as there are agents."""
    line = connect()
    line.next(MemberTold)
    with Hand(pbx) as hand:
        hand.act("DBPut", Family="agents", Key="silent", Val="1")
        for n in range(CALLS):
            hand.call(ani=f"138{n:08d}")
    line.hearing.wait_until(lambda: len(of(line.hearing.events, CallArrived)) == CALLS)
    line.hearing.wait_until(lambda: len(of(line.hearing.events, CallAnswered)) == AGENTS)
    yield line
    with Hand(pbx) as hand:
        hand.end_all()


def of(events: list[LineEvent], kind: type[LineEvent]) -> list[LineEvent]:
    return [event for event in events if isinstance(event, kind)]


def arrived_in(events: list[LineEvent]) -> set[str]:
    return {event.linked_id for event in events if isinstance(event, CallArrived)}


def nobody_is_stuck(events: list[LineEvent]) -> None:
    """Each call has one outcome, each ring one end, and nobody talks."""
    arrived = Counter(event.linked_id for event in events if isinstance(event, CallArrived))
    ended = Counter(event.linked_id for event in events if isinstance(event, CallEnded))
    assert ended == arrived
    ringing, talking = set[tuple[str, str]](), set[tuple[str, str]]()
    for event in events:
        match event:
            case OfferRinging():
                ringing.add((event.linked_id, event.agent))
            case OfferEnded():
                ringing.discard((event.linked_id, event.agent))
            case CallAnswered():
                ringing.discard((event.linked_id, event.agent))
                talking.add((event.linked_id, event.agent))
            case CallLeft():
                talking.discard((event.linked_id, event.agent))
            case CallEnded():
                talking = {each for each in talking if each[0] != event.linked_id}
    assert not ringing
    assert not talking


def test_a_pbx_that_loses_power_in_fifty_calls_leaves_nobody_stuck(pbx: Pbx, busy: AtLine) -> None:
    busy.ask(Control.QUEUES_IN, "Local/8099@agents/n", queues=("vip",))
    busy.next(MemberTold, lambda told: told.queue == "vip")
    busy.ask(Control.NOT_READY, "Local/8099@agents/n", reason="午休")
    busy.next(MemberTold, lambda told: told.queue == "vip" and told.is_paused)
    pbx.kill()
    assert busy.next(LineLost).reason == LostReason.CLOSED
    assert of(busy.hearing.events, CallEnded) == []  # the line may be lost and the calls not
    pbx.start()
    assert Control.TRANSFER in busy.next(LineUp).controls
    idle = busy.next(MemberTold, lambda told: told.agent == "Local/8000@agents/n")
    assert (idle.is_paused, idle.device) == (False, "idle")
    busy.hearing.wait_until(lambda: len(of(busy.hearing.events, CallEnded)) == CALLS)
    ended = busy.hearing.events[:]
    nobody_is_stuck(ended)
    assert {event.outcome for event in ended if isinstance(event, CallEnded)} == {CallOutcome.UNKNOWN}
    with Hand(pbx) as hand:  # and the phone goes on
        hand.call()
        talk = busy.next(CallAnswered)
        busy.ask(Control.HANG_UP, talk.agent, talk.linked_id)
        over = busy.next(CallEnded, lambda told: told.linked_id == talk.linked_id)
        assert over.outcome is CallOutcome.ANSWERED


def test_a_pbx_that_is_restarted_in_fifty_calls_says_so(pbx: Pbx, busy: AtLine) -> None:
    pbx.stop()
    assert busy.next(LineLost).reason == LostReason.SHUT_DOWN
    nobody_is_stuck(busy.hearing.events)
    pbx.start()
    busy.next(LineUp)


def test_calls_that_outlive_a_lost_connection_go_on_and_end_as_they_do(pbx: Pbx, busy: AtLine) -> None:
    before = arrived_in(busy.hearing.events)
    with Hand(pbx) as hand:
        hand.kick("desk")
    busy.next(LineLost)
    busy.next(LineUp)
    busy.next(MemberTold)  # it is listed what is on
    with Hand(pbx) as hand:
        hand.call(ani="13900000001")  # told after the list
    busy.next(CallArrived, lambda told: told.linked_id not in before)
    assert of(busy.hearing.events, CallEnded) == []
    with Hand(pbx) as hand:
        hand.end_all()
    busy.hearing.wait_until(lambda: len(of(busy.hearing.events, CallEnded)) == CALLS + 1)
    nobody_is_stuck(busy.hearing.events)
    outcomes = Counter(event.outcome for event in busy.hearing.events if isinstance(event, CallEnded))
    assert outcomes[CallOutcome.UNKNOWN] == 0
    assert outcomes[CallOutcome.ANSWERED] >= AGENTS
