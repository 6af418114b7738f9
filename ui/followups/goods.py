"""Who waits for goods: the list, and what happens when the goods of the chosen line have come."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.goods import WaitingFor
from app.service_time import service_day
from ui.widgets.button import KeyButton
from ui.widgets.card import Card
from ui.widgets.labels import label
from ui.widgets.list_model import ListModel
from ui.widgets.painting import WHOLE
from ui.widgets.rows import Cell
from ui.wording import greeting, named, sheet_time, short_day

ASKED, WHOM = range(2)


def goods_word(row: WaitingFor) -> str:
    """Return for what somebody waits."""
    model = named(row.model_zh or "", row.model_en or "")
    return " · ".join(part for part in (model, row.words) if part)


def same_goods(rows: Sequence[WaitingFor], chosen: WaitingFor) -> list[WaitingFor]:
    """Return all who wait for what this one waits for: the same model, or the same words."""
    if chosen.model_code is not None:
        return [row for row in rows if row.model_code == chosen.model_code]
    return [row for row in rows if row.model_code is None and row.words == chosen.words]


class GoodsModel(ListModel):
    """Since when, and who waits for what. ``UserRole`` is the id of the wish."""

    columns = ("asked", "whom")

    def heads(self) -> tuple[str, ...]:
        return (self.tr("Asked"), self.tr("Waits for"))

    def known_by(self, row: WaitingFor) -> UUID:
        return row.wish_id

    def sorted_by(self, row: WaitingFor, column: int) -> object:
        return row.asked_at if column == ASKED else super().sorted_by(row, column)

    def copied(self, row: WaitingFor, column: int) -> str:
        return sheet_time(row.asked_at) if column == ASKED else super().copied(row, column)

    def cell(self, row: WaitingFor, column: int) -> Cell:
        if column == ASKED:
            return Cell(text=short_day(service_day(row.asked_at)), elide=WHOLE)
        return Cell(text=goods_word(row), second=greeting(row.customer_name, row.title), icon="truck")


class GoodsCard(QWidget):
    """Show who is told when the chosen goods have come. Signals: ``arrived()``."""

    arrived = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._goods, self._who = label("", "name"), label("", "body")
        self._who.setWordWrap(True)
        self._message = label("", "broken")
        self._arrived = KeyButton(self.tr("They have come"), "Ctrl Enter", "truck", "primary")
        self._arrived.clicked.connect(self.arrived)
        card = Card(self.tr("Each of them is promised a call"))
        card.body.addWidget(self._who)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self._message, 1)
        foot.addStretch()
        foot.addWidget(self._arrived)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(12)
        layout.addWidget(self._goods)
        layout.addWidget(card)
        layout.addStretch()
        layout.addLayout(foot)

    def show_goods(self, chosen: WaitingFor, waiting: Sequence[WaitingFor]) -> None:
        self._goods.setText(goods_word(chosen))
        self._who.setText("\n".join(greeting(row.customer_name, row.title) for row in waiting))
        self.show_message("")

    def show_message(self, sentence: str) -> None:
        self._message.setText(sentence)
        self._message.setVisible(bool(sentence))

    def message(self) -> str:
        return self._message.text()
