"""Where the keyboard was before a person went to a ring, to the very character."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from shiboken6 import isValid


class Place:
    """Remember what has the focus now, the caret and the selection in it, and the open panel."""

    def __init__(self, panel: QWidget | None) -> None:
        self.panel = panel
        self.field = QApplication.focusWidget()
        if isinstance(self.field, QLineEdit):
            self._words, self._caret = self.field.text(), self.field.cursorPosition()
            self._chosen = self.field.selectionStart(), len(self.field.selectedText())

    def is_there(self) -> bool:
        """Tell whether the field has not gone with its page meanwhile."""
        return self.field is not None and isValid(self.field)

    def return_to(self) -> None:
        """Give the focus back. A line forgets its selection without the focus; longer texts keep theirs."""
        if not self.is_there():
            return
        if not self.field.isActiveWindow() and QApplication.activeWindow() is not None:
            self.field.activateWindow()  # in front of our own window only, when a ring goes by itself
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(self.field, QLineEdit):
            self._return_in_line(self.field)

    def _return_in_line(self, line: QLineEdit) -> None:
        if line.text() != self._words:
            line.setText(self._words)  # the form was another caller's meanwhile
        start, length = self._chosen
        if not length:
            line.setCursorPosition(self._caret)
        elif self._caret == start:
            line.setSelection(start + length, -length)
        else:
            line.setSelection(start, length)
