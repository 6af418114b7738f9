"""The right side of the follow-ups page: one promised call, what to say, and how it went."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from app.customers import Tier
from app.followup_list import DueFollowUp, ProviderReport
from app.followups import AttemptOutcome
from app.numbers import masked
from ui.followups.at_field import AtField
from ui.followups.kept import Entered
from ui.followups.option_row import Option, OptionRow
from ui.followups.words import (
    opening_sentence,
    outcome_options,
    report_words,
    score_options,
    score_sentence,
    solved_options,
    too_long_sentence,
    tried_words,
)
from ui.widgets.box import SentenceBox
from ui.widgets.button import KeyButton
from ui.widgets.card import Card
from ui.widgets.chip import Chip
from ui.widgets.fact import Fact
from ui.widgets.fields import Field
from ui.widgets.labels import label
from ui.wording import day_time, greeting, named, tier_word

NOTE_HEIGHT, NO_MORE = 64, "no_more"


class CallCard(QWidget):
    """Show one promised call and take how it went.

    Signals: ``outcome_chosen(str)``; ``edited()`` by the person; ``finished()``; ``call_wanted()``.
    """

    outcome_chosen = Signal(str)
    edited = Signal()
    finished = Signal()
    call_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hail, self._tier, self._number = label("", "name"), Chip(), label("", "link")
        self._about, self._note_before = label("", "second"), Fact("", "info", "info", size="body")
        self.opening, self._question = SentenceBox(), SentenceBox()
        self.score = OptionRow(self.tr("Points"), tall=True)
        self.outcome, self.solved = OptionRow(self.tr("How it went")), OptionRow(self.tr("Is it solved"))
        self.no_more = OptionRow(self.tr("Wishes"))
        self._reports = Card(self.tr("What the provider reported"))
        self._report, self._report_note = Fact(), Fact("", size="body")
        self.again, self.note = AtField(), QPlainTextEdit()
        self.note.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._again_field = Field(self.tr("Next try"), self.again)
        self._note_field = Field(self.tr("The customer's own words"), self.note, "Alt N")
        self._is_filling = False
        self._over = label(self.tr("Nobody calls this number again for this."), "muted")
        self._message = label("", "broken")
        self._call = KeyButton(self.tr("Call"), "F2", "phone-outgoing")
        self._state = Chip()
        self._done = KeyButton(self.tr("Done, next"), "Ctrl Enter", "check", "primary")
        self._lay_out()
        self._connect()

    def show_due(self, due: DueFollowUp, entered: Entered) -> None:
        """Show a promised call and what was entered about it before."""
        self._is_filling = True
        self._hail.setText(greeting(due.customer_name, due.title))
        self._tier.set(tier_word(due.tier), "attn" if due.tier in (Tier.GOLD, Tier.VIP) else "neutral")
        self._number.setText(due.order_number or "")
        reason = named(due.reason_zh, due.reason_en)
        self._about.setText(
            f"{reason} · {masked(due.phone_key)} · {day_time(due.due_at)} · {tried_words(due.attempts)}"
        )
        self._note_before.set(due.note, "info", "info")
        self._note_before.setToolTip(due.note)
        self._note_before.setVisible(bool(due.note))
        self.opening.set(opening_sentence(due))
        self.score.choose(str(entered.score or ""))
        self.solved.choose("" if entered.solved is None else "yes" if entered.solved else "no")
        self.no_more.choose(NO_MORE if entered.no_more else "")
        self.note.setPlainText(entered.note)
        self.show_message("")
        self.set_outcome(entered.outcome, entered.next_due_at)
        self._is_filling = False

    def set_outcome(self, outcome: AttemptOutcome, next_due_at: datetime | None) -> None:
        """Show how it went, and when one tries again."""
        is_reached = outcome is AttemptOutcome.REACHED
        self.outcome.choose(outcome)
        if not is_reached:
            self.score.choose("")
            self.solved.choose("")
        if next_due_at is not None:
            self.again.set_instant(next_due_at)
        self._again_field.setVisible(next_due_at is not None)
        self._over.setVisible(not is_reached and next_due_at is None)

    def entered(self) -> Entered:
        outcome = AttemptOutcome(self.outcome.current())
        score = self.score.current()
        return Entered(
            outcome=outcome,
            score=int(score) if score else None,
            note=self._words(),
            next_due_at=None if self._again_field.isHidden() else self.again.instant(),
            solved={"yes": True, "no": False}.get(self.solved.current()),
            no_more=self.no_more.current() == NO_MORE,
        )

    def set_can_call(self, can: bool) -> None:
        self._call.setEnabled(can)

    def set_call_state(self, words: str, tone: str = "good") -> None:
        """Say how the dialled call stands; empty words say that none was dialled."""
        self._state.set(words, tone, "phone-call" if words else "")
        self._state.setVisible(bool(words))

    def show_message(self, sentence: str) -> None:
        self._message.setText(sentence)
        self._message.setVisible(bool(sentence))

    def message(self) -> str:
        return self._message.text()

    def to_score(self) -> None:
        self.score.setFocus(Qt.FocusReason.TabFocusReason)

    def is_sound(self) -> bool:
        """Tell whether what is entered can be recorded; what is wrong stands at its field."""
        return not too_long_sentence(self._words())

    def _words(self) -> str:
        return self.note.toPlainText().strip()

    @Slot()
    def _on_edited(self) -> None:
        too_long = too_long_sentence(self._words())
        self._note_field.set_wrong(too_long)
        self._done.setEnabled(not too_long)
        if not self._is_filling:
            self.edited.emit()

    def show_reports(self, reports: Sequence[ProviderReport]) -> None:
        """Show what the provider said last, beside the customer's words; the rest by pointing at it."""
        self._reports.setVisible(bool(reports))
        if reports:
            self._report.set(report_words(reports[0]), "truck")
            self._report_note.set(reports[0].note)
            every = "\n".join(f"{report_words(report)}\n{report.note}" for report in reports)
            for line in (self._report, self._report_note):
                line.setToolTip(every)

    def report_words(self) -> str:
        """Return what is shown of the newest report."""
        return f"{self._report.text()} {self._report_note.text()}"

    def take_no_more(self) -> None:
        """Note that the customer wants no more calls; the second time takes it back."""
        if self.no_more.current() == NO_MORE:
            self.no_more.choose("")
            self._on_edited()
        else:
            self.no_more.take(NO_MORE)

    @Slot(str)
    def _on_score(self, _score: str) -> None:
        """Points, and whether it is solved, are said by somebody who was reached."""
        if self.outcome.current() != AttemptOutcome.REACHED:
            self.set_outcome(AttemptOutcome.REACHED, None)

    def _connect(self) -> None:
        self.score.chosen.connect(self._on_score)
        self.solved.chosen.connect(self._on_score)
        self.outcome.chosen.connect(self.outcome_chosen)
        for changed in (
            self.score.chosen,
            self.solved.chosen,
            self.no_more.chosen,
            self.outcome.chosen,
            self.again.dateTimeChanged,
            self.note.textChanged,
        ):
            changed.connect(self._on_edited)
        self._done.clicked.connect(self.finished)
        self._call.clicked.connect(self.call_wanted)

    def _lay_out(self) -> None:
        self.score.set(score_options())
        self.outcome.set(outcome_options())
        self.solved.set(solved_options())
        self.no_more.set([Option(NO_MORE, self.tr("Wants to be rung no more"), "Ctrl 7")])
        self._question.set(score_sentence())
        for line in (self._report, self._report_note):
            self._reports.body.addWidget(line)
        self._reports.hide()
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(NOTE_HEIGHT)
        self._message.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(12)
        layout.addLayout(self._head())
        layout.addWidget(self._talk())
        layout.addWidget(self._reports)
        layout.addWidget(self._result())
        layout.addLayout(self._words_of_both())
        layout.addStretch()
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self._message, 1)
        foot.addStretch()
        foot.addWidget(self._done)
        layout.addLayout(foot)

    def _words_of_both(self) -> QHBoxLayout:
        """Stand what the provider reported beside what the customer says."""
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._note_field, 1)
        row.addWidget(self._reports, 1, Qt.AlignmentFlag.AlignTop)
        return row

    def _head(self) -> QVBoxLayout:
        first = QHBoxLayout()
        first.setSpacing(8)
        for part in (self._hail, self._tier, self._state):
            first.addWidget(part)
        first.addStretch()
        first.addWidget(self._number)
        first.addWidget(self._call)
        head = QVBoxLayout()
        head.setSpacing(4)
        head.addLayout(first)
        head.addWidget(self._about)
        head.addWidget(self._note_before)
        return head

    def _talk(self) -> Card:
        card = Card(self.tr("What to say"))
        for part in (self.opening, self._question, self.score):
            card.body.addWidget(part)
        said = QHBoxLayout()
        said.setSpacing(8)
        said.addWidget(self.solved, 2)
        said.addWidget(self.no_more, 1)
        card.body.addLayout(said)
        return card

    def _result(self) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.outcome)
        column.addWidget(self._again_field, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._over)
        return whole
