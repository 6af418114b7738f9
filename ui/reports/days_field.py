"""Which days a report is of: by a word, or from and to."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.actions import ACTIONS
from ui.reports.asked import Days, days_of
from ui.reports.words import days_word
from ui.widgets.fields import ChoiceField, Field
from ui.widgets.time_field import TimeField

DAY_WIDTH = 116


class DayField(TimeField):
    """Take a day as 2026-11-23."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("yyyy-MM-dd", parent)
        self.setKeyboardTracking(False)  # a day that is half typed is none
        self.setFixedWidth(DAY_WIDTH)

    def day(self) -> date:
        shown = self.date()
        return date(shown.year(), shown.month(), shown.day())

    def set_day(self, on: date) -> None:
        """Show a day without a signal."""
        self.blockSignals(True)
        self.setDate(QDate(on.year, on.month, on.day))
        self.blockSignals(False)


class DaysField(QWidget):
    """Choose days by a word or by two days. Signals: ``changed()``."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice, self.first, self.last = ChoiceField(), DayField(), DayField()
        self._today = date.min
        for days in Days:
            self.choice.addItem(days_word(days), days.value)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Field(self.tr("Days"), self.choice, ACTIONS["report_days"].key), 1)
        row.addWidget(Field(self.tr("From"), self.first))
        row.addWidget(Field(self.tr("To"), self.last))
        self.choice.activated.connect(self._on_word)
        self.first.dateChanged.connect(self._on_day)
        self.last.dateChanged.connect(self._on_day)

    def set_today(self, today: date) -> None:
        """Say which day it is: what was chosen by a word follows."""
        self._today = today
        self._follow()

    def choose(self, days: Days) -> None:
        """Choose by a word, without a signal."""
        self.choice.setCurrentIndex(self.choice.findData(days.value))
        self._follow()

    def days(self) -> tuple[date, date]:
        """Return the first and the last day, in their order."""
        first, last = self.first.day(), self.last.day()
        return min(first, last), max(first, last)

    def _follow(self) -> None:
        days = Days(self.choice.currentData())
        if days is not Days.OTHER:
            first, last = days_of(days, self._today)
            self.first.set_day(first)
            self.last.set_day(last)

    @Slot()
    def _on_word(self) -> None:
        self._follow()
        self.changed.emit()

    @Slot()
    def _on_day(self) -> None:
        self.choice.setCurrentIndex(self.choice.findData(Days.OTHER.value))
        self.changed.emit()
