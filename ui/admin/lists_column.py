"""The lists at the left: under their headings, each with how much of it is not saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QListView, QVBoxLayout, QWidget

from app.lists.spec import Group, ListSpec
from ui.actions import ACTIONS
from ui.admin.words import group_word, list_word
from ui.theme import SEMIBOLD, Theme
from ui.widgets.labels import label
from ui.widgets.rows import CELL_ROLE, Cell, RowDelegate

WIDTH = 248
PAGE_ROLE = Qt.ItemDataRole.UserRole + 7
Index = QModelIndex | QPersistentModelIndex
NONE: Mapping[str, int] = {}


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What is administered on a page of its own: the id of its action in `ui.actions`, and its heading."""

    action: str
    group: Group


class ListsModel(QAbstractListModel):
    """Headings, lists, pages. ``UserRole`` is a list's id, ``PAGE_ROLE`` a page's; a heading has none."""

    def __init__(self, specs: Sequence[ListSpec], pages: Sequence[Elsewhere], parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: list[Group | ListSpec | Elsewhere] = []
        for group in Group:
            own = [one for one in (*specs, *pages) if one.group is group]
            self._rows += [group, *own] if own else []
        self._unsaved = NONE

    def show_unsaved(self, unsaved: Mapping[str, int]) -> None:
        self._unsaved = unsaved
        self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def row_of(self, list_id: str) -> int:
        return next(
            at for at, row in enumerate(self._rows) if isinstance(row, ListSpec) and row.id == list_id
        )

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        is_chosen = index.isValid() and not isinstance(self._rows[index.row()], Group)
        return (
            Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable if is_chosen else Qt.ItemFlag.NoItemFlags
        )

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return row.id if isinstance(row, ListSpec) else None
        if role == PAGE_ROLE:
            return row.action if isinstance(row, Elsewhere) else None
        if role == Qt.ItemDataRole.SizeHintRole:
            return QSize(0, Theme.current().px("row"))
        if role not in (CELL_ROLE, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        cell = self._cell(row)
        return cell if role == CELL_ROLE else cell.spoken()

    def _cell(self, row: Group | ListSpec | Elsewhere) -> Cell:
        if isinstance(row, Elsewhere):
            return Cell(text=ACTIONS[row.action].text, chip="Enter")
        if not isinstance(row, ListSpec):
            return Cell(text=group_word(row), size="label", weight=SEMIBOLD, color="text2")
        count = self._unsaved.get(row.id, 0)
        tip = self.tr("not saved") if count else ""
        return Cell(text=list_word(row.id), chip=str(count) if count else "", chip_tone="attn", tip=tip)


class ListsColumn(QWidget):
    """Choose a list.

    Signals: ``chosen(str)`` a list's id, when the hand is on it; ``entered()`` Enter leads into its grid;
    ``page_wanted(str)`` Enter or a click on what is a page of its own, by its action.
    """

    chosen = Signal(str)
    entered = Signal()
    page_wanted = Signal(str)

    def __init__(
        self, specs: Sequence[ListSpec], pages: Sequence[Elsewhere] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.model, self.lists = ListsModel(specs, pages, self), QListView()
        self.lists.setModel(self.model)
        self.lists.setItemDelegate(RowDelegate(self.lists))
        self.lists.setAccessibleName(self.tr("Lists"))
        self.lists.setFrameShape(QFrame.Shape.NoFrame)
        self.lists.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(WIDTH)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 0, 12)
        layout.setSpacing(8)
        layout.addWidget(label(self.tr("Administration"), "name"))
        layout.addWidget(self.lists, 1)
        self.lists.selectionModel().currentChanged.connect(self._on_current)
        self.lists.activated.connect(self._on_entered)
        self.lists.clicked.connect(self._on_clicked)

    def choose(self, list_id: str) -> None:
        """Put the hand on a list."""
        self.lists.setCurrentIndex(self.model.index(self.model.row_of(list_id)))

    def _on_entered(self, index: QModelIndex) -> None:
        if not self._on_clicked(index):
            self.entered.emit()

    def _on_clicked(self, index: QModelIndex) -> bool:
        page = index.data(PAGE_ROLE)
        if page:
            self.page_wanted.emit(page)
        return bool(page)

    def _on_current(self, current: QModelIndex) -> None:
        found = current.data(Qt.ItemDataRole.UserRole)
        if found:
            self.chosen.emit(found)
