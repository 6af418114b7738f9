"""Sums and what they consist of: one bar or a few, one below the other, and what the colours mean."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter

from ui.charts.chart import INSET, Chart, fill_of, fill_sharp
from ui.charts.figures import Row, Stack, figure_text
from ui.charts.legend import HEIGHT, draw_legend, legend_width
from ui.charts.scale import Scale, slots, sound
from ui.theme import MEDIUM, SEMIBOLD
from ui.widgets.painting import CENTRE, RIGHT, draw_box, draw_text, text_width

ROW, THICK, BETWEEN, LEAST = 28, 18, 8, 80
SEAM = 1  # between two parts, so that neighbours are told apart without their colours


class StackedBar(Chart):
    """Show a `Stack`: a part's figure stands in it where it has room, the sum stands behind."""

    def sizeHint(self) -> QSize:
        stack = self._stack()
        wide = self._side() + LEAST + BETWEEN + self._sums()
        return QSize(
            ceil(max(wide, legend_width(self._legend(), self.theme))) + 2 * INSET,
            HEIGHT + ROW * max(1, len(stack.stacked)) + 2 * INSET,
        )

    def areas(self) -> Sequence[QRectF]:
        room, count = self.inner().adjusted(0, HEIGHT, 0, 0), len(self._stack().stacked)
        return [
            QRectF(room.left(), top, room.width(), bottom - top)
            for top, bottom in slots(room.top(), room.top() + ROW * count, count)
        ]

    def paint(self, painter: QPainter) -> None:
        stack = self._stack()
        most = max((total(row) for row in stack.stacked), default=0.0)
        draw_legend(painter, self.inner(), self._legend(), self.theme)
        for n, (row, area) in enumerate(zip(stack.stacked, self.areas(), strict=True)):
            if n == self.shown():
                draw_box(painter, area, 6, self.theme.color("hover"))
            self._paint_row(painter, row, area, most)

    def _stack(self) -> Stack:
        found = self.figures()
        return found if isinstance(found, Stack) else Stack("", (), ())

    def _legend(self) -> list[tuple[str, str]]:
        return [(part.word, part.tone) for part in self._stack().parts]

    def _side(self) -> float:
        font = self.theme.font(self.theme.px("label"), MEDIUM)
        widest = max((text_width(row.label, font) for row in self._stack().stacked), default=0)
        return widest + BETWEEN if widest else 0

    def _sums(self) -> float:
        font = self.theme.font(self.theme.px("label"), SEMIBOLD)
        return max((text_width(self._figure(total(row)), font) for row in self._stack().stacked), default=0)

    def _figure(self, value: float) -> str:
        return figure_text(value, self._stack().digits, self._stack().unit)

    def _paint_row(self, painter: QPainter, row: Row, area: QRectF, most: float) -> None:
        words = area.adjusted(BETWEEN / 2, 0, -BETWEEN / 2, 0)
        small, strong = (self.theme.font(self.theme.px("label"), weight) for weight in (MEDIUM, SEMIBOLD))
        draw_text(painter, words, row.label, small, self.theme.color("text2"))
        draw_text(painter, words, self._figure(total(row)), strong, self.theme.color("text"), RIGHT)
        left, right = area.left() + self._side(), area.right() - self._sums() - BETWEEN
        track = QRectF(left, area.center().y() - THICK / 2, max(1.0, right - left), THICK)
        fill_sharp(painter, track, self.theme.color("sunken"))
        scale = Scale(0.0, most or 1.0, track.left(), track.right())
        for (value, box), part in zip(boxes(row, track, scale), self._stack().parts, strict=False):
            if value:
                seamed = box.adjusted(0, 0, -SEAM, 0) if box.width() > 2 * SEAM else box
                fill_sharp(painter, seamed, fill_of(self.theme, part.tone))
                self._paint_in(painter, box, self._figure(value))

    def _paint_in(self, painter: QPainter, box: QRectF, figure: str) -> None:
        """Write a part's figure on a ground inside of it; a small part's is told by pointer and ear."""
        font = self.theme.font(self.theme.px("key"), SEMIBOLD)
        width = text_width(figure, font) + 8
        if width + 6 > box.width():
            return
        ground = QRectF(box.center().x() - width / 2, box.center().y() - 7, width, 14)
        draw_box(painter, ground, 4, self.theme.color("surface"))
        draw_text(painter, ground, figure, font, self.theme.color("text"), CENTRE)


def amounts(row: Row) -> list[float]:
    """Return what the parts measure; what is not known or below zero has no part."""
    return [max(0.0, sound(value) or 0.0) for value in row.values]


def total(row: Row) -> float:
    return sound(sum(amounts(row))) or 0.0


def boxes(row: Row, track: QRectF, scale: Scale) -> list[tuple[float, QRectF]]:
    """Return each part's amount and its place on the track, one behind the other."""
    found, before = [], 0.0
    for value in amounts(row):
        left, right = scale.at(before), scale.at(before + value)
        found.append((value, QRectF(left, track.top(), right - left, track.height())))
        before += value
    return found
