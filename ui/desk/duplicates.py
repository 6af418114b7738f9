"""Who a new caller may be already, below the form: one key to take that customer instead."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.duplicates import Duplicate, SameIn
from ui.actions import tell_keys
from ui.desk.match_words import same_words, title_word, veiled
from ui.widgets.card import Card
from ui.widgets.labels import label
from ui.widgets.rows import CELL_ROLE, Cell
from ui.widgets.table import RowTable
from ui.wording import named

ROW = 44
Index = QModelIndex | QPersistentModelIndex


class DuplicateModel(QAbstractTableModel):
    """Customers with something in common; the id as ``UserRole``. The name of a mere number is veiled."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: tuple[Duplicate, ...] = ()

    def start(self, rows: Sequence[Duplicate]) -> None:
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 3

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        one = self._rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return one.customer_id
        if role not in (CELL_ROLE, Qt.ItemDataRole.DisplayRole):
            return None
        cell = self._cell(one, index.row(), index.column())
        return cell if role == CELL_ROLE else cell.spoken()

    def _cell(self, one: Duplicate, row: int, column: int) -> Cell:
        match column:
            case 0:
                name = veiled(one.name) if one.same_in is SameIn.PHONE else one.name
                return Cell(text=name, second=title_word(one.title), key=str(row + 1), weight=600)
            case 1:
                return Cell(text=named(one.place_zh, one.place_en), second=one.address_line)
            case _:
                return Cell(text=same_words(one.same_in), icon="warning", icon_color="attn")


class Duplicates(Card):
    """Show them while the form is filled in; nothing is shown where nobody is like that.

    Signals: ``chosen(object)`` a customer's id.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Perhaps known already"), flush=True, parent=parent)
        self.setObjectName("duplicates")
        self.set_edge("attn")
        self.add_right(label(self.tr("Enter or a digit takes this customer instead"), "muted"))
        self._model = DuplicateModel(self)
        self.table = _DuplicateTable(self.tr("Perhaps known already"), self)
        self.table.setModel(self._model)
        self.table.horizontalHeader().hide()
        self.table.set_widths({0: 180, 2: 280}, 1)
        self.table.opened.connect(self._on_opened)
        self.body.addWidget(self.table)
        self.hide()

    def show_rows(self, rows: Sequence[Duplicate]) -> None:
        self._model.start(rows)
        self.table.setFixedHeight(len(rows) * ROW)
        self.setVisible(bool(rows))
        if rows:
            self.table.setCurrentIndex(self._model.index(0, 0))

    def choose_row(self, row: int) -> None:
        customer_id = self._model.index(row, 0).data(Qt.ItemDataRole.UserRole)
        if customer_id is not None:
            self.chosen.emit(customer_id)

    @Slot(QModelIndex)
    def _on_opened(self, index: QModelIndex) -> None:
        self.choose_row(index.row())


class _DuplicateTable(RowTable):
    def __init__(self, name: str, card: Duplicates) -> None:
        super().__init__(name)
        self._card = card
        tell_keys(self, "choose_line", "open_line")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isdigit() and event.text() != "0":
            self._card.choose_row(int(event.text()) - 1)
        else:
            super().keyPressEvent(event)
