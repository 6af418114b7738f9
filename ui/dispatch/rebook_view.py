"""Another appointment for an open order: which order, why, who goes, when; or no visit at all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from app.ranking import ProviderChoice
from ui.dispatch.choosing_view import GAP, ChoosingView, fill_quietly, step
from ui.dispatch.rebook_plan import REASON_LENGTH
from ui.widgets.button import KeyButton
from ui.widgets.fields import ChoiceField
from ui.widgets.keycap import KeyCap
from ui.widgets.labels import label
from ui.widgets.suggesting import SuggestingField

PROVIDERS_SHOWN = 4


class RebookView(ChoosingView):
    """Show an order's appointment and what it can be exchanged for; it decides nothing.

    Signals: ``order_chosen(int)`` row; ``reason_typed(str)``; ``cancelled()``; and those of `ChoosingView`.
    """

    order_chosen = Signal(int)
    reason_typed = Signal(str)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(1, PROVIDERS_SHOWN, parent)
        self.setObjectName("rebook")
        self.order, self._now = ChoiceField(), label("", "second")
        self.reason = SuggestingField()
        self.reason.setMaxLength(REASON_LENGTH)
        self._act = self.tr("Book it")
        self._confirm.set_words(self._act)
        self._cancel = KeyButton(self.tr("Cancel the order"), "Alt X", "prohibit")
        self._lay_out()
        self._connect()

    def show_orders(self, orders: Sequence[str], chosen: int) -> None:
        """Begin anew: which orders are open, and which of them is chosen."""
        fill_quietly(self.order, orders, chosen)
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

    def set_busy(self, is_busy: bool) -> None:
        """Say on the button that the answer is awaited."""
        self._confirm.set_words(self.tr("Asking…") if is_busy else self._act)
        self._confirm.setEnabled(not is_busy)
        self._cancel.setEnabled(not is_busy)

    def to_reason(self) -> None:
        self.reason.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def now(self) -> str:
        """Return what is agreed on now."""
        return self._now.text()

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

    def _connect(self) -> None:
        self.order.currentIndexChanged.connect(self.order_chosen)
        self.reason.textChanged.connect(self.reason_typed)
        self._confirm.clicked.connect(self._on_confirm)
        self._cancel.clicked.connect(self._on_cancel)
        self._again.clicked.connect(self._on_again)
        self._back.clicked.connect(self.back)
        self.answer("confirm", self._on_confirm)
        self.answer("back", self.back.emit)
        self.shortcut("cancel_order", self._on_cancel)
        self.shortcut("try_again", self._on_again)
        self.shortcut("say_why", self.to_reason)
        self.shortcut("order_above", partial(step, self.order, -1))
        self.shortcut("order_below", partial(step, self.order, 1))
        self.tell("choose_line")

    def _lay_out(self) -> None:
        ask = QWidget()
        layout = QVBoxLayout(ask)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addLayout(self._head())
        layout.addWidget(self._now)
        layout.addLayout(self._which())
        layout.addLayout(self._who_and_when(), 1)
        layout.addLayout(self._foot(self._confirm, self._cancel, self._again))
        self._stack(ask)

    def _head(self) -> QHBoxLayout:
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
        self._where.addWidget(self._choices)
        self._where.addWidget(self._nobody)
        return self._where
