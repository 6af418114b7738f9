"""The units of a customer: a row each, or where there is room beside the timeline a card each."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRectF, QSize
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from ui.desk.unit_model import LIGHT, SAY, UNTIL, WHAT
from ui.widgets.painting import CHIP_HEIGHT, chip_width, draw_bar, draw_chip, draw_text
from ui.widgets.rows import BAR_HEIGHT, CELL_ROLE, PADDING, Cell, Index, RowDelegate
from ui.widgets.table import RowTable

TALL_ROW, LEAST_WHAT = 118, 250


class UnitTable(RowTable):
    """Give the words that are never cut their width, and what is left to the name of the machine."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent=parent)
        self.horizontalHeader().hide()
        self._row_height = self.verticalHeader().defaultSectionSize()
        self._cards = UnitCardDelegate(self)
        self._is_tall = False

    def set_tall(self, is_tall: bool) -> None:
        """Show each unit as a card of its own, or as a row."""
        if is_tall == self._is_tall:
            return
        self._is_tall = is_tall
        self.rows = self._cards if is_tall else RowDelegate(self)
        self.setItemDelegate(self.rows)
        for column in (LIGHT, UNTIL, SAY):
            self.setColumnHidden(column, is_tall)
        self.verticalHeader().setDefaultSectionSize(self.row_height())
        self.fit()

    def row_height(self) -> int:
        return TALL_ROW if self._is_tall else self._row_height

    def fit(self) -> None:
        """Measure the columns anew."""
        widths = {column: self._longest(column) for column in (LIGHT, UNTIL, SAY)}
        spare = self.viewport().width() - LEAST_WHAT - sum(widths.values())
        if spare > 0:
            widths[SAY] += spare // 2
        self.set_widths(widths, WHAT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def _longest(self, column: int) -> int:
        """Return the width of a column's chips and first lines; a second one may be cut at its end."""
        cells = (self.model().index(row, column).data(CELL_ROLE) for row in range(self.model().rowCount()))
        whole = (self.rows.width_of(cell, second_too=False) for cell in cells if cell)
        return int(max(whole, default=0) + 1)


class UnitCardDelegate(RowDelegate):
    """Paint all that is known of a unit below each other: name and light, until when, what to say, why."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, TALL_ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        self._paint_ground(painter, option, index)
        cells = [self._cell(index, column) for column in (WHAT, LIGHT, UNTIL, SAY)]
        whole = QRectF(option.rect).adjusted(PADDING, 0, -PADDING, -1)
        self._paint_head(painter, QRectF(whole.left(), whole.top() + 2, whole.width(), 43), *cells[:2])
        self._paint_until(painter, QRectF(whole.left(), whole.top() + 48, whole.width(), 22), cells[2])
        say = Cell(text=cells[3].text, second=cells[3].second, elide=cells[3].elide)
        self.paint_cell(painter, QRectF(whole.left(), whole.top() + 71, whole.width(), 43), say)
        painter.restore()

    def _cell(self, index: Index, column: int) -> Cell:
        found = QModelIndex(index).siblingAtColumn(column).data(CELL_ROLE)
        assert isinstance(found, Cell)
        return found

    def _paint_head(self, painter: QPainter, rect: QRectF, what: Cell, light: Cell) -> None:
        width = chip_width(self.theme, light.chip, light.chip_icon)
        chip = QRectF(rect.right() - width, rect.top() + 4, width, CHIP_HEIGHT)
        draw_chip(painter, chip, self.theme, light.chip, light.chip_tone, light.chip_icon)
        self.paint_cell(painter, rect.adjusted(0, 0, -width - PADDING, 0), what)

    def _paint_until(self, painter: QPainter, rect: QRectF, until: Cell) -> None:
        line = QRectF(rect.left(), rect.top(), rect.width(), 14)
        small = self.theme.font(self.theme.px("label"))
        draw_text(painter, line, until.text, small, self.theme.color("text2"))
        if until.bar is not None:
            bar = QRectF(rect.left(), rect.bottom() - BAR_HEIGHT, rect.width(), BAR_HEIGHT)
            draw_bar(painter, bar, until.bar, until.bar_tone, self.theme)
