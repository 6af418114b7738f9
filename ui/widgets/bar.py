"""Bars that are never without their figure: warranty left, work done."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.widgets.painting import Painted, draw_bar, draw_text, text_width

BAR_HEIGHT, TEXT_HEIGHT, LEAST_WIDTH = 4, 22, 64


class WarrantyBar(Painted):
    """Show a sentence and under it how much is left or done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._share, self._tone = 0.0, "neutral"

    def set(self, share: float, text: str, tone: str = "good") -> None:
        """Show a share with its words. Units: ``share`` from 0 to 1."""
        self._share, self._tone = share, tone
        self.show_words(text)

    def sizeHint(self) -> QSize:
        width = text_width(self.text(), self.theme.font(self.theme.px("body")))
        return QSize(max(LEAST_WIDTH, int(width + 0.99)), TEXT_HEIGHT + BAR_HEIGHT + 4)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        line = QRectF(0, 0, self.width(), TEXT_HEIGHT)
        draw_text(
            painter, line, self.text(), self.theme.font(self.theme.px("body")), self.theme.color("text")
        )
        bar = QRectF(0, TEXT_HEIGHT + 2, self.width(), BAR_HEIGHT)
        draw_bar(painter, bar, self._share, self._tone, self.theme)
