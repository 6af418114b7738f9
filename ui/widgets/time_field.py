"""An editor of a day or a time without buttons."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QDateTimeEdit, QWidget

PADDING = 9


class TimeField(QDateTimeEdit):
    """Take what the format says; Up and Down step the part under the caret."""

    def __init__(self, shown_as: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDisplayFormat(shown_as)
        self.setButtonSymbols(QDateTimeEdit.ButtonSymbols.NoButtons)

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> Any:
        """Answer that no input method works here: figures are typed."""
        return False if query == Qt.InputMethodQuery.ImEnabled else super().inputMethodQuery(query)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Give the line its room: under a style sheet Qt 6.11 leaves it one pixel if there are no buttons."""
        self.lineEdit().setGeometry(self.rect().adjusted(PADDING, 1, -PADDING, -1))
