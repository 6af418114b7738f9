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
    lost = busy.hearing.events[:]
    nobody_is_stuck(lost)
    assert {event.outcome for event in lost if isinstance(event, CallEnded)} == {CallOutcome.UNKNOWN}
    pbx.start()
    assert Control.TRANSFER in busy.next(LineUp).controls
    idle = busy.next(MemberTold, lambda told: told.agent == "Local/8000@agents/n")
    assert (idle.is_paused, idle.device) == (False, "idle")
    with Hand(pbx) as hand:  # and the phone goes on
        hand.call()
        talk = busy.next(CallAnswered)
        busy.ask(Control.HANG_UP, talk.agent, talk.linked_id)
        assert busy.next(CallEnded).outcome is CallOutcome.ANSWERED


def test_a_pbx_that_is_restarted_in_fifty_calls_says_so(pbx: Pbx, busy: AtLine) -> None:
    pbx.stop()
    assert busy.next(LineLost).reason == LostReason.SHUT_DOWN
    nobody_is_stuck(busy.hearing.events)
    pbx.start()
    busy.next(LineUp)


def test_calls_that_outlive_a_lost_connection_are_told_again(pbx: Pbx, busy: AtLine) -> None:
    before = arrived_in(busy.hearing.events)
    with Hand(pbx) as hand:
        hand.kick("desk")
    busy.next(LineLost)
    place = busy.hearing.events.index(of(busy.hearing.events, LineLost)[0])
    nobody_is_stuck(busy.hearing.events[:place])
    busy.next(LineUp)
    busy.hearing.wait_until(lambda: arrived_in(busy.hearing.events[place:]) == before)
    with Hand(pbx) as hand:
        hand.end_all()
    busy.hearing.wait_until(lambda: len(of(busy.hearing.events, CallEnded)) == 2 * CALLS)
    nobody_is_stuck(busy.hearing.events)
