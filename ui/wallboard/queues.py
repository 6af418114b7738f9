"""The queues as rows: now, in the last half hour, today, through the day, and against the same weekday."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import zip_longest

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.metrics.counts import total
from app.metrics.figures import BY_ID
from app.thresholds import Measure
from app.wallboard import FloorAlert, FloorBoard, QueueLine, Slot
from ui.charts.figures import Trend
from ui.figure_words import definition
from ui.theme import MEDIUM, REGULAR, SEMIBOLD
from ui.wallboard.words import (
    GRAVE,
    NONE,
    count_text,
    fine_share_text,
    is_below,
    level_course,
    queue_name,
    share_text,
    since_text,
)
from ui.widgets.painting import RIGHT, WHOLE
from ui.widgets.rows import CELL_ROLE, Cell

Index = QModelIndex | QPersistentModelIndex
QUEUE, WAITING, LONGEST, LATELY, TODAY, COURSE, ABANDONED, CALLS, AGAINST = range(9)
CHART_ROLE = CELL_ROLE + 1
FIGURE = {  # what the definition of a column is of, and what Enter on it leads to
    WAITING: "waiting",
    LONGEST: "longest_wait_s",
    LATELY: "service_level",
    TODAY: "service_level",
    COURSE: "service_level",
    ABANDONED: "abandoned",
    CALLS: "offered",
    AGAINST: "offered",
}
_TOLD = {
    WAITING: {Measure.WAITING, Measure.READY},
    LONGEST: {Measure.LONGEST_WAIT},
    LATELY: {Measure.SERVICE_LEVEL},
    ABANDONED: {Measure.ABANDON_RATE},
}


@dataclass(frozen=True, slots=True)
class HalfHours:
    """Calls offered in each half-hour of the day, beside the usual; the last of ``offered`` is under way."""

    offered: tuple[int, ...]
    before: tuple[float, ...]


def all_queues(board: FloorBoard, name: str) -> QueueLine:
    """Return the sum of all queues as a line of its own, whose name is empty."""
    queues = board.queues
    waits = [queue.waits_since for queue in queues if queue.waits_since is not None]
    trends = zip_longest(*(queue.trend for queue in queues), fillvalue=Slot(0, 0))
    before = zip_longest(*(queue.before for queue in queues), fillvalue=0.0)
    return QueueLine(
        name="",
        name_zh=name,
        name_en=name,
        answer_within_s=0,
        service_goal=_goal(queues),
        waiting=sum(queue.waiting for queue in queues),
        waits_since=min(waits, default=None),
        agents=len(board.agents),
        ready=0,
        busy=0,
        wrap_up=0,
        last_15=total(queue.last_15 for queue in queues),
        last_30=total(queue.last_30 for queue in queues),
        today=total(queue.today for queue in queues),
        trend=tuple(Slot(sum(s.offered for s in slots), sum(s.within for s in slots)) for slots in trends),
        before=tuple(round(sum(values), 1) for values in before),
    )


def _goal(queues: Sequence[QueueLine]) -> int:
    """Return the goal of all: that of the queues by how many called."""
    offered = sum(queue.today.offered for queue in queues)
    if not offered:
        return max((queue.service_goal for queue in queues), default=80)
    return round(sum(queue.service_goal * queue.today.offered for queue in queues) / offered)


def against(queue: QueueLine) -> float | None:
    """Return how much more calls there were in the half-hours that are over than usual; -0.1 is less."""
    over = max(0, len(queue.trend) - 1)
    usual = sum(queue.before[:over])
    return (sum(slot.offered for slot in queue.trend[:over]) - usual) / usual if usual else None


def change_text(change: float) -> str:
    """Return a change as whole percent with its sign: +7 %, −2 %, 0 %."""
    percent = round(100 * change)
    return f"{percent:+d} %".replace("-", "−") if percent else "0 %"


class QueueModel(QAbstractTableModel):
    """A queue a row, all of them first. Rows change in place. ``UserRole`` is the queue's name."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[QueueLine, ...] = ()
        self._tones: dict[tuple[str, int], str] = {}
        self._first = 0
        self._now = datetime.min.replace(tzinfo=UTC)

    def show(self, board: FloorBoard, now: datetime) -> None:
        """Show a newer board: only what is other is told."""
        rows = (all_queues(board, self.tr("All queues")), *board.queues)
        tones = _tones(board.alerts)
        is_same = [row.name for row in rows] == [row.name for row in self._rows]
        self._now, self._first = now, board.first
        if not is_same:
            self.beginResetModel()
            self._rows, self._tones = rows, tones
            self.endResetModel()
            return
        before, self._rows = self._rows, rows
        toned, self._tones = self._tones, tones
        for at, (old, new) in enumerate(zip(before, rows, strict=True)):
            if old != new or _of(toned, new.name) != _of(tones, new.name):
                self.dataChanged.emit(self.index(at, 0), self.index(at, AGAINST))

    def tick(self, now: datetime) -> None:
        """Let the waits go on."""
        self._now = now
        for at, row in enumerate(self._rows):
            if row.waits_since is not None:
                self.dataChanged.emit(self.index(at, LONGEST), self.index(at, LONGEST))

    def row(self, number: int) -> QueueLine | None:
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else AGAINST + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.ToolTipRole and section in FIGURE:
            return definition(FIGURE[section])
        if role == Qt.ItemDataRole.TextAlignmentRole and section not in (QUEUE, COURSE, CALLS):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return self._heads()[section] if role == Qt.ItemDataRole.DisplayRole else None

    def _heads(self) -> tuple[str, ...]:
        return (
            self.tr("Queue"),
            self.tr("Waiting"),
            self.tr("Longest"),
            self.tr("30 min"),
            self.tr("Today"),
            self.tr("The day"),
            self.tr("Abandoned"),
            self.tr("Calls per ½ h"),
            self.tr("Usual"),
        )

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == Qt.ItemDataRole.UserRole:
            return row.name
        if role == CHART_ROLE:
            return self._chart(row, index.column())
        if role not in (CELL_ROLE, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        cell = self._cell(row, index.column())
        return cell if role == CELL_ROLE else cell.spoken()

    def _chart(self, row: QueueLine, column: int) -> Trend | HalfHours | None:
        if column == COURSE:
            return level_course(row, self._first)
        return HalfHours(tuple(slot.offered for slot in row.trend), row.before) if column == CALLS else None

    def _cell(self, row: QueueLine, column: int) -> Cell:
        match column:
            case 0:
                members = self.tr("%n agent(s)", "", row.agents)
                return Cell(text=queue_name(row), second=members, weight=MEDIUM)
            case 1:
                return self._figure(row, column, count_text(row.waiting), is_none=not row.waiting)
            case 2:
                return self._figure(row, column, since_text(row.waits_since, self._now))
            case 3 | 4:
                counts = row.last_30 if column == LATELY else row.today
                share = BY_ID["service_level"].of(counts)
                is_low = is_below(share, row.service_goal)
                return self._figure(row, column, share_text(share), is_low=is_low)
            case 5:
                return Cell(tip=self._course_words(row))
            case 6:
                rate = BY_ID["abandon_rate"].of(row.today)
                words = f"{count_text(row.today.abandoned)} · {fine_share_text(rate)}"
                return self._figure(row, column, words)
            case 7:
                tip = self.tr("{0} calls today").format(count_text(row.today.offered))
                return Cell(tip=tip)
        change = against(row)
        words = NONE if change is None else change_text(change)
        return Cell(text=words, align=RIGHT, elide=WHOLE, color="text2")

    def _course_words(self, row: QueueLine) -> str:
        points = level_course(row, self._first).points
        known = [(point.label, point.value) for point in points if point.value is not None]
        return ", ".join(f"{label} {value:.0f} %" for label, value in known)

    def _figure(
        self, row: QueueLine, column: int, words: str, *, is_none: bool = False, is_low: bool = False
    ) -> Cell:
        """Return a figure; one that somebody was told of has an icon and its colour."""
        tone = self._tones.get((row.name, column), "attn" if is_low else "")
        is_quiet = is_none or words == NONE
        return Cell(
            text=words,
            align=RIGHT,
            elide=WHOLE,
            color=tone or ("muted" if is_quiet else "text"),
            icon={"broken": "warning-circle", "attn": "warning"}.get(tone, ""),
            icon_color=tone or "muted",
            weight=REGULAR if is_quiet else SEMIBOLD,
        )


def _tones(alerts: Sequence[FloorAlert]) -> dict[tuple[str, int], str]:
    """Return the colour of each figure that somebody was told of, of all queues that of the gravest."""
    found: dict[tuple[str, int], str] = {}
    for alert in sorted(alerts, key=lambda alert: alert.is_grave):
        for column, measures in _TOLD.items():
            if alert.measure in measures:
                found[alert.queue, column] = found["", column] = GRAVE[alert.is_grave]
    return found


def _of(tones: dict[tuple[str, int], str], name: str) -> dict[int, str]:
    return {column: tone for (queue, column), tone in tones.items() if queue == name}
