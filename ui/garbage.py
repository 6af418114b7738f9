"""Cyclic garbage is collected on the Qt thread alone.

Python collects in whichever thread happens to allocate. A widget in a cycle that a worker's thread collects
is destroyed there, under the feet of the thread that paints: the process dies of it.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer, Slot

EVERY_MS = 500


class Garbage(QObject):
    """Collect from the event loop of the thread that makes this; stop the automatic collection."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        gc.freeze()  # what the start made stays: a full collection does not walk it again
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_timer)
        self._timer.start(EVERY_MS)

    @Slot()
    def _on_timer(self) -> None:
        collect_due()


def collect_due() -> None:
    """Collect the oldest generation that is due by Python's own thresholds."""
    counts = zip(gc.get_count(), gc.get_threshold(), strict=True)
    due = [generation for generation, (count, limit) in enumerate(counts) if count > limit]
    if due:
        gc.collect(max(due))
