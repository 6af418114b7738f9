"""Lets our keys reach us from every text field, whatever the system's fields do by them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from ui.actions import ACTIONS

FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit)
CHORD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class OwnKeys(QObject):
    """Refuse fields the chords of `ui.actions`: on X11 Ctrl+U would clear one, Ctrl+K cut its end off.

    The field is not asked; what is around it still may claim the key, as a panel does.
    """

    def __init__(self, app: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        keys = {QKeySequence(keys)[0] for action in ACTIONS.values() for keys in action.keys}
        self._own = {key.toCombined() for key in keys if key.keyboardModifiers() & CHORD}
        app.focusChanged.connect(self._on_focus)

    def eventFilter(self, _field: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ShortcutOverride:
            return False
        assert isinstance(event, QKeyEvent)
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        return QKeyCombination(plain, Qt.Key(event.key())).toCombined() in self._own

    @Slot(QWidget, QWidget)
    def _on_focus(self, _left: QWidget | None, field: QWidget | None) -> None:
        """Watch the field that is typed into, and no other: a filter costs something at every event."""
        if isinstance(field, FIELDS):
            field.installEventFilter(self)  # installed again it moves to the front
