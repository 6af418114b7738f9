"""The list of commands that were refused and wait for their person."""

from __future__ import annotations

from app.errors import Refused
from app.sync.outbox import Attention
from ui.attention.words import kind_words, summary
from ui.error_text import refusal_text
from ui.widgets.list_model import ListModel
from ui.widgets.painting import RIGHT, WHOLE
from ui.widgets.rows import Cell
from ui.wording import day_time, sheet_time

WHAT, WHEN = range(2)


def why(entry: Attention) -> str:
    """Return why a command was refused, as a sentence."""
    return refusal_text(Refused(entry.code, entry.details))


def what(entry: Attention) -> str:
    """Return what a command did, and by what one knows it again."""
    about = summary(entry.kind, entry.body)
    return f"{kind_words(entry.kind)} · {about}" if about else kind_words(entry.kind)


class AttentionModel(ListModel):
    """What and why, and when it was entered. ``UserRole`` is the command's number."""

    columns = ("what", "when")
    amounts = frozenset({WHEN})

    def heads(self) -> tuple[str, ...]:
        return (self.tr("What, and why not"), self.tr("Entered"))

    def known_by(self, row: Attention) -> int:
        return row.n

    def sorted_by(self, row: Attention, column: int) -> object:
        return row.at if column == WHEN else super().sorted_by(row, column)

    def copied(self, row: Attention, column: int) -> str:
        return sheet_time(row.at) if column == WHEN else super().copied(row, column)

    def cell(self, row: Attention, column: int) -> Cell:
        if column == WHEN:
            return Cell(text=day_time(row.at), size="label", color="text2", align=RIGHT, elide=WHOLE)
        return Cell(text=what(row), second=why(row), icon="warning-circle", icon_color="broken")
