"""Rows of two lines with icon, chip and bar, painted by one delegate instead of a widget a row."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from ui.theme import REGULAR, Theme
from ui.widgets.painting import (
    AT_END,
    CHIP_HEIGHT,
    LEFT,
    RIGHT,
    WHOLE,
    chip_width,
    draw_bar,
    draw_chip,
    draw_icon,
    draw_key,
    draw_row_ground,
    draw_text,
    key_width,
    text_width,
)

CELL_ROLE = Qt.ItemDataRole.UserRole + 1
PADDING, ICON, GAP, BAR_HEIGHT, EDGE = 12, 18, 8, 4, 3
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one column of a row shows. A model gives it as ``CELL_ROLE``.

    ``color``, ``second_color`` and ``icon_color`` are colour tokens, ``chip_tone`` and ``bar_tone`` tones.
    ``bar`` is a share from 0 to 1 and takes the place of the second line. What must be whole (a number, a
    time, a quoted sentence) has ``elide=WHOLE``, and its column the width of its longest form; that is the
    first line, the second one tells why.
    """

    text: str = ""
    second: str = ""
    icon: str = ""
    key: str = ""
    chip: str = ""
    chip_tone: str = "neutral"
    chip_icon: str = ""
    bar: float | None = None
    bar_tone: str = "good"
    weight: int = REGULAR
    size: str = "body"
    color: str = "text"
    second_color: str = "muted"
    icon_color: str = "text2"
    align: Qt.AlignmentFlag = LEFT
    elide: Qt.TextElideMode = AT_END
    tip: str = ""  # what the icon means, for who points at it or hears it

    def spoken(self) -> str:
        """Return all words of the cell, for screen readers, copies and tooltips."""
        return ", ".join(part for part in (self.text, self.second, self.chip, self.tip) if part)


class RowDelegate(QStyledItemDelegate):
    """Paint the `Cell` of each index. The selected row has an accent edge at its first column.

    ``hovered_row`` is kept by the view, so that the whole row lights up and not one cell. A page's own
    delegate that overrides ``paint`` is asked cell by cell; else a table paints whole rows with it.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = Theme.current()
        self.hovered_row = -1
        self.paints_rows = type(self).paint is RowDelegate.paint

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        cell = index.data(CELL_ROLE)
        if cell is None:
            return QSize(0, self.theme.px("row"))
        is_double = bool(cell.second) or cell.bar is not None
        return QSize(int(self.width_of(cell) + 0.99), self.theme.px("row_two" if is_double else "row"))

    def width_of(self, cell: Cell, second_too: bool = True) -> float:
        """Return what a cell needs to show everything whole; the second line may be left to be cut."""
        words = text_width(cell.text, self.theme.font(self.theme.px(cell.size), cell.weight))
        below = cell.second if second_too else ""
        second = text_width(below, self.theme.font(self.theme.px("label")))
        chip = chip_width(self.theme, cell.chip, cell.chip_icon) if cell.chip else 0
        gap = GAP if cell.chip and (cell.text or below) else 0
        return 2 * PADDING + self._lead(cell) + max(words, second) + gap + chip

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        self._paint_ground(painter, option, index)
        cell = index.data(CELL_ROLE)
        if cell is not None:
            self.paint_cell(painter, QRectF(option.rect).adjusted(PADDING, 0, -PADDING, -1), cell)
        painter.restore()

    def paint_ground(
        self, painter: QPainter, rect: QRect, row: int, is_selected: bool, has_edge: bool = True
    ) -> None:
        """Paint what a row, or a part of it, stands on; the selected one with its edge at the left."""
        token = "select" if is_selected else "hover" if row == self.hovered_row else ""
        fill = self.theme.color(token) if token else None
        draw_row_ground(painter, rect, fill, self.theme.color("border"))
        if is_selected and has_edge:
            edge = QRect(rect.left(), rect.top(), EDGE, rect.height())
            draw_row_ground(painter, edge, self.theme.color("accent_t"), None)

    def paint_cell(self, painter: QPainter, rect: QRectF, cell: Cell) -> None:
        """Paint what a cell shows; a page's own delegate may add to it."""
        if cell.key:
            draw_key(
                painter, rect.left(), rect.center().y(), self.theme, cell.key, "muted", "border2", "surface"
            )
            rect = rect.adjusted(key_width(self.theme, cell.key) + GAP, 0, 0, 0)
        if cell.icon:
            draw_icon(painter, cell.icon, cell.icon_color, rect.left(), rect.center().y(), ICON)
            rect = rect.adjusted(ICON + GAP, 0, 0, 0)
        if cell.chip:
            rect = self._paint_chip(painter, rect, cell)
        self._paint_words(painter, rect, cell)

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Show the whole words of a cell that is too narrow for them."""
        cell = index.data(CELL_ROLE)
        if event.type() != QEvent.Type.ToolTip or cell is None:
            return super().helpEvent(event, view, option, index)
        is_cut = self.width_of(cell) > option.rect.width()
        QToolTip.showText(event.globalPos(), cell.spoken() if is_cut else cell.tip, view)
        return True

    def _lead(self, cell: Cell) -> float:
        key = key_width(self.theme, cell.key) + GAP if cell.key else 0
        return key + (ICON + GAP if cell.icon else 0)

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        self.paint_ground(painter, option.rect, index.row(), is_selected, index.column() == 0)

    def _paint_chip(self, painter: QPainter, rect: QRectF, cell: Cell) -> QRectF:
        """Paint the chip and return the room that is left for the words."""
        width = chip_width(self.theme, cell.chip, cell.chip_icon)
        has_words = bool(cell.text or cell.second)
        at_right = cell.align == RIGHT or has_words
        left = rect.right() - width if at_right else rect.left()
        chip = QRectF(left, rect.center().y() - CHIP_HEIGHT / 2, width, CHIP_HEIGHT)
        draw_chip(painter, chip, self.theme, cell.chip, cell.chip_tone, cell.chip_icon)
        return rect.adjusted(0, 0, -(width + GAP), 0)

    def _paint_words(self, painter: QPainter, rect: QRectF, cell: Cell) -> None:
        is_double = bool(cell.second) or cell.bar is not None
        first = QRectF(rect.left(), rect.top() + 3, rect.width(), 20) if is_double else rect
        font = self.theme.font(self.theme.px(cell.size), cell.weight)
        draw_text(painter, first, cell.text, font, self.theme.color(cell.color), cell.align, cell.elide)
        if cell.bar is not None:
            bar = QRectF(rect.left(), rect.bottom() - 14, rect.width(), BAR_HEIGHT)
            draw_bar(painter, bar, cell.bar, cell.bar_tone, self.theme)
        elif cell.second:
            second = QRectF(rect.left(), rect.top() + 23, rect.width(), 16)
            small = self.theme.font(self.theme.px("label"))
            color = self.theme.color(cell.second_color)
            elide = AT_END if cell.elide is WHOLE else cell.elide
            draw_text(painter, second, cell.second, small, color, cell.align, elide)
