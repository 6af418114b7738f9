"""Tells open pages that their rows changed, a little later and never while a pop is being painted."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer, Signal, Slot

DELAY_MS = 200
POP_S = 0.3  # a page that a ring put on screen is painted by then


class Freshness(QObject):
    """Gather the keys of changed bundles.

    Signals: ``changed(object)`` a frozenset of keys.
    """

    changed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._keys: frozenset[str] = frozenset()
        self._quiet_until = 0.0
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
        self._quiet_until = time.monotonic() + POP_S

    @Slot()
    def _tell(self) -> None:
        if time.monotonic() < self._quiet_until:
            self._timer.start()
            return
        keys, self._keys = self._keys, frozenset()
        self.changed.emit(keys)
