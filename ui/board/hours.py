"""The promises of the day as bars by the hour: what is late, this hour, the next ones, tomorrow, later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.service_time import service_day
from ui.theme import MEDIUM, SEMIBOLD, Theme
from ui.widgets.painting import CENTRE, FILLS, draw_box, draw_text
from ui.wording import local

HEIGHT, BAR_TOP, BAR_BOTTOM, FOOT = 96, 24, 70, 20


@dataclass(frozen=True, slots=True)
class Span:
    """A column of the strip. Units: seconds since 1970; ``last`` is not included, None is no bound."""

    word: str
    first: int | None
    last: int | None
    tone: str = "neutral"


class HourStrip(QWidget):
    """Show how many promises each span has, and choose one by click or arrows and Enter.

    Signals: ``chosen(object)`` a `Span`, or None when the chosen one is given up.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = Theme.current()
        self.setAccessibleName(self.tr("Promises by the hour"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(HEIGHT)
        self.setMouseTracking(True)
        self._spans: list[Span] = []
        self._counts: list[int] = []
        self._at, self._chosen = 0, -1

    def spans(self, now: datetime) -> list[Span]:
        """Return the columns as the day stands now: bounded by now, the full hours, midnight."""
        here = local(now)
        hour = here.replace(minute=0, second=0, microsecond=0)
        midnight = (hour + timedelta(days=1)).replace(hour=0)
        hours = [hour + timedelta(hours=n) for n in range(1, 24 - hour.hour)]
        bounds = [here, *hours, midnight]
        words = [self.tr("now"), *(f"{one:%H}" for one in hours)]
        found = [Span(self.tr("late"), None, int(now.timestamp()), "broken")]
        for word, (first, last) in zip(words, pairwise(bounds), strict=True):
            tone = "attn" if first is here else "info"
            found.append(Span(word, int(first.timestamp()), int(last.timestamp()), tone))
        then = midnight + timedelta(days=1)
        tomorrow = int(midnight.timestamp()), int(then.timestamp())
        assert service_day(midnight) > service_day(now)
        return [
            *found,
            Span(self.tr("tomorrow"), *tomorrow),
            Span(self.tr("after"), int(then.timestamp()), None),
        ]

    def show_counts(self, spans: Sequence[Span], counts: Sequence[int], chosen: Span | None) -> None:
        """Show how many are due in each span, and mark the one that is chosen by its place."""
        self._spans, self._counts = list(spans), list(counts)
        places = [n for n, span in enumerate(spans) if chosen and span.word == chosen.word]
        self._chosen = places[0] if places else -1
        self._at = min(self._at, max(0, len(self._spans) - 1))
        self._tell()
        self.update()

    def counts(self) -> dict[str, int]:
        """Return how many each column shows, by its word."""
        return {span.word: count for span, count in zip(self._spans, self._counts, strict=True)}

    def sizeHint(self) -> QSize:
        return QSize(600, HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in steps and self._spans:
            self._at = min(max(0, self._at + steps[event.key()]), len(self._spans) - 1)
            self._tell()
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose(self._at)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._at = self._column_at(event.position())
        self._choose(self._at)

    def _choose(self, column: int) -> None:
        if 0 <= column < len(self._spans):
            self.chosen.emit(None if column == self._chosen else self._spans[column])

    def _column_at(self, point: QPointF) -> int:
        return min(len(self._spans) - 1, int(point.x() / max(1.0, self._width())))

    def _width(self) -> float:
        return self.width() / max(1, len(self._spans))

    def _tell(self) -> None:
        """Let screen readers hear the column that the arrows stand on."""
        if self._spans:
            words = self._spans[self._at].word
            self.setAccessibleDescription(f"{words}: {self._counts[self._at]}")

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        most = max([1, *self._counts[1:]])
        for column, (span, count) in enumerate(zip(self._spans, self._counts, strict=True)):
            rect = QRectF(column * self._width(), 0, self._width(), self.height())
            self._paint_ground(painter, rect, column)
            self._paint_column(painter, rect, span, count, min(1.0, count / most))

    def _paint_ground(self, painter: QPainter, rect: QRectF, column: int) -> None:
        is_here = self.hasFocus() and column == self._at
        ground = self.theme.color("select") if column == self._chosen else None
        edge = self.theme.color("accent_t") if is_here else None
        if ground or edge:
            draw_box(painter, rect.adjusted(2, 1, -2, -1), 6, ground, edge, 2)

    def _paint_column(self, painter: QPainter, rect: QRectF, span: Span, count: int, share: float) -> None:
        small = self.theme.font(self.theme.px("label"), MEDIUM)
        strong = self.theme.font(self.theme.px("label"), SEMIBOLD)
        color = "broken" if span.tone == "broken" and count else "text" if count else "muted"
        foot = BAR_BOTTOM - 3 - (BAR_BOTTOM - BAR_TOP) * share
        above = QRectF(rect.left(), foot - 20, rect.width(), 18)
        draw_text(painter, above, str(count), strong, self.theme.color(color), CENTRE)
        side = max(4.0, (rect.width() - 34) / 2)
        if count:
            bar = QRectF(rect.left() + side, foot, rect.width() - 2 * side, BAR_BOTTOM - foot)
            painter.fillRect(bar, self.theme.color(FILLS[span.tone]))
        painter.fillRect(QRectF(rect.left(), BAR_BOTTOM, rect.width(), 1), self.theme.color("border2"))
        below = QRectF(rect.left(), BAR_BOTTOM + 4, rect.width(), FOOT)
        draw_text(painter, below, span.word, small, self.theme.color("text2"), CENTRE)
