"""A waiting ring: who it may be, what tells them apart, and the way in. It takes no focus."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.matching import WRITTEN, Candidate
from app.numbers import display
from ui.actions import tell_keys
from ui.desk.match_words import reason, title_word, veiled
from ui.widgets.button import KeyButton
from ui.widgets.card import Card
from ui.widgets.fact import Fact
from ui.widgets.labels import label
from ui.widgets.painting import WHOLE
from ui.widgets.rows import CELL_ROLE, Cell
from ui.widgets.table import RowTable
from ui.wording import named, tier_word

ROW, MOST, MOST_CHOICES = 44, 5, 50
Index = QModelIndex | QPersistentModelIndex


class CandidateModel(QAbstractTableModel):
    """Who it may be, where, why; the id as ``UserRole``."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: tuple[Candidate, ...] = ()
        self._key = ""

    def start(self, rows: Sequence[Candidate], key: str) -> None:
        self.beginResetModel()
        self._rows, self._key = tuple(rows), key
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 4

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        candidate = self._rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return candidate.customer_id
        if role not in (CELL_ROLE, Qt.ItemDataRole.DisplayRole):
            return None
        cell = self._cell(candidate, index.row(), index.column())
        return cell if role == CELL_ROLE else cell.spoken()

    def _cell(self, one: Candidate, row: int, column: int) -> Cell:
        match column:
            case 0:
                about = " · ".join(filter(None, (title_word(one.title), tier_word(one.tier))))
                return Cell(text=veiled(one.name, one.kind), second=about, key=str(row + 1), weight=600)
            case 1:
                return Cell(text=named(one.place_zh, one.place_en), second=one.address_line)
            case 2:
                return Cell(
                    text=display(self._key), second=reason(one, self._key), icon=_icon(one), elide=WHOLE
                )
            case _:
                if not one.open_orders:
                    return Cell(chip=self.tr("nothing open"))
                return Cell(chip=self.tr("{0} open").format(one.open_orders), chip_tone="attn")


def _icon(one: Candidate) -> str:
    if one.ruled_out_at is not None:
        return "prohibit"
    return "check-circle" if one.way in WRITTEN else "question"


class RingCard(Card):
    """Show a ring that waits, with its candidates. Digits choose once it has the focus.

    The names are veiled: whoever rings from a shared phone tells the own name first.
    Signals: ``open_requested()``; ``chosen(object)`` a customer's id; ``ruled_out(object)`` one who does not
    ring from this number; ``nobody()`` none of them.
    """

    open_requested = Signal()
    chosen = Signal(object)
    ruled_out = Signal(object)
    nobody = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("ring_card")
        self.set_edge("good_fill")
        self._number, self._route = label("", "name"), label("", "muted")
        self._open = KeyButton(self.tr("Open the pop"), "F9", "arrow-square-out", "primary")
        self._open.clicked.connect(self.open_requested)
        self._safe = Fact()
        self._safe.set(
            self.tr("The caret stays where you type. F9 opens, Esc comes back."), "keyboard", "info"
        )
        self._model = CandidateModel(self)
        self._table = _CandidateTable(self.tr("Who it may be"), self)
        self._table.setModel(self._model)
        self._table.horizontalHeader().hide()
        self._table.set_widths({0: 210, 2: 250, 3: 110}, 1)
        self._table.opened.connect(self._on_opened)
        self._ask = Fact()
        self._ask.set(self.tr("Shared or unsure: ask for the name before you say one."), "user-focus", "attn")
        self._never = KeyButton(self.tr("Not this person"), "Del")
        self._never.clicked.connect(self.rule_out_row)
        self._none = KeyButton(self.tr("None of them, new customer"), "0")
        self._none.clicked.connect(self.nobody)
        self._arrange()

    def show_ring(self, number: str, route: str, candidates: Sequence[Candidate], key: str) -> None:
        """Show who rings; without candidates only the number and the way in."""
        self._number.setText(number)
        self._route.setText(route)
        self._model.start(candidates[:MOST_CHOICES], key)
        for part in (self._ask, self._table, self._never, self._none):
            part.setVisible(bool(candidates))
        self._table.setFixedHeight(min(len(candidates), MOST) * ROW)
        self.setAccessibleName(self.tr("Ringing: {0}").format(number))

    def set_waiting(self, waits: bool) -> None:
        """Say that it waits behind what is being typed, or take that away."""
        self._safe.setVisible(waits)
        self._open.setVisible(waits)

    def focus_candidates(self) -> None:
        self._table.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._table.setCurrentIndex(self._model.index(0, 0))

    def choose_row(self, row: int) -> None:
        customer_id = self._model.index(row, 0).data(Qt.ItemDataRole.UserRole)
        if customer_id is not None:
            self.chosen.emit(customer_id)

    @Slot()
    def rule_out_row(self) -> None:
        """Say that the chosen row's person does not ring from this number."""
        customer_id = self._table.currentIndex().data(Qt.ItemDataRole.UserRole)
        if customer_id is not None:
            self.ruled_out.emit(customer_id)

    @Slot(QModelIndex)
    def _on_opened(self, index: QModelIndex) -> None:
        self.choose_row(index.row())

    def _arrange(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._number)
        words.addWidget(self._route)
        head = QHBoxLayout()
        head.addLayout(words)
        head.addStretch()
        head.addWidget(self._open)
        foot = QHBoxLayout()
        foot.addWidget(self._ask)
        foot.addStretch()
        foot.addWidget(self._never)
        foot.addWidget(self._none)
        self.body.addLayout(head)
        self.body.addWidget(self._safe)
        self.body.addWidget(self._table)
        self.body.addLayout(foot)


class _CandidateTable(RowTable):
    def __init__(self, name: str, card: RingCard) -> None:
        super().__init__(name)
        self._card = card
        tell_keys(self, "choose_line", "open_line", "nobody_of_these", "not_this_person")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() == "0":
            self._card.nobody.emit()
        elif event.text().isdigit():
            self._card.choose_row(int(event.text()) - 1)
        elif event.key() == Qt.Key.Key_Delete:
            self._card.rule_out_row()
        else:
            super().keyPressEvent(event)
