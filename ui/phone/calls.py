"""The calls that concern this seat, as the line tells them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from PySide6.QtCore import QObject, Signal

from app.calls import CallDirection, CallOutcome, OfferOutcome
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
    OfferEnded,
    OfferRinging,
    RecordingTold,
)

MOST_LEFT = 100  # calls whose end nobody told


class Phase(StrEnum):
    """Where a call stands as this seat sees it."""

    WAITING = "waiting"
    RINGING = "ringing"
    DIALLING = "dialling"
    TALKING = "talking"
    HELD = "held"
    CONSULTING = "consulting"
    GONE = "gone"


UP = (Phase.TALKING, Phase.CONSULTING, Phase.DIALLING, Phase.HELD)


class Recording(StrEnum):
    """What the line told of the recording of a call; before it told anything nothing is said."""

    UNKNOWN = "unknown"
    RUNS = "runs"
    PAUSED = "paused"
    OVER = "over"


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
    consulted: str = ""  # who is asked while the caller waits
    recording: Recording = Recording.UNKNOWN

    @property
    def far_number(self) -> str:
        """Return the number of the other side, as the line gave it."""
        return self.dnis if self.direction is CallDirection.OUT else self.ani

    @property
    def is_up(self) -> bool:
        return self.phase in UP

    def talk(self, now: datetime) -> timedelta:
        """Return how long it was talked here in all."""
        if self.answered_at is None:
            return self.talked
        return self.talked + max((self.ended_at or now) - self.answered_at, timedelta())

    def come_back(self, now: datetime) -> None:
        """Ring here again, after it was given away."""
        self.talked, self.answered_at, self.asked_here = self.talk(now), None, False
        self.consulted, self.recording = "", Recording.UNKNOWN


class SeatCalls(QObject):
    """Follow the calls of one agent. An empty ``agent`` means that every offer of the line is mine.

    Signals, each with a `SeatCall`: ``arrived``, ``rang``, ``answered``, ``missed`` (no longer rings here),
    ``dialled``, ``ended`` (was mine), ``gone`` (was not).
    """

    arrived = Signal(object)
    rang = Signal(object)
    answered = Signal(object)
    missed = Signal(object)
    dialled = Signal(object)
    ended = Signal(object)
    gone = Signal(object)

    def __init__(self, agent: str, parent: QObject) -> None:
        super().__init__(parent)
        self._agent = agent
        self._calls: dict[str, SeatCall] = {}
        self._left: dict[str, SeatCall] = {}  # gone from here, as far as the line could see, and not over

    def __iter__(self) -> Iterator[SeatCall]:
        return iter(self._calls.values())

    def first(self, *phases: Phase) -> SeatCall | None:
        """Return the first call in the first of these phases that has one."""
        return next((call for phase in phases for call in self if call.phase is phase), None)

    def shown(self) -> SeatCall | None:
        """Return the call that is spoken of: one that rings, else one that is up."""
        return self.first(Phase.RINGING, *UP)

    def on_event(self, event: CallEvent) -> None:
        """Take what the line tells of a call."""
        match event:
            case CallArrived():
                self._arrive(event)
            case CallEvent(linked_id=linked_id) if call := self._calls.get(linked_id):
                self._follow(event, call)
            case OfferRinging(linked_id=linked_id) if linked_id in self._left and self._is_mine(event):
                self._come_back(event)
            case CallEnded(linked_id=linked_id):
                self._left.pop(linked_id, None)

    def _arrive(self, event: CallArrived) -> None:
        if self._is_elsewhere(event):
            return
        known = self._left.pop(event.linked_id, None) or self._calls.get(event.linked_id)
        call = known or SeatCall(
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
                call.phase, call.consulted = Phase.TALKING, ""
            case CallConsulted() if mine:
                call.phase, call.consulted = Phase.CONSULTING, event.number
            case CallTakenBack() if mine:
                call.phase, call.consulted = Phase.TALKING, ""
            case RecordingTold():
                call.recording = _recording(event)
            case CallLeft() if mine:
                self._end(event, call)
            case CallEnded():
                self._end(event, call)

    def _end(self, event: CallEnded | CallLeft, call: SeatCall) -> None:
        mine = call.is_up
        call.phase, call.ended_at, call.consulted = Phase.GONE, event.at, ""
        del self._calls[call.linked_id]
        if isinstance(event, CallLeft) or event.outcome is CallOutcome.UNKNOWN:
            self._left[call.linked_id] = call
            if len(self._left) > MOST_LEFT:
                del self._left[next(iter(self._left))]
        (self.ended if mine else self.gone).emit(call)


def _recording(event: RecordingTold) -> Recording:
    if event.is_over:
        return Recording.OVER
    return Recording.PAUSED if event.is_paused else Recording.RUNS
