"""Counts what a person presses and clicks, apart from words that are free to be long or short."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication

from app.demo.judged import is_free
from ui.shift.keys import MODIFIERS, KeyFilter


class ActCounter(QObject):
    """Count keys and clicks of the whole program until it is stopped."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._count = 0
        self._keys = KeyFilter(app, self._on_key)
        app.installEventFilter(self)

    def take(self) -> int:
        """Return how many there were since the last time."""
        count, self._count = self._count, 0
        return count

    def stop(self) -> None:
        self._keys.stop()
        self._app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(watched, QWindow):
            self._count += 1
        return False

    def _on_key(self, kind: str, facts: dict[str, Any]) -> None:
        if kind == "key" and facts["key"] not in MODIFIERS.values():
            self._count += not is_free(facts["key"], facts["text"], facts["focus"])
