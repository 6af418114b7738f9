"""The right side of the page of one's own orders: one of them, its pause, and to whom it goes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.my_orders import CaseStep, Colleague, OwnWork
from ui.followups.at_field import AtField
from ui.followups.option_row import OptionRow
from ui.message_words import MessageWords
from ui.orders.message_lines import MessageLines
from ui.orders.words import (
    about,
    colleague_word,
    due_tone,
    due_words,
    pause_options,
    scope_options,
    state_word,
    step_word,
)
from ui.widgets.button import KeyButton
from ui.widgets.card import Card
from ui.widgets.chip import Chip
from ui.widgets.fields import ChoiceField, Field
from ui.widgets.labels import label
from ui.wording import greeting

NOTE_HEIGHT = 56
TOP = Qt.AlignmentFlag.AlignTop


class WorkCard(QWidget):
    """Show one order or case and take what is done with it; it decides nothing.

    Signals, each by the person: ``rung()`` the customer heard; ``closed()`` the case; ``paused()``,
    ``resumed()`` the order; ``handed_over()``.
    """

    rung = Signal()
    closed = Signal()
    paused = Signal()
    resumed = Signal()
    handed_over = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hail, self._due, self._state = label("", "name"), Chip(), Chip()
        self._about, self._summary = label("", "second"), label("", "body")
        self._step, self._messages = label("", "title"), MessageLines()
        self.note = QPlainTextEdit()
        self._note_field = Field(self.tr("Note, or how it ended"), self.note, "Alt N")
        self.reason, self.until = OptionRow(self.tr("Pause because of")), AtField()
        self.scope, self.to = OptionRow(self.tr("What")), ChoiceField()
        self._message = label("", "broken")
        self._rung = KeyButton(self.tr("The customer was rung"), "Ctrl 1", "phone-call")
        self._closed = KeyButton(self.tr("Close the case"), "Ctrl 2", "check-circle")
        self._paused = KeyButton(self.tr("Pause"), "Ctrl 3", "pause")
        self._resumed = KeyButton(self.tr("Go on"), "Ctrl 4", "play")
        self._hand = KeyButton(self.tr("Hand over"), "Ctrl Enter", "user-circle", "primary")
        self._colleagues: list[Colleague] = []
        self._lay_out()
        self._connect()

    def show_work(
        self, work: OwnWork, how_many: int, until: datetime, now: datetime, words: MessageWords
    ) -> None:
        """Show one; ``until`` is proposed for a pause. What is typed is taken away."""
        self._hail.setText(greeting(work.customer_name, work.title))
        self._due.set(due_words(work.due_at, now), due_tone(work.due), "clock")
        self._state.set(self.tr("paused") if work.is_paused else state_word(work.state), "neutral")
        self._about.setText(about(work))
        self._summary.setText(work.summary)
        self._step.setText(self.tr("Next: {0}").format(step_word(work.step)))
        self._messages.show_fates(work.messages, words)
        self.note.clear()
        self.reason.choose("")
        self.until.set_instant(until)
        self.scope.set(scope_options(how_many))
        self.scope.choose("one")
        is_order = work.order_id is not None
        answers = work.step is CaseStep.ANSWER
        self._rung.set_words(
            self.tr("The authority was answered") if answers else self.tr("The customer was rung")
        )
        self._pause_card.setVisible(is_order)
        self._closed.setVisible(not is_order)
        self._paused.setEnabled(is_order)
        self._resumed.setEnabled(work.is_paused)
        self.show_message("")

    def set_colleagues(self, colleagues: Sequence[Colleague]) -> None:
        """Show to whom one can hand over; who is chosen stays chosen."""
        before = self.to_person()
        self._colleagues = list(colleagues)
        self.to.clear()
        self.to.addItems([colleague_word(one) for one in self._colleagues])
        known = [one.person_id for one in self._colleagues]
        self.to.setCurrentIndex(known.index(before) if before in known else 0 if known else -1)

    def to_person(self) -> UUID | None:
        at = self.to.currentIndex()
        return self._colleagues[at].person_id if 0 <= at < len(self._colleagues) else None

    def words(self) -> str:
        return self.note.toPlainText().strip()

    def show_message(self, sentence: str, tone: str = "broken") -> None:
        """Say what was refused or done; an empty sentence takes it away."""
        self._message.setProperty("role", "broken" if tone == "broken" else "second")
        self._message.style().polish(self._message)
        self._message.setText(sentence)
        self._message.setVisible(bool(sentence))

    def message(self) -> str:
        return self._message.text()

    def _connect(self) -> None:
        for button, signal in (
            (self._rung, self.rung),
            (self._closed, self.closed),
            (self._paused, self.paused),
            (self._resumed, self.resumed),
            (self._hand, self.handed_over),
        ):
            button.clicked.connect(signal)

    def _lay_out(self) -> None:
        self.reason.set(pause_options())
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(NOTE_HEIGHT)
        self._summary.setWordWrap(True)
        self._message.setWordWrap(True)
        self._pause_card = self._pause()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(12)
        layout.addLayout(self._head())
        layout.addWidget(self._what())
        layout.addWidget(self._pause_card)
        layout.addWidget(self._hand_over())
        layout.addWidget(self._message)
        layout.addStretch()

    def _head(self) -> QVBoxLayout:
        first = QHBoxLayout()
        first.setSpacing(8)
        for part in (self._hail, self._due, self._state):
            first.addWidget(part)
        first.addStretch()
        head = QVBoxLayout()
        head.setSpacing(4)
        head.addLayout(first)
        head.addWidget(self._about)
        return head

    def _what(self) -> Card:
        card = Card(self.tr("What it is about"))
        card.body.addWidget(self._summary)
        card.body.addWidget(self._step)
        card.body.addWidget(self._note_field)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._rung)
        row.addWidget(self._closed)
        row.addStretch()
        row.addWidget(self._messages)
        card.body.addLayout(row)
        return card

    def _pause(self) -> Card:
        card = Card(self.tr("The clock stands still"))
        card.body.addWidget(Field(self.tr("Because of"), self.reason))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Field(self.tr("Look at it again"), self.until))
        for button in (self._paused, self._resumed):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        card.body.addLayout(row)
        return card

    def _hand_over(self) -> Card:
        card = Card(self.tr("Hand over"))
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(Field(self.tr("What"), self.scope), 1, TOP)
        row.addWidget(Field(self.tr("To whom"), self.to), 1, TOP)
        card.body.addLayout(row)
        last = QHBoxLayout()
        last.addWidget(self._hand)
        last.addStretch()
        card.body.addLayout(last)
        return card
