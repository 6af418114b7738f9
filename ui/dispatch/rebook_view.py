"""Another appointment for an open order: which order, why, who goes, when; or no visit at all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from app.ranking import HalfDay, ProviderChoice
from ui.dispatch.booked import Booked
from ui.dispatch.panel import Panel, back_button
from ui.dispatch.rebook_plan import REASON_LENGTH
from ui.dispatch.who_and_when import WhoAndWhen
from ui.widgets.button import KeyButton
from ui.widgets.empty import EmptyState
from ui.widgets.fields import ChoiceField
from ui.widgets.keycap import KeyCap
from ui.widgets.labels import label
from ui.widgets.suggesting import SuggestingField

PROVIDERS_SHOWN, GAP = 4, 8


class RebookView(Panel):
    """Show an order's appointment and what it can be exchanged for; it decides nothing.

    Signals: ``order_chosen(int)`` row; ``reason_typed(str)``; ``provider_chosen(int)`` row;
    ``slot_picked(date, str)``; ``confirmed()``; ``cancelled()``; ``again()`` asks the centre once more;
    ``back()``.
    """

    order_chosen = Signal(int)
    reason_typed = Signal(str)
    provider_chosen = Signal(int)
    slot_picked = Signal(object, str)
    confirmed = Signal()
    cancelled = Signal()
    again = Signal()
    back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rebook")
        self.order, self._now = ChoiceField(), label("", "second")
        self.reason = SuggestingField()
        self.reason.setMaxLength(REASON_LENGTH)
        self._choices, self._nobody = WhoAndWhen(1, PROVIDERS_SHOWN), EmptyState("truck", "")
        self.providers, self.slots = self._choices.providers, self._choices.slots
        self.booked = Booked()
        self._message, self._missing = label("", "broken"), label("", "muted")
        self._act = ""
        self._confirm = KeyButton(self.tr("Book it"), "Ctrl Enter", "check", "primary")
        self._cancel = KeyButton(self.tr("Cancel the order"), "Alt X", "prohibit")
        self._again = KeyButton(self.tr("Ask again"), "Alt T", "arrows-clockwise")
        self._lay_out()
        self._connect()

    def show_orders(self, orders: Sequence[str], chosen: int) -> None:
        """Begin anew: which orders are open, and which of them is chosen."""
        self.order.blockSignals(True)
        self.order.clear()
        self.order.addItems(orders)
        self.order.setCurrentIndex(chosen)
        self.order.blockSignals(False)
        self.reason.clear()
        self.show_message("")
        self._again.hide()
        self._whole.setCurrentIndex(0)

    def show_now(self, words: str, act: str) -> None:
        """Say what is agreed on now, and what the button does."""
        self._now.setText(words)
        self._now.setToolTip(words)
        self._act = act
        self._confirm.set_words(act)

    def show_providers(self, choices: Sequence[ProviderChoice], chosen: int, today: date) -> None:
        """Show who can go, and mark one without a signal."""
        self._choices.show_providers(choices, chosen, today)
        self._again.hide()
        self._where.setCurrentIndex(0 if choices else 1)

    def show_nobody(self, title: str, hint: str, *, can_ask_again: bool) -> None:
        self._nobody.set("truck", title, hint)
        self._choices.show_providers((), 0, date.min)
        self._again.setVisible(can_ask_again)
        self._where.setCurrentIndex(1)

    def show_slots(
        self, provider: str, slots: Sequence[HalfDay], chosen: HalfDay | None, today: date
    ) -> None:
        self._choices.show_slots(provider, slots, chosen, today)

    def set_ready(self, is_ready: bool, missing: str) -> None:
        """Let it be booked, or say what is missing."""
        self._confirm.setEnabled(is_ready)
        self._missing.setText(missing)

    def set_busy(self, is_busy: bool) -> None:
        """Say on the button that the answer is awaited."""
        self._confirm.set_words(self.tr("Asking…") if is_busy else self._act)
        self._confirm.setEnabled(not is_busy)
        self._cancel.setEnabled(not is_busy)

    def show_message(self, sentence: str) -> None:
        """Say why something was refused, or what is not known; an empty sentence takes it away."""
        self._message.setText(sentence)
        self._message.setVisible(bool(sentence))
        self._missing.setVisible(not sentence)

    def show_booked(self, number: str, spoken: str, held: str, sentence: str, is_held: bool) -> None:
        self.booked.show_order(number, spoken, held, sentence, is_held)
        self._whole.setCurrentIndex(1)
        if self.isVisible():
            self.booked.setFocus(Qt.FocusReason.OtherFocusReason)

    def to_providers(self) -> None:
        self._choices.to_providers()

    def to_slots(self) -> None:
        self._choices.to_slots()

    def to_reason(self) -> None:
        self.reason.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def message(self) -> str:
        """Return why something was refused; empty if nothing was."""
        return self._message.text()

    def missing(self) -> str:
        """Return what is missing before it can be booked; empty if nothing is."""
        return self._missing.text()

    def now(self) -> str:
        """Return what is agreed on now."""
        return self._now.text()

    def act(self) -> str:
        """Return what the button does."""
        return self._act

    def says_nobody(self) -> bool:
        return self._where.currentIndex() == 1

    def is_booked(self) -> bool:
        return self._whole.currentIndex() == 1

    @Slot()
    def _on_confirm(self) -> None:
        """Confirm what is shown; once it is booked the same key goes back."""
        if self.is_booked():
            self.back.emit()
        elif self._confirm.isEnabled():
            self.confirmed.emit()

    @Slot()
    def _on_cancel(self) -> None:
        if not self.is_booked() and self._cancel.isEnabled():
            self.cancelled.emit()

    @Slot()
    def _on_again(self) -> None:
        if self.says_nobody() and not self.is_booked():
            self.again.emit()

    def _step_order(self, by: int) -> None:
        self.order.setCurrentIndex(max(0, min(self.order.count() - 1, self.order.currentIndex() + by)))

    def _connect(self) -> None:
        self.order.currentIndexChanged.connect(self.order_chosen)
        self.reason.textChanged.connect(self.reason_typed)
        self._choices.provider_chosen.connect(self.provider_chosen)
        self._choices.slot_picked.connect(self.slot_picked)
        self._confirm.clicked.connect(self._on_confirm)
        self._cancel.clicked.connect(self._on_cancel)
        self._again.clicked.connect(self._on_again)
        self._back.clicked.connect(self.back)
        self.booked.left.connect(self.back)
        self.answer("confirm", self._on_confirm)
        self.answer("back", self.back.emit)
        self.shortcut("cancel_order", self._on_cancel)
        self.shortcut("try_again", self._on_again)
        self.shortcut("say_why", self.to_reason)
        self.shortcut("order_above", partial(self._step_order, -1))
        self.shortcut("order_below", partial(self._step_order, 1))
        self.tell("choose_line")

    def _lay_out(self) -> None:
        self._whole = QStackedLayout(self)
        ask = QWidget()
        layout = QVBoxLayout(ask)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addLayout(self._head())
        layout.addWidget(self._now)
        layout.addLayout(self._which())
        layout.addLayout(self._who_and_when(), 1)
        layout.addLayout(self._foot())
        done = QWidget()
        column = QVBoxLayout(done)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.booked)
        self._whole.addWidget(ask)
        self._whole.addWidget(done)

    def _head(self) -> QHBoxLayout:
        self._back = back_button()
        self.order.setAccessibleName(self.tr("Order"))
        self.order.setMinimumContentsLength(24)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(label(self.tr("Appointment"), "name"))
        row.addWidget(self.order, 1)
        for key in ("Alt ↑", "↓"):
            row.addWidget(KeyCap(key))
        row.addWidget(self._back)
        return row

    def _which(self) -> QHBoxLayout:
        self.reason.setAccessibleName(self.tr("Why"))
        self.reason.setPlaceholderText(self.tr("why it is moved or cancelled, in the customer's words"))
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(label(self.tr("Why"), "title"))
        row.addWidget(self.reason, 1)
        row.addWidget(KeyCap("Alt W"))
        return row

    def _who_and_when(self) -> QStackedLayout:
        self._where = QStackedLayout()
        self._where.addWidget(self._choices)
        self._where.addWidget(self._nobody)
        return self._where

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._confirm)
        row.addWidget(self._cancel)
        row.addWidget(self._again)
        self._message.setWordWrap(True)
        row.addWidget(self._message, 1)
        row.addWidget(self._missing, 1)
        return row
