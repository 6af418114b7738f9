"""The columns of a list, as a list of their own: what the mouse does at the heads, by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHeaderView, QListView, QVBoxLayout

from ui.theme import Theme
from ui.widgets.arrangement import NARROWEST, WIDEST, Arrangement
from ui.widgets.fields import ring_key
from ui.widgets.keycap import KeyCap
from ui.widgets.labels import label
from ui.widgets.list_model import UNSORTED
from ui.widgets.rows import CELL_ROLE, Cell, RowDelegate

if TYPE_CHECKING:
    from ui.widgets.table import RowTable

STEP, WIDTH = 16, 300
Index = QModelIndex | QPersistentModelIndex
UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


class ColumnsModel(QAbstractListModel):
    """The columns of a table as they stand: shown or not, and by which it is sorted."""

    def __init__(self, table: RowTable) -> None:
        super().__init__(table)
        self._table, self._head = table, table.horizontalHeader()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._head.count()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or role not in (
            CELL_ROLE,
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        cell = self._cell(self._head.logicalIndex(index.row()))
        return cell if role == CELL_ROLE else cell.spoken()

    def refresh(self) -> None:
        self.dataChanged.emit(self.index(0), self.index(self.rowCount() - 1))

    def _cell(self, column: int) -> Cell:
        words = str(self._table.model().headerData(column, Qt.Orientation.Horizontal))
        is_hidden = self._head.isSectionHidden(column)
        chip = self.tr("hidden") if is_hidden else ""
        if self._head.sortIndicatorSection() == column:
            chip = self.tr("rising") if self._head.sortIndicatorOrder() is UP else self.tr("falling")
        return Cell(text=words, chip=chip, color="muted" if is_hidden else "text")


class ColumnsPanel(QFrame):
    """Show or hide, sort, move and size columns. It closes with Esc, and gives the keys back to the list."""

    def __init__(self, table: RowTable) -> None:
        super().__init__(table, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "card")
        self.setAccessibleName(self.tr("Columns"))
        self._table, self._head = table, table.horizontalHeader()
        self._model, self.columns = ColumnsModel(table), _Columns(self)
        self.columns.setModel(self._model)
        self.columns.setCurrentIndex(self._model.index(0))
        self._acts = {
            Qt.Key.Key_Space: self.hide_or_show,
            Qt.Key.Key_Return: self.sort,
            Qt.Key.Key_Enter: self.sort,
            Qt.Key.Key_Delete: self.undo,
        }
        self._lay_out()

    def open_at(self, place: QPoint) -> None:
        self.adjustSize()
        self.move(place)
        self.show()
        self.columns.setFocus(Qt.FocusReason.PopupFocusReason)

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key means here; tell whether it means anything."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        width = {Qt.Key.Key_Left: -STEP, Qt.Key.Key_Right: STEP}.get(Qt.Key(event.key()))
        opens = ring_key(self._table, event)
        if opens is not None:
            self.close()
            opens.trigger()
        elif control and step is not None:
            self.move_by(step)
        elif width is not None:
            self.widen_by(width)
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() in self._acts:
            self._acts[Qt.Key(event.key())]()
        else:
            return False
        self._model.refresh()
        return True

    def column(self) -> int:
        """Return the column that is chosen, by its place in the model."""
        return self._head.logicalIndex(self.columns.currentIndex().row())

    def hide_or_show(self) -> None:
        if not self._table.is_kept(self.column()):
            self._head.setSectionHidden(self.column(), not self._head.isSectionHidden(self.column()))
            self._head.sectionResized.emit(self.column(), 0, 0)  # hiding tells nobody
            self._table.keep_hand_shown()

    def sort(self) -> None:
        """Sort by the column: rising, falling, then as it came."""
        if not self._table.isSortingEnabled():
            return
        is_here = self._head.sortIndicatorSection() == self.column()
        if is_here and self._head.sortIndicatorOrder() is DOWN:
            self._head.setSortIndicator(UNSORTED, UP)
        else:
            self._head.setSortIndicator(self.column(), DOWN if is_here else UP)

    def move_by(self, step: int) -> None:
        here = self.columns.currentIndex().row()
        there = max(0, min(self._head.count() - 1, here + step))
        self._head.moveSection(here, there)
        self.columns.setCurrentIndex(self._model.index(there))

    def widen_by(self, pixels: int) -> None:
        if self._head.sectionResizeMode(self.column()) is not QHeaderView.ResizeMode.Stretch:
            width = self._head.sectionSize(self.column()) + pixels
            self._head.resizeSection(self.column(), max(NARROWEST, min(WIDEST, width)))

    def undo(self) -> None:
        """Let all stand as it came."""
        self._table.arrange(Arrangement())
        self._table.arranged.emit()

    def _lay_out(self) -> None:
        row = Theme.current().px("row")
        self.columns.setFixedSize(WIDTH, min(10, self._model.rowCount()) * row + 2)
        keys = QGridLayout()
        keys.setContentsMargins(12, 8, 12, 8)
        keys.setHorizontalSpacing(12)
        words = (
            (self.tr("show or hide"), "Space"),
            (self.tr("sort"), "Enter"),
            (self.tr("move"), "Ctrl ↑ ↓"),
            (self.tr("wider, narrower"), "← →"),
            (self.tr("as it was at first"), "Del"),
        )
        for at, (word, key) in enumerate(words):
            keys.addWidget(label(word, "label"), at, 0)
            keys.addWidget(KeyCap(key), at, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(self.columns)
        layout.addLayout(keys)


class _Columns(QListView):
    """The list itself; its keys are the panel's first."""

    def __init__(self, panel: ColumnsPanel) -> None:
        super().__init__(panel)
        self._panel = panel
        self.setItemDelegate(RowDelegate(self))
        self.setAccessibleName(panel.accessibleName())
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "choices")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._panel.press(event):
            super().keyPressEvent(event)
