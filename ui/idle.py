"""Noticing that nobody touches the PC."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

MINUTE_MS = 60_000
_TOUCHES = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel}
)


class IdleWatch(QObject):
    """Tell when nobody has touched this program for so many minutes, and again each time as long.

    Signals: ``idle()``.
    """

    idle = Signal()

    def __init__(self, minutes: int, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.idle)
        self._is_watching = False
        self.set_minutes(minutes)

    def set_minutes(self, minutes: int) -> None:
        """Watch for so long; 0 is not at all, and costs nothing: a filter does at every event."""
        app = QApplication.instance()
        if app is not None and bool(minutes) != self._is_watching:
            (app.installEventFilter if minutes else app.removeEventFilter)(self)
        self._is_watching = bool(minutes)
        self._timer.stop()
        if minutes:
            self._timer.start(minutes * MINUTE_MS)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self._timer.start()
        return False
