"""The list of who is away, until when, and who stands in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from PySide6.QtCore import QObject

from app.absences import AwayLine
from ui.orders.words import due_words
from ui.widgets.list_model import ListModel
from ui.widgets.painting import WHOLE
from ui.widgets.rows import Cell
from ui.wording import sheet_time

WHO, BACK = range(2)


class AwayModel(ListModel):
    """Who and by whom, and until when. ``UserRole`` is the absence's id."""

    columns = ("who", "back")

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = datetime.min.replace(tzinfo=UTC)

    def show(self, rows: Sequence[AwayLine], now: datetime) -> None:
        self._now = now
        self.show_rows(rows)

    def heads(self) -> tuple[str, ...]:
        return (self.tr("Who, and who stands in"), self.tr("Until"))

    def known_by(self, row: AwayLine) -> UUID:
        return row.absence_id

    def cell(self, row: AwayLine, column: int) -> Cell:
        if column == BACK:
            begins = self.tr("from {0}").format(due_words(row.first_at, self._now))
            second = begins if row.first_at > self._now else self.tr("away now")
            return Cell(text=due_words(row.until_at, self._now), second=second, elide=WHOLE)
        stands_in = self.tr("{0} stands in").format(row.deputy) if row.deputy else self.tr("nobody stands in")
        color = "muted" if row.deputy else "broken"
        return Cell(text=row.name, second=stands_in, second_color=color)

    def sorted_by(self, row: AwayLine, column: int) -> object:
        return row.until_at if column == BACK else super().sorted_by(row, column)

    def copied(self, row: AwayLine, column: int) -> str:
        return sheet_time(row.until_at) if column == BACK else super().copied(row, column)
