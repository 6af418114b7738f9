"""The practice line: callers out of scenarios ring the desk, and obey it, without a phone or a PBX."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from typing import Any

from app.errors import ControlNotAvailable
from app.events import (
    CallAnswered,
    CallArrived,
    CallConsulted,
    CallEnded,
    CallEvent,
    CallHeld,
    CallLeft,
    CallResumed,
    CallTakenBack,
    DeviceState,
    LineLost,
    LineUp,
    MemberTold,
    OfferEnded,
    OfferRinging,
    RecordingTold,
)
from app.telephony.agenda import Agenda
from app.telephony.line import Asked, Control, Listener, LostReason
from app.telephony.scenarios import FarEnd, FarEndAnswer, Scenario, Unanswered
from app.telephony.shift import Shift
from app.telephony.telling import Journal, Teller, no_journal
from db.models.calls import CallDirection, CallOutcome, OfferOutcome


class Phase(StrEnum):
    WAITING = "waiting"
    RINGING = "ringing"
    TALKING = "talking"
    HELD = "held"
    CONSULTING = "consulting"
    DIALLING = "dialling"
    ELSEWHERE = "elsewhere"  # a colleague has it


@dataclass(slots=True)
class _PracticeCall:
    linked_id: str
    scenario: Scenario
    phase: Phase = Phase.WAITING
    may_ring: bool = False
    given_away: CallOutcome | None = None


_WITH_THE_AGENT = (Phase.TALKING, Phase.HELD, Phase.CONSULTING)
_OF_A_CALL = {  # in which phases
    Control.ANSWER: (Phase.RINGING,),
    Control.REJECT: (Phase.RINGING,),
    Control.HANG_UP: (Phase.TALKING, Phase.HELD, Phase.DIALLING, Phase.CONSULTING),
    Control.HOLD: (Phase.TALKING,),
    Control.RESUME: (Phase.HELD,),
    Control.TRANSFER: (Phase.TALKING, Phase.HELD),
    Control.CONSULT: (Phase.TALKING, Phase.HELD),
    Control.COMPLETE: (Phase.CONSULTING,),
    Control.TAKE_BACK: (Phase.CONSULTING,),
    Control.PAUSE_RECORDING: _WITH_THE_AGENT,
    Control.RESUME_RECORDING: _WITH_THE_AGENT,
    Control.DIGITS: (Phase.TALKING,),
}


class PracticeLine:
    """Ring callers at one agent, once READY was asked for; each call of the agent asks for it anew.

    Linked ids are ``practice-TOKEN-N``: a ``token`` of its own for each start keeps them unique. Answering
    or resuming a call holds the one that is talking. All that changes a call happens on the agenda's thread.
    """

    controls: frozenset[Control] = frozenset(Control) - {Control.LISTEN}  # there is no other desk

    def __init__(
        self,
        token: str,
        *,
        name: str = "practice",
        agent: str = "practice",
        agent_name: str = "",
        own_number: str = "",
        far_ends: Iterable[FarEnd] = (),
        agenda: Agenda | None = None,
        journal: Journal = no_journal,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.name = name
        self._token = token
        self._agent = agent
        self._agent_name = agent_name
        self._own_number = own_number
        self._far_ends = deque(far_ends)
        self._agenda = agenda or Agenda()
        self._journal = journal
        self._now = now
        self._numbers = itertools.count(1)
        self._calls: dict[str, _PracticeCall] = {}
        self._is_ready, self._is_in = False, True
        self._shift: Shift | None = None
        self._is_caller_coming = False  # the shift's next caller has been put into the agenda
        self._teller = Teller(lambda _event: None)

    def start(self, listener: Listener) -> None:
        self._teller = Teller(listener, self._journal)
        self._agenda.start(self.name, first=self._come_up, last=self._end_all)

    def stop(self) -> None:
        """Return when the last event is told; open calls end as unknown."""
        self._agenda.stop()

    # who calls

    def ring(self, scenario: Scenario) -> str:
        """Let this caller call now; return the linked id of the call."""
        call = self._new_call(scenario)
        self._agenda.after(0, partial(self._arrive, call))
        return call.linked_id

    def run_shift(self, scenarios: Iterable[Scenario], pause_s: Callable[[], float] = lambda: 5.0) -> None:
        """Let these callers call, each ``pause_s()`` after the desk came free; then the line is FINISHED."""
        self._agenda.after(0, partial(self._begin_shift, Shift(scenarios, pause_s)))

    def expect_dial(self, far_end: FarEnd) -> None:
        """Say what the next number does for which nothing was said yet; without a word a number answers."""
        self._far_ends.append(far_end)

    # what is asked

    def ask(self, asked: Asked) -> None:
        if asked.control in _OF_A_CALL:
            self._ask_of_a_call(asked)
        elif asked.control is Control.DIAL:
            if asked.linked_id in self._calls or self._is_on_the_phone():
                raise ControlNotAvailable(control=asked.control, linked_id=asked.linked_id)
            self._agenda.after(0, partial(self._dial, asked.number, asked.linked_id))
        elif asked.control in self.controls:
            self._agenda.after(0, partial(self._stand, asked))
        else:
            raise ControlNotAvailable(control=asked.control, linked_id=asked.linked_id)

    def _ask_of_a_call(self, asked: Asked) -> None:
        """Refuse what cannot be; else do it on the agenda's thread, unless the call has gone on by then."""
        call, phases = self._calls.get(asked.linked_id), _OF_A_CALL[asked.control]
        if call is None or call.phase not in phases:
            raise ControlNotAvailable(control=asked.control, linked_id=asked.linked_id)
        acts: dict[Control, Callable[[_PracticeCall], None]] = {
            Control.ANSWER: self._answer,
            Control.REJECT: self._reject,
            Control.HANG_UP: self._hang_up,
            Control.HOLD: self._hold,
            Control.RESUME: self._resume,
            Control.TRANSFER: partial(self._give_away, how=CallOutcome.TRANSFERRED_BLIND),
            Control.CONSULT: partial(self._consult, number=asked.number),
            Control.COMPLETE: partial(self._give_away, how=CallOutcome.TRANSFERRED_ATTENDED),
            Control.TAKE_BACK: self._take_back,
            Control.PAUSE_RECORDING: partial(self._record, is_paused=True),
            Control.RESUME_RECORDING: partial(self._record, is_paused=False),
            Control.DIGITS: lambda _call: None,  # nobody in a practice asks for keys
        }
        self._later(0, call, acts[asked.control], *phases)

    def _later(
        self, delay_s: float, call: _PracticeCall, action: Callable[[_PracticeCall], None], *phases: Phase
    ) -> None:
        """Do it in so many seconds, if the call is in one of these phases then."""

        def act() -> None:
            if call.linked_id in self._calls and call.phase in phases:
                action(call)

        self._agenda.after(delay_s, act)

    # a caller in the queue

    def _new_call(self, scenario: Scenario) -> _PracticeCall:
        return _PracticeCall(f"practice-{self._token}-{next(self._numbers)}", scenario)

    def _arrive(self, call: _PracticeCall) -> None:
        self._begin(call, CallDirection.IN)
        self._later(call.scenario.wait_s, call, self._let_ring, Phase.WAITING)
        self._later(call.scenario.patience_s, call, self._give_up_waiting, Phase.WAITING)

    def _begin(self, call: _PracticeCall, direction: CallDirection) -> None:
        scenario = call.scenario
        self._calls[call.linked_id] = call
        self._tell(
            CallArrived,
            call,
            ani=scenario.ani,
            dnis=scenario.dnis,
            queue=scenario.queue,
            direction=direction,
            caller_name=scenario.caller_name,
        )

    def _let_ring(self, call: _PracticeCall) -> None:
        call.may_ring = True
        self._ring_next()

    def _give_up_waiting(self, call: _PracticeCall) -> None:
        self._end(call, CallOutcome.ABANDONED_WAITING)

    def _ring_next(self) -> None:
        """Ring the first who waits and may, if the agent takes calls; some callers ring into a talk too."""
        if self._is_any(Phase.RINGING, Phase.DIALLING, Phase.CONSULTING):
            return
        in_call = self._is_any(Phase.TALKING, Phase.HELD)
        for call in self._calls.values():
            takes_it = call.scenario.while_talking if in_call else self._is_ready and self._is_in
            if call.phase is Phase.WAITING and call.may_ring and takes_it:
                self._ring(call)
                return

    def _ring(self, call: _PracticeCall) -> None:
        call.phase = Phase.RINGING
        self._tell(OfferRinging, call, agent=self._agent, agent_name=self._agent_name)
        self._later(call.scenario.ring_s, call, self._ring_out, Phase.RINGING)

    def _ring_out(self, call: _PracticeCall) -> None:
        if call.scenario.unanswered is Unanswered.GIVES_UP:
            self._end_offer(call, OfferOutcome.WITHDRAWN)
            self._end(call, CallOutcome.ABANDONED_RINGING)
        else:
            self._end_offer(call, OfferOutcome.MISSED)
            self._go_elsewhere(call)

    def _reject(self, call: _PracticeCall) -> None:
        self._end_offer(call, OfferOutcome.REJECTED)
        self._go_elsewhere(call)

    def _end_offer(self, call: _PracticeCall, outcome: OfferOutcome) -> None:
        self._tell(OfferEnded, call, agent=self._agent, outcome=outcome)

    def _go_elsewhere(self, call: _PracticeCall) -> None:
        call.phase = Phase.ELSEWHERE
        self._later(call.scenario.colleague_talks_s, call, self._end_answered, Phase.ELSEWHERE)
        self._go_on()

    # the agent's calls

    def _answer(self, call: _PracticeCall) -> None:
        self._hold_others(call)
        self._is_ready = False
        call.phase = Phase.TALKING
        self._tell(CallAnswered, call, agent=self._agent)
        if call.scenario.hangs_up_after_s is not None:
            delay_s = call.scenario.hangs_up_after_s
            self._later(delay_s, call, self._end_answered, *_WITH_THE_AGENT)
        self._go_on()

    def _hang_up(self, call: _PracticeCall) -> None:
        if call.phase is Phase.CONSULTING:  # as at any phone: the two who stay talk on
            self._give_away(call, CallOutcome.TRANSFERRED_ATTENDED)
            return
        self._end(call, CallOutcome.NOT_REACHED if call.phase is Phase.DIALLING else CallOutcome.ANSWERED)

    def _hold(self, call: _PracticeCall) -> None:
        call.phase = Phase.HELD
        self._tell(CallHeld, call, agent=self._agent)

    def _resume(self, call: _PracticeCall) -> None:
        self._hold_others(call)
        call.phase = Phase.TALKING
        self._tell(CallResumed, call, agent=self._agent)

    def _consult(self, call: _PracticeCall, number: str) -> None:
        """Let the caller wait; who is asked picks up at once."""
        if call.phase is Phase.TALKING:
            self._hold(call)
        call.phase = Phase.CONSULTING
        self._tell(CallConsulted, call, agent=self._agent, number=number)

    def _take_back(self, call: _PracticeCall) -> None:
        self._tell(CallTakenBack, call, agent=self._agent)
        self._resume(call)

    def _give_away(self, call: _PracticeCall, how: CallOutcome) -> None:
        call.given_away = how
        self._tell(CallLeft, call, agent=self._agent)
        self._go_elsewhere(call)

    def _record(self, call: _PracticeCall, is_paused: bool) -> None:
        self._tell(RecordingTold, call, name="", is_paused=is_paused, is_over=False)

    def _hold_others(self, call: _PracticeCall) -> None:
        for other in self._calls.values():
            if other is not call and other.phase is Phase.TALKING:
                self._hold(other)

    def _dial(self, number: str, linked_id: str) -> None:
        """Ring the number as its far end behaves; the one who calls is the agent's own number."""
        if linked_id in self._calls:  # asked twice
            return
        far_end = self._far_ends.popleft() if self._far_ends else FarEnd()
        scenario = Scenario(
            ani=self._own_number, dnis=number, queue="", hangs_up_after_s=far_end.hangs_up_after_s
        )
        call = _PracticeCall(linked_id, scenario, Phase.DIALLING)
        is_on_the_phone = self._is_on_the_phone()
        self._begin(call, CallDirection.OUT)
        if is_on_the_phone:  # a call came between the asking and now
            self._end(call, CallOutcome.NOT_REACHED)
            return
        self._is_ready = False
        reached = far_end.then is FarEndAnswer.ANSWERS
        self._later(far_end.ring_s, call, self._answer if reached else self._hang_up, Phase.DIALLING)

    def _stand(self, asked: Asked) -> None:
        """Stand ready or not, in the queues or out of them, as the agent wants it."""
        if asked.control in (Control.READY, Control.NOT_READY):
            self._is_ready = asked.control is Control.READY
        else:
            self._is_in = asked.control is Control.QUEUES_IN
        for queue in asked.queues:
            told = MemberTold(
                line=self.name,
                at=self._now(),
                agent=self._agent,
                queue=queue,
                is_member=self._is_in,
                is_paused=not self._is_ready,
                reason=asked.reason,
                device=DeviceState.IN_USE if self._is_on_the_phone() else DeviceState.IDLE,
            )
            self._teller.tell(told)
        self._ring_next()

    def _end_answered(self, call: _PracticeCall) -> None:
        self._end(call, call.given_away or CallOutcome.ANSWERED)

    def _end(self, call: _PracticeCall, outcome: CallOutcome) -> None:
        del self._calls[call.linked_id]
        self._tell(CallEnded, call, outcome=outcome)
        self._go_on()

    def _come_up(self) -> None:
        self._teller.tell(LineUp(line=self.name, at=self._now(), controls=tuple(sorted(self.controls))))

    def _end_all(self) -> None:
        for call in self._calls.values():
            if call.phase is Phase.RINGING:
                self._end_offer(call, OfferOutcome.WITHDRAWN)
            self._tell(CallEnded, call, outcome=CallOutcome.UNKNOWN)
        self._calls.clear()

    # the shift

    def _begin_shift(self, shift: Shift) -> None:
        self._shift = shift
        self._go_on()

    def _go_on(self) -> None:
        """See who rings and who calls next, after anything that changes what the agent does."""
        self._ring_next()
        if self._shift is None or self._is_caller_coming:
            return
        if self._shift.is_over and not self._calls:
            self._shift = None
            self._teller.tell(LineLost(line=self.name, at=self._now(), reason=LostReason.FINISHED))
            return
        is_idle = all(call.phase is Phase.ELSEWHERE for call in self._calls.values())
        turn = self._shift.take(is_idle=is_idle, is_talking=self._is_any(Phase.TALKING))
        if turn is not None:
            self._is_caller_coming = True
            self._agenda.after(turn[0], partial(self._call_next, turn[1]))

    def _call_next(self, scenario: Scenario) -> None:
        self._is_caller_coming = False
        self._arrive(self._new_call(scenario))

    def _is_on_the_phone(self) -> bool:
        return self._is_any(Phase.RINGING, Phase.DIALLING, Phase.TALKING, Phase.CONSULTING)

    def _is_any(self, *phases: Phase) -> bool:
        return any(call.phase in phases for call in tuple(self._calls.values()))

    def _tell(self, event: Callable[..., CallEvent], call: _PracticeCall, **facts: Any) -> None:
        self._teller.tell(event(line=self.name, at=self._now(), linked_id=call.linked_id, **facts))
