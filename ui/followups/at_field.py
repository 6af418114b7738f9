"""An editor of day and time in the clock of the service."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QDate, QDateTime, QTime, QTimeZone
from PySide6.QtWidgets import QWidget

from app.service_time import ZONE
from ui.widgets.time_field import TimeField

FORMAT = "yyyy-MM-dd HH:mm"


class AtField(TimeField):
    """Take an instant."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(FORMAT, parent)
        self._zone = QTimeZone(QTimeZone.Initialization.UTC)  # any zone that skips no hour
        self.setTimeZone(self._zone)

    def set_instant(self, instant: datetime) -> None:
        here = instant.astimezone(ZONE)
        day, clock = QDate(here.year, here.month, here.day), QTime(here.hour, here.minute)
        self.setDateTime(QDateTime(day, clock, self._zone))

    def instant(self) -> datetime:
        """Return the instant. Time zone: aware, of the service."""
        shown = self.dateTime()
        day, clock = shown.date(), shown.time()
        return datetime(day.year(), day.month(), day.day(), clock.hour(), clock.minute(), tzinfo=ZONE)
