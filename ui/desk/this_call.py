"""The right column: what is recorded about this call, from the first key to wrap-up."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from ui.desk.code_picker import Choice, CodePicker
from ui.widgets.button import KeyButton
from ui.widgets.chip import Chip
from ui.widgets.fact import Fact
from ui.widgets.fields import Field
from ui.widgets.labels import label

NOTES_HEIGHT = 112


class ThisCall(QWidget):
    """Reason, notes, outcome, next step, done.

    Signals: ``typed(str, str)`` field and its whole text or code, at each change by the person;
    ``done()``; ``dispatch()``; ``follow_up()``; ``serve()``.
    """

    typed = Signal(str, str)
    done = Signal()
    dispatch = Signal()
    follow_up = Signal()
    serve = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("this_call")
        self._title, self._kept = label("", "title"), Fact()
        self.reason = CodePicker(self.tr("Reason"), self.tr("initials or a digit"))
        self.reason.field.setObjectName("reason")
        self.notes = QPlainTextEdit()
        self.notes.setObjectName("notes")
        self.notes.setTabChangesFocus(True)
        self.notes.setFixedHeight(NOTES_HEIGHT)
        self.notes.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.outcome = CodePicker(self.tr("Outcome"), self.tr("initials or a digit"))
        self.outcome.field.setObjectName("outcome")
        self._outcome_field = Field(self.tr("Outcome"), self.outcome, "Alt O")
        self._linked = Chip()
        self._wrap_up, self._then = Fact(), Chip()
        self._dispatch = KeyButton(self.tr("Dispatch"), "Ctrl D")
        self._follow_up = KeyButton(self.tr("Follow-up"), "Ctrl U")
        self._serve = KeyButton(self.tr("Message, wishes, warranty"), "Ctrl E")
        self._done = KeyButton(self.tr("Done, next call"), "Ctrl Enter", "check", "primary")
        self._lay_out()
        self._connect()
        self.clear()

    def set_choices(self, reasons: Sequence[Choice], outcomes: Sequence[Choice]) -> None:
        self.reason.set_choices(reasons)
        self.outcome.set_choices(outcomes)

    def set_open(self, is_open: bool) -> None:
        """Take words or refuse them: without a call there is nothing to write about."""
        acts = (self._done, self._dispatch, self._follow_up, self._serve)
        for part in (self.reason, self.notes, self.outcome, *acts):
            part.setEnabled(is_open)
        if not is_open:
            self._title.setText(self.tr("No call"))
            self._kept.set(self.tr("the next ring opens it"))

    def show_contact(self, title: str, reason: str, notes: str, outcome: str) -> None:
        """Show what was written about a call so far; the caret goes to the end of the notes."""
        self.set_open(True)
        self.set_saving(False)
        self._title.setText(title)
        self.reason.set_code(reason)
        self.outcome.set_code(outcome)
        if self.notes.toPlainText() != notes:
            self.notes.blockSignals(True)
            self.notes.setPlainText(notes)
            self.notes.blockSignals(False)
        self.notes.moveCursor(self.notes.textCursor().MoveOperation.End)
        self._kept.set("")
        self.set_linked("")
        self._outcome_field.set_wrong("")

    def clear(self) -> None:
        self.show_contact("", "", "", "")
        self.set_open(False)

    def is_composing(self) -> bool:
        """Tell whether an input method holds words that are not in the notes yet."""
        return bool(self.notes.textCursor().block().layout().preeditAreaText())

    def set_title(self, title: str) -> None:
        self._title.setText(title)

    def set_kept(self, words: str, safe: bool = True) -> None:
        """Say when the draft was last written, or that it could not be."""
        self._kept.set(words, "check" if safe else "warning-circle", "good" if safe else "broken")

    def set_linked(self, number: str) -> None:
        self._linked.set(self.tr("Order {0}").format(number), "accent", "link")
        self._linked.setVisible(bool(number))

    def linked(self) -> str:
        """Return what is said of the order that the call is about; empty when it is about none."""
        return "" if self._linked.isHidden() else self._linked.text()

    def set_wrap_up(self, words: str) -> None:
        self._wrap_up.set(words, "clock")

    def set_then(self, words: str, is_ready: bool) -> None:
        """Say what follows the wrap-up."""
        self._then.set(words, "good" if is_ready else "neutral")

    def set_saving(self, saving: bool) -> None:
        """Take no words while the call is saved: they would belong to nothing."""
        for editor in (self.notes, self.reason.field, self.outcome.field):
            editor.setReadOnly(saving)

    def say_wrong(self, sentence: str) -> None:
        """Say what is missing before it can be wrapped up."""
        self._outcome_field.set_wrong(sentence)

    def _connect(self) -> None:
        self.notes.textChanged.connect(self._on_notes)
        self.reason.picked.connect(self._on_reason)
        self.outcome.picked.connect(self._on_outcome)
        self._done.clicked.connect(self.done)
        self._dispatch.clicked.connect(self.dispatch)
        self._follow_up.clicked.connect(self.follow_up)
        self._serve.clicked.connect(self.serve)

    @Slot()
    def _on_notes(self) -> None:
        self.typed.emit("notes", self.notes.toPlainText())

    @Slot(str)
    def _on_reason(self, code: str) -> None:
        self.typed.emit("reason", code)

    @Slot(str)
    def _on_outcome(self, code: str) -> None:
        self.say_wrong("")
        self.typed.emit("outcome", code)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch()
        head.addWidget(self._kept)
        steps = QGridLayout()
        steps.setSpacing(8)
        steps.addWidget(self._dispatch, 0, 0)
        steps.addWidget(self._follow_up, 0, 1)
        steps.addWidget(self._serve, 1, 0, 1, 2)
        foot = QHBoxLayout()
        foot.addWidget(self._wrap_up)
        foot.addStretch()
        foot.addWidget(self._then)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addWidget(Field(self.tr("Reason"), self.reason, "Alt R"))
        layout.addWidget(self._linked, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(Field(self.tr("Notes"), self.notes, "Alt N"))
        layout.addWidget(self._outcome_field)
        layout.addWidget(label(self.tr("Next step"), "label"))
        layout.addLayout(steps)
        layout.addStretch()
        layout.addLayout(foot)
        layout.addWidget(self._done)
