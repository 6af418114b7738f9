"""The page of what needs attention: the list at the left, the chosen command at the right."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.sync.outbox import Attention
from ui.attention.card import AttentionCard
from ui.attention.model import WHAT, WHEN, AttentionModel
from ui.dispatch.panel import Panel
from ui.widgets.empty import EmptyState
from ui.widgets.labels import label
from ui.widgets.list_column import ListColumn
from ui.widgets.table import RowTable


class AttentionView(Panel):
    """Show what was refused and say what a person wants to do about it; it decides nothing.

    Signals: ``chosen(int)`` the number of a command; ``sent_again()``; ``withdraw_wanted()``;
    ``withdrawn()`` confirmed; ``edited()``; ``back()``.
    """

    chosen = Signal(int)
    sent_again = Signal()
    withdraw_wanted = Signal()
    withdrawn = Signal()
    edited = Signal()
    back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("attention")
        self.model, self.table = AttentionModel(self), RowTable(self.tr("Needs attention"))
        safe = label(self.tr("None of what you typed is lost."), "muted")
        self._column = ListColumn(self.tr("Needs attention"), safe, self.table)
        self.card = AttentionCard()
        self._empty = EmptyState(
            "check-circle",
            self.tr("Nothing needs attention"),
            self.tr(
                "What the hub refuses stands here, with everything you typed, until you send it again or"
                " withdraw it."
            ),
        )
        self._is_filling = False
        self._lay_out()
        self._connect()
        self.show_rows((), None)

    def show_rows(self, rows: Sequence[Attention], chosen: int | None) -> None:
        """Show what needs attention and mark one without a signal."""
        self._is_filling = True
        self.model.show_rows(rows)
        at = self.model.row_of(chosen)
        if at >= 0:
            self.table.setCurrentIndex(self.model.index(at, 0))
        self._is_filling = False
        self._column.set_how_many(f"{len(rows)}" if rows else "")
        self._whole.setCurrentIndex(0 if rows else 1)

    def to_list(self) -> None:
        place = self._empty if self.is_empty() else self.table
        place.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_empty(self) -> bool:
        return self._whole.currentIndex() == 1

    @Slot(QModelIndex)
    def _on_current(self, current: QModelIndex) -> None:
        if current.isValid() and not self._is_filling:
            self.chosen.emit(current.data(Qt.ItemDataRole.UserRole))

    @Slot()
    def _on_send(self) -> None:
        if not self.is_empty() and self.card.send.isEnabled() and not self.card.is_asking():
            self.sent_again.emit()

    @Slot()
    def _on_withdraw(self) -> None:
        if not self.is_empty() and self.card.withdraw.isEnabled():
            self.withdraw_wanted.emit()

    @Slot()
    def _on_back(self) -> None:
        """Leave the question, else the page."""
        if self.card.is_asking():
            self.card.ask(False)
            self.to_list()
        else:
            self.back.emit()

    @Slot()
    def _on_enter(self) -> None:
        if self.card.is_asking():
            self.withdrawn.emit()

    def _take(self, box: str) -> None:
        if not self.is_empty() and not self.card.conflict.isHidden():
            getattr(self.card.conflict, box).take()

    def _connect(self) -> None:
        self.table.selectionModel().currentRowChanged.connect(self._on_current)
        self.table.opened.connect(self.card.focus_first)
        self.card.sent_again.connect(self._on_send)
        self.card.withdraw.clicked.connect(self._on_withdraw)
        self.card.withdrawn.connect(self.withdrawn)
        self.card.edited.connect(self.edited)
        self.answer("send_again", self._on_send)
        self.answer("back", self._on_back)
        self.answer_key("Return", self._on_enter)
        self.answer_key("Enter", self._on_enter)
        self.answer("withdraw", self._on_withdraw)
        self.answer("take_yours", partial(self._take, "yours"))  # its keys are filters elsewhere
        self.answer("take_theirs", partial(self._take, "theirs"))
        self.answer("edit_merged", self.card.focus_first)
        self.answer_list(lambda: self.table)

    def _lay_out(self) -> None:
        self.table.setModel(self.model)
        self.table.set_widths({WHEN: 112}, stretched=WHAT)
        self.table.let_arrange(self.model.columns)
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._column)
        row.addWidget(self.card, 1)
        self._empty.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._whole = QStackedWidget()
        self._whole.addWidget(both)
        self._whole.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._whole)
