"""The panels in which one says to whom a call goes, what is dialled, and which digits are pressed."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout

from ui.frame.window import MainWindow
from ui.phone.drop import DropPanel
from ui.phone.target_panel import TargetPanel
from ui.phone.targets import Target
from ui.widgets.button import KeyButton
from ui.widgets.fact import Fact
from ui.widgets.fields import CodeField, Field


class TransferPanel(TargetPanel):
    """Show who can be asked; it decides nothing.

    Signals: ``consult(object)``, ``transfer(object)`` a `Target`.
    """

    consult = Signal(object)
    transfer = Signal(object)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, "transfer")
        self.notes = Fact()
        self._ask = KeyButton(self.tr("Ask first"), "Enter", "phone-call", "primary")
        self._give = KeyButton(self.tr("Transfer at once"), "Ctrl Enter", "arrow-bend-up-right")
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self._ask)
        foot.addWidget(self._give)
        foot.addStretch()
        self.body.addWidget(self.notes)
        self.body.addLayout(foot)
        self.chosen.connect(self._on_chosen)
        self._ask.clicked.connect(self._on_enter)
        self._give.clicked.connect(self._on_give)
        self.answer("transfer_now", self._on_give)

    def begin_for(
        self, who: str, notes: str, typed: str = "", *, may_consult: bool, may_transfer: bool
    ) -> None:
        """Begin anew; ``notes`` are what goes along, ``typed`` what is to be tried again."""
        self.about.setText(who)
        self._ask.setVisible(may_consult)
        self._give.setVisible(may_transfer)
        words = self.tr("Your notes go along: {0}").format(" ".join(notes.split()))
        self.notes.set(words, "pencil-simple")
        self.notes.setVisible(bool(notes.strip()))
        self.begin(typed)

    @Slot(object)
    def _on_chosen(self, target: Target) -> None:
        """Ask first, or where the line cannot, give the call at once."""
        (self.transfer if self._ask.isHidden() else self.consult).emit(target)

    @Slot()
    def _on_give(self) -> None:
        target = self.target()
        if target is None:
            self._on_enter()  # it says why
        elif not self._give.isHidden():
            self.transfer.emit(target)


class DialPanel(TargetPanel):
    """Ring a number that stands on the page, a colleague, or any number that is typed."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, "dial")
        dial = KeyButton(self.tr("Dial"), "Enter", "phone-outgoing", "primary")
        dial.clicked.connect(self._on_enter)
        foot = QHBoxLayout()
        foot.addWidget(dial)
        foot.addStretch()
        self.body.addLayout(foot)


class DigitsPanel(DropPanel):
    """Press digits in a call, as a menu of the other side asks for them.

    Signals: ``pressed(str)``.
    """

    pressed = Signal(str)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, "dial")
        self.setObjectName("digits")
        self.field, self._sent = CodeField(self.tr("Digits, * and #")), Fact()
        press = KeyButton(self.tr("Press them"), "Enter", "phone-outgoing", "primary")
        self.body.addWidget(Field(self.tr("Digits"), self.field))
        self.body.addWidget(self._sent)
        foot = QHBoxLayout()
        foot.addWidget(press)
        foot.addStretch()
        self.body.addLayout(foot)
        self.answer_key("Return", self._on_enter)
        self.answer_key("Enter", self._on_enter)
        press.clicked.connect(self._on_enter)

    def begin_for(self, who: str) -> None:
        self.about.setText(who)
        self.field.clear()
        self._sent.set("")
        self.open_on(self.field)

    def show_sent(self, digits: str) -> None:
        """Say what was pressed; the next digits can be typed."""
        self._sent.set(self.tr("Pressed: {0}").format(digits), "check", "good")
        self.field.clear()

    @Slot()
    def _on_enter(self) -> None:
        if self.field.text().strip():
            self.pressed.emit(self.field.text().strip())
