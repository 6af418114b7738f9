"""What the top bar says of the call."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from app.calls import CallDirection
from app.lines import Sites, site_of
from app.numbers import display
from app.telephony.line import Control
from ui.frame.call_block import CallLine
from ui.frame.window import MainWindow
from ui.phone.calls import Phase, Recording, SeatCall, SeatCalls
from ui.phone.controls import Controls
from ui.times import clock_text

Route = Callable[[str, str], str]
translate = QCoreApplication.translate


def as_dialled(dnis: str, queue: str) -> str:
    return " · ".join(part for part in (dnis, queue) if part)


class CallOnBar:
    """Show the call that is spoken of, who it is, and what can be done with it."""

    def __init__(
        self, window: MainWindow, calls: SeatCalls, controls: Controls, sites: Sites, route: Route
    ) -> None:
        self._window, self._calls, self._controls = window, calls, controls
        self._sites, self._route = sites, route
        self._who: dict[str, str] = {}
        self._shown: tuple[CallLine, list[str]] | None = None

    def set_who(self, call: SeatCall, words: str) -> None:
        self._who[call.linked_id] = words

    def who(self, call: SeatCall) -> str:
        """Return who the caller is, or the number."""
        return self._who.get(call.linked_id) or self._number(call)

    def forget(self, call: SeatCall) -> None:
        self._who.pop(call.linked_id, None)

    def tick(self, now: datetime) -> None:
        """Let the clock of the call go on."""
        call = self._calls.shown()
        if call is not None:
            since = call.answered_at or call.arrived_at
            self._window.set_call_clock((now - since).total_seconds())

    def show(self, now: datetime) -> None:
        call = self._calls.shown()
        if call is None:
            if self._shown is not None:
                self._shown = None
                self._window.clear_call()
            return
        shown = self._line_of(call, now), self._controls.now()
        if self._shown != shown:  # laying the bar out again costs two milliseconds
            self._shown = shown
            self._window.set_call(*shown)

    def _line_of(self, call: SeatCall, now: datetime) -> CallLine:
        wait = (call.answered_at or now) - call.arrived_at
        return CallLine(
            number=self._number(call),
            who=self._who.get(call.linked_id, ""),
            route=self._route(call.dnis, call.queue),
            wait=translate("Phone", "waited {0}").format(clock_text(wait.total_seconds())),
            told=self._at_phone(call) or _recorded(call.recording),
            is_marked=call.recording is Recording.PAUSED,
            icon="phone-outgoing" if call.direction is CallDirection.OUT else "phone-incoming",
        )

    def _at_phone(self, call: SeatCall) -> str:
        """Say where that is done for which there is no button: a line may only watch."""
        if call.phase is Phase.RINGING:
            return (
                "" if self._controls.has(Control.ANSWER) else translate("Phone", "answer at the phone itself")
            )
        is_ended_here = self._controls.has(Control.HANG_UP)
        return "" if is_ended_here else translate("Phone", "hang up at the phone itself")

    def _number(self, call: SeatCall) -> str:
        number = site_of(self._sites, call.line).read(call.far_number)
        return display(number) or translate("Phone", "number withheld")


def _recorded(recording: Recording) -> str:
    match recording:
        case Recording.RUNS:
            return translate("Phone", "recorded")
        case Recording.PAUSED:
            return translate("Phone", "recording stopped")
    return ""
