"""The field that is searched by: letters as they are typed, Chinese when it is wished."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.actions import tell_keys
from ui.widgets.fields import CodeField

MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
ELSEWHERE = (  # the keys come back from there
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)


class SearchField(CodeField):
    """Take what is searched for. The input method is off until Ctrl+Space, as in any code field.

    Signals: ``moved(object)`` the key event that is meant for the list; ``chinese(bool)``; ``left()`` when
    another field of the window has taken the keys.
    """

    moved = Signal(object)
    chinese = Signal(bool)
    left = Signal()

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(placeholder, parent)
        self._is_chinese = False
        tell_keys(self, "chinese")

    def set_chinese(self, is_on: bool) -> None:
        """Let the input method in, or keep it out."""
        self._is_chinese = is_on
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, is_on)
        QGuiApplication.inputMethod().update(Qt.InputMethodQuery.ImEnabled)
        self.chinese.emit(is_on)

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> Any:
        if query == Qt.InputMethodQuery.ImEnabled:
            return self._is_chinese
        return super().inputMethodQuery(query)

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and _is_switch(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_switch(event):
            self.set_chinese(not self._is_chinese)
        elif event.key() in MOVES and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.moved.emit(event)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in ELSEWHERE:
            self.left.emit()


def _is_switch(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_Space and event.modifiers() == Qt.KeyboardModifier.ControlModifier
