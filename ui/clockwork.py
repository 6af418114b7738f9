"""The minute hand of a desk whose store has the last word: what the clock demands is decided here."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.store_errors import StoreProblem
from ui.context import Context

BEAT_MS, MORE_MS = 60_000, 250


class Clockwork(QObject):
    """Let the desk read the clock each minute, behind everything else that it writes.

    Signals: ``beaten()`` when what was due is decided.
    """

    beaten = Signal()

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._timer = QTimer(self)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self.beat)

    def start(self) -> None:
        """Begin with the first minute: a desk that has just been opened takes calls first."""
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    @Slot()
    def beat(self) -> None:
        keep_time = partial(self._context.desk.keep_time, self._context.now())
        self._context.bridge.write(self, keep_time, ok=self._on_done, failed=self._on_failed)

    def _on_done(self, done: int) -> None:
        """Go on soon while there is more: a draft that is typed meanwhile does not wait for all of it."""
        if done:
            self.beaten.emit()
            QTimer.singleShot(MORE_MS, self, self.beat)

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, StoreProblem):
            raise error
        self._context.bridge.trouble.emit(error)  # the next minute tries again
