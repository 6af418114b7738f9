"""The page of reports: what is asked on top, the table with its sums, the same as charts beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from app.metrics.behind import CallBehind
from app.reports.table import Row, Table
from ui.actions import ACTIONS
from ui.dispatch.panel import Panel
from ui.reports.asked import SPLITS, Asked, Kind
from ui.reports.beside import Beside
from ui.reports.calls import CODE, CallsModel
from ui.reports.calls import WIDTHS as CALL_WIDTHS
from ui.reports.days_field import DaysField
from ui.reports.model import ReportModel, ReportTable
from ui.reports.words import kind_word, split_word
from ui.widgets.button import KeyButton
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.fact import Fact
from ui.widgets.fields import ChoiceField, Field
from ui.widgets.labels import label
from ui.widgets.table import RowTable


class ReportsView(Panel):
    """Take what is asked for and show what is answered; it decides nothing.

    Signals: ``changed()`` something else is asked for; ``calls_wanted(object, str)`` the `Row` and the figure
    whose calls are wanted; ``call_opened(object)`` a call's id; ``export_wanted()``; ``stop_wanted()``;
    ``filled()`` the table has the columns of a report; ``looked_at()``; ``back()``.
    """

    changed = Signal()
    calls_wanted = Signal(object, str)
    call_opened = Signal(object)
    export_wanted = Signal()
    stop_wanted = Signal()
    filled = Signal()
    looked_at = Signal()
    back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind, self.split, self.only, self.days = ChoiceField(), ChoiceField(), ChoiceField(), DaysField()
        self.model, self.table = ReportModel(self), ReportTable(self.tr("Report"))
        self.calls_model, self.calls = CallsModel(self), RowTable(self.tr("Calls"), two_lines=False)
        self.beside = Beside()
        self._title, self._about = label("", "name"), label("", "second")
        self._foot, self._bar = Fact(), QProgressBar()
        self._export = self._button("report_export")
        self._stop = KeyButton(self.tr("Stop"), "Esc", "prohibit", small=True)
        self._empty = EmptyState("chart-bar", "")
        self._stack = QStackedWidget()
        self._table: Table | None = None
        self._shown_kind: Kind | None = None
        self._lay_out()
        self._connect()
        self.show_progress(0, 0)

    # what is asked

    def asked(self) -> Asked:
        first, last = self.days.days()
        return Asked(
            Kind(self.kind.currentData()),
            first,
            last,
            self.split.currentData(),
            self.only.currentData() or "",
        )

    def offer_only(self, choices: Sequence[tuple[str, str]], of_all: str) -> None:
        """Offer what a report can be narrowed to, without a signal; what was chosen stays, if it is there."""
        now = self.only.currentData() or ""
        offered = [("", of_all), *choices]
        if [self.only.itemData(at) for at in range(self.only.count())] == [one for one, _ in offered]:
            return
        self.only.clear()
        for one, words in offered:
            self.only.addItem(words, one)
        self.only.setCurrentIndex(max(0, self.only.findData(now)))

    def set_only_words(self, words: str) -> None:
        self._only_field.set_words(words)

    def shown_kind(self) -> Kind | None:
        """Return which report the table shows."""
        return self._shown_kind

    # what is answered

    def show_table(self, table: Table, kind: Kind) -> None:
        """Show a report, and stay at the row and column one was at."""
        has_keys = self._stack.isAncestorOf(QApplication.focusWidget() or self)
        before, column = self.model.row(self.table.currentIndex().row()), self.table.currentIndex().column()
        self._table = table
        self.table.tell_arranged()
        self.table.name_columns(())  # others come, which nobody has arranged yet
        self.model.show_table(table)
        if kind is not self._shown_kind:
            self._shown_kind, column = kind, -1
        self._title.setText(table.title)
        self._about.setText(" · ".join(table.about))
        row = self.model.row_of(before) if before is not None else 0
        if table.rows:
            self.table.make_room()
            self.filled.emit()
            self._stack.setCurrentWidget(self.table)
            self.table.setCurrentIndex(self.model.index(row, column if column > 0 else 1))
        else:
            hint = self.tr("Other days, or all queues and teams, may have some.")
            self.show_empty(self.tr("Nothing was counted in these days"), hint)
        self._show_beside()
        if has_keys:
            self.to_list()

    def show_empty(self, title: str, hint: str, icon: str = "chart-bar") -> None:
        """Say why there is no table."""
        self._empty.set(icon, title, hint)
        self._stack.setCurrentWidget(self._empty)
        self.beside.setVisible(False)
        self._say_foot()

    def show_calls(self, calls: Sequence[CallBehind], words: str, is_cut: bool) -> None:
        """Show the calls behind a figure in the place of the table."""
        self.calls_model.show_rows(calls)
        self._stack.setCurrentWidget(self.calls)
        self.calls.setFocus(Qt.FocusReason.OtherFocusReason)
        if calls:
            self.calls.setCurrentIndex(self.calls_model.index(0, 0))
        latest, count = self.tr("the latest {0} calls"), len(calls)
        told = latest.format(count) if is_cut else self.tr("%n call(s)", "", count)
        self._about.setText(f"{words} · {told}")
        self._say_foot()

    def say(self, sentence: str, tone: str = "muted") -> None:
        icon = {"broken": "warning-circle", "good": "check-circle"}.get(tone, "info") if sentence else ""
        self._foot.set(sentence, icon, tone, words="text" if tone != "muted" else "text2")

    def show_progress(self, done: int, count: int) -> None:
        """Show how far the file is; nothing of it when ``count`` is 0."""
        for part in (self._bar, self._stop):
            part.setVisible(count > 0)
        self._export.setVisible(count == 0)
        self._bar.setMaximum(max(1, count))
        self._bar.setValue(done)

    def foot(self) -> str:
        return self._foot.text()

    def about(self) -> str:
        return self._about.text()

    def is_at_calls(self) -> bool:
        return self._stack.currentWidget() is self.calls

    def to_list(self) -> None:
        """Let the keys go to what is shown."""
        self._stack.currentWidget().setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self.is_at_calls():  # who comes back from a customer finds the calls as they were left
            self.looked_at.emit()

    # what keys do

    @Slot()
    def _on_enter(self) -> None:
        """Let the keys go from a field to what is shown; a list takes its Enter itself."""
        self.to_list()

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        row = self.model.row(index.row())
        if row is None:
            return
        if index.column() == 0 and row.group is not None:
            self._turn(row)
        else:
            self.calls_wanted.emit(row, self.model.figure(index.column()))

    @Slot(QModelIndex)
    def _on_call(self, index: QModelIndex) -> None:
        self.call_opened.emit(index.data(Qt.ItemDataRole.UserRole))

    def _on_space(self) -> None:
        row = self.model.row(self.table.currentIndex().row())
        if row is not None and row.group is not None and not self.is_at_calls():
            self._turn(row)

    def _turn(self, row: Row) -> None:
        column = self.table.currentIndex().column()
        self.model.turn(row.group or "")
        self.table.setCurrentIndex(self.model.index(self.model.row_of(row), column))

    def _on_turn_all(self) -> None:
        index = self.table.currentIndex()
        row = self.model.row(index.row())
        self.model.turn_all()
        if row is not None:
            self.table.setCurrentIndex(self.model.index(self.model.row_of(row), index.column()))

    def _on_back(self) -> None:
        if self._stop.isVisible():
            self.stop_wanted.emit()
        elif self.is_at_calls() and self._table is not None and self._shown_kind is not None:
            self._about.setText(" · ".join(self._table.about))
            self._stack.setCurrentWidget(self.table)
            self.to_list()
            self._say_foot()
        else:
            self.back.emit()

    @Slot()
    def _on_kind(self) -> None:
        """Offer what this report can be split by."""
        self.split.clear()
        for split in SPLITS[Kind(self.kind.currentData())]:
            self.split.addItem(split_word(split), str(split))
        self.changed.emit()

    @Slot()
    def _show_beside(self) -> None:
        if self._table is not None and self._table.rows and not self.is_at_calls():
            index = self.table.currentIndex()
            self.beside.show_figure(
                self._table, self.model.row(index.row()), self.model.figure(index.column())
            )
            self.beside.show()
        self._say_foot()

    def _say_foot(self) -> None:
        if self.is_at_calls():
            self.say(self.tr("Enter opens whose call it is · Esc leads back to the report"))
        elif self._stack.currentWidget() is self.table:
            self.say(self.tr("← → choose a figure · Enter shows its calls · Space opens a line"))
        else:
            self.say("")

    # how it is made

    def _button(self, action_id: str) -> KeyButton:
        action = ACTIONS[action_id]
        made = KeyButton(action.text, action.key, action.icon, small=True)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return made

    def _connect(self) -> None:
        for field in (self.split, self.only):
            field.activated.connect(self.changed)
        self.kind.activated.connect(self._on_kind)
        self.days.changed.connect(self.changed)
        self.table.selectionModel().currentChanged.connect(self._show_beside)
        self.table.opened.connect(self._open)
        self.table.turned.connect(self._on_space)
        self.calls.opened.connect(self._on_call)
        self._export.clicked.connect(self.export_wanted)
        self._stop.clicked.connect(self.stop_wanted)
        acts: dict[str, Callable[[], object]] = {
            "report_kind": self.kind.setFocus,
            "report_days": self.days.choice.setFocus,
            "report_split": self.split.setFocus,
            "report_only": self.only.setFocus,
            "report_details": self._on_turn_all,
            "report_export": self.export_wanted.emit,
            "look_again": self.changed.emit,
            "back": self._on_back,
        }
        for action_id, act in acts.items():
            self.answer(action_id, act)
        self.answer_list(lambda: self.calls if self.is_at_calls() else self.table)
        self.answer_key("Return", self._on_enter)
        self.answer_key("Enter", self._on_enter)

    def _lay_out(self) -> None:
        self._prepare()
        shown = Card(flush=True)
        shown.body.setContentsMargins(1, 0, 1, 8)
        shown.body.addWidget(self._stack, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 4, 12, 0)
        foot.addWidget(self._foot)
        foot.addStretch()
        shown.body.addLayout(foot)
        lower = QHBoxLayout()
        lower.setSpacing(12)
        lower.addWidget(shown, 1)
        lower.addWidget(self.beside)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addLayout(self._head())
        column.addLayout(self._fields())
        column.addLayout(lower, 1)

    def _prepare(self) -> None:
        for kind in Kind:
            self.kind.addItem(kind_word(kind), kind.value)
        for split in SPLITS[Kind.QUEUES]:
            self.split.addItem(split_word(split), str(split))
        self.table.setModel(self.model)
        self.calls.setModel(self.calls_model)
        self.calls.set_widths(CALL_WIDTHS, stretched=CODE)
        self.calls.let_arrange(self.calls_model.columns)
        self._bar.setFixedWidth(160)
        self._bar.setAccessibleName(self.tr("How far the file is"))
        self._empty.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        for part in (self.table, self.calls, self._empty):
            self._stack.addWidget(part)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addWidget(self._about)
        head.addStretch()
        for part in (self._bar, self._stop, self._export):
            head.addWidget(part)
        return head

    def _fields(self) -> QHBoxLayout:
        self._only_field = Field(self.tr("Queue"), self.only, ACTIONS["report_only"].key)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Field(self.tr("Report"), self.kind, ACTIONS["report_kind"].key), 3)
        row.addWidget(self.days, 6)
        row.addWidget(Field(self.tr("Lines"), self.split, ACTIONS["report_split"].key), 3)
        row.addWidget(self._only_field, 3)
        return row
