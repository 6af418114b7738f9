"""The doctor of the phone on the page: each step is shown as it is taken."""

from __future__ import annotations

from threading import Thread
from typing import Final

import shiboken6
from PySide6.QtCore import QObject, Signal, SignalInstance, Slot

from app.doctor.finding import Finding
from ui.context import Context
from ui.error_text import error_text
from ui.settings.health import Health

RING_S: Final = 60.0


class PhoneDoctor(QObject):
    """Let the line be looked at where it is held, off the Qt thread.

    It waits a minute for a ring: on a thread of its own, which the end of the desk does not wait for.
    Signals: ``found(object)`` a finding; ``over(object)`` None, or the error that ended it.
    """

    found = Signal(object)
    over = Signal(object)

    def __init__(self, context: Context, health: Health) -> None:
        super().__init__(health)
        self._context, self._health = context, health
        health.phone_wanted.connect(self._on_wanted)
        self.found.connect(self._on_found)
        self.over.connect(self._on_over)

    @Slot()
    def _on_wanted(self) -> None:
        Thread(target=self._look, name="phone doctor", daemon=True).start()

    def _look(self) -> None:
        try:
            for finding in self._context.desk.check_line(RING_S):
                self._tell(self.found, finding)
        except Exception as error:  # told on the Qt thread
            self._tell(self.over, error)
        else:
            self._tell(self.over, None)

    def _tell(self, signal: SignalInstance, what: object) -> None:
        if shiboken6.isValid(self):  # it may outlive its window
            signal.emit(what)

    @Slot(object)
    def _on_found(self, finding: Finding) -> None:
        self._health.add_finding(finding)

    @Slot(object)
    def _on_over(self, error: Exception | None) -> None:
        if error is None:
            self._health.show_end()
        else:
            self._health.show_refusal(error_text(error))
