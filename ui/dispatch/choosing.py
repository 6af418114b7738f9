"""What the panels share in which one chooses who goes and when, and waits for the centre's answer."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from app.ranking import ProviderChoice
from app.service_time import Half, service_day
from ui.context import Context
from ui.dispatch.asking import Asking
from ui.dispatch.plan import Visit


class Choosing(QObject):
    """Leads who goes and when of a plan; whoever builds on it says when the plan is whole (`_show_ready`)."""

    def __init__(self, context: Context, view: QWidget) -> None:
        super().__init__(view)
        self._context, self._view = context, view
        self._plan: Visit | None = None
        self._choices: list[ProviderChoice] = []
        self._busy = False
        self._asking = Asking(context, self)
        view.provider_chosen.connect(self._on_provider)
        view.slot_picked.connect(self._on_slot)

    def _show_ready(self) -> None:
        raise NotImplementedError

    @property
    def _today(self) -> date:
        return service_day(self._context.now())

    @Slot(int)
    def _on_provider(self, row: int) -> None:
        if self._plan and row < len(self._choices):
            self._view.show_message("")
            self._plan.choose_provider(self._choices[row])
            self._show_slots()

    @Slot(object, str)
    def _on_slot(self, on: date, half: str) -> None:
        if self._plan:
            self._view.show_message("")
            self._plan.pick(on, Half(half))
            self._show_slots()

    def _show_slots(self) -> None:
        assert self._plan
        choice = self._plan.choice
        slots = choice.half_days if choice else ()
        self._view.show_slots(choice.name if choice else "", slots, self._plan.slot, self._today)
        self._show_ready()

    def _set_busy(self, is_busy: bool) -> None:
        self._busy = is_busy
        self._view.set_busy(is_busy)
