"""The panel of a guided script: one question at a time, what was answered above it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from ui.desk.code_picker import Choice, CodePicker
from ui.dispatch.panel import Panel, back_button, panel_head
from ui.widgets.box import SentenceBox
from ui.widgets.button import KeyButton
from ui.widgets.card import Card
from ui.widgets.fact import Fact
from ui.widgets.fields import CodeField, Field
from ui.widgets.labels import label

SHOWN, MOST_ANSWERS = 9, 7


class ScriptPanel(Panel):
    """Ask and take answers; it decides nothing.

    Signals: ``script_picked(str)`` the code of a script; ``answered(str)`` a code, or what was typed;
    ``typed(str)`` words that are not answered yet; ``step_back()``; ``taken()`` what is proposed; ``back()``.
    """

    script_picked = Signal(str)
    answered = Signal(str)
    typed = Signal(str)
    step_back = Signal()
    taken = Signal()
    back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("script")
        self._title = label("", "second")
        self._given = [Fact() for _ in range(MOST_ANSWERS)]
        self.question = SentenceBox()
        self.choice = CodePicker(self.tr("Answer"), self.tr("a digit, initials or a word"), SHOWN)
        self.number, self.words = CodeField(), QLineEdit()
        self._typed_field = Field(self.tr("Answer"), self.words)
        self._number_field = Field(self.tr("Answer"), self.number)
        self._fields = QStackedWidget()
        self._choices = QWidget()
        self._message = label("", "broken")
        self._proposal = Fact()
        self._take = KeyButton(self.tr("Take it"), "Ctrl Enter", "check", "primary")
        self._undo = KeyButton(self.tr("One question back"), "Alt Left", "arrow-u-up-left")
        self._lay_out()
        self._connect()

    def choose_script(self, scripts: Sequence[Choice]) -> None:
        """Ask which script; the first fits best."""
        self._title.setText("")
        self.show_given(())
        self._ask_in(self._choices, self.tr("Which questions do you want to ask?"))
        self._is_choosing = True
        self.choice.set_choices(scripts)
        self._show_choice()

    def ask(self, title: str, sentence: str, choices: Sequence[Choice]) -> None:
        """Ask a question with a few answers."""
        self._is_choosing = False
        self._title.setText(title)
        self._ask_in(self._choices, sentence)
        self.choice.set_choices(choices)
        self._show_choice()

    def ask_typed(self, title: str, sentence: str, hint: str, text: str, *, is_code: bool) -> None:
        """Ask for a number, a day or words; ``text`` is what was typed before."""
        self._is_choosing = False
        self._title.setText(title)
        editor = self.number if is_code else self.words
        field = self._number_field if is_code else self._typed_field
        self._ask_in(field, sentence)
        field.set_words(hint)
        editor.setText(text)
        editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def propose(self, title: str, sentence: str, proposal: str) -> None:
        """Show the end: what to say, and what is proposed."""
        self._is_choosing = False
        self._title.setText(title)
        self._ask_in(self._end, sentence)
        self._proposal.set(proposal, "check", "good", words="text")
        self._proposal.setVisible(bool(proposal))
        self._take.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def proposal(self) -> str:
        return self._proposal.text()

    def show_given(self, given: Sequence[str]) -> None:
        """Show the answers so far, the last ones where there are many."""
        shown = list(given)[-MOST_ANSWERS:]
        for fact, words in zip(self._given, [*shown, *[""] * (MOST_ANSWERS - len(shown))], strict=True):
            fact.set(words, "check" if words else "", "good")
            fact.setVisible(bool(words))
        self._undo.setVisible(bool(given))

    def show_message(self, sentence: str) -> None:
        """Say why an answer was not taken; an empty sentence takes it away."""
        self._message.setText(sentence)
        self._message.setVisible(bool(sentence))

    def message(self) -> str:
        return self._message.text()

    def _show_choice(self) -> None:
        self.choice.set_code("")
        self.choice.focus()
        self.choice.narrow()

    def _ask_in(self, part: QWidget, sentence: str) -> None:
        self.show_message("")
        self.question.set(sentence)
        self._fields.setCurrentWidget(part)

    @Slot(str)
    def _on_picked(self, code: str) -> None:
        if code:
            (self.script_picked if self._is_choosing else self.answered).emit(code)

    @Slot()
    def _on_entered(self) -> None:
        editor = self.sender()
        assert isinstance(editor, QLineEdit)
        self.answered.emit(editor.text().strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers()
        if is_enter and self._fields.currentWidget() is self._end:
            self._take.click()
            return
        super().keyPressEvent(event)

    def _on_confirm(self) -> None:
        current = self._fields.currentWidget()
        if current is self._end:
            self._take.click()
        elif current is not self._choices:
            editor = self.number if current is self._number_field else self.words
            self.answered.emit(editor.text().strip())

    def _connect(self) -> None:
        self._is_choosing = False
        self.choice.picked.connect(self._on_picked)
        for editor in (self.number, self.words):
            editor.returnPressed.connect(self._on_entered)
            editor.textEdited.connect(self.typed)
        self._take.clicked.connect(self.taken)
        self._undo.clicked.connect(self.step_back)
        self._back.clicked.connect(self.back)
        self.answer("confirm", self._on_confirm)
        self.answer("back", self.back.emit)
        self.shortcut("question_back", self.step_back.emit)

    def _lay_out(self) -> None:
        self._back = back_button()
        head = panel_head("list-checks", self.tr("Guided questions"), self._title, self._undo, self._back)
        self._end = QWidget()
        end = QVBoxLayout(self._end)
        end.setContentsMargins(0, 0, 0, 0)
        end.setSpacing(12)
        end.addWidget(self._proposal)
        end.addWidget(self._take, 0, Qt.AlignmentFlag.AlignLeft)
        end.addStretch()
        choices = QVBoxLayout(self._choices)
        choices.setContentsMargins(0, 0, 0, 0)
        choices.addWidget(self.choice)
        choices.addStretch()
        for part in (self._choices, self._number_field, self._typed_field, self._end):
            self._fields.addWidget(part)
        self._message.setWordWrap(True)
        self._message.hide()
        card = Card()
        card.body.setContentsMargins(16, 8, 16, 12)
        for fact in self._given:
            card.body.addWidget(fact)
        card.body.addWidget(self.question)
        card.body.addWidget(self._message)
        card.body.addWidget(self._fields, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addWidget(card, 1)
