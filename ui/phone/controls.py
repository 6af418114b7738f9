"""What can be done with the calls, and the one way in which the line is asked for it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.errors import DomainError
from app.telephony.line import Asked, Control, Line
from ui.error_text import error_text
from ui.phone.calls import UP, Phase, SeatCalls

TARGETS = {
    "answer": (Control.ANSWER, (Phase.RINGING,)),
    "decline": (Control.REJECT, (Phase.RINGING,)),
    "hold": (Control.HOLD, (Phase.TALKING,)),
    "resume": (Control.RESUME, (Phase.HELD,)),
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
        held_too = first(Phase.TALKING) is not None
        return [name for name in can if name != "decline" and not (name == "resume" and held_too)]

    def act(self, action: str) -> None:
        """Do an action of the bar with the call that it is about, if there is one."""
        if action not in TARGETS:
            return
        control, phases = TARGETS[action]
        call = self._calls.first(*phases)
        if call is not None:
            call.asked_here = call.asked_here or control is Control.ANSWER
            self.ask(control, call.linked_id)

    def ask(self, control: Control, linked_id: str = "", number: str = "") -> bool:
        """Ask the line; tell whether it does that."""
        try:
            self._line.ask(Asked(control=control, agent=self._agent, linked_id=linked_id, number=number))
        except DomainError as refusal:
            self.refused.emit(error_text(refusal))
            return False
        return True
