"""What stands in the grid's place for a moment: a block before it is taken, what was changed in a row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.lists.reading import Change
from ui.dispatch.panel import Panel
from ui.widgets.button import KeyButton
from ui.widgets.card import Card
from ui.widgets.labels import label
from ui.widgets.list_model import ListModel
from ui.widgets.rows import Cell
from ui.widgets.table import RowTable
from ui.wording import day_time


@dataclass(frozen=True, slots=True)
class PastedLine:
    """One cell of a block that would become another, in words."""

    row: str
    is_new: bool
    column: str
    was: str
    becomes: str
    wrong: str


class PastedModel(ListModel):
    columns = ("row", "column", "was", "becomes")

    def heads(self) -> Sequence[str]:
        return (self.tr("Row"), self.tr("Column"), self.tr("Now"), self.tr("Then"))

    def known_by(self, row: PastedLine) -> PastedLine:
        return row

    def cell(self, row: PastedLine, column: int) -> Cell:
        match column:
            case 0:
                return Cell(text=row.row, chip=self.tr("new") if row.is_new else "", chip_tone="info")
            case 1:
                return Cell(text=row.column)
            case 2:
                return Cell(text=row.was, color="muted")
        if row.wrong:
            return Cell(text=f"{row.becomes} · {row.wrong}", icon="warning-circle", icon_color="broken")
        return Cell(text=row.becomes)


class ChangesModel(ListModel):
    """What was changed in a row; ``words`` say a column's name and a cell as it is read."""

    columns = ("at", "who", "column", "was", "became")

    def __init__(self, column: Callable[[str], str], words: Callable[[str, str | None], str]) -> None:
        super().__init__()
        self._column, self._words = column, words

    def heads(self) -> Sequence[str]:
        return (self.tr("When"), self.tr("Who"), self.tr("Column"), self.tr("Before"), self.tr("After"))

    def known_by(self, row: Change) -> Change:
        return row

    def cell(self, row: Change, column: int) -> Cell:
        words = (
            day_time(row.at),
            row.by_name,
            self._column(row.column),
            self._words(row.column, row.old),
            self._words(row.column, row.new),
        )
        return Cell(text=words[column], color="muted" if column == 3 else "text")


class AsideView(Panel):
    """A table with a title over it and acts at its foot.

    Signals: ``taken()`` Ctrl+Enter; ``left()`` Esc.
    """

    taken = Signal()
    left = Signal()

    def __init__(self, name: str, act: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._note = label("", "name"), label("", "second")
        self.table = RowTable(name, two_lines=False)
        self.table.let_arrange(())
        self._leave = KeyButton(self.tr("Back to the list"), "Esc", "arrow-u-up-left", "quiet")
        self._take = KeyButton(act, "Ctrl Enter", "check", "primary") if act else None
        self._leave.clicked.connect(self.left)
        if self._take is not None:
            self._take.clicked.connect(self.taken)
            self.answer("confirm", self.taken.emit)
        self.answer_list(lambda: self.table)
        self.answer("back", self.left.emit)
        self._lay_out()

    def show_lines(self, model: ListModel, title: str, note: str, stretched: int) -> None:
        old = self.table.model()
        model.setParent(self)
        self.table.setModel(model)
        if old is not None:
            old.deleteLater()
        self._title.setText(title)
        self._note.setText(note)
        self.table.name_columns(model.columns)
        self.table.set_widths({at: 150 for at in range(len(model.columns)) if at != stretched}, stretched)
        self.table.setFocus()
        if model.rowCount():
            self.table.selectRow(0)

    def let_take(self, may: bool) -> None:
        if self._take is not None:
            self._take.setEnabled(may)

    def _lay_out(self) -> None:
        self._note.setWordWrap(True)
        foot = QHBoxLayout()
        foot.addWidget(self._leave)
        foot.addStretch()
        if self._take is not None:
            foot.addWidget(self._take)
        card = Card(flush=True)
        card.body.addWidget(self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        for part in (self._title, self._note):
            layout.addWidget(part)
        layout.addWidget(card, 1)
        layout.addLayout(foot)
