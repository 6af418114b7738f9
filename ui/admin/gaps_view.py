"""The page of gaps: where nobody goes, what would close it, and orders whose provider has left."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.coverage import GapLine
from app.gap_help import GapHelp, LeftOrder
from ui.actions import ACTIONS
from ui.admin.gaps_model import GapsModel, LeftOrdersModel, work_words
from ui.dispatch.panel import Panel
from ui.widgets.button import KeyButton, at_right
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.fact import Fact
from ui.widgets.labels import label
from ui.widgets.list_model import ListModel
from ui.widgets.table import RowTable
from ui.wording import named


class GapsView(Panel):
    """Show the gaps and the stranded orders; it decides nothing.

    Signals: ``chosen(object)`` a `GapLine` or None; ``coverage_wanted(object)`` and
    ``close_wanted(object)`` a gap; ``order_wanted(object)`` a `LeftOrder`; ``back()``.
    """

    chosen = Signal(object)
    coverage_wanted = Signal(object)
    close_wanted = Signal(object)
    order_wanted = Signal(object)
    back = Signal()

    def __init__(self, may_cover: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("gaps")
        self._may_cover = may_cover
        self.gaps, self.orders = GapsModel(self), LeftOrdersModel(self)
        self.table = _table(self.tr("Where nobody goes"), self.gaps, {0: 72, 1: 120, 2: 240}, 3)
        self.left_table = _table(
            self.tr("Open orders of providers that left"), self.orders, {0: 140, 1: 220, 2: 130}, 3
        )
        self._help, self._note = label("", "second"), Fact()
        self._close = KeyButton(ACTIONS["close_gap"].text, ACTIONS["close_gap"].key, "check")
        self._cover = KeyButton(self.tr("Who goes there"), "Enter", "map-pin", "primary")
        self._open = KeyButton(self.tr("Open the customer"), "Enter", "user-focus")
        self._lay_out()
        self._connect()

    def show_gaps(self, gaps: Sequence[GapLine]) -> None:
        """Show the gaps; what was chosen stays chosen, and the hand never stays where nothing is left."""
        has_hand = self.table.hasFocus()
        self._fill(self.table, self.gaps, gaps)
        self._gap_stack.setCurrentIndex(0 if gaps else 1)
        self._gap_card.set_title(self.tr("Where nobody goes"), len(gaps))
        for button in (self._close, self._cover):
            button.setEnabled(bool(gaps))
        if has_hand:
            self.to_list()
        self.chosen.emit(self.gap())

    def show_orders(self, orders: Sequence[LeftOrder]) -> None:
        self._fill(self.left_table, self.orders, orders)
        self._order_stack.setCurrentIndex(0 if orders else 1)
        self._order_card.set_title(self.tr("Open orders of providers that left"), len(orders))
        self._open.setEnabled(bool(orders))

    def show_help(self, gap: GapLine | None, found: GapHelp | None) -> None:
        """Say what would close a gap."""
        self._help.setText("" if gap is None or found is None else self._help_words(gap, found))

    def help(self) -> str:
        return self._help.text()

    def say(self, sentence: str, tone: str = "good") -> None:
        icon = "check-circle" if tone == "good" else "warning-circle"
        self._note.set(sentence, icon if sentence else "", tone)
        self._note.setVisible(bool(sentence))

    def said(self) -> str:
        return self._note.text()

    def gap(self) -> GapLine | None:
        found: GapLine | None = self.gaps.row(self.table.currentIndex().row())
        return found

    def to_list(self) -> None:
        table = self.table if self.gaps.rowCount() or not self.orders.rowCount() else self.left_table
        table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _help_words(self, gap: GapLine, found: GapHelp) -> str:
        place, work = named(gap.place_zh, gap.place_en), work_words(gap)
        lines = [self.tr("Asked for {0} times: {1} in {2}.").format(gap.seen_count, work, place)]
        if found.there:
            words = self.tr("They go there and cannot do this work; a skill would close it: {0}.")
            lines.append(words.format(", ".join(found.there)))
        if found.able:
            words = self.tr("They can do it and go elsewhere in this city; a place would close it: {0}.")
            lines.append(words.format(", ".join(found.able)))
        if found.far and not found.able:
            words = self.tr("The nearest who can do it are elsewhere in the province: {0}.")
            lines.append(words.format(", ".join(found.far)))
        if not (found.there or found.able or found.far):
            lines.append(self.tr("Nobody in the province can do it: only a new provider closes it."))
        return "\n".join(lines)

    def _fill(self, table: RowTable, model: ListModel, rows: Sequence[object]) -> None:
        known = table.currentIndex().data(Qt.ItemDataRole.UserRole)
        table.selectionModel().blockSignals(True)
        model.show_rows(rows)
        table.selectionModel().blockSignals(False)
        if rows:
            table.selectRow(max(0, model.row_of(known)))

    def _connect(self) -> None:
        self.answer("back", self.back.emit)
        self.answer("close_gap", self._on_close)
        self.answer_list(lambda: self.left_table if self.left_table.hasFocus() else self.table)
        self.tell("choose_line", "open_line")
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self.chosen.emit(self.gap()))
        self.table.opened.connect(self._on_cover)
        self.left_table.opened.connect(self._on_open)
        self._close.clicked.connect(self._on_close)
        self._cover.clicked.connect(self._on_cover)
        self._open.clicked.connect(self._on_open)

    def _on_close(self) -> None:
        if self.gap() is not None:
            self.close_wanted.emit(self.gap())

    def _on_cover(self) -> None:
        if self.gap() is not None and self._may_cover:
            self.coverage_wanted.emit(self.gap())

    def _on_open(self) -> None:
        order = self.orders.row(self.left_table.currentIndex().row())
        if order is not None:
            self.order_wanted.emit(order)

    def _lay_out(self) -> None:
        self._help.setWordWrap(True)
        self._cover.setVisible(self._may_cover)
        nobody = self.tr(
            "A gap is noted by itself when an order is asked for where nobody goes for the work."
        )
        self._gap_stack = _stacked(
            self.table, EmptyState("map-pin", self.tr("Somebody goes everywhere"), nobody)
        )
        none = self.tr("When a provider is retired, the open orders that it still has stand here.")
        self._order_stack = _stacked(
            self.left_table, EmptyState("check-circle", self.tr("No order is stranded"), none)
        )
        self._gap_card, self._order_card = Card(flush=True), Card(flush=True)
        self._gap_card.body.addWidget(self._gap_stack)
        self._order_card.body.addWidget(self._order_stack)
        hint = label(
            self.tr(
                "These orders keep their provider until somebody sends them elsewhere: "
                "Enter opens the customer, Ctrl+T there finds another appointment. "
                "Booked ones that nobody accepts go on by themselves."
            ),
            "second",
        )
        hint.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(label(self.tr("Gaps and stranded orders"), "name"))
        layout.addWidget(self._gap_card, 3)
        layout.addWidget(self._help)
        layout.addLayout(at_right(self._close, self._cover))
        layout.addWidget(self._note)
        layout.addWidget(self._order_card, 2)
        layout.addWidget(hint)
        layout.addLayout(at_right(self._open))


def _table(name: str, model: ListModel, widths: dict[int, int], stretched: int) -> RowTable:
    table = RowTable(name, two_lines=False)
    table.setModel(model)
    table.set_widths(widths, stretched)
    table.let_arrange(model.columns)
    return table


def _stacked(table: RowTable, empty: EmptyState) -> QStackedWidget:
    stack = QStackedWidget()
    stack.addWidget(table)
    stack.addWidget(empty)
    return stack
