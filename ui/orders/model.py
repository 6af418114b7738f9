"""The list of one's own orders and cases, by what is due first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from PySide6.QtCore import QObject

from app.my_orders import Due, OwnWork
from ui.orders.words import about, due_words, slips_word, step_word
from ui.theme import REGULAR, SEMIBOLD
from ui.widgets.list_model import ListModel
from ui.widgets.painting import WHOLE
from ui.widgets.rows import Cell
from ui.wording import greeting, sheet_time

BY, WHAT = range(2)


class OwnWorkModel(ListModel):
    """By when, and whom and what. ``UserRole`` is the order's id, or the case's where there is no order."""

    columns = ("by", "what")

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = datetime.min.replace(tzinfo=UTC)

    def show(self, rows: Sequence[OwnWork], now: datetime) -> None:
        self._now = now
        self.show_rows(rows)

    def heads(self) -> tuple[str, ...]:
        return (self.tr("By"), self.tr("Customer and next step"))

    def known_by(self, row: OwnWork) -> UUID:
        return subject(row)

    def cell(self, row: OwnWork, column: int) -> Cell:
        return self._by(row) if column == BY else self._what(row)

    def sorted_by(self, row: OwnWork, column: int) -> object:
        return row.due_at if column == BY else super().sorted_by(row, column)

    def copied(self, row: OwnWork, column: int) -> str:
        return sheet_time(row.due_at) if column == BY else super().copied(row, column)

    def _by(self, row: OwnWork) -> Cell:
        is_late = row.due is Due.LATE
        second = self.tr("late") if is_late else self.tr("paused") if row.is_paused else ""
        if row.told_at is not None:
            second = self.tr("told {0}").format(due_words(row.told_at, self._now))
        return Cell(
            text=due_words(row.due_at, self._now),
            second=second,
            second_color="broken" if is_late else "muted",
            weight=SEMIBOLD if is_late else REGULAR,
            elide=WHOLE,
        )

    def _what(self, row: OwnWork) -> Cell:
        chip, tone = "", "neutral"
        if row.urge_count:
            chip, tone = self.tr("chased {0}×").format(row.urge_count), "attn"
        if row.escalated > 1:
            chip, tone = self.tr("told further up"), "broken"
        if row.slips is not None:
            chip = ""  # the line says what was told
        what = step_word(row.step) if row.slips is None else slips_word(row.slips)
        text = f"{greeting(row.customer_name, row.title)} · {what}"
        return Cell(text=text, second=about(row), chip=chip, chip_tone=tone)


def subject(row: OwnWork) -> UUID:
    return row.order_id or row.case_id
