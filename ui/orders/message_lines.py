"""Who was written to about an order, and whether it has come there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.messages.fates import Addressee, Fate
from ui.message_words import MessageWords, reader_word, reason_word
from ui.widgets.chip import Chip
from ui.widgets.labels import label
from ui.wording import day_time


class MessageLines(QWidget):
    """Show the last message to the customer and the last one to a technician, a line each."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = {addressee: _Line() for addressee in Addressee}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for line in self._lines.values():
            layout.addWidget(line)

    def show_fates(self, fates: Sequence[Fate], words: MessageWords) -> None:
        """Show how far they have come; to whom nothing was written has no line."""
        known = {fate.addressee: fate for fate in fates}
        for addressee, line in self._lines.items():
            fate = known.get(addressee)
            if fate is not None:
                line.show_fate(fate, words)
            line.setVisible(fate is not None)
        self.setVisible(bool(known))

    def told(self) -> list[str]:
        """Return what is shown, a sentence a line."""
        return [line.accessibleName() for line in self._lines.values() if not line.isHidden()]


class _Line(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._to, self._state, self._at = label("", "second"), Chip(compact=True), label("", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._to)
        row.addStretch()
        row.addWidget(self._state)
        row.addWidget(self._at)

    def show_fate(self, fate: Fate, words: MessageWords) -> None:
        word, tone = words.tag(fate.state, fate.error)
        told = " · ".join(part for part in (word, reason_word(fate)) if part)
        self._to.setText(reader_word(fate.addressee))
        self._state.set(told, tone)
        self._at.setText(day_time(fate.at))
        self.setToolTip(fate.text)
        self.setAccessibleName(f"{self._to.text()}: {told}, {self._at.text()}")
