"""The calls behind a figure, as a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from app.metrics.behind import CallBehind, CallKind
from app.metrics.figures import as_duration
from ui.reports.words import call_kind_word
from ui.theme import SEMIBOLD
from ui.widgets.list_model import ListModel
from ui.widgets.painting import AT_END, RIGHT, WHOLE
from ui.widgets.rows import Cell
from ui.wording import day_time, sheet_time

AT, QUEUE, NUMBER, KIND, WAIT, AGENTS, CODE = range(7)
WIDTHS = {AT: 132, QUEUE: 120, NUMBER: 124, KIND: 126, WAIT: 84, AGENTS: 110}
TONES = {
    CallKind.ANSWERED: "good",
    CallKind.ABANDONED: "broken",
    CallKind.SHORT: "neutral",
    CallKind.TURNED_AWAY: "attn",
    CallKind.UNHEARD: "neutral",
    CallKind.WAITING: "info",
}


class CallsModel(ListModel):
    """One call a row. ``UserRole`` is the call's id."""

    columns = ("at", "queue", "number", "kind", "wait", "agents", "code")
    amounts = frozenset({WAIT})
    queue_words: Callable[[str], str] = staticmethod(str)
    code_words: Callable[[str], str] = staticmethod(str)

    def heads(self) -> Sequence[str]:
        return (
            self.tr("Arrived"),
            self.tr("Queue"),
            self.tr("Number"),
            self.tr("How it ended"),
            self.tr("Waited"),
            self.tr("Agents"),
            self.tr("Outcome"),
        )

    def known_by(self, row: CallBehind) -> Any:
        return row.call_id

    def cell(self, row: CallBehind, column: int) -> Cell:
        match column:
            case 0:
                return Cell(text=day_time(row.arrived_at), weight=SEMIBOLD, elide=WHOLE)
            case 1:
                return Cell(text=self.queue_words(row.queue), elide=AT_END)
            case 2:
                return Cell(text=row.number or self.tr("withheld"), elide=WHOLE)
            case 3:
                return Cell(chip=call_kind_word(row.kind), chip_tone=TONES[row.kind])
            case 4:
                color = "text" if row.in_time or row.kind is not CallKind.ANSWERED else "attn"
                return Cell(text=as_duration(row.wait_s), color=color, align=RIGHT, elide=WHOLE)
            case 5:
                return Cell(text=row.agents, elide=AT_END)
        return Cell(text=self.code_words(row.code) if row.code else "", elide=AT_END)

    def sorted_by(self, row: CallBehind, column: int) -> Any:
        if column == AT:
            return row.arrived_at
        return row.wait_s if column == WAIT else super().sorted_by(row, column)

    def copied(self, row: CallBehind, column: int) -> str:
        return sheet_time(row.arrived_at) if column == AT else super().copied(row, column)
