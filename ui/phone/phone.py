"""The phone at the seat: what the line tells becomes calls, my state, and the top bar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Signal, Slot

from app.events import CallEvent, ControlFailed, LineEvent, LineLost, LineUp
from app.lines import Sites
from app.telephony.line import Control, Line
from ui.error_text import control_failed_text
from ui.frame.window import MainWindow
from ui.phone.bar import CallOnBar, Route, as_dialled
from ui.phone.calls import SeatCall, SeatCalls
from ui.phone.controls import Controls
from ui.phone.state import TONES, SeatState, state_words


class Phone(QObject):
    """Join the calls of one agent, what is asked of the line, and the bar.

    Signals: ``refused(str)`` with a sentence; ``state_changed()``. Those of ``calls`` tell of each call.
    """

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
        route: Route = as_dialled,
    ) -> None:
        super().__init__(parent)
        self._window, self._agent, self._now = window, agent, now
        self.calls = SeatCalls(agent, self)
        self.controls = Controls(line, agent, self.calls, self)
        self._bar = CallOnBar(window, self.calls, self.controls, sites, route)
        self._ready = False
        self._wrapping_up = False
        self._is_up = False
        self._state = SeatState.LOST
        self._state_since = now()
        self.controls.refused.connect(self.refused)
        for over in (self.calls.ended, self.calls.gone):
            over.connect(self._bar.forget)
        window.action_requested.connect(self.controls.act)
        window.state_requested.connect(self._on_state)
        words = state_words()
        window.bar.state.set_choices([(one, words[one]) for one in (SeatState.READY, SeatState.NOT_READY)])
        self._show()

    @property
    def state(self) -> SeatState:
        return self._state

    @property
    def can_dial(self) -> bool:
        """Tell whether the line dials, and is free for it."""
        return self.controls.has(Control.DIAL) and self._is_up and self.calls.shown() is None

    def set_ready(self, ready: bool) -> None:
        """Take queue calls, or take none."""
        self._ready, self._wrapping_up = ready, False
        if self.controls.has(Control.READY) and self._is_up:
            self.controls.ask(Control.READY if ready else Control.NOT_READY)
        self._show()

    def begin_wrap_up(self) -> None:
        self._wrapping_up = True
        self._show()

    def end_wrap_up(self) -> None:
        """Go back to what the person wished to be before the call: ready or not."""
        self.set_ready(self._ready)

    def hang_up(self, call: SeatCall) -> None:
        self.controls.ask(Control.HANG_UP, call.linked_id)

    def dial(self, number: str, linked_id: str) -> bool:
        """Ring a number as a call with this id; tell whether the line does it."""
        return self.controls.ask(Control.DIAL, linked_id, number)

    def set_who(self, call: SeatCall, words: str) -> None:
        """Say on the top bar who the caller is."""
        self._bar.set_who(call, words)
        self._bar.show(self._now())

    def who(self, call: SeatCall) -> str:
        """Return who the caller is as the bar says it, or the number."""
        return self._bar.who(call)

    def tick(self) -> None:
        now = self._now()
        self._window.set_state_clock((now - self._state_since).total_seconds())
        self._bar.tick(now)

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
            case ControlFailed() if not self._agent or event.agent == self._agent:
                self.refused.emit(control_failed_text(event))
            case CallEvent():
                self.calls.on_event(event)
        self._show()

    @Slot(str)
    def _on_state(self, state: str) -> None:
        self.set_ready(state == SeatState.READY)

    def _now_state(self) -> SeatState:
        call = self.calls.shown()
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
        self._window.set_state(state_words()[state], TONES.get(state, "good"))
        self._bar.show(self._now())
        self.tick()
