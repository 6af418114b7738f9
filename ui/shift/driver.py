"""Drives a seat through a shift, call after call."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QDeadlineTimer, QObject, QTimer, Signal, Slot

from app.demo.planned import PlannedCall
from app.demo.scenarios import Awaited, Press, Step, Wait
from app.telephony.practice import PracticeLine
from ui.actions import act_in
from ui.paint_watch import Journal
from ui.phone.calls import SeatCall
from ui.phone.state import SeatState
from ui.seat import Seat
from ui.shift.pictures import Pictures
from ui.shift.player import PATIENCE_MS, STEP_MS, Player, one_by_one

CALL_PATIENCE_MS = 120_000  # for a whole call, whatever went wrong in it
WAY_OUT: tuple[Step, ...] = (  # of a call in which something went wrong, as a person would end it
    Press(key="Esc", times=2),
    Press(key="F8"),
    Wait(wait=Awaited.OVER),
    Wait(wait=Awaited.SETTLED),
    Press(key="Alt+O"),
    Press(key="1"),
    Press(key="Ctrl+Return"),
)


class ShiftDriver(QObject):
    """Begin each planned call when the desk is ready for it; end with the last, or when the desk is not.

    A call in which something could not be done is written down, ended, and the next one begins.

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
        self._rang: dict[int, str] = {}  # the linked ids of the first and the second call of a scenario
        self._player = Player(seat, pictures, self)
        self._player.played.connect(self.go_on)
        self._player.turned.connect(self._on_turned)
        self._player.failed.connect(self._on_failed)
        self._is_leaving = self._is_asking_ready = False
        seat.phone.calls.dialled.connect(self._on_dialled)
        self._deadline = QDeadlineTimer()
        self._patience = QTimer(self, singleShot=True, interval=CALL_PATIENCE_MS)
        self._patience.timeout.connect(self._on_stuck)
        self._timer = QTimer(self, singleShot=True, interval=STEP_MS)
        self._timer.timeout.connect(self._look)

    @Slot()
    def go_on(self) -> None:
        """Begin the next call as soon as the desk is ready for it."""
        self._is_asking_ready = False
        self._is_leaving = False
        self._patience.stop()
        self._deadline = QDeadlineTimer(PATIENCE_MS)
        self._timer.start()

    @Slot()
    def _look(self) -> None:
        if self._seat.phone.state is SeatState.READY and self._seat.is_settled:
            self._begin_next()
        elif self._seat.phone.state is SeatState.NOT_READY and not self._is_asking_ready:
            self._is_asking_ready = True  # as one does who signs in, and after a ring that was missed
            act_in(self._seat.window, "ready_now")
            self._timer.start()
        elif self._deadline.hasExpired():
            self._say_failed("the desk is not ready for the next call")
            self.over.emit()
        else:
            self._timer.start()

    def _begin_next(self) -> None:
        if not self._waiting:
            self.over.emit()
            return
        if self._call is None:
            self.begun.emit()
        call = self._call = self._waiting.pop(0)
        self._rang = {}
        self._patience.start()
        self._player.play(one_by_one(call.scenario.steps, call.number))
        if call.scenario.dial is not None:
            self._line.expect_dial(call.scenario.dial)
        else:
            self._on_turned(1)

    @Slot(int)
    def _on_turned(self, part: int) -> None:
        """Go on with the first or the second call of the scenario; it rings if it did not yet."""
        call = self._call
        ring = call.ring(part) if call else None
        if call is None or ring is None:
            return
        if part not in self._rang:
            self._rang[part] = self._line.ring(ring)
        self._name_call(call, self._rang[part], part)
        self._player.attend(self._rang[part], call.ringer(part))

    def _name_call(self, call: PlannedCall, linked_id: str, part: int = 1) -> None:
        ringer = call.ringer(part)
        facts = {
            "linked_id": linked_id,
            "scenario": call.scenario.id,
            "number": call.number,
            "part": part,
            "customer_id": ringer.customer_id if ringer else None,
        }
        self._journal("scenario", facts)

    @Slot(object)
    def _on_dialled(self, call: SeatCall) -> None:
        """Only now a call that the agent makes has a name."""
        if self._call is not None and self._call.scenario.dial is not None:
            self._name_call(self._call, call.linked_id)

    @Slot()
    def _on_stuck(self) -> None:
        self._on_failed("the call came to no end")

    @Slot(str)
    def _on_failed(self, what: str) -> None:
        """Write down what could not be done and leave the call; what cannot even be left ends the shift."""
        self._say_failed(what)
        self._patience.stop()
        if self._is_leaving:
            self.over.emit()
            return
        self._is_leaving = True
        self._player.play(one_by_one(WAY_OUT, 0))

    def _say_failed(self, what: str) -> None:
        call = self._call
        which = f"{call.scenario.id}, call {call.number}" if call else "before the first call"
        self._journal("failed", {"sentence": f"{which}: {what}"})
        self._pictures.take("failed")
