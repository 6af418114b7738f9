"""The panel in which a call is promised: why, when, who, which number; and what to say about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from ui.desk.code_picker import Choice, CodePicker
from ui.dispatch.panel import Panel, back_button, panel_head
from ui.followups.at_field import AtField
from ui.followups.option_row import OptionRow
from ui.followups.words import owner_options, quick_options, too_long_sentence
from ui.widgets.box import SentenceBox
from ui.widgets.button import KeyButton
from ui.widgets.card import Card
from ui.widgets.fields import ChoiceField, Field
from ui.widgets.labels import label

REASONS_SHOWN, NOTE_HEIGHT = 5, 64


class SchedulePanel(Panel):
    """Take what is promised and say what a person wants; it decides nothing.

    Signals: ``reason_picked(str)``; ``quick_chosen(str)`` of ``times.QUICK``; ``note_edited(str)``;
    ``confirmed()``; ``back()``.
    """

    reason_picked = Signal(str)
    quick_chosen = Signal(str)
    note_edited = Signal(str)
    confirmed = Signal()
    back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("schedule")
        self._who = label("", "second")
        self.reason = CodePicker(self.tr("Reason"), self.tr("initials or a digit"), REASONS_SHOWN)
        self.quick, self.at = OptionRow(self.tr("When")), AtField()
        self.owner, self.phone = OptionRow(self.tr("Who calls")), ChoiceField()
        self.note = QPlainTextEdit()
        self._note_field = Field(self.tr("What it is about"), self.note)
        self._is_filling = False
        self._message, self._missing = label("", "broken"), label("", "muted")
        self._confirm = KeyButton(self.tr("Promise the call"), "Ctrl Enter", "calendar-plus", "primary")
        self.promised = _Promised()
        self._lay_out()
        self._connect()

    def begin(self, who: str, reasons: Sequence[Choice], phones: Sequence[str]) -> None:
        """Begin anew for a customer; the first number is chosen."""
        self._who.setText(who)
        self.reason.set_choices(reasons)
        self.reason.set_code("")
        self.phone.clear()
        self.phone.addItems(phones)
        self.owner.choose("me")
        self.set_note("")
        self.show_message("")
        self._whole.setCurrentIndex(0)
        self.reason.focus()
        self.reason.narrow()  # it may have had the focus before

    def set_time(self, at: datetime, choice: str = "") -> None:
        """Show when the call is due, and which quick choice that is."""
        self.at.blockSignals(True)
        self.at.set_instant(at)
        self.at.blockSignals(False)
        self.quick.choose(choice)

    def set_waits(self, waits: bool) -> None:
        """Ask for goods, and for no time and no caller, where the customer waits for them."""
        for field in self._of_time:
            field.setVisible(not waits)
        self._note_field.set_words(self.tr("Which goods") if waits else self.tr("What it is about"))

    def set_note(self, note: str) -> None:
        """Show a note without a signal."""
        self._is_filling = True
        self.note.setPlainText(note)
        self._is_filling = False

    def note_text(self) -> str:
        return self.note.toPlainText().strip()

    def time(self) -> datetime:
        return self.at.instant()

    def set_ready(self, is_ready: bool, missing: str) -> None:
        self._confirm.setEnabled(is_ready)
        self._missing.setText(missing)

    def show_message(self, sentence: str) -> None:
        """Say why something was refused; an empty sentence takes it away."""
        self._message.setText(sentence)
        self._message.setVisible(bool(sentence))
        self._missing.setVisible(not sentence)

    def message(self) -> str:
        return self._message.text()

    def show_promised(self, words: str, sentence: str) -> None:
        self.promised.show_promise(words, sentence)
        self._whole.setCurrentIndex(1)
        self.promised.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_promised(self) -> bool:
        return self._whole.currentIndex() == 1

    def to_times(self) -> None:
        self.quick.setFocus(Qt.FocusReason.TabFocusReason)

    def to_note(self) -> None:
        self.note.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def _on_confirm(self) -> None:
        if self.is_promised():
            self.back.emit()
        elif self._confirm.isEnabled():
            self.confirmed.emit()

    @Slot()
    def _on_edited(self) -> None:
        self.quick.choose("")

    @Slot()
    def _on_note(self) -> None:
        self._note_field.set_wrong(too_long_sentence(self.note_text()))
        if not self._is_filling:
            self.note_edited.emit(self.note_text())

    def _connect(self) -> None:
        self.reason.picked.connect(self.reason_picked)
        self.quick.chosen.connect(self.quick_chosen)
        self.at.dateTimeChanged.connect(self._on_edited)
        self.note.textChanged.connect(self._on_note)
        self._confirm.clicked.connect(self._on_confirm)
        self._back.clicked.connect(self.back)
        self.promised.left.connect(self.back)
        self.answer("confirm", self._on_confirm)
        self.answer("back", self.back.emit)

    def _lay_out(self) -> None:
        self.quick.set(quick_options())
        self.owner.set(owner_options())
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(NOTE_HEIGHT)
        self._message.setWordWrap(True)
        ask = QWidget()
        layout = QVBoxLayout(ask)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        self._back = back_button()
        layout.addLayout(panel_head("calendar-plus", self.tr("Follow-up call"), self._who, self._back))
        layout.addLayout(self._fields())
        layout.addStretch()
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self._confirm)
        foot.addWidget(self._message, 1)
        foot.addWidget(self._missing, 1)
        layout.addLayout(foot)
        self._whole = QStackedLayout(self)
        self._whole.addWidget(ask)
        self._whole.addWidget(self.promised)

    def _fields(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(Field(self.tr("Reason"), self.reason), 0, 0, 1, 2, top)
        when, exactly = Field(self.tr("When"), self.quick), Field(self.tr("or exactly"), self.at)
        who = Field(self.tr("Who calls"), self.owner)
        self._of_time = (when, exactly, who)
        grid.addWidget(when, 1, 0)
        grid.addWidget(exactly, 1, 1)
        grid.addWidget(who, 2, 0)
        grid.addWidget(Field(self.tr("Number to call"), self.phone), 2, 1)
        grid.addWidget(self._note_field, 3, 0, 1, 2)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 1)
        return grid


class _Promised(QWidget):
    """What was promised, and the sentence to say. Signals: ``left()`` by Enter, Esc or the button."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words, self.sentence = label("", "aloud"), SentenceBox()
        back = KeyButton(self.tr("Back to the notes"), "Enter", "arrow-u-up-left", "primary")
        back.clicked.connect(self.left)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        card = Card(self.tr("The call is promised"))
        card.set_edge("good_fill")
        card.body.addWidget(self.words)
        card.body.addWidget(self.sentence)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(card)
        layout.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch()

    def show_promise(self, words: str, sentence: str) -> None:
        self.words.setText(words)
        self.sentence.set(sentence)
        self.setAccessibleName(sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.left.emit()
        else:
            super().keyPressEvent(event)
