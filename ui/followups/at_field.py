"""An editor of day and time in the clock of the service."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QDate, QDateTime, QTime, QTimeZone
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QDateTimeEdit, QWidget

from app.service_time import ZONE

FORMAT = "yyyy-MM-dd HH:mm"
PADDING = 9


class AtField(QDateTimeEdit):
    """Take an instant; Up and Down step the part under the caret."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = QTimeZone(QTimeZone.Initialization.UTC)  # any zone that skips no hour
        self.setTimeZone(self._zone)
        self.setDisplayFormat(FORMAT)
        self.setButtonSymbols(QDateTimeEdit.ButtonSymbols.NoButtons)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Give the line its room: under a style sheet Qt 6.11 leaves it one pixel if there are no buttons."""
        self.lineEdit().setGeometry(self.rect().adjusted(PADDING, 1, -PADDING, -1))

    def set_instant(self, instant: datetime) -> None:
        here = instant.astimezone(ZONE)
        day, clock = QDate(here.year, here.month, here.day), QTime(here.hour, here.minute)
        self.setDateTime(QDateTime(day, clock, self._zone))

    def instant(self) -> datetime:
        """Return the instant. Time zone: aware, of the service."""
        shown = self.dateTime()
        day, clock = shown.date(), shown.time()
        return datetime(day.year(), day.month(), day.day(), clock.hour(), clock.minute(), tzinfo=ZONE)
