"""How the answers of an ordered scale are spread: a column of each, side by side, with its share."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter

from ui.charts.chart import INSET, Chart, fill_of, fill_sharp, line_along
from ui.charts.figures import Answer, Distribution, figure_text
from ui.charts.scale import Scale, slots
from ui.theme import MEDIUM, SEMIBOLD
from ui.widgets.painting import CENTRE, draw_box, draw_text, text_width

LINE, GAP = 16, 2


class DistributionChart(Chart):
    """Show a `Distribution`: above each column its share, below it the answer and how many gave it."""

    def sizeHint(self) -> QSize:
        spread = self._spread()
        strong, small = (self.theme.font(self.theme.px("label"), weight) for weight in (SEMIBOLD, MEDIUM))
        each = [text_width("100 %", strong)]
        for one in spread.answers:
            each += [text_width(one.label, small), text_width(figure_text(one.count), small)]
        return QSize(ceil(max(1, len(spread.answers)) * (max(each) + 8)) + 2 * INSET, 120)

    def areas(self) -> Sequence[QRectF]:
        room = self.inner()
        found = slots(room.left(), room.right(), len(self._spread().answers))
        return [QRectF(left, room.top(), right - left, room.height()) for left, right in found]

    def paint(self, painter: QPainter) -> None:
        spread, total = self._spread(), self._spread().total()
        most = max((one.count for one in spread.answers), default=0)
        for n, (one, area) in enumerate(zip(spread.answers, self.areas(), strict=True)):
            if n == self.shown():
                draw_box(painter, area, 6, self.theme.color("hover"))
            self._paint_answer(painter, one, area, most, total)

    def _spread(self) -> Distribution:
        found = self.figures()
        return found if isinstance(found, Distribution) else Distribution("", ())

    def _paint_answer(self, painter: QPainter, one: Answer, area: QRectF, most: int, total: int) -> None:
        column = area.adjusted(GAP, LINE, -GAP, -2 * LINE - 2)
        count = max(0, one.count)
        y = Scale(0.0, float(most or 1), column.bottom(), column.top()).at(count)
        if count:
            fill_sharp(
                painter,
                QRectF(column.left(), y, column.width(), column.bottom() - y),
                fill_of(self.theme, one.tone),
            )
        line_along(painter, area, column.bottom(), self.theme.color("border2"))
        strong, small = (self.theme.font(self.theme.px("label"), weight) for weight in (SEMIBOLD, MEDIUM))
        share = figure_text(100 * count / total, 0, " %") if total else figure_text(None)
        above = QRectF(area.left(), y - LINE, area.width(), LINE)
        draw_text(painter, above, share, strong, self.theme.color("text" if count else "muted"), CENTRE)
        below = QRectF(area.left(), column.bottom() + 2, area.width(), LINE)
        draw_text(painter, below, one.label, small, self.theme.color("text2"), CENTRE)
        count_line = below.translated(0, LINE)
        draw_text(painter, count_line, figure_text(one.count), small, self.theme.color("muted"), CENTRE)
