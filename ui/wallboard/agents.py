"""The agents by state, a tile each: who, since when, and what the day was like."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import islice
from uuid import UUID

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.floor.now import AgentState
from app.wallboard import AgentLine
from ui.theme import MEDIUM, SEMIBOLD, Theme
from ui.wallboard.words import NONE, Group, agent_since, seconds_text, since_text
from ui.widgets.painting import AT_END, RIGHT, draw_box, draw_icon, draw_left_edge, draw_text, text_width

Index = QModelIndex | QPersistentModelIndex
TILE = QSize(138, 44)
GAP = 4
WORDS = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)


EDGES = {
    Group.READY: "good_fill",
    Group.TALKING: "info_fill",
    Group.WRAP_UP: "neutral_fill",
    Group.AWAY: "attn_fill",
    Group.OUT: "info_fill",
}


class AgentModel(QAbstractListModel):
    """One group, who has been in it longest first. Who comes and goes changes a row, not all of them.

    ``UserRole`` is the agent's id, ``AgentRole`` the `AgentLine`.
    """

    AgentRole = Qt.ItemDataRole.UserRole + 1

    def __init__(self, words: Callable[[AgentLine], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._agents: list[AgentLine] = []
        self.now = datetime.min.replace(tzinfo=UTC)
        self.tones: dict[UUID, str] = {}  # by agent: of those of whom somebody was told

    def show(self, agents: Sequence[AgentLine]) -> None:
        """Show who is in this group now, in this order."""
        wanted = {agent.person_id for agent in agents}
        for at in range(len(self._agents) - 1, -1, -1):
            if self._agents[at].person_id not in wanted:
                self._remove(at)
        stay = {agent.person_id for agent in self._agents}
        for at, agent in enumerate(agents):
            if at >= len(self._agents) or self._agents[at].person_id != agent.person_id:
                self._place(at, agent, was_here=agent.person_id in stay)
        changed = [at for at, pair in enumerate(zip(self._agents, agents, strict=True)) if pair[0] != pair[1]]
        self._agents = list(agents)
        if changed:  # told once: what is seen is painted once
            self.dataChanged.emit(self.index(changed[0]), self.index(changed[-1]))

    def _place(self, at: int, agent: AgentLine, *, was_here: bool) -> None:
        """Let an agent stand in a row: those before it stand already."""
        if was_here:
            ids = (one.person_id for one in islice(self._agents, at, None))
            self._remove(next(n for n, person_id in enumerate(ids, at) if person_id == agent.person_id))
        self.beginInsertRows(QModelIndex(), at, at)
        self._agents.insert(at, agent)
        self.endInsertRows()

    def _remove(self, at: int) -> None:
        self.beginRemoveRows(QModelIndex(), at, at)
        del self._agents[at]
        self.endRemoveRows()

    def agent(self, row: int) -> AgentLine | None:
        return self._agents[row] if 0 <= row < len(self._agents) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._agents)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        agent = self.agent(index.row()) if index.isValid() else None
        if agent is None:
            return None
        if role == Qt.ItemDataRole.UserRole:
            return agent.person_id
        if role == self.AgentRole:
            return agent
        if role in WORDS:
            return ", ".join(self.lines(agent))
        return None

    def lines(self, agent: AgentLine) -> tuple[str, ...]:
        """Return who, since when, what at, and what the day was like: all that a tile shows."""
        since = since_text(agent_since(agent), self.now)
        told = (agent.name, since, self._words(agent))
        return tuple(part for part in (*told, day_words(agent)) if part)

    def words(self, agent: AgentLine) -> str:
        return self._words(agent)


def day_words(agent: AgentLine) -> str:
    """Return calls today, handling time and top box."""
    top = NONE if agent.top_box is None else f"{agent.top_box}"
    return f"{agent.calls}  {seconds_text(agent.handle_s)}  {top}"


class TileDelegate(QStyledItemDelegate):
    """Paint a tile: name and time above, what at and the day below."""

    def __init__(self, group: Group, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = Theme.current()
        self._edge = EDGES[group]

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return TILE

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        agent = index.data(AgentModel.AgentRole)
        if agent is None or not isinstance(model, AgentModel):
            return
        tone = "broken" if agent.help_at is not None else model.tones.get(agent.person_id, "")
        tile = QRectF(option.rect).adjusted(0, 0, -GAP * 2, -GAP)
        painter.save()
        ground = f"{tone}_soft" if tone else "sunken"
        is_chosen = bool(option.state & QStyle.StateFlag.State_HasFocus)
        edge = self.theme.color("accent_t") if is_chosen else None
        draw_box(painter, tile, 6, self.theme.color(ground), edge, 1.5)
        edge_of = "broken_fill" if agent.state is AgentState.UNKNOWN else self._edge
        draw_left_edge(painter, tile, 6, self.theme.color(edge_of))
        self._paint_words(painter, tile.adjusted(10, 2, -7, -2), model, agent, tone)
        painter.restore()

    def _paint_words(
        self, painter: QPainter, rect: QRectF, model: AgentModel, agent: AgentLine, tone: str
    ) -> None:
        upper = QRectF(rect.left(), rect.top(), rect.width(), 20)
        lower = QRectF(rect.left(), rect.top() + 19, rect.width(), 18)
        strong = self.theme.font(self.theme.px("body"), SEMIBOLD)
        small = self.theme.font(self.theme.px("label"))
        since = since_text(agent_since(agent), model.now)
        color = self.theme.color(tone or "text")
        draw_text(painter, upper, since, strong, color, RIGHT)
        room = upper.adjusted(0, 0, -text_width(since, strong) - 6, 0)
        if tone:
            icon = "bell-ringing" if agent.help_at is not None else "warning"
            draw_icon(painter, icon, tone, room.right() - 14, upper.center().y(), 14)
            room.adjust(0, 0, -18, 0)
        name = self.theme.font(self.theme.px("body"), MEDIUM)
        draw_text(painter, room, agent.name, name, self.theme.color("text"), elide=AT_END)
        day = day_words(agent)
        draw_text(painter, lower, day, small, self.theme.color(tone or "text2"), RIGHT)
        left = lower.adjusted(0, 0, -text_width(day, small) - 6, 0)
        draw_text(painter, left, model.words(agent), small, self.theme.color(tone or "text2"), elide=AT_END)
