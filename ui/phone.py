"""The phone at the seat: what the line tells becomes calls, my state, and the top bar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from PySide6.QtCore import QObject, Signal, Slot

from app.calls import CallDirection, CallOutcome, OfferOutcome
from app.errors import DomainError
from app.events import (
    CallAnswered,
    CallArrived,
    CallEnded,
    CallEvent,
    CallHeld,
    CallLeft,
    CallResumed,
    LineEvent,
    LineLost,
    LineUp,
    OfferEnded,
    OfferRinging,
)
from app.lines import Sites, site_of
from app.numbers import display
from app.telephony.line import Asked, Control, Line
from ui.error_text import error_text
from ui.frame.call_block import CallLine
from ui.frame.window import MainWindow
from ui.times import clock_text


class Phase(StrEnum):
    """Where a call stands as this seat sees it."""

    WAITING = "waiting"
    RINGING = "ringing"
    DIALLING = "dialling"
    TALKING = "talking"
    HELD = "held"
    GONE = "gone"


@dataclass(slots=True, eq=False)
class SeatCall:
    """A call that concerns this seat. Instants are the line's."""

    line: str
    linked_id: str
    direction: CallDirection
    ani: str
    dnis: str
    queue: str
    arrived_at: datetime
    phase: Phase = Phase.WAITING
    asked_here: bool = False  # answered or dialled by a key of this seat
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    talked: timedelta = timedelta()  # here, before it left and came back

    @property
    def far_number(self) -> str:
        """Return the number of the other side, as the line gave it."""
        return self.dnis if self.direction is CallDirection.OUT else self.ani

    @property
    def is_up(self) -> bool:
        return self.phase in (Phase.TALKING, Phase.HELD, Phase.DIALLING)

    def talk(self, now: datetime) -> timedelta:
        """Return how long it was talked here in all."""
        if self.answered_at is None:
            return self.talked
        return self.talked + max((self.ended_at or now) - self.answered_at, timedelta())

    def come_back(self, now: datetime) -> None:
        """Ring here again, after it was given away."""
        self.talked, self.answered_at, self.asked_here = self.talk(now), None, False


class SeatState(StrEnum):
    READY = "ready"
    NOT_READY = "not_ready"
    RINGING = "ringing"
    DIALLING = "dialling"
    TALKING = "talking"
    HELD = "held"
    WRAP_UP = "wrap_up"
    LOST = "lost"


TONES = {
    SeatState.READY: "good",
    SeatState.NOT_READY: "neutral",
    SeatState.WRAP_UP: "attn",
    SeatState.LOST: "broken",
}
MOST_LEFT = 100  # calls whose end nobody told
UP = (Phase.TALKING, Phase.DIALLING, Phase.HELD)
TARGETS = {
    "answer": (Control.ANSWER, (Phase.RINGING,)),
    "decline": (Control.REJECT, (Phase.RINGING,)),
    "hold": (Control.HOLD, (Phase.TALKING,)),
    "resume": (Control.RESUME, (Phase.HELD,)),
    "end": (Control.HANG_UP, UP),
}


def _as_dialled(dnis: str, queue: str) -> str:
    return " · ".join(part for part in (dnis, queue) if part)


