"""A course in little room: the last point marked, the target dashed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from ui.charts.chart import Chart, fill_of, line_along
from ui.charts.figures import Trend, Value
from ui.charts.scale import Scale, bounds, middles, sound
from ui.theme import Theme

DOT, STROKE = 3.0, 1.6


class Sparkline(Chart):
    """Show a `Trend`. In a row of a table a delegate calls `draw_trend` instead."""

    def sizeHint(self) -> QSize:
        return QSize(96, 32)

    def areas(self) -> Sequence[QRectF]:
        return columns_around(self.inner(), self.count())

    def paint(self, painter: QPainter) -> None:
        trend = self.figures()
        assert isinstance(trend, Trend)
        draw_trend(painter, self.inner(), trend, self.theme, self.shown())


def draw_trend(painter: QPainter, rect: QRectF, trend: Trend, theme: Theme, at: int = -1) -> None:
    """Draw a trend, with a dot on its last known point and on the one ``at``."""
    rect = rect.adjusted(DOT, DOT, -DOT, -DOT)
    values = [point.value for point in trend.points]
    mark = trend.mark.value if trend.mark else None
    scale = Scale(*bounds(values, mark, trend.low, trend.high), rect.bottom(), rect.top())
    if trend.mark:
        line_along(painter, rect, scale.at(trend.mark.value), theme.color("field"), dashed=True)
    places = course(values, middles(rect.left(), rect.right(), len(values)), scale)
    color = fill_of(theme, trend.tone)
    draw_course(painter, places, color)
    last = next((place for place in reversed(places) if place is not None), None)
    chosen = places[at] if 0 <= at < len(places) else None
    for place, size in ((last, DOT), (chosen, DOT + 1)):
        if place is not None:
            draw_dot(painter, place, size, color, theme.color("surface"))


def course(values: Sequence[Value], across: Sequence[float], scale: Scale) -> list[QPointF | None]:
    """Return where each value lies; None where it is not known."""
    known = [sound(value) for value in values]
    return [
        None if value is None else QPointF(x, scale.at(value)) for x, value in zip(across, known, strict=True)
    ]


def draw_course(painter: QPainter, places: Sequence[QPointF | None], color: QColor) -> None:
    """Draw a line through the places, broken where one is not known."""
    painter.setPen(QPen(color, STROKE, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for run in runs(places):
        path = QPainterPath(run[0])
        for place in run[1:]:
            path.lineTo(place)
        if len(run) == 1:
            draw_dot(painter, run[0], STROKE, color, None)
        else:
            painter.drawPath(path)


def runs(places: Sequence[QPointF | None]) -> list[list[QPointF]]:
    """Return the places in runs without a gap."""
    grouped = groupby(places, lambda place: place is None)
    return [[place for place in run if place is not None] for is_gap, run in grouped if not is_gap]


def draw_dot(painter: QPainter, place: QPointF, size: float, color: QColor, edge: QColor | None) -> None:
    painter.save()
    painter.setPen(QPen(edge, 1) if edge else Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawEllipse(place, size, size)
    painter.restore()


def columns_around(rect: QRectF, count: int) -> list[QRectF]:
    """Return for each of some points from edge to edge the column in which it is the nearest."""
    if count < 1:
        return []
    across = middles(rect.left(), rect.right(), count)
    cuts = [rect.left(), *((a + b) / 2 for a, b in pairwise(across)), rect.right()]
    return [QRectF(left, rect.top(), right - left, rect.height()) for left, right in pairwise(cuts)]
