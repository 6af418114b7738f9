"""What all lists are made of: frozen rows, a cell a column, sorted as a person wishes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from PySide6.QtCore import QAbstractTableModel, QCollator, QLocale, QModelIndex, QPersistentModelIndex, Qt

from ui.widgets.rows import CELL_ROLE, Cell

Index = QModelIndex | QPersistentModelIndex
UNSORTED, _UP = -1, Qt.SortOrder.AscendingOrder
ROLES = (CELL_ROLE, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)


def ranked(keys: Sequence[Any], order: Qt.SortOrder) -> list[int]:
    """Return the places of numbers, instants or words in their order; Chinese by sound, digits by amount."""
    if any(isinstance(key, str) for key in keys):
        collator = QCollator(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
        collator.setNumericMode(True)
        keys = [collator.sortKey(str(key)) for key in keys]
    return sorted(range(len(keys)), key=keys.__getitem__, reverse=order is not _UP)


class ListModel(QAbstractTableModel):
    """Rows as they came, or sorted by a column. ``UserRole`` is what a row is known by.

    ``columns`` are the names that columns are remembered by, ``amounts`` those that stand at the right.
    """

    columns: ClassVar[tuple[str, ...]] = ()
    amounts: ClassVar[frozenset[int]] = frozenset()

    def heads(self) -> Sequence[str]:
        """Return what stands over each column."""
        raise NotImplementedError

    def cell(self, row: Any, column: int) -> Cell:
        raise NotImplementedError

    def known_by(self, row: Any) -> Any:
        raise NotImplementedError

    def sorted_by(self, row: Any, column: int) -> Any:
        """Return a number, an instant or words: what a row is sorted by in a column."""
        return self.cell(row, column).text

    def copied(self, row: Any, column: int) -> str:
        """Return what a spreadsheet is given of a cell: what stands there, dates with their day."""
        return self.cell(row, column).spoken()

    # what is the same for all

    _came: tuple[Any, ...] = ()
    _rows: tuple[Any, ...] = ()
    _sort = (UNSORTED, Qt.SortOrder.AscendingOrder)

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows, sorted as those before."""
        self.beginResetModel()
        self._came = tuple(rows)
        self._rows = self._in_order()
        self.endResetModel()

    def row(self, number: int) -> Any:
        """Return a row, or None."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def row_of(self, known_by: Any) -> int:
        """Return where something stands, or -1."""
        return next((at for at, row in enumerate(self._rows) if self.known_by(row) == known_by), -1)

    def table(self, columns: Sequence[int]) -> list[list[str]]:
        """Return some columns as a table with its heads."""
        heads = self.heads()
        lines = [[self.copied(row, column) for column in columns] for row in self._rows]
        return [[heads[column] for column in columns], *lines]

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1: as the rows came. What was chosen stays chosen."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        chosen = [self._rows[index.row()] for index in before]
        self._sort = column, order
        self._rows = self._in_order()
        place = {id(row): at for at, row in enumerate(self._rows)}
        pairs = zip(before, chosen, strict=True)
        after = [self.index(place[id(row)], index.column()) for index, row in pairs]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section in self.amounts:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return self.heads()[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == Qt.ItemDataRole.UserRole:
            return self.known_by(row)
        if role not in ROLES:
            return None
        cell = self.cell(row, index.column())
        return cell if role == CELL_ROLE else cell.spoken()

    def _in_order(self) -> tuple[Any, ...]:
        column, order = self._sort
        if not 0 <= column < len(self.columns):
            return self._came
        keys = [self.sorted_by(row, column) for row in self._came]
        return tuple(self._came[at] for at in ranked(keys, order))
