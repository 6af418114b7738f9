"""Drives a seat through a shift, call after call."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QDeadlineTimer, QObject, QTimer, Signal, Slot

from app.demo.scenarios import PlannedCall
from app.telephony.practice import PracticeLine
from ui.paint_watch import Journal
from ui.phone import SeatState
from ui.seat import Seat
from ui.shift.pictures import Pictures
from ui.shift.player import PATIENCE_MS, STEP_MS, Player

CALL_PATIENCE_MS = 120_000  # for a whole call, whatever went wrong in it


class ShiftDriver(QObject):
    """Let each planned call ring when the desk is ready for it; end with the last, or when the desk is not.

    Signals: ``begun()`` before the first call; ``over()``.
    """

    begun = Signal()
    over = Signal()

    def __init__(
        self,
        seat: Seat,
        line: PracticeLine,
        plan: Sequence[PlannedCall],
        journal: Journal,
        pictures: Pictures,
    ) -> None:
        super().__init__(seat)
        self._seat, self._line, self._journal, self._pictures = seat, line, journal, pictures
        self._waiting = list(plan)
        self._call: PlannedCall | None = None
        self._player = Player(seat, pictures, self)
        self._player.played.connect(self.go_on)
        self._player.failed.connect(self._on_failed)
        self._deadline = QDeadlineTimer()
        self._patience = QTimer(self, singleShot=True, interval=CALL_PATIENCE_MS)
        self._patience.timeout.connect(self._on_stuck)
        self._timer = QTimer(self, singleShot=True, interval=STEP_MS)
        self._timer.timeout.connect(self._look)

    @Slot()
    def go_on(self) -> None:
        """Ring the next call as soon as the desk is ready for it."""
        self._deadline = QDeadlineTimer(PATIENCE_MS)
        self._timer.start()

    @Slot()
    def _look(self) -> None:
        if self._seat.phone.state is SeatState.READY and self._seat.is_settled:
            self._ring_next()
        elif self._deadline.hasExpired():
            self._on_failed("the desk is not ready for the next call")
        else:
            self._timer.start()

    def _ring_next(self) -> None:
        if not self._waiting:
            self.over.emit()
            return
        if self._call is None:
            self.begun.emit()
        call = self._call = self._waiting.pop(0)
        linked_id = self._line.ring(call.ring)
        facts = {"linked_id": linked_id, "scenario": call.scenario.id, "number": call.number}
        self._journal("scenario", facts)
        self._patience.start()
        self._player.play(call, linked_id)

    @Slot()
    def _on_stuck(self) -> None:
        self._on_failed("the call came to no end")

    @Slot(str)
    def _on_failed(self, what: str) -> None:
        """Write down what could not be done, and end: what comes after it would prove nothing."""
        which = (
            f"{self._call.scenario.id}, call {self._call.number}" if self._call else "before the first call"
        )
        self._journal("failed", {"sentence": f"{which}: {what}"})
        self.over.emit()
        self._pictures.take("failed")
