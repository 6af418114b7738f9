"""What to read out once the half-day is held: the number, how it is spoken, the promise."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.box import SentenceBox
from ui.widgets.button import KeyButton
from ui.widgets.card import Card
from ui.widgets.fact import Fact
from ui.widgets.labels import label


class Booked(QWidget):
    """Show the order number large enough to be read aloud, and the sentence that promises the visit.

    Signals: ``left()`` by Enter, Esc or the button.
    """

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._held = Fact("", "lock", "good", size="body")
        self.number, self.spoken = label("", "number"), label("", "second")
        self.sentence = SentenceBox()
        self._back = KeyButton(self.tr("Back to the notes"), "Enter", "arrow-u-up-left", "primary")
        self._back.clicked.connect(self.left)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._lay_out()

    def show_order(self, number: str, spoken: str, held: str, sentence: str, is_held: bool = True) -> None:
        """Show an order; one that holds no half-day waits for its appointment and is marked so."""
        self.number.setText(number)
        self.spoken.setText(spoken)
        self._held.set(held, *(("lock", "good") if is_held else ("clock", "attn")), words="text")
        self._card.set_edge("good_fill" if is_held else "attn_fill")
        self.sentence.set(sentence)
        self.setAccessibleName(f"{number}. {sentence}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        self.number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.number.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._card = card = Card(self.tr("Order number, to read out"))
        card.body.addWidget(self.number)
        card.body.addWidget(self.spoken)
        card.body.addSpacing(8)
        card.body.addWidget(self._held)
        card.body.addWidget(self.sentence)
        row = QHBoxLayout()
        row.addWidget(self._back)
        row.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(card)
        layout.addLayout(row)
        layout.addStretch()
