"""The table of a report: groups that open into their parts, and the sum of all at the foot."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from app.metrics.figures import Unit, as_text
from app.reports.table import Row, Table
from ui.figure_words import definition
from ui.reports.words import short_word
from ui.theme import REGULAR, SEMIBOLD
from ui.widgets.painting import AT_END, RIGHT, WHOLE, draw_box
from ui.widgets.rows import CELL_ROLE, Cell, RowDelegate
from ui.widgets.table import RowTable

Index = QModelIndex | QPersistentModelIndex
ROLES = (CELL_ROLE, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
HEAD, LEAST = 26, 58  # what a head needs beside its words; the least width of a column
AT_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ReportModel(QAbstractTableModel):
    """One row of the report a row; the first column says what it is of. ``UserRole`` is the `Row`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table: Table | None = None
        self._rows: Sequence[Row] = ()
        self._open: set[str] = set()

    def show_table(self, table: Table) -> None:
        """Show a report; a single group is open from the start, what was open stays so."""
        self.beginResetModel()
        self._table = table
        groups = {row.group for row in table.rows}
        self._open = groups if len(groups) == 1 else self._open & groups
        self._rows = self._visible()
        self.endResetModel()

    def row(self, number: int) -> Row | None:
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def figure(self, column: int) -> str:
        """Return the id of a column's figure; empty for the first one."""
        is_one = self._table is not None and 0 < column <= len(self._table.figures)
        return self._table.figures[column - 1].id if is_one and self._table else ""

    def units(self) -> Sequence[Unit]:
        return self._table.units if self._table else ()

    def turn(self, group: str) -> None:
        """Open a group, or close it."""
        self._change(self._open ^ {group})

    def turn_all(self) -> None:
        """Open all groups, or close them if all are open."""
        groups = {row.group for row in self._table.rows} if self._table else set()
        self._change(set() if self._open >= groups else groups)

    def row_of(self, wanted: Row) -> int:
        """Return where a row stands, or its group; 0 if neither does."""
        places = {(row.group, row.part): at for at, row in enumerate(self._rows)}
        return places.get((wanted.group, wanted.part), places.get((wanted.group, None), 0))

    def _change(self, opened: set[str]) -> None:
        self.beginResetModel()
        self._open = opened
        self._rows = self._visible()
        self.endResetModel()

    def _visible(self) -> Sequence[Row]:
        if self._table is None or not self._table.rows:
            return ()
        shown = [row for row in self._table.rows if row.part is None or row.group in self._open]
        return [*shown, self._table.whole]

    # what Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self._table is None else 1 + len(self._table.figures)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or self._table is None:
            return None
        figure = self.figure(section)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return short_word(figure) if figure else self._table.head
            case Qt.ItemDataRole.ToolTipRole:
                return definition(figure) if figure else None
            case Qt.ItemDataRole.AccessibleTextRole:
                return definition(figure).partition("\n")[0] if figure else self._table.head
            case Qt.ItemDataRole.TextAlignmentRole:
                return AT_RIGHT if figure else None
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index.row()) if index.isValid() else None
        if row is None or self._table is None:
            return None
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role not in ROLES:
            return None
        cell = self._cell(row, index.column())
        return cell if role == CELL_ROLE else cell.spoken()

    def _cell(self, row: Row, column: int) -> Cell:
        weight = SEMIBOLD if row.part is None else REGULAR
        if column == 0:
            caret = "caret-down" if row.group in self._open else "caret-right"
            icon = "" if row.group is None or row.part is not None else caret
            words = row.words if row.part is None else f"      {row.words}"
            return Cell(text=words, icon=icon, weight=weight, elide=AT_END)
        text = as_text(self.units()[column - 1], row.values[column - 1])
        return Cell(text=text, weight=weight, align=RIGHT, elide=WHOLE)


class ReportTable(RowTable):
    """Show a report. Signals: ``turned()`` Space: a group is to be opened or closed."""

    turned = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, two_lines=False, parent=parent)
        self.rows = ReportDelegate(self)
        self.setItemDelegate(self.rows)
        self.let_arrange((), sortable=False)

    def make_room(self) -> None:
        """Give each figure the room of its longest words, and the first column all that is left."""
        model, head = self.model(), self.horizontalHeader()
        horizontal, shown = Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole
        widths = {}
        for column in range(1, model.columnCount()):
            words = str(model.headerData(column, horizontal, shown))
            column_cells = (model.index(row, column).data(CELL_ROLE) for row in range(model.rowCount()))
            cells = map(self.rows.width_of, column_cells)
            widths[column] = ceil(max(head.fontMetrics().horizontalAdvance(words) + HEAD, *cells, LEAST))
        figures = (self.model().figure(column) for column in range(1, model.columnCount()))
        self.name_columns(["what", *figures])
        self.set_widths(widths, stretched=0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.turned.emit()
        else:
            super().keyPressEvent(event)


class ReportDelegate(RowDelegate):
    """Mark the cell whose figure is meant: Enter shows the calls behind it."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        if option.state & QStyle.StateFlag.State_HasFocus and index.column() > 0:
            painter.save()
            edge = self.theme.color("accent_t")
            draw_box(painter, option.rect.toRectF().adjusted(2, 2, -2, -3), 4, None, edge, 2)
            painter.restore()
