"""The wallboard for reading from four metres: painted, without anything to press."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.metrics.figures import BY_ID
from app.reference import Reference
from app.wallboard import AgentLine, FloorAlert, FloorBoard, QueueLine
from ui.charts.sparkline import draw_trend
from ui.theme import MEDIUM, REGULAR, SEMIBOLD, Theme
from ui.wallboard.floor import ICONS, shared_columns
from ui.wallboard.queue_table import draw_half_hours
from ui.wallboard.queues import HalfHours, all_queues
from ui.wallboard.words import (
    GRAVE,
    Group,
    agent_since,
    agent_tones,
    alert_sentence,
    count_text,
    fine_share_text,
    group_of,
    group_word,
    is_below,
    level_course,
    queue_name,
    reason_word,
    seconds_text,
    share_text,
    since_text,
    told_words,
)
from ui.widgets.painting import AT_END, CENTRE, LEFT, RIGHT, WHOLE, draw_box, draw_icon, draw_text, text_width
from ui.wording import local, short_day

FIGURE, WORDS, HEAD, TITLE = 76, 24, 18, 28
ROW, TILE, GAP, EDGE, LEAST_COLUMN = 60, 184, 12, 32, 260
WIDE = 1920

Columns = list[tuple[float, float, Qt.AlignmentFlag | None]]  # left edge, width, and how words stand in it


class WallView(QWidget):
    """Show the floor large: five figures, the queues that need it most, and the agents by state."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = Theme.current()
        self.theme.changed.connect(self.update)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._board: FloorBoard | None = None
        self._reference = Reference({}, (), ())
        self._now = datetime.min.replace(tzinfo=UTC)

    def show_board(self, board: FloorBoard, reference: Reference, now: datetime) -> None:
        self._board, self._reference = board, reference
        if self.isVisible():
            self.tick(now)

    def tick(self, now: datetime) -> None:
        """Let the times go on."""
        self._now = now
        if self._board is not None:
            every = all_queues(self._board, "")
            level = share_text(BY_ID["service_level"].of(every.last_30))
            said = self.tr("{0} waiting, longest {1}, in time {2}")
            self.setAccessibleName(
                said.format(every.waiting, since_text(every.waits_since, now), level)
                + self._alert_words(self._board)
            )
        self.update()

    def _alert_words(self, board: FloorBoard) -> str:
        alert = _worst(board.alerts)
        return f" · {self._sentence(alert)}" if alert is not None else ""

    def _sentence(self, alert: FloorAlert) -> str:
        return f"{alert_sentence(alert, self._board, self._reference, self._now)} · {told_words(alert)}"

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self.theme.color("page"))
        if self._board is None:
            self._say(painter, QRectF(self.rect()), self.tr("The floor is read"), WORDS, "muted", CENTRE)
            return
        scale = min(1.0, self.width() / WIDE)  # a smaller screen is read from nearer
        painter.scale(scale, scale)
        whole = QRectF(0, 0, self.width() / scale, self.height() / scale)
        room = whole.adjusted(EDGE, GAP, -EDGE, -GAP)
        self._paint_head(painter, room, self._board)
        room.adjust(0, 56, 0, 0)
        every = all_queues(self._board, self.tr("All queues"))
        self._paint_figures(painter, QRectF(room.left(), room.top(), room.width(), TILE), every)
        room.adjust(0, TILE + GAP, 0, 0)
        rows = max(1, int((room.height() * 0.55 - 48) // ROW))
        used = self._paint_queues(painter, room, self._board, rows)
        room.adjust(0, used + GAP, 0, 0)
        self._paint_agents(painter, room, self._board)

    # the head

    def _paint_head(self, painter: QPainter, room: QRectF, board: FloorBoard) -> None:
        line = QRectF(room.left(), room.top(), room.width(), 48)
        at = local(self._now)
        clock = f"{at:%H:%M:%S}"
        leave = self.tr("F11 leaves")
        font = self.theme.font(HEAD)
        self._say(painter, line, leave, HEAD, "muted", RIGHT)
        line.adjust(0, 0, -text_width(leave, font) - 16, 0)
        self._say(painter, line, clock, TITLE, "text", RIGHT, SEMIBOLD)
        line.adjust(0, 0, -text_width(clock, self.theme.font(TITLE, SEMIBOLD)) - 24, 0)
        title = self.tr("Wallboard")
        self._say(painter, line, title, TITLE, "text", weight=SEMIBOLD)
        left = line.left() + text_width(title, self.theme.font(TITLE, SEMIBOLD)) + 12
        self._say(painter, QRectF(left, line.top(), 200, 48), short_day(at.date()), HEAD, "muted")
        alert = _worst(board.alerts)
        if alert is None:
            return
        tone, words = GRAVE[alert.is_grave], self._sentence(alert)
        strong = self.theme.font(WORDS, SEMIBOLD)
        room_for = line.adjusted(left - line.left() + 160, 0, 0, 0)
        width = min(text_width(words, strong), room_for.width() - 36)
        draw_icon(painter, "warning-circle", tone, room_for.right() - width - 36, line.center().y(), 26)
        told = QRectF(room_for.right() - width, line.top(), width, line.height())
        draw_text(painter, told, words, strong, self.theme.color(tone), elide=AT_END)

    # the figures

    def _paint_figures(self, painter: QPainter, band: QRectF, every: QueueLine) -> None:
        level, today = (BY_ID["service_level"].of(counts) for counts in (every.last_30, every.today))
        rate = BY_ID["abandon_rate"].of(every.today)
        board = self._board
        assert board is not None  # painted only then
        waits = self._tone({"waiting", "longest_wait"}, bool(every.waiting))
        low = is_below(level, every.service_goal)
        tiles = (
            (
                self.tr("Waiting"),
                count_text(every.waiting),
                self.tr("longest {0}").format(since_text(every.waits_since, self._now)),
                waits,
                1.0,
            ),
            (
                self.tr("In time, last 30 min"),
                share_text(level),
                self.tr("goal {0} %").format(every.service_goal),
                "attn" if low else "",
                1.0,
            ),
            (self.tr("In time, today"), share_text(today), self.tr("dashed: the goal"), "", 1.5),
            (
                self.tr("Abandoned, today"),
                fine_share_text(rate),
                self.tr("{0} calls, {1} short apart").format(
                    every.today.abandoned, every.today.short_abandoned
                ),
                "",
                1.0,
            ),
            (
                self.tr("Calls, today"),
                count_text(every.today.offered),
                self.tr("per half-hour; dashes: usual"),
                "",
                1.5,
            ),
        )
        left, share = band.left(), (band.width() - 4 * GAP) / sum(tile[4] for tile in tiles)
        for at, (head, figure, foot, tone, wide) in enumerate(tiles):
            tile = QRectF(left, band.top(), share * wide, band.height())
            self._paint_tile(painter, tile, head, figure, foot, tone)
            if at in (2, 4):
                figure_width = text_width(figure, self.theme.font(FIGURE, SEMIBOLD))
                chart = tile.adjusted(figure_width + 40, 44, -16, -56)
                self._paint_chart(painter, chart, every, is_level=at == 2)
            left += tile.width() + GAP

    def _tone(self, measures: set[str], is_there: bool) -> str:
        board = self._board
        assert board is not None  # painted only then
        found = [alert for alert in board.alerts if alert.measure.value in measures]
        return GRAVE[any(alert.is_grave for alert in found)] if found and is_there else ""

    def _paint_tile(
        self, painter: QPainter, tile: QRectF, head: str, figure: str, foot: str, tone: str
    ) -> None:
        draw_box(painter, tile, 8, self.theme.color("surface"), self.theme.color("border"))
        if tone:
            top = QRectF(tile.left() + 4, tile.top(), tile.width() - 8, 4)
            painter.fillRect(top, self.theme.color(f"{tone}_fill"))
        inner = tile.adjusted(16, 12, -12, -12)
        self._say(painter, QRectF(inner.left(), inner.top(), inner.width(), 26), head, HEAD, "text2")
        middle = QRectF(inner.left(), inner.top() + 30, inner.width(), 92)
        if tone:
            draw_icon(painter, "warning-circle", tone, middle.left(), middle.center().y(), 44)
            middle.adjust(56, 0, 0, 0)
        self._say(painter, middle, figure, FIGURE, tone or "text", weight=SEMIBOLD)
        last = QRectF(inner.left(), inner.bottom() - 26, inner.width(), 26)
        self._say(painter, last, foot, HEAD, tone or "text2", elide=True)

    def _paint_chart(self, painter: QPainter, rect: QRectF, every: QueueLine, *, is_level: bool) -> None:
        if rect.width() < 60:
            return
        if is_level:
            draw_trend(painter, rect, level_course(every, 0), self.theme)
        else:
            halves = HalfHours(tuple(slot.offered for slot in every.trend), every.before)
            draw_half_hours(painter, rect, halves, self.theme)

    # the queues

    def _paint_queues(self, painter: QPainter, room: QRectF, board: FloorBoard, most: int) -> float:
        """Paint the queues with the longest waits first; return the height that was used."""
        far = datetime.max.replace(tzinfo=UTC)
        ranked = sorted(board.queues, key=lambda one: (-one.waiting, one.waits_since or far))
        shown = ranked[:most]
        height = 48 + ROW * len(shown)
        card = QRectF(room.left(), room.top(), room.width(), height)
        draw_box(painter, card, 8, self.theme.color("surface"), self.theme.color("border"))
        columns = self._columns(card.width())
        heads = (
            self.tr("Queue · {0} of {1}").format(len(shown), len(ranked)),
            self.tr("Waiting"),
            self.tr("Longest"),
            self.tr("Ready · talk · wrap"),
            self.tr("30 min"),
            self.tr("Today"),
            self.tr("Through the day"),
            self.tr("Offered"),
            self.tr("Abandoned"),
            self.tr("ASA"),
        )
        for (left, width, align), head in zip(columns, heads, strict=True):
            rect = QRectF(card.left() + left, card.top() + 4, width, 44)
            self._say(painter, rect, head, HEAD, "muted", align, elide=True)
        for at, queue in enumerate(shown):
            row = QRectF(card.left(), card.top() + 48 + ROW * at, card.width(), ROW)
            painter.fillRect(
                QRectF(row.left() + 1, row.top(), row.width() - 2, 1), self.theme.color("border")
            )
            self._paint_queue(painter, row, queue, columns)
        return height

    def _columns(self, width: float) -> Columns:
        shares = (0.225, 0.07, 0.08, 0.13, 0.08, 0.08, 0.145, 0.065, 0.07, 0.055)
        aligns = ("l", "r", "r", "c", "r", "r", "l", "r", "r", "r")
        found: Columns = []
        left = 16.0
        for share, align in zip(shares, aligns, strict=True):
            wide = (width - 32) * share
            found.append((left, wide - 14, {"l": None, "r": RIGHT, "c": CENTRE}[align]))
            left += wide
        return found

    def _paint_queue(
        self,
        painter: QPainter,
        row: QRectF,
        queue: QueueLine,
        columns: Columns,
    ) -> None:
        level, today = (BY_ID["service_level"].of(counts) for counts in (queue.last_30, queue.today))
        waits = self._tone_of(queue.name, {"waiting", "longest_wait"})
        goal = queue.service_goal
        lately = self._tone_of(queue.name, {"service_level"})
        if not lately and level is not None:
            lately = "attn" if is_below(level, goal) else "good"
        asa = BY_ID["asa"].of(queue.today)
        cells = (
            (queue_name(queue), "text", SEMIBOLD),
            (count_text(queue.waiting), waits or "text", SEMIBOLD),
            (since_text(queue.waits_since, self._now), waits or "text2", REGULAR),
            (f"{queue.ready} · {queue.busy} · {queue.wrap_up}", "text2", REGULAR),
            (share_text(level), lately or "muted", SEMIBOLD),
            (share_text(today), "attn" if is_below(today, goal) else "text", REGULAR),
            ("", "", REGULAR),
            (count_text(queue.today.offered), "text2", REGULAR),
            (fine_share_text(BY_ID["abandon_rate"].of(queue.today)), "text2", REGULAR),
            (seconds_text(None if asa is None else int(asa + 0.5)), "text2", REGULAR),
        )
        for at, ((left, width, align), (words, color, weight)) in enumerate(zip(columns, cells, strict=True)):
            rect = QRectF(row.left() + left, row.top(), width, row.height())
            if at == 6:
                draw_trend(painter, rect.adjusted(0, 10, 0, -10), level_course(queue, 0), self.theme)
            else:
                self._say(painter, rect, words, WORDS, color, align, weight, elide=at == 0)

    def _tone_of(self, queue: str, measures: set[str]) -> str:
        board = self._board
        assert board is not None  # painted only then
        found = [one for one in board.alerts if one.queue == queue and one.measure.value in measures]
        return GRAVE[any(one.is_grave for one in found)] if found else ""

    # the agents

    def _paint_agents(self, painter: QPainter, room: QRectF, board: FloorBoard) -> None:
        groups: dict[Group, list[AgentLine]] = {group: [] for group in Group}
        for agent in board.agents:
            groups[group_of(agent)].append(agent)
        fits = max(1, int(room.width() // LEAST_COLUMN))
        shared = shared_columns([len(agents) for agents in groups.values()], fits)
        wide = (room.width() - GAP * (len(groups) - 1)) / sum(shared)
        tones = agent_tones(board.alerts)
        left = room.left()
        for (group, agents), columns in zip(groups.items(), shared, strict=True):
            card = QRectF(left, room.top(), wide * columns, room.height())
            draw_box(painter, card, 8, self.theme.color("surface"), self.theme.color("border"))
            self._paint_group(painter, card.adjusted(16, 8, -16, -8), group, agents, columns, tones)
            left += card.width() + GAP

    def _paint_group(
        self,
        painter: QPainter,
        room: QRectF,
        group: Group,
        agents: Sequence[AgentLine],
        columns: int,
        tones: dict[UUID, str],
    ) -> None:
        icon, tone = ICONS[group]
        draw_icon(painter, icon, tone, room.left(), room.top() + 18, 20)
        head = QRectF(room.left() + 30, room.top(), room.width() - 30, 36)
        self._say(painter, head, group_word(group), WORDS - 2, "text", weight=SEMIBOLD)
        self._say(painter, head, str(len(agents)), WORDS, tone, RIGHT, SEMIBOLD)
        line = 38
        rows = max(0, int((room.height() - 44) // line))
        ranked = sorted(agents, key=agent_since)
        fits = rows * columns
        shown = ranked[: max(0, fits - 1)] if len(ranked) > fits else ranked
        wide = (room.width() - GAP * (columns - 1)) / columns
        rows = max(1, min(rows, -(-len(ranked) // columns)))
        for at, agent in enumerate(shown):
            column, row = divmod(at, rows)
            rect = QRectF(room.left() + column * (wide + GAP), room.top() + 44 + row * line, wide, line)
            self._paint_agent(painter, rect, agent, tones.get(agent.person_id, ""))
        if len(shown) < len(ranked) and rows:
            last = QRectF(room.right() - wide, room.top() + 44 + (rows - 1) * line, wide, line)
            more = self.tr("and {0} more").format(len(ranked) - len(shown))
            self._say(painter, last, more, HEAD, "muted", RIGHT)

    def _paint_agent(self, painter: QPainter, rect: QRectF, agent: AgentLine, tone: str) -> None:
        since = since_text(agent_since(agent), self._now)
        font = self.theme.font(WORDS - 2, SEMIBOLD if tone else REGULAR)
        draw_text(painter, rect, since, font, self.theme.color(tone or "text2"), RIGHT)
        room = rect.adjusted(0, 0, -text_width(since, font) - 10, 0)
        why = reason_word(agent, self._reference) if group_of(agent) is Group.AWAY else ""
        name = self.theme.font(WORDS - 2, MEDIUM)
        if why:
            small = self.theme.font(HEAD)
            width = text_width(agent.name, name) + 12
            if width + text_width(why, small) <= room.width():
                draw_text(painter, room.adjusted(width, 0, 0, 0), why, small, self.theme.color("muted"))
        draw_text(painter, room, agent.name, name, self.theme.color("text"), elide=AT_END)

    def _say(
        self,
        painter: QPainter,
        rect: QRectF,
        words: str,
        size: int,
        color: str,
        align: Qt.AlignmentFlag | None = None,
        weight: int = REGULAR,
        *,
        elide: bool = False,
    ) -> None:
        font, how = self.theme.font(size, weight), AT_END if elide else WHOLE
        draw_text(painter, rect, words, font, self.theme.color(color), align or LEFT, how)


def _worst(alerts: Sequence[FloorAlert]) -> FloorAlert | None:
    """Return the gravest alert, of several the oldest."""
    return min(alerts, key=lambda one: (not one.is_grave, one.at), default=None)
