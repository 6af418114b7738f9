"""The page of promised calls: the list at the left, the chosen one at the right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from uuid import UUID

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.followup_list import DueFollowUp
from ui.dispatch.panel import Panel
from ui.followups.call_card import CallCard
from ui.followups.model import BY, CUSTOMER, OWNER, TRIES, FollowUpModel
from ui.followups.words import OUTCOME_KEYS
from ui.widgets.empty import EmptyState
from ui.widgets.filters import Filter, FilterRow
from ui.widgets.list_column import ListColumn
from ui.widgets.table import RowTable

POINTS = "12345"


class FollowUpsView(Panel):
    """Show what is due and take how a call went; it decides nothing.

    Signals: ``filter_chosen(str)`` all, mine or overdue; ``due_chosen(object)`` the id of a follow-up;
    ``outcome_chosen(str)``; ``edited()``; ``finished()``; ``call_wanted()``.
    """

    filter_chosen = Signal(str)
    due_chosen = Signal(object)
    outcome_chosen = Signal(str)
    edited = Signal()
    finished = Signal()
    call_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("follow_ups")
        words = (("all", self.tr("All")), ("mine", self.tr("Mine")), ("overdue", self.tr("Overdue")))
        self.filters = FilterRow(self.tr("Filter"), [Filter(name, word) for name, word in words])
        self.model, self.table = FollowUpModel(self), _DueTable(self.tr("Follow-up calls"))
        self.card = CallCard()
        self._empty = EmptyState("calendar-check", "")
        self._column = ListColumn(self.tr("Follow-up calls"), self.filters, self.table, self._empty)
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
        self.filters.set_counts(counts)
        self._column.set_how_many(self.tr("{0} today").format(counts["all"]))
        self._column.set_empty(not rows)
        self.card.setVisible(bool(rows))
        self._say_empty(counts)

    def set_can_call(self, can: bool) -> None:
        """Let F2 dial, or leave the key to whoever else has a use for it."""
        self._dial.setEnabled(can)
        self.card.set_can_call(can)

    def show_failed(self, sentence: str) -> None:
        """Say why the list could not be read."""
        if self.is_empty():
            self._empty.set("warning-circle", sentence)
        self.card.show_message(sentence)

    def to_list(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_empty(self) -> bool:
        return self._column.is_empty()

    def _say_empty(self, counts: dict[str, int]) -> None:
        if counts["all"]:
            self._empty.set("check-circle", self.tr("Nothing here"), self.tr("Other calls are due: see All."))
        else:
            hint = self.tr("What is promised in a call with Ctrl+U stands here on its day.")
            self._empty.set("calendar-check", self.tr("No promised call is due today"), hint)

    @Slot(QModelIndex)
    def _on_current(self, current: QModelIndex) -> None:
        if current.isValid() and not self._is_filling:
            self.due_chosen.emit(current.data(Qt.ItemDataRole.UserRole))

    def _take_points(self, points: str) -> None:
        if not self.is_empty():
            self.card.score.take(points)

    def _take_outcome(self, outcome: str) -> None:
        if not self.is_empty():
            self.card.outcome.take(outcome)

    def _connect(self) -> None:
        self.filters.chosen.connect(self.filter_chosen)
        self.table.selectionModel().currentRowChanged.connect(self._on_current)
        self.table.opened.connect(self.card.to_score)
        self.card.outcome_chosen.connect(self.outcome_chosen)
        self.card.edited.connect(self.edited)
        self.card.finished.connect(self.finished)
        self.card.call_wanted.connect(self.call_wanted)
        self.answer("confirm", self.finished.emit)
        self.answer("notes", self.card.note.setFocus)
        for points in POINTS:
            self.answer_key(points, partial(self._take_points, points))
        for outcome, keys in OUTCOME_KEYS.items():
            self.shortcut(keys, partial(self._take_outcome, outcome))
        self._dial = self.shortcut("F2", self.call_wanted.emit)
        self._dial.setAutoRepeat(False)

    def _lay_out(self) -> None:
        self.table.setModel(self.model)
        self.table.set_widths({BY: 92, OWNER: 84, TRIES: 64}, stretched=CUSTOMER)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._column)
        layout.addWidget(self.card, 1)
        keeps = self.card.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)  # the list stays where it is
        self.card.setSizePolicy(keeps)


class _DueTable(RowTable):
    """A list in which digits are points for the chosen call, not a search."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() in set(POINTS):
            event.ignore()
            return
        super().keyPressEvent(event)
