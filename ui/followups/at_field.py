"""An editor of day and time in the clock of the service."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QDate, QDateTime, QTime
from PySide6.QtWidgets import QDateTimeEdit, QWidget

from app.service_time import ZONE

FORMAT = "yyyy-MM-dd HH:mm"
# The line inside would draw a second frame. NoButtons leaves it one pixel under a style sheet (Qt 6.11), so
# that the buttons are made nothing.
PLAIN = """
QLineEdit { border: none; padding: 0 8px; background: transparent; min-height: 0; max-height: 28px; }
QDateTimeEdit { padding: 0; }
QDateTimeEdit::up-button, QDateTimeEdit::down-button { width: 0; border: none; }
"""


class AtField(QDateTimeEdit):
    """Take an instant; Up and Down step the part under the caret."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDisplayFormat(FORMAT)
        self.setStyleSheet(PLAIN)

    def set_instant(self, instant: datetime) -> None:
        here = instant.astimezone(ZONE)
        self.setDateTime(QDateTime(QDate(here.year, here.month, here.day), QTime(here.hour, here.minute)))

    def instant(self) -> datetime:
        """Return the instant. Time zone: aware, of the service."""
        shown = self.dateTime()
        day, clock = shown.date(), shown.time()
        return datetime(day.year(), day.month(), day.day(), clock.hour(), clock.minute(), tzinfo=ZONE)
