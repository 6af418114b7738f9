"""Keeps Enter and Space from acting on a pop that has only just come up."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from ui.dispatch.panel import Panel

YOUNG_S = 0.7
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
MODIFIERS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)
KEYS = (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)


class YoungPop(QObject):
    """Swallow Enter and Space in a part of the screen whose pop is younger than 700 ms.

    They were meant for what stood there before. They pass into words that are being typed, and on a panel:
    both are where the agent went.
    Source: the focus contract; peers' agents answered and rejected calls by accident.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._old_at: dict[QWidget, float] = {}
        QApplication.instance().focusChanged.connect(self._on_focus)

    def bring(self, part: QWidget, popped_at: float) -> None:
        """A pop stands on this part now. Units: seconds of ``time.monotonic()`` at which it first came up."""
        self._old_at[part] = popped_at + YOUNG_S
        focus = QApplication.focusWidget()
        self._on_focus(None, focus)
        if isinstance(focus, QAbstractButton) and self._is_young(focus):
            focus.setDown(False)  # a Space that is still held down was meant for something else

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in KEYS or not _would_act(watched, event) or not self._is_young(watched):
            return False
        event.accept()  # not for what is around the widget either
        return True

    def _is_young(self, widget: QWidget) -> bool:
        now = time.monotonic()
        young = any(now < old_at and _holds(part, widget) for part, old_at in self._old_at.items())
        return young and not _is_on_panel(widget)

    @Slot(QWidget, QWidget)
    def _on_focus(self, _left: QWidget | None, widget: QWidget | None) -> None:
        """Watch what has the focus on a pop, and nothing else: a filter costs something at every event."""
        if widget is not None and any(_holds(part, widget) for part in self._old_at):
            widget.installEventFilter(self)


def _holds(part: QWidget, widget: QWidget) -> bool:
    return part is widget or part.isAncestorOf(widget)


def _is_on_panel(widget: QWidget | None) -> bool:
    while widget is not None and not isinstance(widget, Panel):
        widget = widget.parentWidget()
    return widget is not None


def _would_act(widget: QObject, event: QKeyEvent) -> bool:
    if event.modifiers() & MODIFIERS or isinstance(widget, QPlainTextEdit | QTextEdit):
        return False
    if event.key() == Qt.Key.Key_Space:
        return not isinstance(widget, QLineEdit)
    return event.key() in ENTER and not (isinstance(widget, QLineEdit) and widget.isModified())
