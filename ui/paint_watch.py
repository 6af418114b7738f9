"""Notes when what a ring put on screen has been painted, and how late the event loop is."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

Journal = Callable[[str, dict[str, Any]], None]
BEAT_MS = 5


def no_journal(_kind: str, _facts: dict[str, Any]) -> None:
    """Keep nothing."""


class PaintWatch(QObject):
    """Write ``painted`` into the journal after the first paint of a page, with its linked id.

    Units: ``t`` is ``time.monotonic_ns()`` at the end of that paint. Signals: ``painted()`` at its end.
    """

    painted = Signal()

    def __init__(self, window: QWidget, journal: Journal) -> None:
        super().__init__(window)
        self._journal = journal
        self._shown: list[str] = []
        window.installEventFilter(self)

    @Slot(str)
    def page_shown(self, linked_id: str) -> None:
        """A page has been put on screen and will be painted with the next update."""
        self._shown.append(linked_id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._shown and event.type() == QEvent.Type.UpdateRequest:
            # The window paints on this event after us: what we post now comes right behind it.
            QTimer.singleShot(0, self, self._note)
        return super().eventFilter(watched, event)

    @Slot()
    def _note(self) -> None:
        now, shown = time.monotonic_ns(), self._shown
        self._shown = []
        for linked_id in shown:
            self._journal("painted", {"linked_id": linked_id, "t": now})
        if shown:
            self.painted.emit()


class Heartbeat(QObject):
    """Write ``beat`` with the lateness of the event loop, in milliseconds, for a shift that is measured."""

    def __init__(self, journal: Journal, parent: QObject) -> None:
        super().__init__(parent)
        self._journal = journal
        self._last = 0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        self._last = time.monotonic_ns()
        self._timer.start(BEAT_MS)

    def stop(self) -> None:
        self._timer.stop()

    @Slot()
    def _beat(self) -> None:
        now = time.monotonic_ns()
        late_ms = (now - self._last) / 1e6 - BEAT_MS
        self._last = now
        self._journal("beat", {"late_ms": round(max(0.0, late_ms), 3), "t": now})
