"""The end of a shift: what is still open, what to hand over, and logging out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout

from app.desk import Desk
from app.floor.now import AgentState
from app.followup_list import due_follow_ups
from app.interactions import open_contacts
from app.my_orders import Due, my_orders
from ui.context import Context
from ui.error_text import error_text
from ui.frame.window import MainWindow
from ui.phone.drop import DropPanel
from ui.phone.phone import Phone
from ui.widgets.button import KeyButton
from ui.widgets.fact import Fact


@dataclass(frozen=True, slots=True)
class Left:
    """What a person leaves behind. ``due`` are those of the orders that are late or due today."""

    contacts: int
    orders: int
    due: int
    calls: int


def what_is_left(desk: Desk, now: datetime) -> Left:
    """Return it as the store has it; runs on a reader's thread."""
    me = desk.actor.person_id
    orders = desk.ask(my_orders, me, now)
    calls = [one for one in desk.ask(due_follow_ups, me, now) if one.owner_id == me]
    due = [one for one in orders if one.due is not Due.LATER]
    return Left(len(desk.ask(open_contacts, me)), len(orders), len(due), len(calls))


class ShiftEndPanel(DropPanel):
    """Show what is left. Signals: ``hand_over()`` to the list of my orders; ``log_out()``."""

    hand_over = Signal()
    log_out = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, "end_shift")
        self.facts = [Fact(size="body") for _line in range(3)]
        for fact in self.facts:
            self.body.addWidget(fact)
        self._hand = KeyButton(self.tr("My orders: hand over"), "Ctrl O", "clipboard-text")
        self._out = KeyButton(self.tr("Log out"), "Ctrl Enter", "sign-out", "primary")
        row = QHBoxLayout()
        row.setSpacing(12)
        for button in (self._out, self._hand):
            row.addWidget(button)
        row.addStretch()
        self.body.addLayout(row)
        self._hand.clicked.connect(self.hand_over)
        self._out.clicked.connect(self._on_out)
        self.answer("confirm", self._on_out)
        self.answer("take_up", self.hand_over.emit)

    def begin(self) -> None:
        for fact in self.facts:
            fact.set("")
        self._out.setEnabled(False)
        self.open_on(self._hand)

    def show_left(self, left: Left) -> None:
        """Say what is left; a contact that is not wrapped up keeps one here."""
        lines = (
            (self.tr("Not wrapped up: {0}").format(left.contacts), left.contacts, "broken"),
            (
                self.tr("My open orders and cases: {0}, of them late or due today: {1}").format(
                    left.orders, left.due
                ),
                left.due,
                "attn",
            ),
            (self.tr("Promised calls that are due: {0}").format(left.calls), left.calls, "attn"),
        )
        for fact, (words, count, tone) in zip(self.facts, lines, strict=True):
            fact.set(words, "warning-circle" if count else "check-circle", tone if count else "good", "text")
        self._out.setEnabled(not left.contacts)
        self.say(self.tr("First wrap up: Esc leads back.") if left.contacts else "")

    @Slot()
    def _on_out(self) -> None:
        if self._out.isEnabled():
            self.log_out.emit()


class ShiftEnd(QObject):
    """Lead the panel. Signals: ``left()`` the person is logged out; ``orders_wanted()``."""

    left = Signal()
    orders_wanted = Signal()

    def __init__(self, context: Context, window: MainWindow, phone: Phone) -> None:
        super().__init__(window)
        self._context, self._phone, self.panel = context, phone, ShiftEndPanel(window)
        self._is_leaving = False
        self.panel.hand_over.connect(self._on_hand_over)
        self.panel.log_out.connect(self._on_log_out)

    @Slot()
    def open(self) -> None:
        """Take no more calls from now on, and see what is left."""
        standing = self._phone.mine.standing
        self.panel.begin()
        if standing is not None and standing.true_state is AgentState.READY:
            self.panel.say(self.tr("You still take calls: choose a reason on F10 first."))
            return
        ask = partial(what_is_left, self._context.desk, self._context.now())
        self._context.bridge.read(self.panel, ask, self.panel.show_left, self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        self.panel.say(error_text(error))

    @Slot()
    def _on_hand_over(self) -> None:
        self.panel.close_panel()
        self.orders_wanted.emit()

    @Slot()
    def _on_log_out(self) -> None:
        self.panel.close_panel()
        self._phone.mine.ask(self._context, AgentState.LOGGED_OUT, "", self.left.emit)