class Phone(QObject):
    """Follow the line for one agent. An empty ``agent`` means that every offer of the line is mine.

    Signals, each with a `SeatCall`: ``arrived``, ``rang``, ``answered``, ``missed`` (no longer rings here),
    ``dialled``, ``ended`` (was mine), ``gone`` (was not). ``refused(str)`` with a sentence;
    ``state_changed()``.
    """

    arrived = Signal(object)
    rang = Signal(object)
    answered = Signal(object)
    missed = Signal(object)
    dialled = Signal(object)
    ended = Signal(object)
    gone = Signal(object)
    refused = Signal(str)
    state_changed = Signal()

    def __init__(
        self,
        window: MainWindow,
        line: Line,
        agent: str,
        now: Callable[[], datetime],
        parent: QObject,
        *,
        sites: Sites,
        route: Callable[[str, str], str] = _as_dialled,
    ) -> None:
        super().__init__(parent)
        self._route = route
        self._sites = sites
        self._window, self._line, self._agent, self._now = window, line, agent, now
        self._calls: dict[str, SeatCall] = {}
        self._left: dict[str, SeatCall] = {}  # gone from here, as far as the line could see, and not over
        self._ready = False
        self._wrapping_up = False
        self._is_up = False
        self._state = SeatState.LOST
        self._state_since = now()
        self._who: dict[str, str] = {}
        self._shown: tuple[CallLine, list[str]] | None = None
        window.action_requested.connect(self._on_action)
        window.state_requested.connect(self._on_state)
        window.bar.state.set_choices(
            [(SeatState.READY, self.tr("Ready")), (SeatState.NOT_READY, self.tr("Not ready"))]
        )
        self._show()

    # what others ask

    @property
    def state(self) -> SeatState:
        return self._state

    @property
    def can_dial(self) -> bool:
        """Tell whether the line dials, and is free for it."""
        return Control.DIAL in self._line.controls and self._is_up and self._shown_call() is None

    def set_ready(self, ready: bool) -> None:
        """Take queue calls, or take none."""
        self._ready, self._wrapping_up = ready, False
        if Control.READY in self._line.controls and self._is_up:
            self._line.ask(Asked(control=Control.READY if ready else Control.NOT_READY, agent=self._agent))
        self._show()

    def begin_wrap_up(self) -> None:
        self._wrapping_up = True
        self._show()

    def end_wrap_up(self) -> None:
        """Go back to what the person wished to be before the call: ready or not."""
        self.set_ready(self._ready)

    def hang_up(self, call: SeatCall) -> None:
        self._ask(Control.HANG_UP, call.linked_id)

    def dial(self, number: str, linked_id: str) -> bool:
        """Ring a number as a call with this id; tell whether the line does it."""
        return self._ask(Control.DIAL, linked_id, number)

    def set_who(self, call: SeatCall, words: str) -> None:
        """Say on the top bar who the caller is."""
        self._who[call.linked_id] = words
        self._show_call()

    def tick(self) -> None:
        self._window.set_state_clock((self._now() - self._state_since).total_seconds())
        call = self._shown_call()
        if call is not None:
            since = call.answered_at or call.arrived_at
            self._window.set_call_clock((self._now() - since).total_seconds())

    # what the line tells

    @Slot(object)
    def on_line_event(self, event: LineEvent) -> None:
        match event:
            case LineUp():
                self._is_up = True
                self._window.status.set_line(self.tr("Phone line connected"))
                if self._ready and not self._wrapping_up:
                    self.set_ready(True)
            case LineLost():
                self._is_up = False
                self._window.status.set_line(self.tr("Phone line lost"), "broken")
            case CallArrived():
                self._arrive(event)
            case CallEvent(linked_id=linked_id) if call := self._calls.get(linked_id):
                self._follow(event, call)
            case OfferRinging(linked_id=linked_id) if linked_id in self._left and self._is_mine(event):
                self._come_back(event)
            case CallEnded(linked_id=linked_id):
                self._left.pop(linked_id, None)
        self._show()

    def _arrive(self, event: CallArrived) -> None:
        if self._is_elsewhere(event):
            return
        call = self._left.pop(event.linked_id, None) or SeatCall(
            event.line, event.linked_id, event.direction, event.ani, event.dnis, event.queue, event.at
        )
        call.phase = Phase.WAITING
        self._calls[event.linked_id] = call
        if event.direction is CallDirection.OUT:
            call.phase, call.asked_here = Phase.DIALLING, True
            self.dialled.emit(call)
        else:
            self.arrived.emit(call)

    def _come_back(self, event: OfferRinging) -> None:
        """Let a call ring that was given away from here."""
        call = self._calls[event.linked_id] = self._left.pop(event.linked_id)
        call.come_back(event.at)
        self._follow(event, call)

    def _is_mine(self, event: CallEvent) -> bool:
        return not self._agent or getattr(event, "agent", self._agent) == self._agent

    def _is_elsewhere(self, event: CallArrived) -> bool:
        """Tell whether a call goes from phone to phone, or somebody else dials it."""
        is_dialled_elsewhere = self._agent and event.dialled_by and event.dialled_by != self._agent
        return event.direction is CallDirection.INTERNAL or bool(is_dialled_elsewhere)

    def _follow(self, event: CallEvent, call: SeatCall) -> None:
        mine = self._is_mine(event)
        match event:
            case OfferRinging() if mine:
                call.phase = Phase.RINGING
                self.rang.emit(call)
            case OfferEnded() if mine and event.outcome is not OfferOutcome.ANSWERED:
                call.phase = Phase.WAITING
                self.missed.emit(call)
            case CallAnswered() if mine:
                call.phase, call.ended_at = Phase.TALKING, None
                call.answered_at = call.answered_at or event.at  # told again it is the same talk
                self.answered.emit(call)
            case CallHeld() if mine:
                call.phase = Phase.HELD
            case CallResumed() if mine:
                call.phase = Phase.TALKING
            case CallLeft() if mine:
                self._end(event, call)
            case CallEnded():
                self._end(event, call)

    def _end(self, event: CallEnded | CallLeft, call: SeatCall) -> None:
        mine = call.is_up
        call.phase, call.ended_at = Phase.GONE, event.at
        del self._calls[call.linked_id]
        if isinstance(event, CallLeft) or event.outcome is CallOutcome.UNKNOWN:
            self._left[call.linked_id] = call
            if len(self._left) > MOST_LEFT:
                del self._left[next(iter(self._left))]
        self._who.pop(call.linked_id, None)
        (self.ended if mine else self.gone).emit(call)

    # what the person asks

    @Slot(str)
    def _on_action(self, action: str) -> None:
        if action not in TARGETS:
            return
        control, phases = TARGETS[action]
        call = self._first(*phases)
        if call is not None:
            call.asked_here = call.asked_here or control is Control.ANSWER
            self._ask(control, call.linked_id)

    @Slot(str)
    def _on_state(self, state: str) -> None:
        self.set_ready(state == SeatState.READY)

    def _ask(self, control: Control, linked_id: str, number: str = "") -> bool:
        try:
            self._line.ask(Asked(control=control, agent=self._agent, linked_id=linked_id, number=number))
        except DomainError as refusal:
            self.refused.emit(error_text(refusal))
            return False
        return True

    # what is shown

    def _first(self, *phases: Phase) -> SeatCall | None:
        """Return the first call in the first of these phases that has one."""
        for phase in phases:
            for call in self._calls.values():
                if call.phase is phase:
                    return call
        return None

    def _shown_call(self) -> SeatCall | None:
        return self._first(Phase.RINGING, *UP)

    def _controls(self) -> list[str]:
        """Return what can be done: a ring does not hide how the call that is up is ended."""
        can = [
            name
            for name, (control, phases) in TARGETS.items()
            if control in self._line.controls and self._first(*phases) is not None
        ]
        if self._first(*UP) is None:
            return can
        held_too = self._first(Phase.TALKING) is not None
        return [name for name in can if name != "decline" and not (name == "resume" and held_too)]

    def _now_state(self) -> SeatState:
        call = self._shown_call()
        if call is not None:
            return SeatState(call.phase.value)
        if self._wrapping_up:
            return SeatState.WRAP_UP  # it goes on without a line; the foot says that there is none
        if not self._is_up:
            return SeatState.LOST
        return SeatState.READY if self._ready else SeatState.NOT_READY

    def _show(self) -> None:
        state = self._now_state()
        if state is not self._state:
            self._state, self._state_since = state, self._now()
            self.state_changed.emit()
        self._window.set_state(self._state_words()[state], TONES.get(state, "good"))
        self._show_call()
        self.tick()

    def _show_call(self) -> None:
        call = self._shown_call()
        if call is None:
            if self._shown is not None:
                self._shown = None
                self._window.clear_call()
            return
        wait = (call.answered_at or self._now()) - call.arrived_at
        number = site_of(self._sites, call.line).read(call.far_number)
        shown = CallLine(
            number=display(number) or self.tr("number withheld"),
            who=self._who.get(call.linked_id, ""),
            route=self._route(call.dnis, call.queue),
            wait=self.tr("waited {0}").format(clock_text(wait.total_seconds())),
            icon="phone-outgoing" if call.direction is CallDirection.OUT else "phone-incoming",
        )
        controls = self._controls()
        if self._shown != (shown, controls):  # laying the bar out again costs two milliseconds
            self._shown = shown, controls
            self._window.set_call(shown, controls)

    def _state_words(self) -> dict[SeatState, str]:
        return {
            SeatState.READY: self.tr("Ready"),
            SeatState.NOT_READY: self.tr("Not ready"),
            SeatState.RINGING: self.tr("Ringing"),
            SeatState.DIALLING: self.tr("Dialling"),
            SeatState.TALKING: self.tr("On a call"),
            SeatState.HELD: self.tr("On hold"),
            SeatState.WRAP_UP: self.tr("Wrap-up"),
            SeatState.LOST: self.tr("No phone line"),
        }
