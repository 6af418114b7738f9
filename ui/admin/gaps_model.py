"""Where nobody goes for some work, and the open orders of providers that go nowhere any more."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QCoreApplication

from app.coverage import GapLine
from app.gap_help import LeftOrder
from ui.admin.words import CHOICES
from ui.theme import SEMIBOLD
from ui.widgets.list_model import ListModel
from ui.widgets.painting import RIGHT, WHOLE
from ui.widgets.rows import Cell
from ui.wording import day_time, named, sheet_time

SEEN, LAST, WORK, PLACE = range(4)
NUMBER, PROVIDER, PROMISED, WHERE = range(4)


def work_words(gap: GapLine) -> str:
    """Return work as a list names it: washing machine, repair."""
    line, kind = CHOICES["ProductLine"][gap.line], CHOICES["OrderKind"][gap.kind]
    return " · ".join(QCoreApplication.translate("Lists", word) for word in (line, kind))


class GapsModel(ListModel):
    """What is asked for most stands first. ``UserRole`` is the gap's id."""

    columns = ("seen", "last", "work", "place")
    amounts = frozenset({SEEN})

    def heads(self) -> Sequence[str]:
        return (self.tr("Asked"), self.tr("Last"), self.tr("Work"), self.tr("Place"))

    def known_by(self, row: GapLine) -> UUID:
        return row.gap_id

    def cell(self, row: GapLine, column: int) -> Cell:
        match column:
            case 0:
                return Cell(text=f"{row.seen_count}", weight=SEMIBOLD, elide=WHOLE, align=RIGHT)
            case 1:
                return Cell(text=day_time(row.last_seen_at), color="text2", elide=WHOLE)
            case 2:
                return Cell(text=work_words(row))
        return Cell(text=f"{named(row.place_zh, row.place_en)} {row.region_code}")

    def sorted_by(self, row: GapLine, column: int) -> object:
        keys = {SEEN: row.seen_count, LAST: row.last_seen_at}
        return keys.get(column, super().sorted_by(row, column))

    def copied(self, row: GapLine, column: int) -> str:
        return sheet_time(row.last_seen_at) if column == LAST else super().copied(row, column)


class LeftOrdersModel(ListModel):
    """What is promised first stands first. ``UserRole`` is the order's id."""

    columns = ("number", "provider", "promised", "place")

    def heads(self) -> Sequence[str]:
        return (self.tr("Order"), self.tr("Provider that left"), self.tr("Promised"), self.tr("Place"))

    def known_by(self, row: LeftOrder) -> UUID:
        return row.order_id

    def cell(self, row: LeftOrder, column: int) -> Cell:
        match column:
            case 0:
                return Cell(text=row.number, weight=SEMIBOLD, elide=WHOLE)
            case 1:
                return Cell(text=row.provider)
            case 2:
                words = day_time(row.promised_from) if row.promised_from else self.tr("not promised")
                return Cell(text=words, color="text2", elide=WHOLE)
        return Cell(text=named(row.place_zh, row.place_en))

    def sorted_by(self, row: LeftOrder, column: int) -> object:
        if column == PROMISED:
            return row.promised_from.timestamp() if row.promised_from else 0
        return super().sorted_by(row, column)

    def copied(self, row: LeftOrder, column: int) -> str:
        if column == PROMISED and row.promised_from:
            return sheet_time(row.promised_from)
        return super().copied(row, column)
