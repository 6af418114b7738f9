"""A scanner's burst is taken whole: it is no typing, chooses nothing by digit, and presses no Enter."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from shiboken6 import isValid

from app.scans import LEAST

GAP_MS = 50  # between two characters of a scanner: 5–30; the fastest typist keeps 60 for a few only
AGAIN_MS = 1000  # the same code so soon is the trigger held down
ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
ACTS_ON_KEYS = "acts_on_keys"  # the property of a field in which characters choose
CHORD = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


@dataclass(slots=True)
class _Burst:
    """Characters that came as fast as a scanner sends them. ``replaced`` is what the first one took away."""

    text: str
    last_ms: int
    replaced: str = ""


class ScanWatch(QObject):
    """Watch the keys of whatever has the focus, by the time at which the system saw them.

    In a text field characters come in as ever and are taken out again when the end shows that it was a
    scanner. Elsewhere, where a character may choose something, it waits a twentieth of a second for the next.
    Signals: ``scanned(str)`` a burst, as it was sent.
    """

    scanned = Signal(str)

    def __init__(self, app: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        self._field: QWidget | None = None
        self._burst: _Burst | None = None
        self._held: list[QKeyEvent] = []
        self._is_replaying = False
        self._before = ("", -AGAIN_MS)
        self._silence = QTimer(self, singleShot=True, interval=GAP_MS)
        self._silence.timeout.connect(self._on_silence)
        app.focusChanged.connect(self._on_focus)

    @Slot(QWidget, QWidget)
    def _on_focus(self, left: QWidget | None, field: QWidget | None) -> None:
        """Watch what has the focus and nothing else: a filter costs something at every event."""
        self._flush()
        if left is not None and isValid(left):
            left.removeEventFilter(self)
        self._field, self._burst = field, None
        if field is not None:
            field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or self._is_replaying or not isinstance(event, QKeyEvent):
            return False
        if not event.timestamp() or not isinstance(watched, QWidget) or _is_secret(watched):
            return False
        if event.key() in ENDS and not event.modifiers() & CHORD:
            return self._on_end(watched, event)
        if not event.text().isprintable() or not event.text() or event.modifiers() & CHORD:
            self._flush()
            return False
        return self._on_character(watched, event)

    def _on_character(self, field: QWidget, event: QKeyEvent) -> bool:
        """Count a character; tell whether it is kept back."""
        stamp = event.timestamp()
        if event.isAutoRepeat() or self._burst is None or stamp - self._burst.last_ms > GAP_MS:
            self._flush()
            self._burst = None if event.isAutoRepeat() else _Burst("", stamp, _selected(field))
        if self._burst is not None:
            self._burst.text += event.text()
            self._burst.last_ms = stamp
        if _is_typed_into(field) or self._burst is None:
            return False
        self._held.append(event.clone())
        self._silence.start()
        return True

    def _on_end(self, field: QWidget, event: QKeyEvent) -> bool:
        burst = self._burst
        is_scan = burst is not None and event.timestamp() - burst.last_ms <= 2 * GAP_MS
        if burst is None or not is_scan or len(burst.text) < LEAST:
            self._flush()
            self._burst = None
            return False
        self._take(field, burst)
        return True

    @Slot()
    def _on_silence(self) -> None:
        """Nothing follows: a scanner that sends no end, or a person."""
        burst, field = self._burst, self._field
        if burst is not None and len(burst.text) >= LEAST and isinstance(field, QWidget):
            self._take(field, burst)
        else:
            self._flush()
            self._burst = None

    def _take(self, field: QWidget, burst: _Burst) -> None:
        self._silence.stop()
        self._held.clear()
        self._burst = None
        if _is_typed_into(field):
            _take_out(field, burst)
        before, at = self._before
        self._before = burst.text, burst.last_ms
        if burst.text != before or burst.last_ms - at > AGAIN_MS:
            self.scanned.emit(burst.text)

    def _flush(self) -> None:
        """Let what was kept back do what it does, in its order."""
        self._silence.stop()
        held, self._held = self._held, []
        self._is_replaying = True
        for event in held:
            target = QApplication.focusWidget() or self._field
            if target is not None and isValid(target):
                QApplication.sendEvent(target, event)
        self._is_replaying = False


def _is_secret(field: QWidget) -> bool:
    """Tell whether a password is typed there: a program that types it is as fast as a scanner."""
    return isinstance(field, QLineEdit) and field.echoMode() != QLineEdit.EchoMode.Normal


def _is_typed_into(field: QWidget) -> bool:
    return isinstance(field, QLineEdit | QPlainTextEdit | QTextEdit) and not field.property(ACTS_ON_KEYS)


def _selected(field: QWidget) -> str:
    if isinstance(field, QLineEdit):
        return field.selectedText()
    if isinstance(field, QPlainTextEdit | QTextEdit):
        return field.textCursor().selection().toPlainText()
    return ""


def _take_out(field: QWidget, burst: _Burst) -> None:
    """Let a field have what it had before the burst."""
    length = len(burst.text)
    if isinstance(field, QLineEdit):
        at, text = field.cursorPosition(), field.text()
        if text[at - length : at] == burst.text:
            field.setText(text[: at - length] + burst.replaced + text[at:])
            field.setCursorPosition(at - length + len(burst.replaced))
    elif isinstance(field, QPlainTextEdit | QTextEdit):
        cursor = field.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, length)
        if cursor.selectedText() == burst.text:
            cursor.insertText(burst.replaced)
