"""The page of one's own orders and cases: the list at the left, the chosen one at the right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from app.my_orders import OwnWork
from ui.dispatch.panel import Panel
from ui.orders.card import WorkCard
from ui.orders.model import BY, WHAT, OwnWorkModel
from ui.widgets.empty import EmptyState
from ui.widgets.filters import Filter, FilterRow
from ui.widgets.list_column import ListColumn
from ui.widgets.table import RowTable

TOLD = "told"


class MyOrdersView(Panel):
    """Show what one owns that is open.

    Signals: ``filter_chosen(str)`` all, late, today, later or told; ``work_chosen(object)`` the id of an
    order or, without one, of a case; ``absence_wanted()``.
    """

    filter_chosen = Signal(str)
    work_chosen = Signal(object)
    absence_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("my_orders")
        self.setAccessibleName(self.tr("My orders"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # where the keys go while nothing is open
        words = (
            ("all", self.tr("All")),
            ("late", self.tr("Late")),
            ("today", self.tr("Today")),
            ("later", self.tr("Later")),
            (TOLD, self.tr("Told to me")),
        )
        self.filters = FilterRow(self.tr("Filter"), [Filter(name, word) for name, word in words])
        self.model, self.table = OwnWorkModel(self), RowTable(self.tr("My orders"))
        self.card = WorkCard()
        self._empty = EmptyState("check-circle", self.tr("Nothing open is yours"))
        self._column = ListColumn(self.tr("My orders"), self.filters, self.table, self._empty)
        self._is_filling = False
        self._lay_out()
        self._connect()

    def show_work(
        self, rows: Sequence[OwnWork], counts: dict[str, int], chosen: UUID | None, now: datetime
    ) -> None:
        """Show what the filter keeps and mark one without a signal."""
        focus = QApplication.focusWidget()
        has_keys = focus is not None and (focus is self or self.isAncestorOf(focus))
        if has_keys and not rows:
            self.setFocus(Qt.FocusReason.OtherFocusReason)  # Qt would lose it with the list
        self._is_filling = True
        self.model.show(rows, now)
        row = self.model.row_of(chosen)
        if row >= 0:
            self.table.selectRow(row)
        self._is_filling = False
        self.filters.set_counts(counts)
        self._column.set_how_many(self.tr("{0} late").format(counts["late"]) if counts["late"] else "")
        is_told = self.filters.current() == TOLD
        nothing = self.tr("Nothing was told to you") if is_told else self.tr("Nothing open is yours")
        self._empty.set("check-circle", nothing)
        self._column.set_empty(not rows)
        self.card.setVisible(bool(rows))
        if rows and self.hasFocus():
            self.to_list()

    def show_failed(self, sentence: str) -> None:
        """Say why the list could not be read."""
        self._empty.set("warning-circle", sentence)
        self.card.show_message(sentence)

    def to_list(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(QModelIndex)
    def _on_current(self, current: QModelIndex) -> None:
        if current.isValid() and not self._is_filling:
            self.work_chosen.emit(current.data(Qt.ItemDataRole.UserRole))

    def _connect(self) -> None:
        self.filters.chosen.connect(self.filter_chosen)
        self.table.selectionModel().currentRowChanged.connect(self._on_current)
        self.answer("hand_over", self.card.handed_over.emit)
        self.answer("notes", self.card.note.setFocus)
        acts = {
            "customer_rung": self.card.rung,
            "close_case": self.card.closed,
            "pause_order": self.card.paused,
            "go_on": self.card.resumed,
        }
        for name, signal in acts.items():
            self.shortcut(name, signal.emit)
        self.answer_list(lambda: self.table)
        self.answer("told_to_me", self._turn_to_told)
        self.answer("absence", self.absence_wanted.emit)

    @Slot()
    def _turn_to_told(self) -> None:
        """Show what was told to this person, and back."""
        name = "all" if self.filters.current() == TOLD else TOLD
        self.filters.choose(name)
        self.filter_chosen.emit(name)
        self.to_list()

    def _lay_out(self) -> None:
        self.table.setModel(self.model)
        self.table.set_widths({BY: 108}, stretched=WHAT)
        self.table.let_arrange(self.model.columns)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._column)
        layout.addWidget(self.card, 1)
        keeps = self.card.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)  # the list stays where it is
        self.card.setSizePolicy(keeps)
