"""What the panels show alike in which one chooses who goes and when, and reads out what is held."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from app.ranking import HalfDay
from ui.dispatch.booked import Booked
from ui.dispatch.panel import Panel, back_button
from ui.dispatch.who_and_when import WhoAndWhen
from ui.widgets.button import KeyButton
from ui.widgets.empty import EmptyState
from ui.widgets.fields import ChoiceField
from ui.widgets.labels import label, restyle

GAP = 8


class ChoosingView(Panel):
    """Show who can go, when, and what was booked; whoever builds on it shows what for (`_stack`).

    ``first_step`` numbers the steps from who goes on, ``shown`` providers stand there at once.
    Signals: ``provider_chosen(int)`` row; ``slot_picked(date, str)``; ``confirmed()``; ``again()`` asks the
    centre once more; ``back()``.
    """

    provider_chosen = Signal(int)
    slot_picked = Signal(object, str)
    confirmed = Signal()
    again = Signal()
    back = Signal()

    def __init__(self, first_step: int, shown: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices, self._nobody = WhoAndWhen(first_step, shown), EmptyState("truck", "")
        self.providers, self.slots = self._choices.providers, self._choices.slots
        self.booked = Booked()
        self._message, self._missing = label("", "broken"), label("", "muted")
        self._confirm = KeyButton("", "Ctrl Enter", "check", "primary")
        self._again = KeyButton(self.tr("Ask again"), "Alt T", "arrows-clockwise")
        self._again.hide()
        self._back = back_button()
        self._whole, self._where = QStackedLayout(self), QStackedLayout()
        self._choices.provider_chosen.connect(self.provider_chosen)
        self._choices.slot_picked.connect(self.slot_picked)
        self.booked.left.connect(self.back)

    def show_slots(
        self, provider: str, slots: Sequence[HalfDay], chosen: HalfDay | None, today: date
    ) -> None:
        self._choices.show_slots(provider, slots, chosen, today)

    def set_ready(self, is_ready: bool, missing: str) -> None:
        """Let it be confirmed, or say what is missing."""
        self._confirm.setEnabled(is_ready)
        self._missing.setText(missing)

    def show_message(self, sentence: str, role: str = "broken") -> None:
        """Say why something was refused, or what is not known; an empty sentence takes it away."""
        self._message.setText(sentence)
        self._message.setVisible(bool(sentence))
        self._missing.setVisible(not sentence)
        restyle(self._message, "role", role)

    def show_booked(self, number: str, spoken: str, held: str, sentence: str, is_held: bool = True) -> None:
        self.booked.show_order(number, spoken, held, sentence, is_held)
        self._whole.setCurrentIndex(1)
        if self.isVisible():
            self.booked.setFocus(Qt.FocusReason.OtherFocusReason)

    def to_providers(self) -> None:
        self._choices.to_providers()

    def to_slots(self) -> None:
        self._choices.to_slots()

    def message(self) -> str:
        """Return why something was refused; empty if nothing was."""
        return self._message.text()

    def missing(self) -> str:
        """Return what is missing before it can be confirmed; empty if nothing is."""
        return self._missing.text()

    def act(self) -> str:
        """Return what the button says."""
        return self._confirm.words()

    def says_nobody(self) -> bool:
        return self._where.currentWidget() is self._nobody

    def is_booked(self) -> bool:
        return self._whole.currentIndex() == 1

    def _stack(self, ask: QWidget) -> None:
        """Lay what is asked under what was booked."""
        done = QWidget()
        column = QVBoxLayout(done)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.booked)
        self._whole.addWidget(ask)
        self._whole.addWidget(done)

    def _foot(self, *buttons: KeyButton) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        for button in buttons:
            row.addWidget(button)
        for words in (self._message, self._missing):
            words.setWordWrap(True)
        row.addWidget(self._message, 1)
        row.addWidget(self._missing, 1)
        return row


def fill_quietly(field: ChoiceField, choices: Sequence[str], chosen: int) -> None:
    """Fill a field without telling that another was chosen."""
    field.blockSignals(True)
    field.clear()
    field.addItems(choices)
    field.setCurrentIndex(chosen)
    field.blockSignals(False)


def step(field: ChoiceField, by: int) -> None:
    """Choose the one above (-1) or below (1), as far as there is one."""
    field.setCurrentIndex(max(0, min(field.count() - 1, field.currentIndex() + by)))
