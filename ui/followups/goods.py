"""Who waits for goods: the list, and what happens when the goods of the chosen line have come."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.goods import WaitingFor
from app.service_time import service_day
from ui.widgets.button import KeyButton
from ui.widgets.card import Card
from ui.widgets.labels import label
from ui.widgets.painting import WHOLE
from ui.widgets.rows import CELL_ROLE, Cell
from ui.wording import greeting, named, short_day

Index = QModelIndex | QPersistentModelIndex
ASKED, WHOM = range(2)


def goods_word(row: WaitingFor) -> str:
    """Return for what somebody waits."""
    model = named(row.model_zh or "", row.model_en or "")
    return " · ".join(part for part in (model, row.words) if part)


def same_goods(rows: Sequence[WaitingFor], chosen: WaitingFor) -> list[WaitingFor]:
    """Return all who wait for what this one waits for: the same model, or the same words."""
    if chosen.model_code is not None:
        return [row for row in rows if row.model_code == chosen.model_code]
    return [row for row in rows if row.model_code is None and row.words == chosen.words]


class GoodsModel(QAbstractTableModel):
    """Since when, and who waits for what. ``UserRole`` is the id of the wish."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[WaitingFor, ...] = ()

    def show(self, rows: Sequence[WaitingFor]) -> None:
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row_of(self, wish_id: UUID | None) -> int:
        """Return where a wish stands, or -1."""
        return next((at for at, row in enumerate(self._rows) if row.wish_id == wish_id), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else WHOM + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("Asked"), self.tr("Waits for"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return row.wish_id
        if role not in (CELL_ROLE, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        cell = self._cell(row, index.column())
        return cell if role == CELL_ROLE else cell.spoken()

    def _cell(self, row: WaitingFor, column: int) -> Cell:
        if column == ASKED:
            return Cell(text=short_day(service_day(row.asked_at)), elide=WHOLE)
        return Cell(text=goods_word(row), second=greeting(row.customer_name, row.title), icon="truck")


class GoodsCard(QWidget):
    """Show who is told when the chosen goods have come. Signals: ``arrived()``."""

    arrived = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._goods, self._who = label("", "name"), label("", "body")
        self._who.setWordWrap(True)
        self._message = label("", "broken")
        self._arrived = KeyButton(self.tr("They have come"), "Ctrl Enter", "truck", "primary")
        self._arrived.clicked.connect(self.arrived)
        card = Card(self.tr("Each of them is promised a call"))
        card.body.addWidget(self._who)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self._message, 1)
        foot.addStretch()
        foot.addWidget(self._arrived)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(12)
        layout.addWidget(self._goods)
        layout.addWidget(card)
        layout.addStretch()
        layout.addLayout(foot)

    def show_goods(self, chosen: WaitingFor, waiting: Sequence[WaitingFor]) -> None:
        self._goods.setText(goods_word(chosen))
        self._who.setText("\n".join(greeting(row.customer_name, row.title) for row in waiting))
        self.show_message("")

    def show_message(self, sentence: str) -> None:
        self._message.setText(sentence)
        self._message.setVisible(bool(sentence))

    def message(self) -> str:
        return self._message.text()
