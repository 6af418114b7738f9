"""Words that an input method still composes count as typed: they are committed before a key acts."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit)
COMPOSED = "composed"  # the property of a field: what is being composed in it


def commit_composition() -> None:
    """Let the input method commit; where it does not, what it composes is taken as it stands."""
    QGuiApplication.inputMethod().commit()
    field = QApplication.focusWidget()
    rest = field.property(COMPOSED) if field is not None else None
    if field is None or not rest:
        return
    QGuiApplication.inputMethod().reset()  # it shall not commit the same once more, later
    event = QInputMethodEvent()
    event.setCommitString(str(rest))
    QApplication.sendEvent(field, event)


class ComposingWatch(QObject):
    """Note in the field that has the focus what is being composed there."""

    def __init__(self, app: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        app.focusChanged.connect(self._on_focus)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.InputMethod and isinstance(event, QInputMethodEvent):
            watched.setProperty(COMPOSED, event.preeditString())
        return False

    @Slot(QWidget, QWidget)
    def _on_focus(self, _left: QWidget | None, field: QWidget | None) -> None:
        if isinstance(field, FIELDS):
            field.setProperty(COMPOSED, "")
            field.installEventFilter(self)  # installed again it moves to the front
