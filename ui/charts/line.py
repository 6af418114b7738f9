"""Courses over time with axes: one line or a few over the same labels."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPainterPath

from ui.charts.axes import Plot, draw_foot, draw_ticks, plot
from ui.charts.chart import Chart, fill_of, line_along, line_down
from ui.charts.figures import Lines
from ui.charts.legend import DASHED, HEIGHT, draw_legend, legend_width
from ui.charts.scale import bounds, middles
from ui.charts.sparkline import DOT, columns_around, course, draw_course, draw_dot, runs

GROUND_ALPHA = 26  # of 255: below the first line


class LineChart(Chart):
    """Show `Lines`: ticks, the ground below the first one, a legend when there are several."""

    def sizeHint(self) -> QSize:
        lines = self.figures()
        words = legend_width(self._legend(lines), self.theme) if isinstance(lines, Lines) else 0
        return QSize(max(200, int(words) + 2 * DOT.__ceil__() + 8), 140)

    def areas(self) -> Sequence[QRectF]:
        lines = self.figures()
        return columns_around(self._plot(lines).rect, len(lines.labels)) if isinstance(lines, Lines) else []

    def paint(self, painter: QPainter) -> None:
        lines = self.figures()
        assert isinstance(lines, Lines)
        on, at = self._plot(lines), self.shown()
        across = middles(on.rect.left(), on.rect.right(), len(lines.labels))
        draw_ticks(painter, on, self.theme)
        if lines.mark:
            y = on.scale.at(lines.mark.value)
            line_along(painter, on.rect, y, self.theme.color("field"), dashed=True)
        if at >= 0:
            line_down(painter, on.rect, across[at], self.theme.color("field"))
        for nth, series in reversed(list(enumerate(lines.series))):
            places = course([row.values[nth] for row in lines.rows()], across, on.scale)
            color = fill_of(self.theme, series.tone)
            if nth == 0:
                _draw_ground(painter, places, on, color)
            draw_course(painter, places, color)
            place = places[at] if at >= 0 else None
            if place is not None:
                draw_dot(painter, place, DOT + 1, color, self.theme.color("surface"))
        draw_foot(painter, on, lines.labels, across, self.theme, at)
        draw_legend(painter, self.inner(), self._legend(lines), self.theme)

    def _plot(self, lines: Lines) -> Plot:
        mark = lines.mark.value if lines.mark else None
        low, high = bounds(
            [value for one in lines.series for value in one.values], mark, lines.low, lines.high
        )
        head = HEIGHT if self._legend(lines) else 0
        room = self.inner().adjusted(0, head, -DOT - 1, 0)
        return plot(room, low, high, lines.unit, self.theme)

    def _legend(self, lines: Lines) -> list[tuple[str, str]]:
        """Return word and tone of each line, and of the mark; a single line has the chart's name."""
        found = [(one.name, one.tone) for one in lines.series] if len(lines.series) > 1 else []
        return [*found, (lines.mark.word, DASHED)] if lines.mark else found


def _draw_ground(painter: QPainter, places: Sequence[QPointF | None], on: Plot, color: QColor) -> None:
    ground = QColor(color)
    ground.setAlpha(GROUND_ALPHA)
    foot = on.scale.at(0.0)
    for run in runs(places):
        path = QPainterPath(QPointF(run[0].x(), foot))
        for place in run:
            path.lineTo(place)
        path.lineTo(QPointF(run[-1].x(), foot))
        painter.fillPath(path, ground)
