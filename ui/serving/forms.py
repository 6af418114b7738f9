"""The four forms of what is done for a customer by hand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ui.followups.option_row import OptionRow
from ui.widgets.box import SentenceBox
from ui.widgets.button import KeyButton
from ui.widgets.fields import ChoiceField, CodeField, Field
from ui.widgets.labels import label

NOTE_HEIGHT = 64


def _note() -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setTabChangesFocus(True)
    made.setFixedHeight(NOTE_HEIGHT)
    return made


def _column(form: QWidget) -> QVBoxLayout:
    layout = QVBoxLayout(form)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(12)
    return layout


def fill(field: ChoiceField, words: Sequence[str]) -> None:
    """Offer these words, the first one chosen."""
    field.blockSignals(True)
    field.clear()
    field.addItems(list(words))
    field.blockSignals(False)


class MessageForm(QWidget):
    """Write a message, or take one back that waits. Signals: ``edited()``, ``dropped()``."""

    edited = Signal()
    dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.to, self.template, self.waiting = ChoiceField(), ChoiceField(), ChoiceField()
        self.words, self.preview, self.when = _note(), SentenceBox(), label("", "second")
        self.drop = KeyButton(self.tr("Take it back"), "Alt Del", "prohibit")
        self._waits = Field(self.tr("Still waits"), self.waiting)
        self.words.textChanged.connect(self.edited)
        self.template.currentIndexChanged.connect(self.edited)
        self.to.currentIndexChanged.connect(self.edited)
        self.drop.clicked.connect(self.dropped)
        self._lay_out()

    def show_waiting(self, words: Sequence[str]) -> None:
        fill(self.waiting, words)
        for part in (self._waits, self.drop):
            part.setVisible(bool(words))

    def _lay_out(self) -> None:
        self.when.setWordWrap(True)
        layout = _column(self)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(Field(self.tr("To"), self.to))
        row.addWidget(Field(self.tr("What it is about"), self.template))
        layout.addLayout(row)
        layout.addWidget(Field(self.tr("Your words"), self.words))
        layout.addWidget(label(self.tr("What the customer reads"), "label"))
        layout.addWidget(self.preview)
        layout.addWidget(self.when)
        waits = QHBoxLayout()
        waits.setSpacing(12)
        waits.addWidget(self._waits, 1)
        waits.addWidget(self.drop, 0, Qt.AlignmentFlag.AlignBottom)
        layout.addLayout(waits)
        layout.addStretch()


class WishForm(QWidget):
    """What the customer wishes. Signals: ``edited()``."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ring, self.consent = OptionRow(self.tr("Calls after service")), OptionRow(self.tr("Advertising"))
        self.rung, self.said, self.question = label("", "second"), label("", "second"), SentenceBox()
        layout = _column(self)
        for part in (
            Field(self.tr("Calls after service"), self.ring),
            self.rung,
            label(self.tr("Read it out, then take the answer"), "label"),
            self.question,
            Field(self.tr("Advertising"), self.consent),
            self.said,
        ):
            layout.addWidget(part)
        layout.addStretch()
        self.ring.chosen.connect(self.edited)
        self.consent.chosen.connect(self.edited)


class UnitForm(QWidget):
    """Extend a warranty or exchange a unit. Signals: ``edited()``."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.unit, self.act = ChoiceField(), OptionRow(self.tr("What is done"))
        self.covers = OptionRow(self.tr("What it pays"))
        self.starts, self.ends = CodeField("2026-11-22"), CodeField("2027-11-21")
        self.number, self.serial = CodeField(), CodeField()
        self.reason = _note()
        self._lay_out()
        self.unit.currentIndexChanged.connect(self.edited)
        self.act.chosen.connect(self.edited)
        self.covers.chosen.connect(self.edited)
        self.reason.textChanged.connect(self.edited)
        for field in (self.starts, self.ends, self.number, self.serial):
            field.textEdited.connect(self.edited)

    def show_fields(self, *, is_bought: bool, is_exchanged: bool) -> None:
        """Show the fields that belong to what is done."""
        for part in (self._covers, self._starts, self._ends):
            part.setVisible(not is_exchanged)
        self._number.setVisible(is_bought)
        self._serial.setVisible(is_exchanged)

    def _lay_out(self) -> None:
        self._covers, self._number = (
            Field(self.tr("What it pays"), self.covers),
            Field(self.tr("Number of the contract"), self.number),
        )
        self._starts, self._ends = Field(self.tr("From"), self.starts), Field(self.tr("Until"), self.ends)
        self._serial = Field(
            self.tr("Serial number of the new unit"), self.serial, hint=self.tr("empty: not known yet")
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        grid.addWidget(Field(self.tr("Unit"), self.unit), 0, 0, 1, 3)
        grid.addWidget(Field(self.tr("What is done"), self.act), 1, 0, 1, 3)
        grid.addWidget(self._covers, 2, 0, 1, 3)
        grid.addWidget(self._starts, 3, 0)
        grid.addWidget(self._ends, 3, 1)
        grid.addWidget(self._number, 3, 2)
        grid.addWidget(self._serial, 4, 0, 1, 2)
        grid.addWidget(Field(self.tr("Why"), self.reason), 5, 0, 1, 3)
        for column in range(3):
            grid.setColumnStretch(column, 1)
        layout = _column(self)
        layout.addLayout(grid)
        layout.addStretch()


class CaseForm(QWidget):
    """Take a settled case on again. Signals: ``edited()``."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.case, self.reason = ChoiceField(), _note()
        layout = _column(self)
        layout.addWidget(Field(self.tr("Settled case"), self.case))
        layout.addWidget(Field(self.tr("Why it is not settled"), self.reason))
        layout.addStretch()
        self.case.currentIndexChanged.connect(self.edited)
        self.reason.textChanged.connect(self.edited)
