"""The table that a list is edited in, by keys as in a spreadsheet."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyleOptionViewItem,
    QWidget,
)

from app.lists.columns import Column, Kind
from app.spreadsheet import to_spreadsheet
from ui.admin.editors import CellDelegate
from ui.admin.model import GridModel
from ui.admin.words import flag_word
from ui.widgets.arrangement import Arrangement
from ui.widgets.table import RowTable

WIDEST, NARROWEST, MEASURED = 320, 72, 60
NEXT = {
    QAbstractItemDelegate.EndEditHint.EditNextItem: QAbstractItemView.CursorAction.MoveNext,
    QAbstractItemDelegate.EndEditHint.EditPreviousItem: QAbstractItemView.CursorAction.MovePrevious,
}


class Grid(RowTable):
    """Cells that are typed into: arrows and Tab move, F2, Enter or a letter types, Enter goes on below.

    Signals: ``current_moved()`` another cell has the hand.
    """

    current_moved = Signal()

    def __init__(self, name: str, model: GridModel, parent: QWidget | None = None) -> None:
        super().__init__(name, two_lines=False, parent=parent)
        self._model = model
        self.rows = CellDelegate(self)
        self.setItemDelegate(self.rows)
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.EditKeyPressed | triggers.DoubleClicked | triggers.AnyKeyPressed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setTabKeyNavigation(True)
        self.let_arrange(())
        self.selectionModel().currentChanged.connect(self._on_current)

    def fit_columns(self) -> None:
        """Give each column what its first rows need, and the last one what is left."""
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setStretchLastSection(True)
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        rows = range(min(MEASURED, self._model.rowCount()))
        widths: dict[int, int] = {}
        for at in range(self._model.columnCount()):
            needs = [self.rows.sizeHint(option, self._model.index(row, at)).width() for row in rows]
            title = head.fontMetrics().horizontalAdvance(
                str(self._model.headerData(at, Qt.Orientation.Horizontal))
            )
            widths[at] = min(WIDEST, max(NARROWEST, title + 32, *needs, 0))
        self._widths = widths
        self.arrange(Arrangement())

    def is_kept(self, column: int) -> bool:
        """Tell whether a column is always there: what a row is about, and what tells that it is retired.

        By the key what was copied finds its row again.
        """
        is_edge = column in (0, self._model.columnCount() - 1)
        sheet = self._model.sheet
        return is_edge or (sheet is not None and self._model.column(column).name in sheet.spec.key)

    def finish_typing(self) -> None:
        """Let what is being typed into a cell count, and close its field."""
        editor = QApplication.focusWidget()
        if self.state() == QAbstractItemView.State.EditingState and self.isAncestorOf(editor):
            self.commitData(editor)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def show_place(self, place: tuple[int, str] | None) -> None:
        """Put the hand on a row and column of the sheet again, wherever they are shown now."""
        index = self._model.index_of(*place) if place is not None else QModelIndex()
        if not index.isValid() and self._model.rowCount():
            index = self._model.index(0, 0)
        if index.isValid():
            self.setCurrentIndex(index)

    def go_to(self, index: QModelIndex) -> None:
        """Put the hand on a cell."""
        if index.isValid():
            self.setColumnHidden(index.column(), False)
            self.setCurrentIndex(index)
            self.scrollTo(index)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def block(self) -> list[list[str]]:
        """Return the cells that are chosen, a line a row."""
        chosen = self.selectedIndexes()
        rows = sorted({index.row() for index in chosen})
        in_block = {index.column() for index in chosen}
        columns = [at for at in self.shown_columns() if at in in_block]
        return [[self._words(row, column) for column in columns] for row in rows]

    def columns_from(self, index: QModelIndex) -> list[str]:
        """Return the names of the columns that are shown from a cell on."""
        shown = self.shown_columns()
        here = shown.index(index.column()) if index.column() in shown else 0
        return [self._model.column(at).name for at in shown[here:]]

    def _words(self, row: int, column: int) -> str:
        return str(self._model.index(row, column).data(Qt.ItemDataRole.EditRole) or "")

    def copy(self) -> None:
        """Copy the chosen cells; of one cell alone its words."""
        block = self.block()
        if block:
            self.take_copy(to_spreadsheet(block), len(block))

    def copy_all(self) -> None:
        """Copy all that is shown, with the heads, so that it can be pasted back."""
        columns = self.shown_columns()
        heads = [str(self._model.headerData(at, Qt.Orientation.Horizontal)) for at in columns]
        lines = [[self._words(row, column) for column in columns] for row in range(self._model.rowCount())]
        self.take_copy(to_spreadsheet([heads, *lines]), len(lines))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, index = event.key(), self.currentIndex()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self.state() == QAbstractItemView.State.EditingState:
            event.ignore()  # a field has left it to us after it had ended
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self._enter(index)
        elif plain and key == Qt.Key.Key_Space and self._is_flag(index):
            words = self._model.data(index, Qt.ItemDataRole.EditRole)
            self._model.setData(index, flag_word(words != flag_word(True)))
        elif event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        ) and key not in (
            Qt.Key.Key_Home,
            Qt.Key.Key_End,
            Qt.Key.Key_C,
        ):
            event.ignore()  # the page's
        else:
            super().keyPressEvent(event)

    def _enter(self, index: QModelIndex) -> None:
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)
        else:
            self.setCurrentIndex(index.siblingAtRow(min(index.row() + 1, self._model.rowCount() - 1)))

    def _is_flag(self, index: QModelIndex) -> bool:
        if not index.isValid() or not index.flags() & Qt.ItemFlag.ItemIsEditable:
            return False
        column: Column = self._model.column(index.column())
        return column.kind is Kind.FLAG

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Let Home and End go to the ends of the row: here cells are chosen, not rows."""
        return super(RowTable, self).moveCursor(action, modifiers)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Go on to the cell below after Enter, to the next one after Tab; neither is opened."""
        index = self.currentIndex()
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        if hint in NEXT:
            self.setCurrentIndex(self.moveCursor(NEXT[hint], Qt.KeyboardModifier.NoModifier))
        elif hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache and index.isValid():
            self.setCurrentIndex(index.siblingAtRow(min(index.row() + 1, self._model.rowCount() - 1)))

    def _on_current(self) -> None:
        self.current_moved.emit()
