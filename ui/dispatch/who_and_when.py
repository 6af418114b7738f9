"""Who goes and when: the list of providers above the half-days of the chosen one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ranking import HalfDay, ProviderChoice
from ui.dispatch.providers import ProviderModel, ProviderTable
from ui.dispatch.slot_grid import SlotGrid
from ui.theme import Theme
from ui.widgets.chip import Chip
from ui.widgets.keycap import KeyCap
from ui.widgets.labels import label

GAP = 8


class WhoAndWhen(QWidget):
    """Show who can go, ``shown`` of them at once, and when; steps are numbered from ``first_step``.

    Signals: ``provider_chosen(int)`` row; ``slot_picked(date, str)``.
    """

    provider_chosen = Signal(int)
    slot_picked = Signal(object, str)

    def __init__(self, first_step: int, shown: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.providers, self._model = ProviderTable(self.tr("Who goes")), ProviderModel(self)
        self.slots, self._whose = SlotGrid(), label("", "muted")
        self._is_filling = False
        self._lay_out(first_step, shown)
        self.providers.selectionModel().currentRowChanged.connect(self._on_current)
        self.providers.taken.connect(self.to_slots)
        self.slots.picked.connect(self.slot_picked)

    def show_providers(self, choices: Sequence[ProviderChoice], chosen: int, today: date) -> None:
        """Show who can go, and mark one without a signal."""
        self._is_filling = True
        self._model.show(choices, today)
        # Figures and dates have the width of their longest form.
        widths = {column: self.providers.sizeHintForColumn(column) for column in (2, 3)}
        self.providers.set_widths({0: 220, **widths}, stretched=1)
        self.providers.selectRow(chosen)
        self._is_filling = False

    def show_slots(
        self, provider: str, slots: Sequence[HalfDay], chosen: HalfDay | None, today: date
    ) -> None:
        self._whose.setText(self.tr("{0} · figures are free places").format(provider) if provider else "")
        self.slots.show_slots(slots, chosen, today)

    def is_empty(self) -> bool:
        return not self._model.rowCount()

    def to_providers(self) -> None:
        self.providers.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def to_slots(self) -> None:
        self.slots.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot(QModelIndex)
    def _on_current(self, current: QModelIndex) -> None:
        if current.isValid() and not self._is_filling:
            self.provider_chosen.emit(current.row())

    def _lay_out(self, first_step: int, shown: int) -> None:
        self.providers.setModel(self._model)
        row = Theme.current().px("row_two")
        self.providers.setMinimumHeight(row)
        self.providers.setMaximumHeight(shown * row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(step_head(first_step, self.tr("Who goes"), ("1", "–", "9")))
        layout.addWidget(self.providers, 1)
        layout.addSpacing(4)
        when = step_head(first_step + 1, self.tr("When"), ("1", "–", "9", "←", "→", "Space"))
        when.insertWidget(2, self._whose)
        layout.addLayout(when)
        layout.addWidget(self.slots)
        layout.addStretch()


def step_head(number: int, words: str, keys: Sequence[str] = ()) -> QHBoxLayout:
    """Return the line above a step: its number, its name, and its keys at the right."""
    row = QHBoxLayout()
    row.setSpacing(GAP)
    row.addWidget(Chip(str(number), "accent", compact=True))
    row.addWidget(label(words, "title"))
    row.addStretch()
    for key in keys:
        row.addWidget(label("–", "muted") if key == "–" else KeyCap(key))
    return row
