"""Joins the page of working days to the desk and to the window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication

from app.calendar_page import CalendarYear, DayAs, DueChange, calendar_year, due_changes
from app.command import Command
from app.holiday_notice import HolidayNotice, read_holiday_notice
from app.service_time import service_day
from app.working_calendar import DayKind, ImportCalendar, SetCalendarDay
from ui.actions import bind
from ui.admin.calendar_view import CalendarView
from ui.admin.year_grid import DayShown
from ui.context import Context
from ui.error_text import error_text
from ui.frame.window import MainWindow

PAGE = "calendar"
YEARS = (2000, 2199)


class CalendarSide(QObject):
    """Has the days that are changed and not saved; a pasted notice takes the place of all that year says.

    Signals: ``closed()`` the page is left.
    """

    closed = Signal()

    def __init__(self, context: Context, window: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._window = context, window
        self.view = CalendarView()
        self._at = service_day(context.now())
        self._years: dict[int, CalendarYear] = {}
        self._changed: dict[date, DayShown] = {}
        self._notice: HolidayNotice | None = None
        self._asked = 0
        window.add_page(PAGE, self.view)
        bind(window, PAGE, partial(window.page_requested.emit, PAGE), whole_window=True)
        self._connect()

    def open(self) -> None:
        """Show the year as it is now; what is not saved stays over it."""
        self._window.show_page(PAGE)
        self._read()
        self.view.to_grid()

    def _read(self) -> None:
        """Read the year that is shown, and those in which something is changed."""
        for year in sorted({self._at.year} | {on.year for on in self._changed}):
            ask = partial(self._context.desk.ask, calendar_year, year)
            self._context.bridge.read(self.view, ask, self._on_year, self._on_failed)

    def _on_year(self, found: CalendarYear) -> None:
        self._years[found.year] = found
        if found.year == self._at.year:
            self._show()

    def _show(self) -> None:
        if self._at.year not in self._years:
            return  # it is still being read
        days = self._told() | self._changed
        today = service_day(self._context.now())
        self.view.show_year(days, self._at, today, is_settled=self._years[self._at.year].is_settled)
        self.view.show_changed(len(self._changed), may_save=bool(self._changed))
        self._ask_due()

    def _told(self) -> dict[date, DayShown]:
        """Return the days that are told of, of all years that were read."""
        days = (day for year in self._years.values() for day in year.days)
        return {day.on: DayShown(day.kind, day.name, day.source, day.provisional) for day in days}

    # what is changed

    @Slot()
    def _on_kind(self) -> None:
        """Go round: off, worked, as its weekday; what the day was before is no change."""
        on, told = self._at, self._told()
        if on.year not in self._years:
            return  # what it is now is still being read
        now = (told | self._changed).get(on, DayShown())
        order = [None, DayKind.OFF, DayKind.WORK]
        kind = order[(order.index(now.kind) + 1) % len(order)]
        name = self.view.name.text().strip() if kind is not None else ""
        before = told.get(on, DayShown())
        self._changed.pop(on, None)
        if kind is not before.kind:
            self._changed[on] = DayShown(kind, name, changed=True)
        self._notice = None
        self._show()

    @Slot()
    def _on_undone(self) -> None:
        self._changed.pop(self._at, None)
        self._notice = None
        self._show()

    @Slot()
    def _on_pasted(self) -> None:
        """Read a notice from the clipboard; days of its year that it does not name are as their weekday."""
        try:
            notice = read_holiday_notice(QGuiApplication.clipboard().text())
        except ValueError:
            words = self.tr("This is no notice: copy its text, or lines of day, off or work, name.")
            self.view.say(words, "attn")
            return
        self._notice, self._at = notice, date(notice.year, 1, 1)
        if notice.number:
            self.view.source.setText(notice.number)
        ask = partial(self._context.desk.ask, calendar_year, notice.year)
        self._context.bridge.read(self.view, ask, partial(self._on_pasted_year, notice), self._on_failed)

    def _on_pasted_year(self, notice: HolidayNotice, found: CalendarYear) -> None:
        self._years[found.year] = found
        told = self._told()
        said = {day.on: DayShown(day.kind, day.name, changed=True) for day in notice.days}
        dropped = {on: DayShown(changed=True) for on in told if on.year == notice.year and on not in said}
        same = {on for on, day in said.items() if on in told and told[on].kind is day.kind}
        self._changed = {on: replace(day, changed=on not in same) for on, day in (said | dropped).items()}
        words = self.tr("The notice of {0} names {1} days. Nothing is saved before you save.")
        self.view.say(words.format(notice.year, len(notice.days)), "good")
        self._show()

    def _ask_due(self) -> None:
        """Ask what the changed days would move; only the last answer counts."""
        self._asked += 1
        days = tuple(DayAs(on=on, kind=day.kind) for on, day in sorted(self._changed.items()))
        if days:
            ask = partial(self._context.desk.ask, due_changes, days)
            number = self._asked
            self._context.bridge.read(
                self.view, ask, partial(self._on_due, number), partial(self._on_no_due, number)
            )

    def _on_due(self, number: int, found: list[DueChange]) -> None:
        if number == self._asked:
            self.view.show_due(found, sum(day.changed for day in self._changed.values()))

    def _on_no_due(self, number: int, error: Exception) -> None:
        if number == self._asked:
            self.view.show_no_due(error_text(error))

    # saving

    @Slot()
    def _on_save(self) -> None:
        source = self.view.source.text().strip()
        if not self._changed:
            return
        if not source:
            self.view.say(self.tr("Say who says so: it is kept with each day."), "attn")
            self.view.source.setFocus()
            return
        commands = tuple(self._commands(source))
        work = partial(self._context.desk.execute, *commands)
        self.view.show_changed(len(self._changed), may_save=False)
        on_saved = partial(self._on_saved, dict(self._changed))
        self._context.bridge.ask_centre(self.view, work, on_saved, self._on_not_saved)

    def _commands(self, source: str) -> Iterator[Command]:
        """Return what saves the days: a whole notice at once, single days one by one."""
        now, told = self._context.now(), self._told()
        if self._notice is not None:
            year, days = self._notice.year, self._notice.days
            yield ImportCalendar(at=now, year=year, days=days, source=source)
            return
        for on, day in sorted(self._changed.items()):
            seen = told[on].kind if on in told else None
            yield SetCalendarDay(at=now, on=on, kind=day.kind, seen=seen, name=day.name, source=source)

    def _on_saved(self, saved: dict[date, DayShown], _none: None) -> None:
        """Read what is told now; what was changed while it was saved is still to be saved."""
        self._read()
        self._changed = {on: day for on, day in self._changed.items() if saved.get(on) != day}
        self._notice = None
        self.view.say(self.tr("Saved. What is due by working days follows, and its history says so."))
        self.view.to_grid()

    def _on_not_saved(self, error: Exception) -> None:
        """Show what was saved of it, and keep what was not."""
        self.view.say(error_text(error), "broken")
        self._read()

    # what is around

    @Slot(object)
    def _on_moved(self, on: date) -> None:
        self._at = on

    @Slot(int)
    def _on_year_wanted(self, step: int) -> None:
        year = self._at.year + step
        if YEARS[0] <= year <= YEARS[1]:
            self._at = self._at.replace(year=year, day=min(self._at.day, 28))
            self._read()

    def _on_failed(self, error: Exception) -> None:
        self.view.say(error_text(error), "broken")

    def _connect(self) -> None:
        view = self.view
        view.moved.connect(self._on_moved)
        view.kind_wanted.connect(self._on_kind)
        view.year_wanted.connect(self._on_year_wanted)
        view.pasted.connect(self._on_pasted)
        view.undone.connect(self._on_undone)
        view.save_wanted.connect(self._on_save)
        view.back.connect(self.closed)
