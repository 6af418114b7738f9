"""The doctor of the phone on the page: each step is shown as it is taken."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from app.doctor.finding import Finding
from app.errors import DomainError
from ui.context import Context
from ui.error_text import error_text
from ui.settings.health import Health

RING_S: Final = 60.0


class PhoneDoctor(QObject):
    """Let the line be looked at where it is held, off the Qt thread.

    Signals: ``found(object)`` a finding.
    """

    found = Signal(object)

    def __init__(self, context: Context, health: Health) -> None:
        super().__init__(health)
        self._context, self._health = context, health
        health.phone_wanted.connect(self._on_wanted)
        self.found.connect(self._on_found)

    @Slot()
    def _on_wanted(self) -> None:
        def look() -> None:
            for finding in self._context.desk.check_line(RING_S):
                self.found.emit(finding)

        self._context.bridge.read(self._health, look, self._on_done, self._on_failed)

    @Slot(object)
    def _on_found(self, finding: Finding) -> None:
        self._health.add_finding(finding)

    def _on_done(self, _done: None) -> None:
        self._health.show_end()

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, DomainError):
            raise error
        self._health.show_refusal(error_text(error))
