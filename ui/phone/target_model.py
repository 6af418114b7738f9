"""To whom a call can be given, as a list."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QCoreApplication

from app.floor.reachable import AgentState
from app.numbers import display
from ui.phone.standing_words import TONES, standing_word
from ui.phone.targets import Target
from ui.theme import MEDIUM
from ui.widgets.list_model import ListModel
from ui.widgets.rows import Cell
from ui.wording import day_time

translate = QCoreApplication.translate
WHO, STANDS, NUMBER = range(3)


class TargetModel(ListModel):
    """Who, how they stand, at which number."""

    columns: ClassVar[tuple[str, ...]] = ("who", "stands", "number")

    def heads(self) -> tuple[str, ...]:
        return (
            translate("Transfer", "Who"),
            translate("Transfer", "State"),
            translate("Transfer", "Number"),
        )

    def known_by(self, row: Target) -> Target:
        return row

    def cell(self, row: Target, column: int) -> Cell:
        if column == WHO:
            words = display(row.number) if row.words == row.number else row.words
            return Cell(text=words, icon=_icon(row), weight=MEDIUM)
        if column == STANDS:
            return _stands(row)
        return Cell(text=row.number, color="text2")


def _icon(row: Target) -> str:
    if row.is_queue:
        return "list-checks"
    return "phone-outgoing" if row.is_outside else "user-circle"


def _stands(row: Target) -> Cell:
    if row.is_queue:
        return Cell(chip=translate("Transfer", "queue"))
    if row.state is None:
        return Cell(chip=translate("Transfer", "outside"))
    since = day_time(row.since) if row.since is not None and row.state is not AgentState.READY else ""
    return Cell(
        text=translate("Transfer", "since {0}").format(since) if since else "",
        chip=standing_word(row.state),
        chip_tone=TONES.get(row.state, "neutral"),
        color="text2",
    )
