"""A sentence to say that stays in sight while one goes on."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.widgets.box import SentenceBox
from ui.widgets.button import KeyButton


class KeptSentence(QWidget):
    """Show a sentence in its tinted box until it was said."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = SentenceBox()
        self._said = KeyButton(self.tr("Said"), "", "check", small=True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._box, 1)
        layout.addWidget(self._said)
        self._said.clicked.connect(self.clear)
        self.hide()

    def keep(self, sentence: str) -> None:
        """Show a sentence; an empty one takes it away."""
        self._box.set(sentence)
        self.setVisible(bool(sentence))

    def text(self) -> str:
        return self._box.text()

    @Slot()
    def clear(self) -> None:
        self.keep("")
