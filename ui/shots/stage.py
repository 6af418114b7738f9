"""A seat on a made demo that is led by keys from one state of a page to the next, to be looked at."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.demo.callers import Ringer, Who, callers
from app.demo.store import Demo
from app.rights import Role
from app.telephony.agenda import Agenda
from app.telephony.practice import PracticeLine
from app.telephony.scenarios import Scenario, Unanswered
from app.workers import Workers
from ui.phone.state import SeatState
from ui.seat import Seat
from ui.shift.keys import commit, press, type_character
from ui.shots.hub import DeskWithLedHub

BEGUN_AT = datetime(2026, 11, 20, 2, 20, tzinfo=UTC)  # a Friday, twenty past ten in Chengdu
PATIENCE_S = 60.0
HOTLINE = "4008111666"
RING_S = 30.0
EVERY_ROLE = frozenset(Role) - {Role.PROVIDER}
_TOKENS = count(1)  # a line's linked ids are unique in its store


class Stage:
    """Lead a seat: press, type, ring, and wait until the desk has answered.

    The clock of the desk and of its line goes on only as it is told.
    """

    def __init__(self, demo: Demo) -> None:
        self.demo, self._now = demo, BEGUN_AT
        token = f"shown-{next(_TOKENS)}"
        self._agenda = Agenda(clock=lambda: self._now.timestamp())
        self.line = PracticeLine(
            token, agent="practice", agent_name=demo.actor.name, agenda=self._agenda, now=self.now
        )
        self.hub = DeskWithLedHub(demo.store, replace(demo.actor, roles=EVERY_ROLE))
        self.seat = Seat(self.hub, Workers(), self.line, agent="practice", now=self.now, practice=True)
        self.seat.window.resize(1366, 768)
        self.seat.window.show()
        self.seat.start()
        self.to_front()
        self.press("Ctrl+F10")
        self.until(lambda: self.seat.phone.state is SeatState.READY)

    def close(self) -> None:
        self.seat.stop()
        self.seat.window.close()
        self.seat.window.deleteLater()
        self.seat.deleteLater()

    def to_front(self) -> None:
        """Let the seat's window have the keys again, after another one was looked at."""
        self.seat.window.activateWindow()
        self.until(self.seat.window.isActiveWindow)
        self.settle()

    def dialog(self) -> QWidget:
        """Return the window that was opened before the seat's, once the screen has given it the keys."""
        self.until(lambda: QApplication.activeWindow() not in (None, self.seat.window))
        found = QApplication.activeWindow()
        assert found is not None
        return found

    def now(self) -> datetime:
        return self._now

    def pass_time(self, seconds: float) -> None:
        """Let the clock go on, and the callers who wait by it."""
        self._now += timedelta(seconds=seconds)
        self._agenda.after(0, lambda: None)  # wakes the line to look at its clock
        self.seat.phone.tick()

    def until(self, holds: Callable[[], bool]) -> None:
        """Raises TimeoutError if it does not come to hold."""
        ends_at = time.monotonic() + PATIENCE_S
        while not holds():
            if time.monotonic() > ends_at:
                raise TimeoutError("the desk did not get there")
            QTest.qWait(5)

    def settle(self) -> None:
        """Wait until everything that was asked of the store is answered."""
        QTest.qWait(1)
        self.until(lambda: self.seat.is_settled)
        QTest.qWait(1)

    def press(self, *keys: str) -> None:
        for each in keys:
            press(self._window(), each)
            self.settle()

    def type(self, text: str) -> None:
        """Type what a keyboard has; what it has not comes as from an input method."""
        for character in text:
            if character.isascii():
                type_character(self._window(), character)
            else:
                commit(character)
        self.settle()

    def who(self, kind: Who) -> Ringer:
        """Return somebody of a kind who may ring."""
        with self.demo.store.read() as session:
            return callers(session, kind, BEGUN_AT)[0]

    def ring(self, ani: str, *, while_talking: bool = False) -> None:
        """Let a number ring and wait for its page or its banner."""
        self.line.ring(
            Scenario(
                ani=ani,
                dnis=HOTLINE,
                queue="washer",
                wait_s=0,
                ring_s=RING_S,
                unanswered=Unanswered.GIVES_UP,
                while_talking=while_talking,
            )
        )
        if while_talking:
            self.until(self.seat.desk_view.ring.isVisible)
        else:
            self.until(lambda: self.seat.phone.state is SeatState.RINGING)
        self.settle()

    def answer(self) -> None:
        self.press("F2")
        self.until(lambda: self.seat.phone.state is SeatState.TALKING)
        self.settle()

    def hang_up(self) -> None:
        self.press("F8")
        self.until(lambda: self.seat.phone.state is SeatState.WRAP_UP)
        self.settle()

    def end_call(self) -> None:
        """End the call and wrap it up, wherever one is."""
        self.press("Esc", "Esc")
        if self.seat.phone.state is not SeatState.WRAP_UP:
            self.hang_up()
        self.press("Alt+O", "1", "Ctrl+Return")
        self.until(lambda: self.seat.phone.state is SeatState.READY)
        self.settle()

    def _window(self) -> QWindow:
        """Return the window that has the keys: the seat's own, or a dialog before it."""
        window = QGuiApplication.focusWindow() or self.seat.window.windowHandle()
        assert window is not None
        return window
