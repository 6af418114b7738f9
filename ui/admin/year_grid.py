"""A year of days at a glance: what is off, what is worked, what is not settled yet, what is changed here."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QLocale, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.working_calendar import DayKind
from ui.theme import REGULAR, SEMIBOLD, Theme
from ui.widgets.painting import CENTRE, LEFT, draw_box, draw_text

ACROSS, DOWN, DAYS, WEEKS = 4, 3, 7, 6
TITLE, HEAD, GAP, LEAST_CELL, LEAST_ROW = 24, 18, 16, 27, 20
WEEKEND: Final = 5


@dataclass(frozen=True, slots=True)
class DayShown:
    """A day as it is shown; without a kind its weekday tells."""

    kind: DayKind | None = None
    name: str = ""
    source: str = ""
    provisional: bool = False
    changed: bool = False


class YearGrid(QWidget):
    """Show twelve months; arrows move the hand by a day or a week, Home and End by a month.

    Signals: ``moved(object)`` the day under the hand.
    """

    moved = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = Theme.current()
        self._name = name
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._days: Mapping[date, DayShown] = {}
        self._today = self._at = date.min
        self.setAccessibleName(name)

    def show_days(self, days: Mapping[date, DayShown], at: date, today: date) -> None:
        """Show the year of a day, which comes under the hand."""
        self._days, self._today = days, today
        self._go_to(at)

    def current(self) -> date:
        return self._at

    def shown(self, on: date) -> DayShown:
        return self._days.get(on, DayShown())

    def day_at(self, place: QPointF) -> date | None:
        """Return the day that stands at a place."""
        return next((on for on in _days_of(self._at.year) if self._cell(on).contains(place)), None)

    def sizeHint(self) -> QSize:
        width = ACROSS * DAYS * LEAST_CELL + (ACROSS - 1) * GAP
        return QSize(width, DOWN * (TITLE + HEAD + WEEKS * LEAST_ROW))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -DAYS,
            Qt.Key.Key_Down: DAYS,
            Qt.Key.Key_Home: -self._at.day + 1
            or -monthrange(self._at.year, (self._at.month - 2) % 12 + 1)[1],
            Qt.Key.Key_End: monthrange(self._at.year, self._at.month)[1] - self._at.day + 1,
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
            return
        to = self._at + timedelta(days=step)
        if to.year == self._at.year:
            self._go_to(to)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        on = self.day_at(event.position())
        if on is not None:
            self._go_to(on)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        for month in range(1, 13):
            self._paint_month(painter, month)
        for on in _days_of(self._at.year):
            self._paint_day(painter, on)

    def _go_to(self, on: date) -> None:
        self._at = on
        words = QLocale().toString(on, QLocale.FormatType.LongFormat)
        self.setAccessibleName(f"{self._name}, {words}")
        self.update()
        self.moved.emit(on)

    # where things are

    def _month(self, month: int) -> QRectF:
        width = (self.width() - (ACROSS - 1) * GAP) / ACROSS
        height = self.height() / DOWN
        at = month - 1
        return QRectF(at % ACROSS * (width + GAP), at // ACROSS * height, width, height)

    def _cell(self, on: date) -> QRectF:
        month = self._month(on.month)
        week = (on.day - 1 + on.replace(day=1).weekday()) // DAYS
        width, height = month.width() / DAYS, (month.height() - TITLE - HEAD - 4) / WEEKS
        top = month.top() + TITLE + HEAD + week * height
        return QRectF(month.left() + on.weekday() * width, top, width, height)

    # how they look

    def _paint_month(self, painter: QPainter, month: int) -> None:
        place, theme = self._month(month), self.theme
        title = QLocale().standaloneMonthName(month, QLocale.FormatType.LongFormat)
        font = theme.font(theme.px("body"), SEMIBOLD)
        line = QRectF(place.left() + 6, place.top(), place.width(), TITLE)
        draw_text(painter, line, title, font, theme.color("text"), LEFT)
        small, width = theme.font(theme.px("label"), REGULAR), place.width() / DAYS
        for day in range(DAYS):
            head = QRectF(place.left() + day * width, place.top() + TITLE, width, HEAD)
            word = QLocale().standaloneDayName(day + 1, QLocale.FormatType.NarrowFormat)
            draw_text(painter, head, word, small, theme.color("muted"), CENTRE)

    def _paint_day(self, painter: QPainter, on: date) -> None:
        day, theme = self.shown(on), self.theme
        box = self._cell(on).adjusted(1, 1, -1, -1)
        grounds = {DayKind.OFF: "good_soft", DayKind.WORK: "attn_soft"}
        ground = theme.color(grounds[day.kind]) if day.kind else None
        is_here = on == self._at
        edge = theme.color("accent_t") if is_here else theme.color("info") if day.changed else None
        draw_box(painter, box, theme.px("radius"), ground, edge, 2 if is_here and self.hasFocus() else 1)
        is_rest = on.weekday() >= WEEKEND if day.kind is None else day.kind is DayKind.OFF
        weight = SEMIBOLD if day.kind or on == self._today else REGULAR
        color = "accent_t" if on == self._today else "muted" if is_rest and not day.kind else "text"
        text = f"{on.day}{self._mark(day)}"
        draw_text(painter, box, text, theme.font(theme.px("label"), weight), theme.color(color), CENTRE)
        if day.changed:
            line = QRectF(box.left() + 5, box.bottom() - 3, box.width() - 10, 2)
            draw_box(painter, line, 1, theme.color("info"))

    def _mark(self, day: DayShown) -> str:
        """Return what says without a colour what a day is."""
        if day.provisional:
            return "?"
        return {DayKind.OFF: self.tr("H"), DayKind.WORK: self.tr("W"), None: ""}[day.kind]


def _days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=number) for number in range((date(year + 1, 1, 1) - first).days)]
