"""Tells open pages that their rows changed, a little later and never while a pop is being painted."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer, Signal, Slot

DELAY_MS = 200
POP_S = 0.3  # a page that a ring put on screen is painted by then


class PopHold:
    """Tell whether a pop is being painted; asked from any thread, told on the Qt thread."""

    def __init__(self) -> None:
        self._until = 0.0

    def begin(self) -> None:
        self._until = time.monotonic() + POP_S

    def __call__(self) -> bool:
        return time.monotonic() < self._until


class Freshness(QObject):
    """Gather the keys of changed bundles.

    Signals: ``changed(object)`` a frozenset of keys.
    """

    changed = Signal(object)

    def __init__(self, hold: PopHold, parent: QObject) -> None:
        super().__init__(parent)
        self._hold = hold
        self._keys: frozenset[str] = frozenset()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self._tell)

    @Slot(object)
    def add(self, keys: frozenset[str]) -> None:
        self._keys |= keys
        if not self._timer.isActive():
            self._timer.start()

    @Slot()
    def wait(self) -> None:
        """A pop has just been put on screen: let it be painted first."""
        self._hold.begin()

    @Slot()
    def _tell(self) -> None:
        if self._hold():
            self._timer.start()
            return
        keys, self._keys = self._keys, frozenset()
        self.changed.emit(keys)
