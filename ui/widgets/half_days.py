"""The half-days of a provider as a grid of free places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from PySide6.QtCore import QLocale, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import MEDIUM, REGULAR, SEMIBOLD, Theme
from ui.widgets.painting import CENTRE, draw_box, draw_icon, draw_text, text_width

HEAD, SIDE, ROW, GAP, LEAST_COLUMN = 38, 76, 36, 4, 44
ROOM_FOR_LOCK = 48
HALVES = ("am", "pm")


class Room(Enum):
    """Whether a half-day can be promised."""

    FREE = "free"
    FULL = "full"
    PAST = "past"
    CLOSED = "closed"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class HalfDay:
    """One half of one day: ``half`` is ``am`` or ``pm``, ``free`` how many places are left."""

    on: date
    half: str
    room: Room
    free: int = 0


class HalfDayGrid(QWidget):
    """Show days from left to right with morning over afternoon; arrows move, Space or Enter picks.

    A digit picks the nth half-day that is free: 2 is the second best.

    Signals: ``picked(date, str)`` for a half-day that is free.
    """

    picked = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = Theme.current()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._days: list[date] = []
        self._cells: dict[tuple[date, str], HalfDay] = {}
        self._today = date.min
        self._hours = ("", "")
        self._at = (0, 0)  # column, half

    def set(self, cells: Sequence[HalfDay], today: date, hours: tuple[str, str] = ("", "")) -> None:
        """Show half-days; ``hours`` are the words beside morning and afternoon, such as 9–12."""
        self._cells = {(cell.on, cell.half): cell for cell in cells}
        self._days = sorted({cell.on for cell in cells})
        self._today, self._hours = today, hours
        self._at = min(self._at[0], max(0, len(self._days) - 1)), self._at[1]
        self._tell()
        self.updateGeometry()
        self.update()

    def current(self) -> HalfDay | None:
        """Return the half-day under the keyboard's mark."""
        column, half = self._at
        return self._cells.get((self._days[column], HALVES[half])) if self._days else None

    def sizeHint(self) -> QSize:
        return QSize(SIDE + LEAST_COLUMN * len(self._days), HEAD + 2 * ROW)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif step := steps.get(Qt.Key(event.key())):
            self._go(self._at[0] + step[0], self._at[1] + step[1])
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pick()
        elif event.text().isdigit() and (cell := self._nth_free(int(event.text()))):
            self._go(self._days.index(cell.on), HALVES.index(cell.half))
            self._pick()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._days and at.x() >= SIDE and at.y() >= HEAD:
            self._go(int((at.x() - SIDE) / self._column_width()), int((at.y() - HEAD) / ROW))
            self._pick()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        for half in range(2):
            self._paint_side(painter, half)
        for column, day in enumerate(self._days):
            self._paint_head(painter, column, day)
            for half in range(2):
                self._paint_cell(painter, column, half)

    def _go(self, column: int, half: int) -> None:
        column = min(max(column, 0), len(self._days) - 1)
        self._at = max(column, 0), min(max(half, 0), 1)
        self._tell()
        self.update()

    def _pick(self) -> None:
        cell = self.current()
        if cell and cell.room is Room.FREE:
            self.picked.emit(cell.on, cell.half)

    def _nth_free(self, number: int) -> HalfDay | None:
        free = sorted(key for key, cell in self._cells.items() if cell.room is Room.FREE)  # "am" before "pm"
        return self._cells[free[number - 1]] if 0 < number <= len(free) else None

    def _tell(self) -> None:
        """Give a screen reader the half-day under the mark."""
        self.setAccessibleName(self.tr("Half-days"))
        cell = self.current()
        if cell:
            day, room = QLocale().toString(cell.on, QLocale.FormatType.ShortFormat), self._room_text(cell)
            self.setAccessibleDescription(f"{day} {self._half_text(HALVES.index(cell.half))}: {room}")

    def _column_width(self) -> float:
        return (self.width() - SIDE) / max(1, len(self._days))

    def _cell_rect(self, column: int, half: int) -> QRectF:
        width = self._column_width()
        inset = GAP / 2
        rect = QRectF(SIDE + column * width, HEAD + half * ROW, width, ROW)
        return rect.adjusted(inset, inset, -inset, -inset)

    def _half_text(self, half: int) -> str:
        return self.tr("Morning") if half == 0 else self.tr("Afternoon")

    def _day_text(self, day: date, font: QFont) -> str:
        """Return today, tomorrow if the column has room for the word, or the day of the week."""
        named = {self._today: self.tr("Today"), self._today + timedelta(days=1): self.tr("Tomorrow")}
        if day in named and text_width(named[day], font) < self._column_width():
            return named[day]
        return QLocale().dayName(day.isoweekday(), QLocale.FormatType.ShortFormat)

    def _room_text(self, cell: HalfDay) -> str:
        words = {
            Room.FREE: str(cell.free),
            Room.FULL: self.tr("full"),
            Room.PAST: self.tr("past"),
            Room.CLOSED: self.tr("off"),
            Room.HELD: self.tr("held"),
        }
        return words[cell.room]

    def _paint_side(self, painter: QPainter, half: int) -> None:
        rect = QRectF(0, HEAD + half * ROW, SIDE, ROW)
        size = self.theme.px("label")
        words = rect.adjusted(0, 0, 0, -ROW / 2 + 1) if self._hours[half] else rect
        draw_text(
            painter, words, self._half_text(half), self.theme.font(size, MEDIUM), self.theme.color("text2")
        )
        hours = rect.adjusted(0, ROW / 2 - 1, 0, 0)
        draw_text(painter, hours, self._hours[half], self.theme.font(size), self.theme.color("muted"))

    def _paint_head(self, painter: QPainter, column: int, day: date) -> None:
        left, width = SIDE + column * self._column_width(), self._column_width()
        is_here = column == self._at[0]
        size, weight = self.theme.px("label"), SEMIBOLD if is_here else REGULAR
        color = self.theme.color("accent_t" if is_here else "text2")
        font = self.theme.font(size, weight)
        draw_text(painter, QRectF(left, 0, width, 18), self._day_text(day, font), font, color, CENTRE)
        draw_text(painter, QRectF(left, 18, width, 16), f"{day:%m-%d}", font, color, CENTRE)

    def _paint_cell(self, painter: QPainter, column: int, half: int) -> None:
        cell = self._cells.get((self._days[column], HALVES[half]))
        if cell is None:
            return
        rect, radius = self._cell_rect(column, half), self.theme.px("radius")
        ground, edge, words = self._cell_tokens(cell)
        edge_color = self.theme.color(edge) if edge else None
        draw_box(painter, rect, radius, self.theme.color(ground), edge_color)
        if self.hasFocus() and (column, half) == self._at:
            self._paint_mark(painter, rect, radius, cell.room)
        is_figure = cell.room is Room.FREE
        font = self.theme.font(
            self.theme.px("body" if is_figure else "label"), SEMIBOLD if is_figure else MEDIUM
        )
        if cell.room is Room.HELD and rect.width() >= ROOM_FOR_LOCK:
            draw_icon(painter, "lock", words, rect.left() + 4, rect.center().y(), 12)
            rect = rect.adjusted(14, 0, 0, 0)
        draw_text(painter, rect, self._room_text(cell), font, self.theme.color(words), CENTRE)

    def _paint_mark(self, painter: QPainter, rect: QRectF, radius: int, room: Room) -> None:
        if room is Room.HELD:  # the ring must differ from the filled cell
            draw_box(painter, rect.adjusted(2, 2, -2, -2), radius - 2, None, self.theme.color("on_accent"), 1)
        draw_box(painter, rect, radius, None, self.theme.color("accent_t"), 2)

    @staticmethod
    def _cell_tokens(cell: HalfDay) -> tuple[str, str, str]:
        """Return ground, edge and text colour of a half-day; one place left is drawn as scarce."""
        if cell.room is Room.HELD:
            return "accent", "", "on_accent"
        if cell.room is Room.FREE:
            return ("attn_soft", "attn_fill", "attn") if cell.free == 1 else ("surface", "border2", "text")
        return "sunken", "", "muted"
