"""The calls behind a figure of the wallboard: what they add up to, and each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.metrics.behind import CallBehind
from app.wallboard import QueueLine
from ui.charts.figures import Lines, Part, Row, Series, Stack
from ui.charts.line import LineChart
from ui.charts.sparkline import Sparkline
from ui.charts.stacked import StackedBar
from ui.dispatch.panel import Panel
from ui.reports.calls import CODE, WIDTHS, CallsModel
from ui.wallboard.words import half_hour_text, level_course
from ui.widgets.button import KeyButton
from ui.widgets.card import Card
from ui.widgets.fact import Fact
from ui.widgets.labels import label
from ui.widgets.table import RowTable


@dataclass(frozen=True, slots=True)
class Drill:
    """Which calls: those of a figure, in a queue (empty: all) or of an agent."""

    title: str
    figure: str
    queue: str = ""
    agent_id: UUID | None = None


class CallsPage(Panel):
    """List calls. Signals: ``opened(object)`` a call's id; ``left()``."""

    opened = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._message = label("", "name"), Fact()
        self.course, self.kinds, self.level = LineChart(), StackedBar(), Sparkline()
        self.model, self.table = CallsModel(self), RowTable(self.tr("The calls"), two_lines=False)
        self._charts = QWidget()
        self._lay_out()
        self.table.opened.connect(self._on_opened)

    def show_drill(self, drill: Drill, queue: QueueLine | None, first: int) -> None:
        """Say what is listed; the calls come when they are read."""
        self._title.setText(drill.title)
        self._message.set(self.tr("is read"), "clock")
        self.model.show_rows(())
        self._charts.setVisible(queue is not None)
        if queue is not None:
            self._show_charts(queue, first)

    def show_calls(self, calls: Sequence[CallBehind], most: int) -> None:
        count = len(calls)
        is_cut = count >= most
        self._message.set(
            self.tr("the last {0}").format(count) if is_cut else self.tr("%n call(s)", "", count), "phone"
        )
        self.model.show_rows(calls)
        if calls:
            self.table.setCurrentIndex(self.model.index(0, 0))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, words: str) -> None:
        self._message.set(words, "warning-circle", "broken", words="text")

    def message(self) -> str:
        return self._message.text()

    def _show_charts(self, queue: QueueLine, first: int) -> None:
        count = max(len(queue.trend), len(queue.before))
        offered = tuple(float(slot.offered) for slot in queue.trend)
        labels = tuple(half_hour_text(number) for number in range(first, first + count))
        series = (
            Series(self.tr("today"), offered),
            Series(self.tr("usual"), tuple(queue.before), "neutral"),
        )
        self.course.show_figures(Lines(self.tr("Calls per half-hour"), labels, series))
        today = queue.today
        parts = (
            Part(self.tr("in time"), "good"),
            Part(self.tr("late"), "attn"),
            Part(self.tr("abandoned"), "broken"),
            Part(self.tr("turned away"), "neutral"),
        )
        late = today.answered - today.answered_within
        values = (float(today.answered_within), float(late), float(today.abandoned), float(today.turned_away))
        self.kinds.show_figures(Stack(self.tr("Calls today"), parts, (Row("", values),)))
        self.level.show_figures(level_course(queue, first))

    @Slot(QModelIndex)
    def _on_opened(self, index: QModelIndex) -> None:
        row = self.model.row(index.row())
        if row is not None:
            self.opened.emit(row.call_id)

    def _lay_out(self) -> None:
        self.table.setModel(self.model)
        self.table.set_widths(WIDTHS, stretched=CODE)
        self.table.let_arrange(self.model.columns)
        self.answer_list(lambda: self.table)
        back = KeyButton(self.tr("Back to the board"), "Esc", "arrow-u-up-left", small=True)
        back.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        back.clicked.connect(self.left)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addWidget(self._message)
        head.addStretch()
        head.addWidget(back)
        course, kinds = Card(self.tr("Calls per half-hour")), Card(self.tr("What became of them today"))
        self.course.setFixedHeight(132)
        course.body.addWidget(self.course)
        kinds.body.addWidget(self.kinds)
        kinds.body.addWidget(label(self.tr("In time through the day; dashes: the goal"), "muted"))
        kinds.body.addWidget(self.level)
        kinds.body.addStretch()
        charts = QHBoxLayout(self._charts)
        charts.setContentsMargins(0, 0, 0, 0)
        charts.setSpacing(12)
        charts.addWidget(course, 3)
        charts.addWidget(kinds, 2)
        calls = Card(flush=True)
        calls.body.setContentsMargins(1, 0, 1, 8)
        calls.body.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._charts)
        column.addWidget(calls, 1)
