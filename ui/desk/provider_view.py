"""The page of a provider whose technician rings: what they have in hand, late ones first."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.numbers import display
from app.provider_page import ProviderOrder, ProviderPage
from ui.widgets.avatar import Avatar
from ui.widgets.button import KeyButton
from ui.widgets.card import Card
from ui.widgets.chip import Chip
from ui.widgets.fact import Fact
from ui.widgets.labels import label
from ui.widgets.painting import WHOLE
from ui.widgets.rows import CELL_ROLE, Cell
from ui.widgets.table import RowTable
from ui.wording import day_time, greeting, named

NUMBER, WHOSE, WHERE, WHEN = range(4)
Index = QModelIndex | QPersistentModelIndex


class ProviderOrderModel(QAbstractTableModel):
    """Open orders of a provider; the `ProviderOrder` as ``UserRole``."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._page: ProviderPage | None = None

    def start(self, page: ProviderPage) -> None:
        self.beginResetModel()
        self._page = page
        self.endResetModel()

    def order(self, row: int) -> ProviderOrder | None:
        orders = self._page.orders if self._page else ()
        return orders[row] if 0 <= row < len(orders) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self._page is None else len(self._page.orders)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 4

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        order = self.order(index.row()) if index.isValid() else None
        if order is None or role == Qt.ItemDataRole.UserRole:
            return order
        if role not in (CELL_ROLE, Qt.ItemDataRole.DisplayRole):
            return None
        cell = self._cell(order, index.row(), index.column())
        return cell if role == CELL_ROLE else cell.spoken()

    def _cell(self, one: ProviderOrder, row: int, column: int) -> Cell:
        match column:
            case 0:
                key = str(row + 1) if row < 9 else ""
                fault = named(one.fault_zh, one.fault_en)
                return Cell(text=one.number, second=fault, key=key, weight=600, elide=WHOLE)
            case 1:
                urged = self.tr("chased: {0}").format(one.urge_count) if one.urge_count else ""
                return Cell(text=greeting(one.name, one.title), second=urged)
            case 2:
                return Cell(text=named(one.place_zh, one.place_en), second=one.address_line)
            case _:
                return self._promise(one)

    def _promise(self, one: ProviderOrder) -> Cell:
        if one.promised_to is None:
            return Cell(chip=self.tr("no appointment"))
        late = self._page is not None and one.promised_to < self._page.read_at
        words = (self.tr("late since {0}") if late else self.tr("until {0}")).format(
            day_time(one.promised_to)
        )
        return Cell(chip=words, chip_tone="broken" if late else "neutral", chip_icon="clock")


class ProviderView(QWidget):
    """Show a `ProviderPage`. It takes no focus by itself.

    Signals: ``order_chosen(object)`` the `ProviderOrder` that the call is about; ``someone_else()``.
    """

    order_chosen = Signal(object)
    someone_else = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("provider_page")
        self._avatar, self._name, self._who = Avatar(48), label("", "name"), label("", "second")
        self._match, self._place = Chip(), Fact()
        self._late, self._quality = Chip(), Chip()
        self._else = KeyButton(self.tr("Someone else"), "Ctrl J", "user-focus")
        self._else.clicked.connect(self.someone_else)
        self._card = Card(self.tr("In hand"), flush=True)
        self._model = ProviderOrderModel(self)
        self._table = _OrderTable(self.tr("Orders in hand"), self)
        self._table.setModel(self._model)
        self._table.horizontalHeader().hide()
        self._table.set_widths({NUMBER: 230, WHOSE: 150, WHEN: 210}, WHERE)
        self._table.opened.connect(self._on_opened)
        self._card.body.addWidget(self._table)
        self._lay_out()

    def show_page(self, page: ProviderPage, key: str) -> None:
        """Show a provider; ``key`` is the number that rings."""
        technician = next((phone.technician for phone in page.phones if phone.key == key), page.technician)
        self._avatar.set_name(page.name)
        self._name.setText(page.name)
        self._who.setText(technician)
        self._match.set(self.tr("number of a technician") if technician else self.tr("number of the firm"))
        where = named(page.place_zh, page.place_en)
        self._place.set(" · ".join(filter(None, (page.code, where, display(key)))), "truck")
        self._late.set(self.tr("{0} late").format(page.late_count), "broken", "clock")
        self._late.setVisible(page.late_count > 0)
        quality = self.tr("{0} % top box, {1} % on time")
        self._quality.set(quality.format(page.top_box_pct, page.on_time_pct), "neutral", "star")
        self._card.set_title(self.tr("In hand"), page.order_count)
        self._model.start(page)
        self.setAccessibleName(page.name)

    def focus_orders(self) -> None:
        """Let the keys go to the orders, by a person's wish."""
        self._table.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._table.setCurrentIndex(self._model.index(0, 0))

    def choose_row(self, row: int) -> None:
        order = self._model.order(row)
        if order is not None:
            self.order_chosen.emit(order)

    @Slot(QModelIndex)
    def _on_opened(self, index: QModelIndex) -> None:
        self.choose_row(index.row())

    def _lay_out(self) -> None:
        names = QHBoxLayout()
        names.setSpacing(8)
        for part in (self._name, self._who, self._match, self._late, self._quality):
            names.addWidget(part)
        names.addStretch()
        names.addWidget(self._else)
        beside = QVBoxLayout()
        beside.setSpacing(2)
        beside.addLayout(names)
        beside.addWidget(self._place)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._avatar)
        head.addLayout(beside)
        self._card.add_right(label(self.tr("Enter or a digit: the call is about this order"), "muted"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 12, 16, 12)
        whole.setSpacing(12)
        whole.addLayout(head)
        whole.addWidget(self._card, 1)


class _OrderTable(RowTable):
    def __init__(self, name: str, view: ProviderView) -> None:
        super().__init__(name)
        self._view = view

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isdigit() and event.text() != "0":
            self._view.choose_row(int(event.text()) - 1)
        else:
            super().keyPressEvent(event)
