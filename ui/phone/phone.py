"""The phone at the seat: what the line tells becomes calls, my state, and the top bar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Signal, Slot

from app.events import CallEvent, ControlFailed, LineEvent, LineLost, LineUp
from app.lines import Sites
from app.reference import Reference
from app.telephony.line import Control, Line
from ui.error_text import control_failed_text
from ui.frame.window import MainWindow
from ui.phone.bar import CallOnBar, Route, as_dialled
from ui.phone.calls import SeatCall, SeatCalls
from ui.phone.controls import Controls
from ui.phone.my_state import MyState
from ui.phone.state import TONES, SeatState, shown_of, words_of


class Phone(QObject):
    """Join the calls of one agent, how the agent stands, what is asked of the line, and the bar.

    Signals: ``refused(str)`` with a sentence; ``failed(str)`` the control that the line could not do after
    all; ``state_changed()``; ``line_up()``. Those of ``calls`` tell of each call.
    """

    refused = Signal(str)
    failed = Signal(str)
    state_changed = Signal()
    line_up = Signal()

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
        reference: Reference | None = None,
    ) -> None:
        super().__init__(parent)
        self._window, self._agent, self._now, self._reference = window, agent, now, reference
        self.calls = SeatCalls(agent, self)
        self.controls = Controls(line, agent, self.calls, self)
        self.mine = MyState(self)
        self._bar = CallOnBar(window, self.calls, self.controls, sites, route)
        self.is_up = False
        self._state = SeatState.LOST
        self._state_since = now()
        self.mine.changed.connect(self._show)
        self.mine.refused.connect(self.refused)
        self.controls.refused.connect(self.refused)
        for over in (self.calls.ended, self.calls.gone):
            over.connect(self._bar.forget)
        window.action_requested.connect(self.controls.act)
        self._show()

    @property
    def state(self) -> SeatState:
        return self._state

    @property
    def can_dial(self) -> bool:
        """Tell whether the line dials, and is free for it."""
        return self.controls.has(Control.DIAL) and self.is_up and self.calls.shown() is None

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
        """Let the clocks go on: that of a timed wrap-up runs down."""
        now, standing = self._now(), self.mine.standing
        until = standing.wrap_up_until if standing is not None else None
        if self._state is SeatState.WRAP_UP and until is not None:
            self._window.set_state_clock(max(0.0, (until - now).total_seconds()))
        else:
            self._window.set_state_clock((now - self._state_since).total_seconds())
        self._bar.tick(now)

    @Slot(object)
    def on_line_event(self, event: LineEvent) -> None:
        match event:
            case LineUp():
                self.is_up = True
                self._window.status.set_line(self.tr("Phone line connected"))
                self.line_up.emit()
            case LineLost():
                self.is_up = False
                self._window.status.set_line(self.tr("Phone line lost"), "broken")
            case ControlFailed() if not self._agent or event.agent == self._agent:
                self.refused.emit(control_failed_text(event))
                self.failed.emit(event.control)
            case CallEvent():
                self.calls.on_event(event)
        self._show()

    def _now_state(self) -> SeatState:
        call = self.calls.shown()
        if call is not None:
            return SeatState(call.phase.value)
        found = shown_of(self.mine.standing)
        is_told = found in (SeatState.WRAP_UP, SeatState.LOGGED_OUT)
        return found if self.is_up or is_told else SeatState.LOST

    @Slot()
    def _show(self) -> None:
        state, standing = self._now_state(), self.mine.standing
        if state is not self._state:
            self._state, self._state_since = state, self._now()
            if standing is not None and self.calls.shown() is None and state is not SeatState.LOST:
                self._state_since = standing.since
            self.state_changed.emit()
        words = words_of(state, standing, self._reference)
        self._window.set_state(words, TONES.get(state, "good"))
        self._bar.show(self._now())
        self.tick()
