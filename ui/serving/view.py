"""The panel of what is done for a customer by hand: a message, a wish, a warranty, a settled case."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.dispatch.panel import Panel, back_button, panel_head
from ui.followups.option_row import OptionRow
from ui.serving.forms import CaseForm, MessageForm, UnitForm, WishForm
from ui.serving.words import (
    CASE,
    MESSAGE,
    UNIT,
    WISHES,
    act_options,
    consent_options,
    consent_question,
    cover_options,
    ring_options,
    unit_options,
)
from ui.widgets.button import KeyButton
from ui.widgets.labels import label


class ServePanel(Panel):
    """Choose what is done, fill its form; it decides nothing.

    Signals: ``turned(str)`` another form; ``edited()``; ``confirmed()``; ``dropped()``; ``back()``.
    """

    turned = Signal(str)
    edited = Signal()
    confirmed = Signal()
    dropped = Signal()
    back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("serving")
        self._who, self.act = label("", "second"), OptionRow(self.tr("What is done"))
        self.message, self.wishes, self.unit, self.case = MessageForm(), WishForm(), UnitForm(), CaseForm()
        self._forms = {MESSAGE: self.message, WISHES: self.wishes, UNIT: self.unit, CASE: self.case}
        self._stack = QStackedWidget()
        self._until, self._message = label("", "second"), label("", "broken")
        self._confirm = KeyButton(self.tr("Write it down"), "Ctrl Enter", "check", "primary")
        self._back = back_button()
        self._lay_out()
        self._connect()

    def begin(self, who: str) -> None:
        """Begin anew for a customer, with what is chosen most."""
        self._who.setText(who)
        self.act.set(act_options())
        self.wishes.ring.set(ring_options())
        self.wishes.consent.set(consent_options())
        self.wishes.question.set(consent_question())
        self.unit.act.set(unit_options())
        self.unit.covers.set(cover_options())
        self.show_message("")
        self.act.choose(MESSAGE)
        self._stack.setCurrentWidget(self.message)
        self.act.setFocus(Qt.FocusReason.TabFocusReason)

    def set_ready(self, until: str) -> None:
        """Say what is missing; with nothing missing it can be confirmed."""
        self._until.setText(until)
        self._confirm.setEnabled(not until)

    def show_message(self, sentence: str) -> None:
        """Say why something was refused; an empty sentence takes it away."""
        self._message.setText(sentence)
        self._message.setVisible(bool(sentence))

    def message_shown(self) -> str:
        return self._message.text()

    @Slot(str)
    def _on_turned(self, name: str) -> None:
        self._stack.setCurrentWidget(self._forms[name])
        self.show_message("")
        self.turned.emit(name)

    @Slot()
    def _on_confirm(self) -> None:
        if self._confirm.isEnabled():
            self.confirmed.emit()

    @Slot()
    def _on_drop(self) -> None:
        if self.act.current() == MESSAGE:
            self.dropped.emit()

    def _connect(self) -> None:
        self.act.chosen.connect(self._on_turned)
        for form in self._forms.values():
            form.edited.connect(self.edited)
        self.message.dropped.connect(self.dropped)
        self._confirm.clicked.connect(self._on_confirm)
        self._back.clicked.connect(self.back)
        self.answer("confirm", self._on_confirm)
        self.answer("withdraw", self._on_drop)
        self.answer("back", self.back.emit)

    def _lay_out(self) -> None:
        for words in (self._until, self._message):
            words.setWordWrap(True)
        for form in self._forms.values():
            self._stack.addWidget(form)
        head = panel_head("chat-text", self.tr("For the customer"), self._who, self._back)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self._confirm)
        foot.addWidget(self._message, 1)
        foot.addWidget(self._until, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addWidget(self.act)
        layout.addWidget(self._stack, 1)
        layout.addLayout(foot)
