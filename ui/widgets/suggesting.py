"""A line of words that offers what is often said, and takes anything else as well."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from ui.widgets.fields import ring_key

SHOWN = 12


class SuggestingField(QLineEdit):
    """Offer words that contain what is typed; the key to a ring goes through the open list."""

    def __init__(self, words: Sequence[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.suggest(words)

    def suggest(self, words: Sequence[str]) -> None:
        """Offer these words from now on."""
        completer = QCompleter(list(words), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(SHOWN)
        self.setCompleter(completer)
        completer.popup().installEventFilter(self)

    def show_all(self) -> None:
        """Open the list with all there is."""
        self.completer().setCompletionPrefix("")
        self.completer().complete()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the key to a ring and the chords of the page through: an open list keeps them away."""
        opens = ring_key(self, event)
        if opens is None and not _is_chord(event):
            return super().eventFilter(watched, event)
        self.completer().popup().hide()
        if opens is not None:
            opens.trigger()
        else:
            QCoreApplication.sendEvent(self, event)
        return True


def _is_chord(event: QEvent) -> bool:
    """Tell whether a key is pressed with Ctrl or Alt that types nothing."""
    if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
        return False
    chord = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    return bool(event.modifiers() & chord) and not (event.text() and event.text().isprintable())
