"""A seat at work on a real store, whose line the test leads and whose keys it presses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.command import Actor
from app.desk import Desk
from app.events import CallEvent
from app.telephony.practice import PracticeLine
from app.telephony.scenarios import FarEnd, Scenario
from app.workers import Workers
from db.models import Base
from db.store import Store
from tests.rows import NOW, actor
from tests.telephony.practice_desk import Clockwork
from ui.frame.rail import PageInfo
from ui.seat import Seat

M = TypeVar("M", bound=Base)
KNOWN, STRANGER = "13800138000", "13900000009"
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


class AtWork:
    """Time passes only by `pass_`; the clock of the seat goes with that of the line."""

    def __init__(
        self,
        qtbot: QtBot,
        store: Store,
        person: Actor | None = None,
        token: str = "t",
        desk: Desk | None = None,
        pages: Sequence[PageInfo] = (),
        is_ready: bool = True,
    ) -> None:
        self.qtbot, self.store = qtbot, store
        self.clock = Clockwork()
        self.line = PracticeLine(token, agent="lina", agenda=self.clock, now=self.now)
        desk = desk or Desk(store, person or actor())
        self.workers = Workers()
        self.seat = Seat(
            desk, self.workers, self.line, agent="lina", now=self.now, practice=True, more_pages=pages
        )
        self.seat.window.resize(1366, 768)
        self.seat.window.show()
        self.seat.window.activateWindow()
        qtbot.waitUntil(self.seat.window.isActiveWindow)
        self.seat.start()
        self.pass_(0)
        if is_ready:
            self.key(Qt.Key.Key_F10, CTRL)

    def now(self) -> datetime:
        return NOW + timedelta(seconds=self.clock.time_s)

    def pass_(self, seconds: float) -> None:
        """Let the line's time pass, and wait until the seat has done what follows from it."""
        self.clock.pass_(seconds)
        self.settle()

    def settle(self) -> None:
        """Wait until nothing that was asked of the store is outstanding."""
        quiet = 0
        while quiet < 3:
            self.workers.write(lambda: None).result()  # behind all that the line told
            self.qtbot.waitUntil(lambda: self.seat.bridge.is_idle)
            QApplication.processEvents()
            quiet = quiet + 1 if self.seat.bridge.is_idle else 0

    def ring(self, ani: str = KNOWN, **facts: object) -> str:
        scenario = Scenario(ani=ani, dnis="4008111666", queue="hotline", **facts)
        linked_id = self.line.ring(scenario)
        self.pass_(scenario.wait_s)
        return linked_id

    def tell(self, kind: type[CallEvent], linked_id: str, **facts: object) -> None:
        """Let the line tell something that the practice line never does."""
        event = kind(line=self.line.name, at=self.now(), linked_id=linked_id, **facts)
        self.seat._log.hear(event)
        self.pass_(0)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key at the window, so that focus and shortcuts are the real ones."""
        QTest.keyClick(self.seat.window.windowHandle(), key, modifier)
        self.pass_(0)

    def type(self, text: str) -> None:
        for letter in text:
            QTest.keyClick(self.seat.window.windowHandle(), letter)
        self.pass_(0)

    def answer(self) -> None:
        self.key(Qt.Key.Key_F2)

    def hang_up(self) -> None:
        self.key(Qt.Key.Key_F8)

    def choose_outcome(self) -> None:
        """Pick the first outcome by its key."""
        self.key(Qt.Key.Key_O, ALT)
        self.key(Qt.Key.Key_1)

    def finish(self) -> None:
        self.key(Qt.Key.Key_Return, CTRL)

    def expect_dial(self, far_end: FarEnd) -> None:
        self.line.expect_dial(far_end)

    @property
    def focus(self) -> str:
        widget = QApplication.focusWidget()
        return widget.objectName() if widget else ""

    def rows(self, model: type[M]) -> list[M]:
        with self.store.read() as session:
            return list(session.scalars(select(model)))

    def stop(self) -> None:
        self.seat.stop()
        self.seat.window.close()
        self.seat.window.deleteLater()
        self.seat.deleteLater()  # with whatever leads or plays it
