"""The half-days of a provider with the one that is chosen: chosen is not held yet, and does not look it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtGui import QPainter

from app.ranking import HalfDay
from app.service_time import HALF_DAYS, Half
from ui.theme import SEMIBOLD
from ui.widgets.half_days import HALVES, HalfDayGrid, Room
from ui.widgets.half_days import HalfDay as Cell
from ui.widgets.painting import CENTRE, draw_box, draw_icon, draw_text

CHECK = 12


class SlotGrid(HalfDayGrid):
    """Show free places and mark one half-day as chosen; the keyboard's mark goes there too."""

    def __init__(self) -> None:
        super().__init__()
        self._chosen: tuple[date, str] | None = None

    def show_slots(self, slots: Sequence[HalfDay], chosen: HalfDay | None, today: date) -> None:
        hours = tuple(f"{begin.hour}–{end.hour}" for begin, end in HALF_DAYS.values())
        self._chosen = (chosen.on, chosen.half.value) if chosen else None
        self.set(_cells(slots), today, hours)
        if self._chosen:
            self._go(self._days.index(self._chosen[0]), HALVES.index(self._chosen[1]))

    def chosen(self) -> tuple[date, str] | None:
        return self._chosen

    def _paint_cell(self, painter: QPainter, column: int, half: int) -> None:
        super()._paint_cell(painter, column, half)
        cell = self._cells.get((self._days[column], HALVES[half]))
        if cell is None or (cell.on, cell.half) != self._chosen:
            return
        rect, radius = self._cell_rect(column, half), self.theme.px("radius")
        draw_box(painter, rect, radius, self.theme.color("accent"))
        if self.hasFocus() and (column, half) == self._at:
            self._paint_mark(painter, rect, radius, Room.HELD)
        draw_icon(painter, "check", "on_accent", rect.left() + 7, rect.center().y(), CHECK)
        font = self.theme.font(self.theme.px("body"), SEMIBOLD)
        words = rect.adjusted(CHECK, 0, 0, 0)
        draw_text(painter, words, str(cell.free), font, self.theme.color("on_accent"), CENTRE)


def _cells(slots: Sequence[HalfDay]) -> list[Cell]:
    """Return the half-days for painting; a morning that is over stands before the first afternoon."""
    cells = [Cell(slot.on, slot.half.value, _room(slot.free), slot.free or 0) for slot in slots]
    if slots and slots[0].half is Half.PM:
        cells.insert(0, Cell(slots[0].on, Half.AM.value, Room.PAST))
    return cells


def _room(free: int | None) -> Room:
    if free is None:
        return Room.CLOSED
    return Room.FREE if free else Room.FULL
