"""An order as a track of steps: what is done, where it stands, what comes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import REGULAR, SEMIBOLD
from ui.widgets.painting import AT_END, FILLS, Painted, draw_icon, draw_text, text_width

RADIUS, TOP, LINE_GAP, HEIGHT, LEAST_STEP = 6, 8, 4, 46, 64


class StepState(Enum):
    DONE = "done"
    CURRENT = "current"
    COMING = "coming"


@dataclass(frozen=True, slots=True)
class Step:
    """One stop of the track: its name, and when or by whom."""

    name: str
    detail: str
    state: StepState


class Track(Painted):
    """Show the steps from left to right; ``tone`` colours the current one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._steps: tuple[Step, ...] = ()
        self._tone = "attn"

    def set(self, steps: Sequence[Step], tone: str = "attn") -> None:
        self._steps, self._tone = tuple(steps), tone
        self.show_words("; ".join(f"{step.name} {step.detail}".strip() for step in steps))

    def sizeHint(self) -> QSize:
        return QSize(LEAST_STEP * max(1, len(self._steps)), HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._steps:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = self.width() / len(self._steps)
        for at, step in enumerate(self._steps):
            if at + 1 < len(self._steps):
                self._paint_line(painter, at * width, width, step)
            self._paint_stop(painter, at * width, step)
            self._paint_words(painter, QRectF(at * width, 0, width - LINE_GAP, HEIGHT), step)

    def is_cut(self) -> bool:
        width = self.width() / max(1, len(self._steps)) - LINE_GAP
        font = self.theme.font(self.theme.px("label"), SEMIBOLD)
        return any(max(text_width(s.name, font), text_width(s.detail, font)) > width for s in self._steps)

    def _paint_line(self, painter: QPainter, left: float, width: float, step: Step) -> None:
        token = "good_fill" if step.state is StepState.DONE else "neutral_fill"
        painter.setPen(QPen(self.theme.color(token), 2))
        start = left + 2 * RADIUS + LINE_GAP
        painter.drawLine(QPointF(start, TOP), QPointF(left + width - LINE_GAP, TOP))

    def _paint_stop(self, painter: QPainter, left: float, step: Step) -> None:
        centre = QPointF(left + RADIUS, TOP)
        if step.state is StepState.DONE:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.color("good_fill"))
            painter.drawEllipse(centre, RADIUS, RADIUS)
            draw_icon(painter, "check", "surface", left + 2, TOP, 8)
            return
        is_current = step.state is StepState.CURRENT
        token, pen = (FILLS[self._tone], 3.0) if is_current else ("neutral_fill", 1.5)
        painter.setPen(QPen(self.theme.color(token), pen))
        painter.setBrush(self.theme.color("surface"))
        painter.drawEllipse(centre, RADIUS - pen / 2, RADIUS - pen / 2)

    def _paint_words(self, painter: QPainter, column: QRectF, step: Step) -> None:
        is_current = step.state is StepState.CURRENT
        size = self.theme.px("label")
        name_font = self.theme.font(size, SEMIBOLD if is_current else REGULAR)
        name_color = self.theme.color(self._tone if is_current else "text2")
        first = QRectF(column.left(), 16, column.width(), 15)
        draw_text(painter, first, step.name, name_font, name_color, elide=AT_END)
        second = first.translated(0, 15)
        detail_color = self.theme.color("text2" if is_current else "muted")
        draw_text(painter, second, step.detail, self.theme.font(size), detail_color, elide=AT_END)
