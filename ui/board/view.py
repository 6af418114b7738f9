"""The page of the order board: filters, the hours, the orders late first, and the chosen one beside them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.board import BoardNames
from app.board_picture import Facet, Order, Picture
from ui.actions import ACTIONS
from ui.board.detail import BoardDetail
from ui.board.filters import BoardFilters
from ui.board.hours import HourStrip, Span
from ui.board.late import LatePanel
from ui.board.model import FAULT, OWNER, PLACE, PROMISE, PROVIDER, STATE, STEP, BoardModel
from ui.board.table import BoardTable
from ui.board.words import order_word
from ui.dispatch.panel import Panel
from ui.widgets.button import KeyButton
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.fact import Fact
from ui.widgets.fields import ChoiceField
from ui.widgets.labels import label
from ui.widgets.list_model import UNSORTED

SORTED_BY = {
    PROMISE: Order.LATE,
    FAULT: Order.FAULT,
    PLACE: Order.PLACE,
    PROVIDER: Order.PROVIDER,
    STATE: Order.STATE,
    STEP: Order.STEP,
    OWNER: Order.OWNER,
}


class BoardView(Panel):
    """Show the board and take what is asked of it; it decides nothing.

    Signals: ``changed()`` the filters or the order; ``chosen(object)`` a `BoardLine` or None;
    ``who_wanted()``; ``open_wanted()``; ``copy_wanted()``; ``looked_at(bool)``; ``back()``.
    """

    changed = Signal()
    chosen = Signal(object)
    who_wanted = Signal()
    open_wanted = Signal()
    copy_wanted = Signal()
    looked_at = Signal(bool)
    back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("board")
        self.filters, self.hours = BoardFilters(), HourStrip()
        self.model, self.table = BoardModel(self), BoardTable(self.tr("Open orders"))
        self.detail, self.late = BoardDetail(), LatePanel()
        self.span: Span | None = None
        self._title, self._count = label(self.tr("Order board"), "name"), label("", "second")
        self._age = Fact()
        self._orders = ChoiceField()
        copy = ACTIONS["copy_table"]
        self._copy = KeyButton(self.tr("Copy as a table"), copy.key, copy.icon, small=True)
        self.gaps = KeyButton(self.tr("Gaps"), ACTIONS["gaps"].key, ACTIONS["gaps"].icon, small=True)
        self._empty = EmptyState("list-checks", "")
        self._is_filling = False
        self._order = Order.LATE, False
        self._lay_out()
        self._connect()
        self.say_age("", is_away=False)
        self.show_reading(0)

    def order(self) -> tuple[Order, bool]:
        """Return what stands first, and whether the order is turned round."""
        return self._order

    def narrowed(self) -> str:
        """Return what the board is narrowed to and sorted by, to be kept; hours and words pass."""
        kept = {facet.value: value for facet, value in self.filters.chosen().items()}
        if self._order[0] is not Order.LATE:
            kept["order"] = self._order[0].value
        return json.dumps(kept) if kept else ""

    def narrow(self, kept: str) -> None:
        """Narrow and sort as it was kept; what cannot be read is passed over."""
        try:
            found = {str(name): str(value) for name, value in json.loads(kept).items()} if kept else {}
        except (ValueError, AttributeError):
            found = {}
        of_no_column = {order.value for order in (Order.CHASED, Order.OLDEST)}
        if found.get("order") in of_no_column:
            self._sort_by(Order(found["order"]))
        elif self._order[0].value in of_no_column:
            self._sort_by(Order.LATE)
        self.filters.restore({facet: found[facet.value] for facet in Facet if facet.value in found})

    def show_lines(
        self,
        picture: Picture,
        places: Sequence[int],
        row: int,
        names: BoardNames,
        now: datetime,
    ) -> None:
        """Show the lines at these places, and choose a row without a signal; -1: none."""
        self._is_filling = True
        self.model.show(picture, places, names, now)
        if row >= 0:
            self.table.setCurrentIndex(self.model.index(row, 0))
        self._is_filling = False
        self._count.setText(self.tr("{0} of {1} open").format(len(places), len(picture)))
        if not places:
            self._say_empty(len(picture) > 0)
        self._stack.setCurrentWidget(self.table if places else self._empty)
        self.detail.show_line(self.model.line(row), names, now)

    def show_reading(self, count: int) -> None:
        """Say that the board is being read for the first time."""
        hint = self.tr("{0} so far. The desk can be used meanwhile.").format(count)
        self._empty.set("arrows-clockwise", self.tr("Reading the open orders"), hint)
        self._stack.setCurrentWidget(self._empty)

    def show_failed(self, sentence: str) -> None:
        """Say why there is no board yet."""
        self._empty.set("warning-circle", sentence, self.tr("It is asked for again by itself."))
        self._stack.setCurrentWidget(self._empty)

    def say_age(self, words: str, *, is_away: bool) -> None:
        """Say how old the picture is, and whether the hub is away."""
        icon = "cloud-slash" if is_away else "cloud-check"
        self._age.set(words, icon, "attn" if is_away else "muted", words="text" if is_away else "text2")
        self._age.setVisible(bool(words))

    def age(self) -> str:
        return self._age.text()

    def count(self) -> str:
        return self._count.text()

    def empty(self) -> str:
        """Return what is said instead of a list; empty while there is one."""
        return self._empty.accessibleName() if self._stack.currentWidget() is self._empty else ""

    def to_list(self) -> None:
        """Let the keys go to the list, or to what stands in its place."""
        self._stack.currentWidget().setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.looked_at.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.looked_at.emit(False)

    def _say_empty(self, has_lines: bool) -> None:
        if has_lines:
            hint = self.tr("Alt+0 shows all orders again.")
            self._empty.set("magnifying-glass", self.tr("No open order is like that"), hint)
        else:
            hint = self.tr("What is dispatched from a call stands here until it is done.")
            self._empty.set("check-circle", self.tr("No order is open"), hint)

    @Slot(int, object)
    def _on_sort(self, column: int, order: Qt.SortOrder) -> None:
        """Sort as the heads say."""
        if not self._is_filling:
            by = SORTED_BY.get(column, Order.LATE)
            self._order = by, column in SORTED_BY and order is Qt.SortOrder.DescendingOrder
            self._orders.setCurrentIndex(self._orders.findData(by.value))
            self.changed.emit()

    @Slot()
    def _on_order_chosen(self) -> None:
        self._sort_by(Order(self._orders.currentData()))
        self.changed.emit()

    def _sort_by(self, order: Order) -> None:
        """Sort by an order, and show it at the heads if it is one of a column."""
        self._order = order, False
        self._is_filling = True
        column = next((column for column, by in SORTED_BY.items() if by is order), UNSORTED)
        self.table.horizontalHeader().setSortIndicator(column, Qt.SortOrder.AscendingOrder)
        self._orders.setCurrentIndex(self._orders.findData(order.value))
        self._is_filling = False

    @Slot(QModelIndex)
    def _on_current(self, current: QModelIndex) -> None:
        if not self._is_filling:
            self.chosen.emit(self.model.line(current.row()))

    @Slot(object)
    def _on_span(self, span: Span | None) -> None:
        self.span = span
        self.changed.emit()

    @Slot()
    def _turn_to_late(self) -> None:
        """Show how late each province is in the place of the chosen order, and back."""
        is_shown = not self.late.isHidden()
        goes, comes = (self.late, self.detail) if is_shown else (self.detail, self.late)
        goes.hide()  # first, or the window would have to hold both
        comes.show()
        if is_shown:
            self.to_list()
        else:
            self.late.chart.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _on_province(self, code: str) -> None:
        """Narrow the board to a province, or give it up when it is the one already."""
        is_there = self.filters.chosen().get(Facet.PROVINCE) == code
        self.filters.choose(Facet.PROVINCE, None if is_there else code)

    @Slot(str)
    def _on_typed(self, letters: str) -> None:
        self.filters.words.setFocus(Qt.FocusReason.OtherFocusReason)
        self.filters.words.setText(letters)

    def show_all(self) -> None:
        """Give up every filter."""
        self.span = None
        self.filters.clear()
        self.to_list()

    def _on_enter(self) -> None:
        """From the words into the list."""
        if self.filters.words.hasFocus():
            self.to_list()

    def _on_back(self) -> None:
        """Leave the provinces, the words for the list, give up what is narrowed, then leave the page."""
        if not self.late.isHidden():
            self._turn_to_late()
        elif not self.table.hasFocus() and not self.empty():
            self.to_list()
        elif self.span is not None or self.filters.chosen() or self.filters.words.text():
            self.show_all()
        else:
            self.back.emit()

    def _connect(self) -> None:
        self.filters.changed.connect(self.changed)
        self._orders.activated.connect(self._on_order_chosen)
        self.model.sort_wanted.connect(self._on_sort)
        self.hours.chosen.connect(self._on_span)
        self.table.selectionModel().currentRowChanged.connect(self._on_current)
        self.table.opened.connect(self.who_wanted)
        self.table.copied.connect(self.copy_wanted)
        self.table.typed.connect(self._on_typed)
        self._copy.clicked.connect(self.copy_wanted)
        self.detail.who_wanted.connect(self.who_wanted)
        self.detail.open_wanted.connect(self.open_wanted)
        province = next(iter(self.filters.fields.values()))
        self.answer("board_find", self.filters.words.setFocus)
        self.answer("board_hours", self.hours.setFocus)
        self.answer("board_place", province.setFocus)
        self.answer("board_order", self._orders.setFocus)
        self.answer("board_late", self._turn_to_late)
        self.late.province_wanted.connect(self._on_province)
        self.answer("board_all", self.show_all)
        self.answer("board_open", self.open_wanted.emit)
        self.answer("board_hand_over", self.detail.persons.setFocus)
        self.answer_list(lambda: self.table)
        self.answer("back", self._on_back)
        self.answer_key("Return", self._on_enter)
        self.answer_key("Enter", self._on_enter)

    def _lay_out(self) -> None:
        self.table.setModel(self.model)
        self.table.set_columns()
        for order in Order:
            self._orders.addItem(order_word(order), order.value)
        self._orders.setAccessibleName(self.tr("What stands first"))
        for button in (self._copy, self.gaps):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._empty.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._stack = QStackedWidget()
        for part in (self.table, self._empty):
            self._stack.addWidget(part)
        hours, orders = Card(flush=True), Card(flush=True)
        hours.body.addWidget(self.hours)
        orders.body.setContentsMargins(1, 0, 1, 8)
        orders.body.addWidget(self._stack)
        column = QVBoxLayout()
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addLayout(self._head())
        column.addWidget(self.filters)
        column.addWidget(hours)
        column.addWidget(orders, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(column, 1)
        layout.addWidget(self.detail)
        layout.addWidget(self.late)
        self.late.hide()

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(8)
        for part in (self._title, self._count, self._age):
            head.addWidget(part)
        head.addStretch()
        head.addWidget(self._orders)
        head.addWidget(self.gaps)
        head.addWidget(self._copy)
        return head
