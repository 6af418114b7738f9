"""A word on its tone: covered, ended, gold, second repair in 90 days."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.widgets.painting import CHIP_HEIGHT, Painted, chip_width, draw_chip

LEAST_WIDTH = 72


class Chip(Painted):
    """Show a short word that carries a meaning; the tone never stands alone.

    Where a row is too narrow it is cut at its end and whole on the tooltip.
    """

    def __init__(
        self,
        text: str = "",
        tone: str = "neutral",
        icon: str = "",
        compact: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._compact = compact
        self._tone, self._icon = "", ""
        self.set(text, tone, icon)

    def set(self, text: str, tone: str = "neutral", icon: str = "") -> None:
        if (self.text(), self._tone, self._icon) != (text, tone, icon):
            self._tone, self._icon = tone, icon
            self.show_words(text)

    def sizeHint(self) -> QSize:
        width = chip_width(self.theme, self.text(), self._icon, self._compact)
        return QSize(int(width + 0.99), CHIP_HEIGHT - 2 if self._compact else CHIP_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(LEAST_WIDTH, self.sizeHint().width()), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        draw_chip(painter, rect, self.theme, self.text(), self._tone, self._icon, self._compact)
