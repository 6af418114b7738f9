"""Bars: standing, with figure and label of each; or lying, one below the other, for longer words."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from ui.charts.axes import FOOT, LINE, Plot, draw_foot, draw_ticks, plot
from ui.charts.chart import INSET, Chart, fill_of, fill_sharp, line_along, line_down
from ui.charts.figures import Bar, Bars, figure_text
from ui.charts.legend import DASHED, HEIGHT, LINE_ACROSS, Entry, draw_legend, legend_width
from ui.charts.scale import Scale, bounds, slots, sound, tick_digits, ticks
from ui.theme import MEDIUM, SEMIBOLD
from ui.widgets.painting import CENTRE, FILLS, RIGHT, draw_box, draw_text, text_width

ROW, THICK, WIDEST = 26, 16, 44  # of lying bars; of a standing one at most
BETWEEN = 8


class BarChart(Chart):
    """Show `Bars`. Standing ones have their figures above them where all have room, else an axis.

    ``choose`` marks one by its label, as what a page is narrowed to.
    """

    def __init__(self, *, lying: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_lying, self._chosen = lying, ""

    def choose(self, label: str) -> None:
        """Mark a bar as the chosen one; an empty label marks none."""
        if label != self._chosen:
            self._chosen = label
            self.update()

    def bars(self) -> Bars:
        found = self.figures()
        return found if isinstance(found, Bars) else Bars("", ())

    def read_out(self, at: int) -> str:
        note = self.bars().bars[at].note
        return ", ".join(filter(None, (super().read_out(at), note)))

    def sizeHint(self) -> QSize:
        bars = self.bars()
        head = self._head()
        if self._is_lying:
            words = self._side() + 60 + BETWEEN + self._figures_width()
            tall = ROW * max(1, len(bars.bars)) + LINE + head + 2 * INSET
            return QSize(ceil(max(words, legend_width(self._legend(), self.theme))) + 2 * INSET, tall)
        return QSize(ceil(max(160, legend_width(self._legend(), self.theme) + 2 * INSET)), 96 + head)

    def areas(self) -> Sequence[QRectF]:
        room, count = self._room(), len(self.bars().bars)
        if self._is_lying:
            return [
                QRectF(room.left(), top, room.width(), bottom - top)
                for top, bottom in slots(room.top(), room.top() + ROW * count, count)
            ]
        plot_room = self._standing().rect
        return [
            QRectF(left, room.top(), right - left, room.height())
            for left, right in slots(plot_room.left(), plot_room.right(), count)
        ]

    def paint(self, painter: QPainter) -> None:
        self._paint_grounds(painter)
        if self._is_lying:
            self._paint_lying(painter)
        else:
            self._paint_standing(painter)
        draw_legend(painter, self.inner(), self._legend(), self.theme)

    def _room(self) -> QRectF:
        return self.inner().adjusted(0, self._head(), 0, 0)

    def _head(self) -> int:
        return HEIGHT if self._legend() else 0

    def _legend(self) -> list[Entry]:
        bars = self.bars()
        found: list[Entry] = [(bars.beside, LINE_ACROSS)] if bars.beside else []
        return [*found, (bars.mark.word, DASHED)] if bars.mark else found

    def _bounds(self) -> tuple[float, float]:
        bars = self.bars()
        values = [value for bar in bars.bars for value in (bar.value, bar.beside)]
        if bars.high is not None:
            values = [bars.high, *(value for value in values if (sound(value) or 0) < 0)]
        return bounds(values, 0.0, bars.mark.value if bars.mark else None)

    def _paint_grounds(self, painter: QPainter) -> None:
        """Mark the chosen bar, and the one under the arrows or the pointer."""
        at = self.shown()
        for n, (area, bar) in enumerate(zip(self.areas(), self.bars().bars, strict=True)):
            is_chosen = bool(self._chosen) and bar.label == self._chosen
            if is_chosen or n == at:
                ground = self.theme.color("select" if is_chosen else "hover")
                edge = self.theme.color("accent_t") if n == self.at() and self.hasFocus() else None
                draw_box(painter, area.adjusted(1, 0, -1, 0), 6, ground, edge, 1.5)

    # standing

    def _standing(self) -> Plot:
        """Return the plot of standing bars: with ticks, or without them where each bar shows its figure."""
        room, (low, high) = self._room(), self._bounds()
        if self._has_figures(room):
            inner = room.adjusted(0, LINE, 0, -FOOT)
            return Plot(inner, Scale(low, high, inner.bottom(), inner.top()), (), ())
        return plot(room, low, high, self.bars().unit, self.theme)

    def _has_figures(self, room: QRectF) -> bool:
        if self.bars().beside:
            return False  # the line across would go through them
        count = max(1, len(self.bars().bars))
        return self._figures_width() + 2 <= room.width() / count

    def _paint_standing(self, painter: QPainter) -> None:
        on, bars = self._standing(), self.bars()
        draw_ticks(painter, on, self.theme)
        columns = slots(on.rect.left(), on.rect.right(), len(bars.bars), gap=4)
        zero = on.scale.at(0.0)
        for bar, (left, right) in zip(bars.bars, columns, strict=True):
            width = min(right - left, WIDEST)
            column = QRectF((left + right - width) / 2, on.rect.top(), width, on.rect.height())
            self._paint_column(painter, column, bar, on.scale, zero)
            if not on.ticks:
                self._paint_figure(painter, QRectF(left, 0, right - left, LINE), bar, on.scale, zero)
        if not on.ticks:
            line_along(painter, on.rect, zero, self.theme.color("border2"))
        if bars.mark:
            y = on.scale.at(bars.mark.value)
            line_along(painter, on.rect, y, self.theme.color("field"), dashed=True)
        labels = [bar.label for bar in bars.bars]
        draw_foot(painter, on, labels, [(a + b) / 2 for a, b in columns], self.theme, self.shown())

    def _paint_column(self, painter: QPainter, column: QRectF, bar: Bar, scale: Scale, zero: float) -> None:
        value, beside = sound(bar.value), sound(bar.beside)
        if value:
            y = scale.at(value)
            box = QRectF(column.left(), min(y, zero), column.width(), abs(zero - y))
            fill_sharp(painter, box, fill_of(self.theme, bar.tone))
        if beside is not None:
            y = scale.at(beside)
            over = QRectF(column.left() - 1, y - 1, column.width() + 2, 2)
            fill_sharp(painter, over, self.theme.color("text2"))

    def _paint_figure(self, painter: QPainter, line: QRectF, bar: Bar, scale: Scale, zero: float) -> None:
        value = sound(bar.value)
        y = scale.at(value) if value is not None else zero
        top = y - LINE - 1 if y <= zero else zero - LINE - 1
        font = self.theme.font(self.theme.px("label"), SEMIBOLD)
        draw_text(
            painter, line.translated(0, top), self._figure(bar), font, self.theme.color(_word(bar)), CENTRE
        )

    # lying

    def _side(self) -> float:
        """Return the width of the labels, which are never elided."""
        font = self.theme.font(self.theme.px("label"), MEDIUM)
        return max((text_width(bar.label, font) for bar in self.bars().bars), default=0) + BETWEEN

    def _figures_width(self) -> float:
        font = self.theme.font(self.theme.px("label"), SEMIBOLD)
        return max((text_width(self._figure(bar), font) for bar in self.bars().bars), default=0)

    def _figure(self, bar: Bar) -> str:
        return figure_text(bar.value, self.bars().digits, self.bars().unit)

    def _paint_lying(self, painter: QPainter) -> None:
        room, bars = self._room(), self.bars()
        high = room.top() + ROW * len(bars.bars)
        right = room.right() - self._figures_width() - BETWEEN
        plotted = QRectF(room.left() + self._side(), room.top(), 0, high - room.top())
        plotted.setRight(max(plotted.left() + 1, right))
        found = ticks(*self._bounds(), max(1, min(4, int(plotted.width() // 48))))
        scale = Scale(found[0], found[-1], plotted.left(), plotted.right())
        self._paint_upright(painter, plotted, scale, found)
        for bar, area in zip(bars.bars, self.areas(), strict=True):
            self._paint_lane(painter, area, bar, scale)
        if bars.mark:
            x = scale.at(bars.mark.value)
            line_down(painter, plotted, x, self.theme.color("text2"), dashed=True)

    def _paint_upright(
        self, painter: QPainter, plotted: QRectF, scale: Scale, found: Sequence[float]
    ) -> None:
        font, digits = self.theme.font(self.theme.px("label")), tick_digits(found)
        for value in found:
            x = scale.at(value)
            line_down(painter, plotted, x, self.theme.color("border2" if value == 0 else "border"))
            below = QRectF(x - 40, plotted.bottom(), 80, LINE)
            word = figure_text(value, digits, self.bars().unit)
            draw_text(painter, below, word, font, self.theme.color("muted"), CENTRE)

    def _paint_lane(self, painter: QPainter, area: QRectF, bar: Bar, scale: Scale) -> None:
        value, zero, middle = sound(bar.value), scale.at(0.0), area.center().y()
        if value:
            x = scale.at(value)
            box = QRectF(min(x, zero), middle - THICK / 2, abs(x - zero), THICK)
            fill_sharp(painter, box, fill_of(self.theme, bar.tone))
        beside = sound(bar.beside)
        if beside is not None:
            over = QRectF(scale.at(beside) - 1, middle - THICK / 2 - 1, 2, THICK + 2)
            fill_sharp(painter, over, self.theme.color("text2"))
        word = area.adjusted(BETWEEN / 2, 0, -BETWEEN / 2, 0)
        size, is_chosen = self.theme.px("label"), bar.label == self._chosen
        name = self.theme.font(size, SEMIBOLD if is_chosen else MEDIUM)
        draw_text(painter, word, bar.label, name, self.theme.color("text" if is_chosen else "text2"))
        figure = self.theme.font(size, SEMIBOLD)
        draw_text(painter, word, self._figure(bar), figure, self.theme.color(_word(bar)), RIGHT)


def _word(bar: Bar) -> str:
    """Return the colour of a bar's figure: it is heard in words too, so that no colour says it alone."""
    if not sound(bar.value):
        return "muted"
    return bar.tone if bar.tone in FILLS and bar.tone not in ("neutral", "accent") else "text"
