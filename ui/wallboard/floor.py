"""The groups of agents side by side, each as wide as it needs while there is room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QVBoxLayout, QWidget

from app.reference import Reference
from app.wallboard import AgentLine, FloorBoard
from ui.wallboard.agents import GAP, TILE, AgentModel, TileDelegate
from ui.wallboard.words import Group, agent_since, agent_tones, group_of, group_word, reason_word
from ui.widgets.fact import Fact

INSET = 12
SPARE = 14  # of a group: its scroll bar
ICONS = {
    Group.READY: ("check-circle", "good"),
    Group.TALKING: ("phone-call", "info"),
    Group.WRAP_UP: ("pencil-simple", "text2"),
    Group.AWAY: ("pause", "attn"),
    Group.OUT: ("phone-outgoing", "info"),
}


def shared_columns(counts: Sequence[int], columns: int) -> list[int]:
    """Return how many of the columns each group has: one at least, the rest where most stand in one."""
    found = [1] * len(counts)
    for _ in range(max(0, columns - len(counts))):
        most = max(range(len(counts)), key=lambda at: counts[at] / found[at])
        found[most] += 1
    return found


class TileList(QListView):
    """One group's tiles. Signals: ``opened(object)`` the `AgentLine` on Enter or a double click."""

    opened = Signal(object)

    def __init__(self, group: Group, model: AgentModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setGridSize(TILE)
        self.setMouseTracking(False)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(TileDelegate(group, self))
        self.setModel(model)
        self.viewport().setAutoFillBackground(False)
        self.activated.connect(self._on_activated)

    def minimumSizeHint(self) -> QSize:
        return QSize(TILE.width(), TILE.height())

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        agent = index.data(AgentModel.AgentRole)
        if agent is not None:
            self.opened.emit(agent)


class FloorPanel(QWidget):
    """Show the agents. Signals: ``opened(object)`` an `AgentLine`."""

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reference = Reference({}, (), ())
        self.models: dict[Group, AgentModel] = {}
        self.lists: dict[Group, TileList] = {}
        self._heads: dict[Group, Fact] = {}
        self._holders: list[QWidget] = []
        self._counts: dict[Group, int] = dict.fromkeys(Group, 0)
        self._lay_out()

    def use(self, reference: Reference) -> None:
        """Name reasons and queues by these lists."""
        self._reference = reference

    def show_board(self, board: FloorBoard, queue: str, now: datetime) -> None:
        """Show the agents of all queues, or those whose last call came by one."""
        groups: dict[Group, list[AgentLine]] = {group: [] for group in Group}
        for agent in board.agents:
            if queue in ("", agent.queue):
                groups[group_of(agent)].append(agent)
        tones = agent_tones(board.alerts)
        for group, agents in groups.items():
            model = self.models[group]
            model.now, model.tones = now, tones
            model.show(sorted(agents, key=lambda agent: (agent_since(agent), agent.person_id)))
            self._heads[group].set(f"{group_word(group)} {len(agents)}", *ICONS[group], words="text")
        self._counts = {group: len(agents) for group, agents in groups.items()}
        self._share()

    def tick(self, now: datetime) -> None:
        """Let the times go on: what is seen is painted again, and nothing is asked."""
        for group, model in self.models.items():
            model.now = now
            self.lists[group].viewport().update()

    def counts(self) -> Mapping[Group, int]:
        return self._counts

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        """Give each group its columns."""
        columns = (self.width() - INSET - len(self._counts) * SPARE) // TILE.width()
        shared = shared_columns(list(self._counts.values()), columns)
        for holder, count in zip(self._holders, shared, strict=True):
            holder.setFixedWidth(count * TILE.width() + SPARE)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(INSET, 0, 0, 0)
        row.setSpacing(0)
        for group in Group:
            model = self.models[group] = AgentModel(lambda agent: reason_word(agent, self._reference), self)
            view = self.lists[group] = TileList(group, model, group_word(group))
            head = self._heads[group] = Fact(group_word(group), *ICONS[group], size="body")
            view.opened.connect(self.opened)
            holder = QWidget()
            column = QVBoxLayout(holder)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(GAP)
            column.addWidget(head)
            column.addWidget(view, 1)
            row.addWidget(holder)
            self._holders.append(holder)
        row.addStretch()
