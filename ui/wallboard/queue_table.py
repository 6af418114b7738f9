"""The table of the queues: figures, a course and bars in each row, painted by one delegate."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from ui.charts.chart import fill_sharp
from ui.charts.figures import Trend
from ui.charts.scale import slots
from ui.charts.sparkline import draw_trend
from ui.theme import Theme
from ui.wallboard.queues import (
    ABANDONED,
    AGAINST,
    CALLS,
    CHART_ROLE,
    COURSE,
    LATELY,
    LONGEST,
    QUEUE,
    TODAY,
    WAITING,
    HalfHours,
)
from ui.widgets.painting import RIGHT, draw_box, draw_icon, text_width
from ui.widgets.rows import GAP, ICON, PADDING, Cell, Index, RowDelegate
from ui.widgets.table import RowTable

WIDTHS = {
    WAITING: 76,
    LONGEST: 96,
    LATELY: 96,
    TODAY: 84,
    COURSE: 104,
    ABANDONED: 104,
    CALLS: 150,
    AGAINST: 68,
}


class QueueDelegate(RowDelegate):
    """Paint a row; the figure that the keys stand on has a ring, for Enter leads to its calls."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        rect = QRectF(option.rect)
        chart = index.data(CHART_ROLE)
        if isinstance(chart, Trend):
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw_trend(painter, rect.adjusted(PADDING, 4, -PADDING, -5), chart, self.theme)
            painter.restore()
        elif isinstance(chart, HalfHours):
            draw_half_hours(painter, rect.adjusted(PADDING, 6, -PADDING, -6), chart, self.theme)
        if option.state & QStyle.StateFlag.State_HasFocus:
            draw_box(painter, rect.adjusted(2, 2, -2, -3), 5, None, self.theme.color("accent_t"), 1.5)

    def paint_cell(self, painter: QPainter, rect: QRectF, cell: Cell) -> None:
        """Put the icon of a figure beside it, and not at the other end of the column."""
        if cell.icon and cell.align == RIGHT:
            words = text_width(cell.text, self.theme.font(self.theme.px(cell.size), cell.weight))
            left = rect.right() - words - GAP - ICON
            draw_icon(painter, cell.icon, cell.icon_color, left, rect.center().y(), ICON)
            self._paint_words(painter, rect, cell)
        else:
            super().paint_cell(painter, rect, cell)


def draw_half_hours(painter: QPainter, rect: QRectF, shown: HalfHours, theme: Theme) -> None:
    """Draw a bar for each half-hour, the one under way in the accent, and a dash where it usually ends."""
    most = max((*shown.offered, *shown.before, 1.0))
    columns = slots(rect.left(), rect.right(), max(1, len(shown.before)), gap=1)
    for at, (left, right) in enumerate(columns):
        if at < len(shown.offered):
            tall = rect.height() * shown.offered[at] / most
            is_now = at == len(shown.offered) - 1
            box = QRectF(left, rect.bottom() - tall, right - left, tall)
            fill_sharp(painter, box, theme.color("accent" if is_now else "neutral_fill"))
        if at < len(shown.before) and shown.before[at]:
            y = rect.bottom() - rect.height() * shown.before[at] / most
            fill_sharp(painter, QRectF(left - 0.5, y - 1, right - left + 1, 2), theme.color("text2"))


class QueueTable(RowTable):
    """Show the queues; a click or Left and Right choose the figure whose calls Enter opens."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent=parent)
        self.rows = QueueDelegate(self)
        self.setItemDelegate(self.rows)

    def set_columns(self) -> None:
        self.set_widths(WIDTHS, stretched=QUEUE)
        self.horizontalHeader().setSectionsClickable(False)
        for column, width in WIDTHS.items():
            self.setColumnWidth(column, width)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
