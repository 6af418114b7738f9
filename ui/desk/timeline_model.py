"""A customer's timeline as a model: all rows are there at once, their words are fetched as they are seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget

from app.timeline import PAGE, Entry
from ui.desk.entry_words import EntryWords
from ui.records import Mark, marked
from ui.widgets.rows import CELL_ROLE, Cell

WHEN, KIND, TEXT, WHO, TAG = range(5)
ROLES = (CELL_ROLE, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.UserRole)
Index = QModelIndex | QPersistentModelIndex


class TimelineModel(QAbstractTableModel):
    """Rows newest first.

    Signals: ``page_wanted(int)``, the number of a page of ``PAGE`` rows that is on screen and not here yet;
    ``paged()`` such a page has come.
    """

    page_wanted = Signal(int)
    paged = Signal()

    def __init__(self, words: Callable[[], EntryWords], parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words
        self.stamp = 0  # of what is shown: a page that was wanted before comes too late
        self._total = 0
        self._entries: dict[int, Entry] = {}
        self._asked: set[int] = set()
        self._mark: Callable[[UUID], Mark | None] = _unmarked

    def set_marks(self, mark: Callable[[UUID], Mark | None]) -> None:
        """Let each entry show how far it is."""
        self._mark = mark

    def repaint(self) -> None:
        """Show the marks as they are now."""
        if self._total:
            self.dataChanged.emit(self.index(0, TEXT), self.index(self._total - 1, TEXT))

    def ids(self) -> list[UUID]:
        """Return the ids of the entries that are here."""
        return [entry.id for entry in self._entries.values()]

    def row_of(self, entry_id: UUID | None) -> int:
        """Return where an entry stands, or -1."""
        return next((row for row, entry in self._entries.items() if entry.id == entry_id), -1)

    def start(self, total: int, first: Sequence[Entry]) -> None:
        """Show a timeline of so many rows, of which the first are known."""
        self.beginResetModel()
        self.stamp += 1
        self._total = total
        self._entries = dict(enumerate(first))
        self._asked.clear()
        self.endResetModel()

    def put_page(self, stamp: int, page: int, entries: Sequence[Entry]) -> None:
        """Show the rows of a page that was wanted, if the same timeline is still shown."""
        if stamp != self.stamp:
            return
        first = page * PAGE
        self._entries.update(
            (first + row, entry) for row, entry in enumerate(entries) if first + row < self._total
        )
        last = min(first + PAGE, self._total) - 1
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, TAG))
            self.paged.emit()

    def entry(self, row: int) -> Entry | None:
        return self._entries.get(row)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else TAG + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or role not in ROLES:
            return None
        entry = self._entries.get(index.row())
        if entry is None:
            self._want(index.row() // PAGE)
            return Cell(text="…", color="muted") if role == CELL_ROLE and index.column() == TEXT else None
        if role == Qt.ItemDataRole.UserRole:
            return entry.id
        cell = self._words().cell(entry, index.column())
        if index.column() == TEXT:
            cell = marked(cell, self._mark(entry.id))
        return cell if role == CELL_ROLE else cell.spoken()

    def _want(self, page: int) -> None:
        if page not in self._asked:
            self._asked.add(page)
            self.page_wanted.emit(page)


def _unmarked(_entry_id: UUID) -> None:
    """Mark nothing."""
