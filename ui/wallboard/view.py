"""The page of the wallboard: queues above, agents below, what needs a supervisor at the right."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from uuid import UUID

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.reference import Reference
from app.wallboard import AgentLine, FloorBoard, QueueLine
from ui.actions import ACTIONS
from ui.dispatch.panel import Panel
from ui.wallboard.calls import CallsPage, Drill
from ui.wallboard.floor import FloorPanel, TileList
from ui.wallboard.moving import MovePanel
from ui.wallboard.one_agent import ACTS, AgentPanel
from ui.wallboard.queue_table import QueueTable
from ui.wallboard.queues import AGAINST, CALLS, FIGURE, LONGEST, QUEUE, QueueModel
from ui.wallboard.seeing import SEEING_ACTS, SeeingPanel
from ui.wallboard.wall import WallView
from ui.wallboard.words import queue_name
from ui.widgets.button import KeyButton
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.fact import Fact
from ui.widgets.fields import ChoiceField
from ui.widgets.labels import label

ROWS_SEEN = 6  # queues, before the agents get their room


class WallboardView(Panel):
    """Show the floor and take what is asked of it; it decides nothing.

    Signals: ``looked_at(bool)``; ``drilled(object)`` a `Drill`; ``full_wanted()``; ``back()``;
    ``agent_wanted(object)`` a person's id, or None.
    """

    looked_at = Signal(bool)
    drilled = Signal(object)
    full_wanted = Signal()
    agent_wanted = Signal(object)
    back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("wallboard")
        self.model, self.table = QueueModel(self), QueueTable(self.tr("Queues"))
        self.floor, self.seeing, self.agent = FloorPanel(), SeeingPanel(), AgentPanel()
        self.moving = MovePanel()
        self._came_from: QWidget | None = None  # where the keys were before a panel at the right
        self.calls, self.wall = CallsPage(), WallView()
        self._title, self._age = label(self.tr("Wallboard"), "name"), Fact()
        self.only = ChoiceField()
        self.only.setSizeAdjustPolicy(ChoiceField.SizeAdjustPolicy.AdjustToContents)
        full = ACTIONS["wall_full"]
        self._full = KeyButton(full.text, full.key, full.icon, small=True)
        self._empty = EmptyState("arrows-clockwise", self.tr("The floor is read"))
        self._board: FloorBoard | None = None
        self._is_filling = False
        self._lay_out()
        self._connect()
        self.seeing.show_figure("service_level")

    # showing

    def show_board(self, board: FloorBoard, reference: Reference, now: datetime) -> None:
        """Show a newer picture: what is chosen stays chosen."""
        self._board = board
        self.floor.use(reference)
        self._fill_only(board)
        self.model.show(board, now)
        self.floor.show_board(board, self.queue(), now)
        self.seeing.show_board(board, reference, now)
        self.wall.show_board(board, reference, now)
        self._agents.set_title(self.tr("Agents"), len(board.agents))
        if not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.model.index(0, LONGEST))
        if self._stack.currentWidget() is self._empty:
            self._stack.setCurrentWidget(self._now)

    def tick(self, board: FloorBoard, reference: Reference, now: datetime) -> None:
        """Let all times go on, without asking."""
        if self.is_full():
            self.wall.tick(now)
            return
        self.model.tick(now)
        self.floor.tick(now)
        self.seeing.show_board(board, reference, now)

    def show_failed(self, sentence: str) -> None:
        """Say why there is no picture yet."""
        if self._board is None:
            self._empty.set("warning-circle", sentence, self.tr("It is asked for again by itself."))

    def say_age(self, words: str, *, is_away: bool) -> None:
        icon = "cloud-slash" if is_away else "cloud-check"
        self._age.set(words, icon, "attn" if is_away else "muted", words="text" if is_away else "text2")

    def age(self) -> str:
        return self._age.text()

    def queue(self) -> str:
        """Return the queue that the agents are narrowed to; empty: all."""
        return str(self.only.currentData() or "")

    def queue_line(self, name: str) -> QueueLine | None:
        """Return a queue of the board; of an empty name the sum of all."""
        rows = (self.model.row(at) for at in range(self.model.rowCount()))
        return next((row for row in rows if row is not None and row.name == name), None)

    def _fill_only(self, board: FloorBoard) -> None:
        names = [("", self.tr("All queues")), *((one.name, queue_name(one)) for one in board.queues)]
        known = [(self.only.itemData(at), self.only.itemText(at)) for at in range(self.only.count())]
        if names == known:
            return
        chosen = self.queue()
        self.only.clear()
        for name, words in names:
            self.only.addItem(words, name)
        self.only.setCurrentIndex(max(0, self.only.findData(chosen)))

    # going about

    def to_list(self) -> None:
        """Let the keys go to the queues, or to what stands in their place."""
        if self._stack.currentWidget() is self.calls:
            self.calls.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_calls(self, drill: Drill) -> None:
        """Turn to the calls behind a figure."""
        queue = None if drill.agent_id is not None else self.queue_line(drill.queue)
        self.calls.show_drill(drill, queue, self._board.first if self._board else 0)
        self._stack.setCurrentWidget(self.calls)

    def show_agent(self, is_shown: bool) -> None:
        """Put an agent at the right in the place of what needs one, and back."""
        self._put_right(self.agent if is_shown else self.seeing)
        if is_shown:
            self.agent.buttons["agent_calls"].setFocus(Qt.FocusReason.OtherFocusReason)

    def show_moving(self, is_shown: bool) -> None:
        """Put the choice of agents at the right, and back."""
        self._put_right(self.moving if is_shown else self.seeing)

    def _put_right(self, panel: QWidget) -> None:
        """Show one panel at the right; with the last one the keys go back to where they came from."""
        focus = self.focusWidget()
        if self.seeing.isVisible() or self._came_from is None:
            self._came_from = focus
        for part in (self.seeing, self.agent, self.moving):
            part.setVisible(part is panel)
        if panel is not self.seeing:
            return
        before, self._came_from = self._came_from, None
        if isinstance(before, TileList) and before.isVisible() and before.model().rowCount():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.to_list()

    def say(self, words: str, tone: str = "broken") -> None:
        """Say what came of an act at the panel that is at the right now."""
        at = next((part for part in (self.agent, self.moving) if not part.isHidden()), self.seeing)
        at.say(words, tone)

    def set_full(self, is_full: bool) -> None:
        """Show the large picture alone, or the page."""
        self._whole.setCurrentWidget(self.wall if is_full else self._page)
        if is_full and self._board is not None:
            self.wall.tick(self._board.at)
        if is_full:
            self.wall.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.to_list()

    def is_full(self) -> bool:
        return self._whole.currentWidget() is self.wall

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.looked_at.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not self.moving.isHidden():  # whom one can move then is another question
            self.moving.hide()
            self.seeing.show()
        self.looked_at.emit(False)

    @Slot(QModelIndex)
    def _on_opened(self, index: QModelIndex) -> None:
        """Open the calls behind the figure that was chosen; of the name those that were offered."""
        row = self.model.row(index.row())
        if row is None:
            return
        figure = FIGURE.get(index.column(), "offered")
        if index.column() == LONGEST:
            figure = "waiting"
        head = str(self.model.headerData(index.column(), Qt.Orientation.Horizontal))
        what = self.tr("Calls today") if index.column() in (QUEUE, CALLS, AGAINST) else head
        self.drilled.emit(Drill(f"{queue_name(row)} · {what}", figure, row.name))

    @Slot(QModelIndex)
    def _on_current(self, current: QModelIndex) -> None:
        if current.column() in FIGURE:
            self.seeing.show_figure(FIGURE[current.column()])

    @Slot(str)
    def _on_queue_wanted(self, queue: str) -> None:
        for at in range(self.model.rowCount()):
            row = self.model.row(at)
            if row is not None and row.name == queue:
                self.table.setCurrentIndex(self.model.index(at, LONGEST))
                self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _on_agent_opened(self, agent: AgentLine) -> None:
        self.agent_wanted.emit(agent.person_id)

    @Slot()
    def _on_only(self) -> None:
        if self._board is not None:
            self.floor.show_board(self._board, self.queue(), self._board.at)

    def _on_back(self) -> None:
        """Leave the full screen, the calls, the agent, then the page."""
        if self.is_full():
            self.full_wanted.emit()
        elif self._stack.currentWidget() is self.calls:
            self._stack.setCurrentWidget(self._now)
            self.to_list()
        elif not self.agent.isHidden():
            self.agent_wanted.emit(None)
        elif not self.moving.isHidden():
            self.show_moving(False)
        else:
            self.back.emit()

    def _connect(self) -> None:
        self.table.opened.connect(self._on_opened)
        self.table.selectionModel().currentChanged.connect(self._on_current)
        self.floor.opened.connect(self._on_agent_opened)
        self.only.activated.connect(self._on_only)
        self._full.clicked.connect(self.full_wanted)
        self.seeing.queue_wanted.connect(self._on_queue_wanted)
        self.seeing.agent_wanted.connect(self.agent_wanted)
        self.calls.left.connect(self._on_back)
        self.agent.left.connect(self._on_back)
        self.moving.left.connect(self._on_back)
        self.answer("wall_full", self.full_wanted.emit)
        self.answer("back", self._on_back)
        self.answer("copy_table", self._copy)
        for act in ACTS:
            self.answer(act, partial(self.agent.press, act))
        for digit, act in enumerate(SEEING_ACTS, 1):
            self.answer(act, partial(self.seeing.press, digit))
        self.answer("move_now", self._move_now)
        self.answer("move_back", self._move_back)
        self.tell("open_line")

    def _move_now(self) -> None:
        if self.moving.isVisible():
            self.moving.move()

    def _move_back(self) -> None:
        if self.moving.isVisible():
            self.moving.move_back()

    def _copy(self) -> None:
        (self.calls.table if self._stack.currentWidget() is self.calls else self.table).copy()

    # how it is made

    def _lay_out(self) -> None:
        self.table.setModel(self.model)
        self.table.set_columns()
        self.only.setAccessibleName(self.tr("Agents of which queue"))
        self._full.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._now = self._queues_and_agents()
        self._stack = QStackedWidget()
        for part in (self._empty, self._now, self.calls):
            self._stack.addWidget(part)
        column = QVBoxLayout()
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(12)
        column.addLayout(self._head())
        column.addWidget(self._stack, 1)
        self._page = QWidget()
        row = QHBoxLayout(self._page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(column, 1)
        row.addWidget(self.seeing)
        for panel in (self.agent, self.moving):
            row.addWidget(panel)
            panel.hide()
        self._whole = QStackedWidget()
        self._whole.addWidget(self._page)
        self._whole.addWidget(self.wall)
        self.wall.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._whole)

    def _queues_and_agents(self) -> QWidget:
        queues, self._agents = Card(flush=True), Card(self.tr("Agents"), flush=True)
        queues.body.setContentsMargins(1, 0, 1, 4)
        queues.body.addWidget(self.table)
        head = self.table.horizontalHeader().height()
        queues.setFixedHeight(head + ROWS_SEEN * self.table.verticalHeader().defaultSectionSize() + 16)
        self._agents.add_right(label(self.tr("in each tile: calls today · AHT · top box %"), "muted"))
        self._agents.body.addWidget(self.floor)
        both = QWidget()
        column = QVBoxLayout(both)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(queues)
        column.addWidget(self._agents, 1)
        return both

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addWidget(self.only)
        head.addStretch()
        head.addWidget(self._age)
        head.addWidget(self._full)
        return head

    def chosen_agent(self) -> UUID | None:
        return None if self.agent.isHidden() else self.agent.person_id
