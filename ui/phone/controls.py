"""What can be done with the calls, and the one way in which the line is asked for it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.errors import DomainError
from app.telephony.line import Asked, Control, Line
from ui.error_text import error_text
from ui.phone.calls import UP, Phase, Recording, SeatCall, SeatCalls

_WITH_ME = (Phase.TALKING, Phase.HELD, Phase.CONSULTING)
TARGETS = {
    "answer": (Control.ANSWER, (Phase.RINGING,)),
    "decline": (Control.REJECT, (Phase.RINGING,)),
    "hold": (Control.HOLD, (Phase.TALKING,)),
    "resume": (Control.RESUME, (Phase.HELD,)),
    "complete": (Control.COMPLETE, (Phase.CONSULTING,)),
    "take_back": (Control.TAKE_BACK, (Phase.CONSULTING,)),
    "pause_recording": (Control.PAUSE_RECORDING, _WITH_ME),
    "resume_recording": (Control.RESUME_RECORDING, _WITH_ME),
    "end": (Control.HANG_UP, UP),
}


class Controls(QObject):
    """Ask the line for one agent.

    Signals: ``refused(str)`` with a sentence.
    """

    refused = Signal(str)

    def __init__(self, line: Line, agent: str, calls: SeatCalls, parent: QObject) -> None:
        super().__init__(parent)
        self._line, self._agent, self._calls = line, agent, calls

    def has(self, control: Control) -> bool:
        """Tell whether the line does this at all."""
        return control in self._line.controls

    def now(self) -> list[str]:
        """Return what can be done: a ring does not hide how the call that is up is ended."""
        first = self._calls.first
        can = [
            name
            for name, (control, phases) in TARGETS.items()
            if self.has(control) and first(*phases) is not None
        ]
        if first(*UP) is None:
            return can
        return [name for name in [*can, *self._transfer()] if self._is_apt(name)]

    def to_transfer(self) -> SeatCall | None:
        """Return the call that can be given to somebody else."""
        if self.has(Control.TRANSFER) or self.has(Control.CONSULT):
            return self._calls.first(Phase.TALKING, Phase.HELD)
        return None

    def _transfer(self) -> list[str]:
        is_possible = self.to_transfer() is not None and self._calls.first(Phase.CONSULTING) is None
        return ["transfer"] if is_possible else []

    def _is_apt(self, name: str) -> bool:
        """Tell whether this is what its key does now: two of them share a key."""
        first = self._calls.first
        match name:
            case "decline":
                return False  # its key ends the call that is up
            case "resume":
                return first(Phase.TALKING, Phase.CONSULTING) is None
            case "complete" | "take_back":
                return first(Phase.TALKING) is None  # a second call that was taken meanwhile has their keys
            case "pause_recording" | "resume_recording":
                call = first(*_WITH_ME)
                is_paused = call is not None and call.recording is Recording.PAUSED
                is_there = call is not None and call.recording in (Recording.RUNS, Recording.PAUSED)
                return is_there and is_paused == (name == "resume_recording")
        return True

    def act(self, action: str) -> None:
        """Do an action of the bar with the call that it is about, if there is one."""
        if action not in TARGETS:
            return
        control, phases = TARGETS[action]
        call = self._calls.first(*phases)
        if call is not None:
            call.asked_here = call.asked_here or control is Control.ANSWER
            self.ask(control, call.linked_id)

    def ask(
        self, control: Control, linked_id: str = "", number: str = "", queues: tuple[str, ...] = ()
    ) -> bool:
        """Ask the line; tell whether it does that."""
        asked = Asked(control=control, agent=self._agent, linked_id=linked_id, number=number, queues=queues)
        try:
            self._line.ask(asked)
        except DomainError as refusal:
            self.refused.emit(error_text(refusal))
            return False
        return True
