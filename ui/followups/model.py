"""The list of promised calls that are due."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from uuid import UUID

from PySide6.QtCore import QObject

from app.followup_list import DueFollowUp
from app.numbers import masked
from app.service_time import service_day
from ui.records import Mark, marked
from ui.theme import REGULAR, SEMIBOLD
from ui.widgets.list_model import ListModel
from ui.widgets.painting import RIGHT, WHOLE
from ui.widgets.rows import Cell
from ui.wording import greeting, local, named, sheet_time, short_day

BY, CUSTOMER, OWNER, TRIES = range(4)


class FollowUpModel(ListModel):
    """By when, whom and why, whose, how often tried. ``UserRole`` is the follow-up's id."""

    columns = ("by", "customer", "owner", "tries")
    amounts = frozenset({TRIES})

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = datetime.min.replace(tzinfo=UTC)
        self._mark: Callable[[UUID], Mark | None] = _unmarked

    def set_marks(self, mark: Callable[[UUID], Mark | None]) -> None:
        """Let each line show how far it is."""
        self._mark = mark

    def repaint(self) -> None:
        """Show the marks as they are now."""
        if self._rows:
            self.dataChanged.emit(self.index(0, CUSTOMER), self.index(len(self._rows) - 1, CUSTOMER))

    def ids(self) -> list[UUID]:
        return [row.follow_up_id for row in self._rows]

    def show(self, rows: Sequence[DueFollowUp], now: datetime) -> None:
        self._now = now
        self.show_rows(rows)

    def heads(self) -> tuple[str, ...]:
        return (self.tr("By"), self.tr("Customer"), self.tr("Whose"), self.tr("Tries"))

    def known_by(self, row: DueFollowUp) -> UUID:
        return row.follow_up_id

    def sorted_by(self, row: DueFollowUp, column: int) -> object:
        if column in (BY, TRIES):
            return row.due_at if column == BY else row.attempts
        return super().sorted_by(row, column)

    def copied(self, row: DueFollowUp, column: int) -> str:
        return sheet_time(row.due_at) if column == BY else super().copied(row, column)

    def cell(self, row: DueFollowUp, column: int) -> Cell:
        match column:
            case 0:
                return self._by(row)
            case 1:
                why = f"{named(row.reason_zh, row.reason_en)} · {masked(row.phone_key)}"
                cell = Cell(text=greeting(row.customer_name, row.title), second=why)
                return marked(cell, self._mark(row.follow_up_id))
            case 2:
                is_mine = row.owner_id or row.claimed_until
                return Cell(text=self.tr("mine") if is_mine else self.tr("anyone"), size="label")
            case _:
                return Cell(text=str(row.attempts), align=RIGHT, elide=WHOLE)

    def _by(self, row: DueFollowUp) -> Cell:
        is_late = row.due_at < self._now
        is_today = service_day(row.due_at) == service_day(self._now)
        text = f"{local(row.due_at):%H:%M}" if is_today else short_day(service_day(row.due_at))
        quiet = self.tr("from {0}").format(f"{local(row.quiet_until):%H:%M}") if row.quiet_until else ""
        return Cell(
            text=text,
            second=quiet or (self.tr("overdue") if is_late else ""),
            second_color="muted" if quiet else "broken",
            weight=SEMIBOLD if is_late else REGULAR,
            elide=WHOLE,
        )


def _unmarked(_follow_up_id: UUID) -> None:
    """Mark nothing."""
