"""The list under the search field, and how its lines are painted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter

from ui.search.lines import Line, Parts
from ui.theme import REGULAR, SEMIBOLD
from ui.widgets.painting import AT_END, RIGHT, draw_text, key_width, text_width
from ui.widgets.rows import CELL_ROLE, Cell, RowDelegate

Index = QModelIndex | QPersistentModelIndex
WHO, ASIDE = range(2)
ROLES = (CELL_ROLE, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
COLORS = {"text": "text", "mark": "accent_t", "muted": "muted"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PartsCell(Cell):
    """A cell whose text is drawn in parts."""

    parts: Parts = ()


class PartsDelegate(RowDelegate):
    """Paint marked words in the accent's colour, and heavier: no meaning by colour alone."""

    def paint_cell(self, painter: QPainter, rect: QRectF, cell: Cell) -> None:
        if cell.key and cell.align == RIGHT:
            rect = rect.adjusted(max(0.0, rect.width() - key_width(self.theme, cell.key)), 0, 0, 0)
        super().paint_cell(painter, rect, cell)

    def _paint_words(self, painter: QPainter, rect: QRectF, cell: Cell) -> None:
        if not isinstance(cell, PartsCell):
            super()._paint_words(painter, rect, cell)
            return
        size = self.theme.px(cell.size)
        fonts = {how: self.theme.font(size, SEMIBOLD if how == "mark" else REGULAR) for how in COLORS}
        widths = [text_width(words, fonts[how]) for words, how in cell.parts]
        left = max(rect.left(), rect.right() - sum(widths)) if cell.align == RIGHT else rect.left()
        for (words, how), width in zip(cell.parts, widths, strict=True):
            room = QRectF(left, rect.top(), max(0.0, rect.right() - left), rect.height())
            draw_text(painter, room, words, fonts[how], self.theme.color(COLORS[how]), elide=AT_END)
            left += width


class SearchModel(QAbstractTableModel):
    """Who or what, and by which number, address or key. ``UserRole`` is the `Line`; a head is not chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[Line, ...] = ()

    def show(self, lines: Sequence[Line]) -> None:
        self.beginResetModel()
        self._lines = tuple(lines)
        self.endResetModel()

    def first(self) -> int:
        """Return the first row that can be chosen, or -1."""
        return next((row for row, line in enumerate(self._lines) if not line.is_head), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else ASIDE + 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self._lines[index.row()].is_head:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return line
        if role not in ROLES:
            return None
        cell = self._cell(line, index.column())
        return cell if role == CELL_ROLE else cell.spoken()

    def _cell(self, line: Line, column: int) -> Cell:
        if column == ASIDE:
            if line.key:
                return Cell(key=line.key, align=RIGHT)
            return PartsCell(text=_words(line.aside), parts=line.aside, size="label", align=RIGHT)
        size = "label" if line.is_head else "body"
        return PartsCell(text=_words(line.parts), parts=line.parts, icon=line.icon, size=size)


def _words(parts: Parts) -> str:
    return "".join(words for words, _how in parts)
