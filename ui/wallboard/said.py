"""What came of an act, or what somebody was told: whole, on as many lines as it takes."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from ui.theme import Theme
from ui.widgets.painting import draw_icon

ICONS: Final = {"broken": "warning-circle", "good": "check-circle", "muted": "clock"}
GAP = 6


class Said(QLabel):
    """An icon and words, wrapped; hidden while there are no words."""

    def __init__(self) -> None:
        super().__init__()
        self._tone = "muted"
        self._size = Theme.current().px("label") + 2
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "label")
        self.setWordWrap(True)
        policy = self.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)  # a long address makes no panel wider
        self.setSizePolicy(policy)
        self.setContentsMargins(self._size + GAP, 0, 0, 0)
        self.hide()

    def say(self, words: str, tone: str) -> None:
        """Show words with the icon of a tone: broken, good, or muted for what is awaited."""
        self._tone = tone
        self.setText(words)
        self.setVisible(bool(words))
        self.update()

    def words(self) -> str:
        """Return what is shown."""
        return "" if self.isHidden() else self.text()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        middle = self.contentsRect().top() + self.fontMetrics().height() / 2
        draw_icon(painter, ICONS[self._tone], self._tone, 0, middle, self._size)
