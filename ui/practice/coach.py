"""Leads a newcomer through the scenarios: lets the next caller ring, watches, and tells what is due."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QDeadlineTimer, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.demo.planned import PlannedCall
from app.demo.scenarios import Seen
from app.demo.store import Demo
from app.demo.stored import StoredCall, read_call
from app.telephony.practice import PracticeLine
from ui.phone.calls import SeatCall
from ui.phone.state import SeatState
from ui.practice.acts import ActCounter
from ui.practice.lesson import LessonRun
from ui.seat import Seat

LOOK_MS = 200
PAUSE_MS = 3000  # to read what comes next


class Coach(QObject):
    """Play the callers and watch the person. It presses nothing and takes no focus.

    Signals: ``shown(object)`` a `LessonRun` whose cue may have changed; ``next_comes(object)`` the
    `PlannedCall` that rings when the desk is ready; ``judged(object)`` a `Result`; ``finished()``.
    """

    shown = Signal(object)
    next_comes = Signal(object)
    judged = Signal(object)
    finished = Signal()

    def __init__(
        self,
        seat: Seat,
        line: PracticeLine,
        demo: Demo,
        plan: Sequence[PlannedCall],
        acts: ActCounter,
        pause_ms: int = PAUSE_MS,
    ) -> None:
        super().__init__(seat)
        self._seat, self._line, self._demo, self._acts = seat, line, demo, acts
        self._waiting, self._pause_ms = list(plan), pause_ms
        self._run: LessonRun | None = None
        self._is_asking = False
        self._rings_at: QDeadlineTimer | None = None
        seat.phone.calls.dialled.connect(self._on_dialled)
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        self._announce()
        self._timer.start()

    @Slot()
    def say(self) -> None:
        """The person told that the sentence was said."""
        if self._run is not None:
            self._run.say()
            self.shown.emit(self._run)

    @Slot()
    def look(self) -> None:
        """See how far the person is; called again and again once started."""
        if self._run is None and self._waiting:
            self._wait_for_desk()
        elif self._run is not None and not self._is_asking:
            self._see_screen(self._run)
            self._is_asking = True
            names = {call: watch.linked_id for call, watch in self._run.watches.items()}
            self._seat.bridge.read(self, partial(self._read, names), self._on_rows)

    def _announce(self) -> None:
        self._rings_at = None
        if self._waiting:
            self.next_comes.emit(self._waiting[0])
        else:
            self._timer.stop()
            self.finished.emit()

    def _wait_for_desk(self) -> None:
        """Let the next one ring once the desk has been ready for a moment."""
        if self._seat.phone.state is not SeatState.READY or self._seat.desk.contact is not None:
            self._rings_at = None
        elif self._rings_at is None:
            self._rings_at = QDeadlineTimer(self._pause_ms)
        elif self._rings_at.hasExpired():
            self._begin(self._waiting.pop(0))

    def _begin(self, planned: PlannedCall) -> None:
        self._acts.take()
        self._run = LessonRun(planned)
        if planned.scenario.dial is not None:
            self._line.expect_dial(planned.scenario.dial)
            self._run.watch(1, "")  # it has no name before it is dialled
        else:
            self._ring(self._run, 1)
        self.shown.emit(self._run)

    def _ring(self, run: LessonRun, call: int) -> None:
        ring = run.planned.ring(call)
        if ring is not None:
            run.watch(call, self._line.ring(ring))

    @Slot(object)
    def _on_dialled(self, call: SeatCall) -> None:
        if self._run is not None and self._run.planned.scenario.dial is not None:
            self._run.watches[1].linked_id = call.linked_id
            self._run.watches[1].see(Seen.LISTED, Seen.DIALLED)

    def _see_screen(self, run: LessonRun) -> None:
        panel = self._seat.window.findChild(QWidget, "dispatch")
        for watch in run.watches.values():
            watch.see_contact(self._seat.desk.contact)
            if panel is not None and panel.isVisible():
                watch.see(Seen.DISPATCHING)
            if self._seat.window.current_page() == "follow_ups":
                watch.see(Seen.LISTED)

    def _read(self, names: dict[int, str]) -> dict[int, StoredCall | None]:
        with self._demo.store.read() as session:
            return {call: read_call(session, self._line.name, name) for call, name in names.items()}

    def _on_rows(self, found: dict[int, StoredCall | None]) -> None:
        self._is_asking = False
        run = self._run
        if run is None:
            return
        for call, stored in found.items():
            run.watches[call].see_rows(stored)
        run.look()
        if run.wants_second:
            self._ring(run, 2)
        if run.is_over and self._seat.desk.contact is None:
            self._end(run)
        else:
            self.shown.emit(run)

    def _end(self, run: LessonRun) -> None:
        self._run = None
        self.judged.emit(run.result(self._acts.take()))
        self._announce()
