"""A promise as a ring that runs down."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import SEMIBOLD
from ui.widgets.painting import CENTRE, FILLS, Painted, draw_text

SIZE, STROKE = 72, 7


class PromiseRing(Painted):
    """Show how much of the time until a promise is left, in figures and as an arc."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._first = self._second = ""
        self._share, self._tone = 0.0, "attn"

    def set(self, share: float, first: str, second: str = "", tone: str = "attn") -> None:
        """Show a share of the time left. Units: ``share`` from 0 (due) to 1 (just promised)."""
        self._share, self._tone = min(max(share, 0.0), 1.0), tone
        self._first, self._second = first, second
        self.show_words(f"{first} {second}".strip())

    def sizeHint(self) -> QSize:
        return QSize(SIZE, SIZE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        half = STROKE / 2
        arc = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.setPen(QPen(self.theme.color("sunken"), STROKE))
        painter.drawEllipse(arc)
        if self._share:
            pen = QPen(self.theme.color(FILLS[self._tone]), STROKE, c=Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawArc(arc, 90 * 16, round(-360 * 16 * self._share))
        self._paint_words(painter)

    def _paint_words(self, painter: QPainter) -> None:
        whole = QRectF(self.rect())
        first = QRectF(0, whole.center().y() - 16, SIZE, 18) if self._second else whole
        strong = self.theme.font(self.theme.px("body"), SEMIBOLD)
        draw_text(painter, first, self._first, strong, self.theme.color("text"), CENTRE)
        small = self.theme.font(self.theme.px("label"))
        second = QRectF(0, whole.center().y() + 1, SIZE, 15)
        draw_text(painter, second, self._second, small, self.theme.color("text2"), CENTRE)
