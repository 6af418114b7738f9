"""The panel in which one takes down what a provider says about an order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.order_life import OrderResult, TechnicianLine
from app.provider_word import Word
from ui.dispatch.panel import Panel, back_button, panel_head
from ui.followups.at_field import AtField
from ui.followups.option_row import Option, OptionRow
from ui.visits.words import follows_words, note_word, until_word
from ui.widgets.button import KeyButton
from ui.widgets.fields import ChoiceField, CodeField, Field
from ui.widgets.labels import label
from ui.widgets.suggesting import SuggestingField

NOTE_HEIGHT, MOST_YUAN, SERIAL = 64, 1_000_000, 40
WITH_TIME = (Word.CAME, Word.NOBODY_HOME, Word.PART_MISSING, Word.PART_HERE)


class VisitPanel(Panel):
    """Take what the provider says and what belongs to it; it decides nothing.

    Signals: ``word_chosen(str)``; ``confirmed()``; ``back()``.
    """

    word_chosen = Signal(str)
    confirmed = Signal()
    back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("visit")
        self._who = label("", "second")
        self.word = OptionRow(self.tr("What they say"))
        self.technician, self._technicians = ChoiceField(), list[TechnicianLine]()
        self.until, self.result = AtField(), OptionRow(self.tr("How it ended"))
        self.paid, self.serial, self.note = QDoubleSpinBox(), CodeField(), QPlainTextEdit()
        self.why = SuggestingField()  # the reasons that are often given, and any other
        self.note.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._fields = {
            "technician": Field(self.tr("Who goes"), self.technician),
            "until": Field("", self.until),
            "result": Field(self.tr("How it ended"), self.result),
            "paid": Field(self.tr("The customer paid, yuan"), self.paid),
            "serial": Field(self.tr("Serial number of the new unit"), self.serial),
            "why": Field(note_word(Word.REFUSES), self.why),
            "note": Field("", self.note),
        }
        self._follows, self._message = label("", "second"), label("", "broken")
        self._confirm = KeyButton(self.tr("Write it down"), "Ctrl Enter", "check", "primary")
        self._back = back_button()
        self._lay_out()
        self._connect()

    def begin(
        self,
        who: str,
        words: Sequence[Option],
        technicians: Sequence[TechnicianLine],
        technician_id: UUID | None,
        results: Sequence[Option],
    ) -> None:
        """Begin anew for an order; nothing is chosen."""
        self._who.setText(who)
        self.word.set(words)
        self.word.choose("")
        self._technicians = list(technicians)
        self.technician.clear()
        self.technician.addItems([one.name for one in technicians])
        ids = [one.technician_id for one in technicians]
        self.technician.setCurrentIndex(ids.index(technician_id) if technician_id in ids else 0)
        self.result.set(results)
        self.result.choose(OrderResult.OK)
        self.paid.setValue(0)
        self.serial.clear()
        self.why.clear()
        self.note.clear()
        self.show_message("")
        self.word.setFocus(Qt.FocusReason.TabFocusReason)

    def show_word(self, word: Word | None, until: datetime) -> None:
        """Show the fields that belong to what was said; none before something was."""
        is_exchange = word is Word.FINISHED and self.result.current() == OrderResult.EXCHANGED
        shown = {
            "technician": word is Word.ACCEPTS,
            "until": word in WITH_TIME,
            "result": word is Word.FINISHED,
            "paid": word is Word.FINISHED,
            "serial": is_exchange,
            "why": word is Word.REFUSES,
            "note": word not in (None, Word.ACCEPTS, Word.REFUSES),
        }
        for name, is_shown in shown.items():
            self._fields[name].setVisible(is_shown)
        self._confirm.setEnabled(word is not None)
        self._follows.setText(follows_words(word) if word else self.tr("Choose what they say."))
        if word is not None:
            self._fields["until"].set_words(until_word(word))
            self._fields["note"].set_words(note_word(word))
            self.until.set_instant(until)

    def show_serial(self) -> None:
        """Ask for the new unit's serial number where one was exchanged."""
        self._fields["serial"].setVisible(self.result.current() == OrderResult.EXCHANGED)

    def technician_id(self) -> UUID | None:
        at = self.technician.currentIndex()
        return self._technicians[at].technician_id if 0 <= at < len(self._technicians) else None

    def words(self) -> str:
        """Return what was written: why they do not go, or the note."""
        return (self.note.toPlainText() if self._fields["why"].isHidden() else self.why.text()).strip()

    def to_note(self) -> None:
        asked = self.note if self._fields["why"].isHidden() else self.why
        asked.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_message(self, sentence: str) -> None:
        """Say why something was refused or is missing; an empty sentence takes it away."""
        self._message.setText(sentence)
        self._message.setVisible(bool(sentence))

    def message(self) -> str:
        return self._message.text()

    @Slot()
    def _on_confirm(self) -> None:
        if self._confirm.isEnabled():
            self.confirmed.emit()

    @Slot(str)
    def _on_result(self, _result: str) -> None:
        self.show_serial()

    def _connect(self) -> None:
        self.word.chosen.connect(self.word_chosen)
        self.result.chosen.connect(self._on_result)
        self._confirm.clicked.connect(self._on_confirm)
        self._back.clicked.connect(self.back)
        self.answer("confirm", self._on_confirm)
        self.answer("back", self.back.emit)

    def _lay_out(self) -> None:
        self.paid.setRange(0, MOST_YUAN)
        self.paid.setDecimals(2)
        self.serial.setMaxLength(SERIAL)
        self.paid.setButtonSymbols(QDoubleSpinBox.ButtonSymbols.NoButtons)
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(NOTE_HEIGHT)
        self._message.setWordWrap(True)
        self._follows.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(panel_head("truck", self.tr("What the provider says"), self._who, self._back))
        layout.addWidget(Field(self.tr("What they say"), self.word))
        layout.addLayout(self._grid())
        layout.addStretch()
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self._confirm)
        foot.addWidget(self._message, 1)
        foot.addWidget(self._follows, 1)
        layout.addLayout(foot)

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        grid.addWidget(self._fields["technician"], 0, 0)
        grid.addWidget(self._fields["until"], 0, 0)
        grid.addWidget(self._fields["result"], 1, 0, 1, 2)
        grid.addWidget(self._fields["paid"], 2, 0)
        grid.addWidget(self._fields["serial"], 2, 1)
        grid.addWidget(self._fields["why"], 3, 0, 1, 2)
        grid.addWidget(self._fields["note"], 3, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        return grid
