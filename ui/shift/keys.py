"""The keyboard of a shift: keys as a person presses them, and a filter that writes down each one."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ui.paint_watch import Journal

CHORD = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)
MODIFIERS = {
    Qt.Key.Key_Control: "Control",
    Qt.Key.Key_Shift: "Shift",
    Qt.Key.Key_Alt: "Alt",
    Qt.Key.Key_Meta: "Meta",
}


class KeyFilter(QObject):
    """Write ``key`` and ``ime`` into the journal: what was pressed or committed, and who had the focus.

    It sees every key once: a window asks about shortcuts before it hands a key on, or does not hand it on.
    """

    def __init__(self, app: QApplication, journal: Journal) -> None:
        super().__init__(app)
        self._app, self._journal = app, journal
        app.installEventFilter(self)

    def stop(self) -> None:
        self._app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.ShortcutOverride and isinstance(watched, QWindow):
            self._note_key(event)
        elif kind == QEvent.Type.InputMethod and watched is QApplication.focusWidget():
            self._note_commit(event)
        return False

    def _note_key(self, event: QEvent) -> None:
        assert isinstance(event, QKeyEvent)
        facts = {
            "key": key_name(event),
            "text": event.text(),
            "focus": focus_name(),
            "t": time.monotonic_ns(),
        }
        self._journal("key", facts)

    def _note_commit(self, event: QEvent) -> None:
        assert isinstance(event, QInputMethodEvent)
        if event.commitString():
            facts = {"text": event.commitString(), "focus": focus_name(), "t": time.monotonic_ns()}
            self._journal("ime", facts)


def key_name(event: QKeyEvent) -> str:
    """Return a key with its modifiers written portably, such as ``Ctrl+D``; a modifier alone by its name."""
    alone = MODIFIERS.get(Qt.Key(event.key()))
    return alone or QKeySequence(event.keyCombination()).toString(QKeySequence.SequenceFormat.PortableText)


def focus_name() -> str:
    """Return the name of the widget that has the focus, or of the nearest around it that has a name."""
    widget: QWidget | None = QApplication.focusWidget()
    while widget is not None and not widget.objectName():
        widget = widget.parentWidget()
    return widget.objectName() if widget is not None else ""


def press(window: QWindow, keys: str) -> None:
    """Press a key that is written portably, such as ``Ctrl+Return``."""
    combination = QKeySequence(keys)[0]
    QTest.keyClick(window, combination.key(), combination.keyboardModifiers())


def type_character(window: QWindow, character: str) -> None:
    """Press the key of a printable ASCII character."""
    QTest.keyClick(window, character)


def commit(text: str) -> None:
    """Commit a text where the focus is, as an input method does."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(QApplication.focusWidget(), event)
