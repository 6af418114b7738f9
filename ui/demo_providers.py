"""The providers of a demo, at work while somebody sits at its desk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.demo.providers import Act, DemoProviders
from app.demo.store import Demo
from app.desk import customer_key
from app.store_errors import StoreProblem
from ui.bridge import Bridge

BEAT_MS = 5_000
SPEED = 30.0  # they answer in half a minute and not in a quarter of an hour


class ProvidersAtWork(QObject):
    """Let the providers look at their orders every few seconds, behind everything that the desk writes.

    Signals: ``worked()`` when one of them has done something.
    """

    worked = Signal()

    def __init__(
        self, bridge: Bridge, demo: Demo, now: Callable[[], datetime], parent: QObject, speed: float = SPEED
    ) -> None:
        super().__init__(parent)
        self._bridge, self._demo, self._now = bridge, demo, now
        self._providers = DemoProviders(demo.seed, demo.made_at, speed)
        self._timer = QTimer(self, interval=BEAT_MS)
        self._timer.timeout.connect(self.beat)

    def start(self) -> None:
        self._timer.start()

    @Slot()
    def beat(self) -> None:
        work = partial(self._providers.work, self._demo.store, self._now())
        self._bridge.write(self, work, ok=self._on_worked, failed=self._on_failed)

    def stop(self) -> None:
        self._timer.stop()

    def _on_worked(self, done: list[Act]) -> None:
        if done:
            self._bridge.bundles_changed.emit(frozenset(customer_key(act.customer_id) for act in done))
            self.worked.emit()

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, StoreProblem):
            raise error
        self._bridge.trouble.emit(error)  # the next beat tries again
