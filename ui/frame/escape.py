"""Esc for what lies over a page, whatever has the focus."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

_ASKED = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)


class Escape(QObject):
    """Take Esc for a panel while it is shown: one may have clicked below it. A menu that is open goes first.

    ``close`` is called for it; ``takes`` says whether it is the panel's just now.
    """

    def __init__(
        self, panel: QWidget, close: Callable[[], object], takes: Callable[[], bool] = lambda: True
    ) -> None:
        super().__init__(panel)
        self._panel, self._close, self._takes = panel, close, takes
        panel.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _ASKED and isinstance(event, QKeyEvent) and self._is_mine(event):
            event.accept()
            if event.type() == QEvent.Type.KeyPress:
                self._close()
            return True
        if watched is self._panel and event.type() == QEvent.Type.Show:
            QApplication.instance().installEventFilter(self)
        elif watched is self._panel and event.type() == QEvent.Type.Hide:
            QApplication.instance().removeEventFilter(self)
        return False

    def _is_mine(self, event: QKeyEvent) -> bool:
        if event.key() != Qt.Key.Key_Escape or QApplication.activePopupWidget() is not None:
            return False
        return self._panel.isVisible() and self._panel.isActiveWindow() and self._takes()
