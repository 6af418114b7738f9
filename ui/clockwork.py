"""The minute hand of a desk whose store has the last word: what the clock demands is decided here."""

from __future__ import annotations

import time
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.store_errors import StoreProblem
from ui.context import Context

BEAT_MS, MORE_MS = 60_000, 250
REST = 9  # times as long as it took: what was missed is made up in a tenth of the writer's time


class Clockwork(QObject):
    """Let the desk read the clock each minute, behind everything else that it writes.

    Signals: ``beaten()`` when what was due is decided.
    """

    beaten = Signal()

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._runs = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.beat)

    def start(self) -> None:
        """Begin with the first minute: a desk that has just been opened takes calls first."""
        self._runs = True
        self._timer.start(BEAT_MS)

    def stop(self) -> None:
        self._runs = False
        self._timer.stop()

    @Slot()
    def beat(self) -> None:
        self._timer.stop()
        keep_time = partial(self._keep_time, self._context.now())
        self._context.bridge.write(self, keep_time, ok=self._on_done, failed=self._on_failed)

    def _keep_time(self, now: datetime) -> tuple[int, int]:
        """Decide what is due; return how much it was, and for how many milliseconds the writer had to do."""
        began = time.monotonic()
        done = self._context.desk.keep_time(now)
        return done, round((time.monotonic() - began) * 1000)

    def _on_done(self, kept: tuple[int, int]) -> None:
        """Go on soon while there is more: a draft that is typed meanwhile does not wait for all of it."""
        done, took_ms = kept
        if done:
            self.beaten.emit()
        self._wait(max(MORE_MS, REST * took_ms) if done else BEAT_MS)

    def _on_failed(self, error: Exception) -> None:
        self._wait(BEAT_MS)
        if not isinstance(error, StoreProblem):
            raise error
        self._context.bridge.trouble.emit(error)  # the next minute tries again

    def _wait(self, ms: int) -> None:
        if self._runs:
            self._timer.start(ms)
