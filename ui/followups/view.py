"""The page of promised calls: the list at the left, the chosen one at the right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from uuid import UUID

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.callbacks import DueCallBack
from app.followup_list import DueFollowUp
from app.goods import WaitingFor
from ui.dispatch.panel import Panel
from ui.followups.backs import COUNT, LAST, WHO, BackCard, BackModel
from ui.followups.call_card import CallCard
from ui.followups.goods import ASKED, WHOM, GoodsCard, GoodsModel
from ui.followups.model import BY, CUSTOMER, OWNER, TRIES, FollowUpModel
from ui.followups.scores import ScoresCard
from ui.followups.words import OUTCOME_KEYS
from ui.widgets.button import KeyButton
from ui.widgets.empty import EmptyState
from ui.widgets.filters import Filter, FilterRow
from ui.widgets.list_column import ListColumn
from ui.widgets.table import RowTable

POINTS = "12345"
CALLS, BACKS, GOODS = MODES = ("calls", "back", "goods")


class FollowUpsView(Panel):
    """Show what is due and take how a call went; it decides nothing.

    Beside the promised calls it has two lists of its own: numbers to call back, and who waits for goods.
    Signals: ``filter_chosen(str)``; ``due_chosen(object)`` the id of a follow-up; ``outcome_chosen(str)``;
    ``edited()``; ``finished()``; ``call_wanted()``; ``claim_wanted()``; ``release_wanted()``;
    ``back_chosen(object)``;
    ``wish_chosen(object)``.
    """

    filter_chosen = Signal(str)
    due_chosen = Signal(object)
    outcome_chosen = Signal(str)
    edited = Signal()
    finished = Signal()
    call_wanted = Signal()
    claim_wanted = Signal()
    release_wanted = Signal()
    back_chosen = Signal(object)
    wish_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("follow_ups")
        words = (
            ("all", self.tr("All")),
            ("mine", self.tr("Mine")),
            ("overdue", self.tr("Overdue")),
            (BACKS, self.tr("Call back")),
            (GOODS, self.tr("Goods")),
        )
        self.filters = FilterRow(self.tr("Filter"), [Filter(name, word) for name, word in words])
        self.model, self.table = FollowUpModel(self), _DueTable(self.tr("Follow-up calls"))
        self.card, self.back_card, self.goods_card = CallCard(), BackCard(), GoodsCard()
        self.backs, self.back_table = BackModel(self), RowTable(self.tr("Numbers to call back"))
        self.goods, self.goods_table = GoodsModel(self), RowTable(self.tr("Who waits for goods"))
        self._tables, self._cards = QStackedWidget(), QStackedWidget()
        self._claim = KeyButton(self.tr("Take the next ten"), "F7", "list-checks")
        self._release = KeyButton(self.tr("Give back"), "Ctrl F7")
        self._counts: dict[str, int] = {}
        self._empty = EmptyState("calendar-check", "")
        self.scores = ScoresCard()
        self._column = ListColumn(self.tr("Follow-up calls"), self._under(), self._tables, self._empty)
        self._is_filling = False
        self._lay_out()
        self._connect()
        self.set_can_call(False)
        self.card.set_call_state("")

    def show_due(
        self, rows: Sequence[DueFollowUp], counts: dict[str, int], chosen: UUID | None, now: datetime
    ) -> None:
        """Show what is due and mark one without a signal."""
        self._is_filling = True
        self.model.show(rows, now)
        row = self.model.row_of(chosen)
        if row >= 0:
            self.table.selectRow(row)
        self._is_filling = False
        self._counts = counts
        self.filters.set_counts(counts)
        self._column.set_how_many(self.tr("{0} today").format(counts["all"]))
        self._show_mode()

    def show_backs(self, rows: Sequence[DueCallBack], chosen: UUID | None, now: datetime) -> None:
        """Show the numbers to be called back and mark one without a signal."""
        self._is_filling = True
        self.backs.show(rows, now)
        if rows:
            self.back_table.selectRow(max(0, self.backs.row_of(chosen)))
        self._is_filling = False
        self.filters.set_counts({BACKS: len(rows)})
        self._show_mode()

    def show_waiting(self, rows: Sequence[WaitingFor], chosen: UUID | None) -> None:
        """Show who waits for goods and mark one without a signal."""
        self._is_filling = True
        self.goods.show_rows(rows)
        if rows:
            self.goods_table.selectRow(max(0, self.goods.row_of(chosen)))
        self._is_filling = False
        self.filters.set_counts({GOODS: len(rows)})
        self._show_mode()

    def mode(self) -> str:
        """Return what the list is of: ``calls``, ``back`` or ``goods``."""
        return self.filters.current() if self.filters.current() in (BACKS, GOODS) else CALLS

    @Slot()
    def _show_mode(self) -> None:
        at = MODES.index(self.mode())
        self._tables.setCurrentIndex(at)
        self._cards.setCurrentIndex(at)
        is_empty = (self.model, self.backs, self.goods)[at].rowCount() == 0
        self._column.set_empty(is_empty)
        self._cards.setVisible(not is_empty)
        self._say_empty()

    def set_can_call(self, can: bool) -> None:
        """Let F2 dial, or leave the key to whoever else has a use for it."""
        self._dial.setEnabled(can)
        self.card.set_can_call(can)
        self.back_card.set_can_call(can)

    def show_failed(self, sentence: str) -> None:
        """Say why the list could not be read."""
        if self.is_empty():
            self._empty.set("warning-circle", sentence)
        self.card.show_message(sentence)

    def to_list(self) -> None:
        self._tables.currentWidget().setFocus(Qt.FocusReason.OtherFocusReason)

    def is_empty(self) -> bool:
        return self._column.is_empty()

    def _say_empty(self) -> None:
        if self.mode() == BACKS:
            hint = self.tr("Who hangs up while waiting, or rings out of hours, stands here.")
            self._empty.set("check-circle", self.tr("Nobody is to be called back"), hint)
        elif self.mode() == GOODS:
            hint = self.tr("In a call, Ctrl+U and the reason that goods have come put a customer here.")
            self._empty.set("truck", self.tr("Nobody waits for goods"), hint)
        elif self._counts.get("all"):
            self._empty.set("check-circle", self.tr("Nothing here"), self.tr("Other calls are due: see All."))
        else:
            hint = self.tr("What is promised in a call with Ctrl+U stands here on its day.")
            self._empty.set("calendar-check", self.tr("No promised call is due today"), hint)

    @Slot(QModelIndex)
    def _on_back(self, current: QModelIndex) -> None:
        if current.isValid() and not self._is_filling:
            self.back_chosen.emit(current.data(Qt.ItemDataRole.UserRole))

    @Slot(QModelIndex)
    def _on_wish(self, current: QModelIndex) -> None:
        if current.isValid() and not self._is_filling:
            self.wish_chosen.emit(current.data(Qt.ItemDataRole.UserRole))

    @Slot()
    def _on_call(self) -> None:
        (self.back_card.call_wanted if self.mode() == BACKS else self.call_wanted).emit()

    @Slot()
    def _on_confirm(self) -> None:
        if self.mode() == GOODS:
            self.goods_card.arrived.emit()
        elif self.mode() == CALLS:
            self.finished.emit()

    @Slot()
    def _on_hear(self) -> None:
        if self.mode() == BACKS and not self.is_empty():
            self.back_card.hear_wanted.emit()

    @Slot()
    def _on_drop(self) -> None:
        if self.mode() == BACKS and not self.is_empty():
            self.back_card.dropped.emit()

    @Slot(QModelIndex)
    def _on_current(self, current: QModelIndex) -> None:
        if current.isValid() and not self._is_filling:
            self.due_chosen.emit(current.data(Qt.ItemDataRole.UserRole))

    def _take_points(self, points: str) -> None:
        if self._has_card():
            self.card.score.take(points)

    def _take_outcome(self, outcome: str) -> None:
        if self._has_card():
            self.card.outcome.take(outcome)

    def _take_solved(self, answer: str) -> None:
        if self._has_card():
            self.card.solved.take(answer)

    def _take_no_more(self) -> None:
        if self._has_card():
            self.card.take_no_more()

    def _has_card(self) -> bool:
        return self.mode() == CALLS and not self.is_empty()

    def _connect(self) -> None:
        self.filters.chosen.connect(self.filter_chosen)
        self.filters.chosen.connect(self._show_mode)
        self.back_table.selectionModel().currentRowChanged.connect(self._on_back)
        self.goods_table.selectionModel().currentRowChanged.connect(self._on_wish)
        self._claim.clicked.connect(self.claim_wanted)
        self._release.clicked.connect(self.release_wanted)
        self.table.selectionModel().currentRowChanged.connect(self._on_current)
        self.table.opened.connect(self.card.to_score)
        self.card.outcome_chosen.connect(self.outcome_chosen)
        self.card.edited.connect(self.edited)
        self.card.finished.connect(self.finished)
        self.card.call_wanted.connect(self.call_wanted)
        self.answer("confirm", self._on_confirm)
        self.answer("notes", self.card.note.setFocus)
        for points in POINTS:
            self.answer_key(points, partial(self._take_points, points))
        for outcome, name in OUTCOME_KEYS.items():
            self.shortcut(name, partial(self._take_outcome, outcome))
        for name, answer in (("solved", "yes"), ("not_solved", "no")):
            self.shortcut(name, partial(self._take_solved, answer))
        self.shortcut("no_more_calls", self._take_no_more)
        self.answer("take_ten", self.claim_wanted.emit)
        self.answer("give_back", self.release_wanted.emit)
        self.shortcut("nobody_rings", self._on_drop)
        self.shortcut("hear", self._on_hear)
        self._dial = self.shortcut("next_follow_up", self._on_call)
        self.tell("points")
        self.answer_list(lambda: self._tables.currentWidget())
        self._dial.setAutoRepeat(False)

    def _lay_out(self) -> None:
        self.table.setModel(self.model)
        self.table.set_widths({BY: 92, OWNER: 84, TRIES: 64}, stretched=CUSTOMER)
        self.back_table.setModel(self.backs)
        self.back_table.set_widths({LAST: 92, COUNT: 64}, stretched=WHO)
        self.goods_table.setModel(self.goods)
        self.goods_table.set_widths({ASKED: 92}, stretched=WHOM)
        for table in (self.table, self.back_table, self.goods_table):
            table.let_arrange(table.model().columns)
        for table, card in (
            (self.table, self.card),
            (self.back_table, self.back_card),
            (self.goods_table, self.goods_card),
        ):
            self._tables.addWidget(table)
            self._cards.addWidget(card)
        self._column.add_below(self.scores)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._column)
        layout.addWidget(self._cards, 1)
        keeps = self._cards.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)  # the list stays where it is
        self._cards.setSizePolicy(keeps)

    def _under(self) -> QWidget:
        under = QWidget()
        column = QVBoxLayout(under)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.filters, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._claim)
        row.addWidget(self._release)
        row.addStretch()
        column.addLayout(row)
        return under


class _DueTable(RowTable):
    """A list in which digits are points for the chosen call, not a search."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() in set(POINTS):
            event.ignore()
            return
        super().keyPressEvent(event)
