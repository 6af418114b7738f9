"""A promise as a ring that runs down."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.charts.figures import Clock
from ui.charts.scale import sound
from ui.theme import SEMIBOLD, Theme
from ui.widgets.painting import CENTRE, FILLS, Painted, draw_text

SIZE, STROKE = 72, 7


class PromiseClock(Painted):
    """Show a `Clock`: how much of the time until a promise is left, in figures and as an arc."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._clock = Clock(0.0, "")

    def show_clock(self, clock: Clock) -> None:
        """Show another time; an equal one costs nothing."""
        if clock != self._clock:
            self._clock = clock
            self.show_words(clock.words())

    def clock(self) -> Clock:
        return self._clock

    def sizeHint(self) -> QSize:
        return QSize(SIZE, SIZE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_ring(painter, QRectF(self.rect()), self._clock, STROKE, self.theme)
        self._paint_words(painter)

    def _paint_words(self, painter: QPainter) -> None:
        whole, clock = QRectF(self.rect()), self._clock
        first = QRectF(0, whole.center().y() - 16, SIZE, 18) if clock.second else whole
        strong = self.theme.font(self.theme.px("body"), SEMIBOLD)
        draw_text(painter, first, clock.first, strong, self.theme.color("text"), CENTRE)
        small = self.theme.font(self.theme.px("label"))
        second = QRectF(0, whole.center().y() + 1, SIZE, 15)
        draw_text(painter, second, clock.second, small, self.theme.color("text2"), CENTRE)


def draw_ring(painter: QPainter, rect: QRectF, clock: Clock, stroke: float, theme: Theme) -> None:
    """Draw the arc of a clock into a square, as in a row of a table."""
    half = stroke / 2
    arc = rect.adjusted(half, half, -half, -half)
    share = min(max(sound(clock.share) or 0.0, 0.0), 1.0)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.color("sunken"), stroke))
    painter.drawEllipse(arc)
    if share:
        painter.setPen(QPen(theme.color(FILLS[clock.tone]), stroke, c=Qt.PenCapStyle.RoundCap))
        painter.drawArc(arc, 90 * 16, round(-360 * 16 * share))
