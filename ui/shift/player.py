"""Plays the agent of one call: a step of its scenario at a time, when the desk is ready for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QDeadlineTimer, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QWindow

from app.demo.callers import Ringer
from app.demo.scenarios import (
    Awaited,
    Choose,
    Commit,
    Focus,
    Picture,
    Press,
    Step,
    Turn,
    Type,
    Wait,
    text_of,
)
from ui.phone.state import SeatState
from ui.seat import Seat
from ui.shift.keys import commit, focus_name, press, type_character
from ui.shift.pictures import Pictures

STEP_MS = 5
PATIENCE_MS = 10_000  # for one step
STATES = {
    Awaited.TALKING: {SeatState.TALKING},
    Awaited.HELD: {SeatState.HELD},
    Awaited.WRAP_UP: {SeatState.WRAP_UP},
    Awaited.OVER: {SeatState.WRAP_UP, SeatState.READY, SeatState.NOT_READY},
    Awaited.READY: {SeatState.READY, SeatState.NOT_READY},  # who missed a ring is not ready before saying so
}


class Player(QObject):
    """Press the keys of a call, one at each beat of a timer, so that the desk lives between them.

    Signals: ``played()`` after the last step; ``failed(str)`` with what could not be done in time;
    ``turned(int)`` to go on with the first or the second call, which `attend` then names.
    """

    played = Signal()
    failed = Signal(str)
    turned = Signal(int)

    def __init__(self, seat: Seat, pictures: Pictures, parent: QObject) -> None:
        super().__init__(parent)
        self._seat, self._pictures = seat, pictures
        self._shown: set[str] = set()
        self._linked_id = ""
        self._ringer: Ringer | None = None
        self._steps: Iterator[Step] = iter(())
        self._step: Step | None = None
        self._deadline = QDeadlineTimer()
        # Single shots: a key runs the event loop once, and must not meet the next one there.
        self._timer = QTimer(self, singleShot=True, interval=STEP_MS)
        self._timer.timeout.connect(self._go_on)
        seat.desk.shown.connect(self._shown.add)

    def play(self, steps: Iterator[Step]) -> None:
        """Begin to play the steps of a scenario; `attend` names the call that rings."""
        self._linked_id, self._ringer = "", None
        self._steps = steps
        self._next()

    def attend(self, linked_id: str, ringer: Ringer | None) -> None:
        """Know which call the steps are about from here on, and who rings in it."""
        self._linked_id, self._ringer = linked_id, ringer

    def _next(self) -> None:
        self._step = next(self._steps, None)
        if self._step is None:
            self.played.emit()
            return
        self._deadline = QDeadlineTimer(PATIENCE_MS)
        self._timer.start()

    @Slot()
    def _go_on(self) -> None:
        assert self._step is not None
        if self._can_do(self._step):
            self._do(self._step)
            self._next()
        elif self._deadline.hasExpired():
            step = self._step.model_dump_json()
            self.failed.emit(f"{step} could not be done; the focus was in {focus_name() or 'nothing'}")
        else:
            self._timer.start()

    def _can_do(self, step: Step) -> bool:
        match step:
            case Type(into=name) | Commit(into=name) | Focus(focus=name):
                return focus_name() == name
            case Wait(wait=awaited):
                return self._has_come(awaited)
            case Choose():
                return self._digit() is not None
            case _:
                return True

    def _has_come(self, awaited: Awaited) -> bool:
        contact = self._seat.desk.contact
        match awaited:
            case Awaited.SHOWN:
                return self._linked_id in self._shown
            case Awaited.FOUND:
                return self._stands_at_ringer()
            case Awaited.KNOWN:
                return contact is not None and contact.customer_id is not None
            case Awaited.LINKED:
                return contact is not None and contact.order_id is not None
            case Awaited.SETTLED:
                return self._seat.is_settled
            case _:
                return self._seat.phone.state in STATES[awaited]

    def _stands_at_ringer(self) -> bool:
        line, ringer = self._seat.search.view.line(), self._ringer
        return line is not None and ringer is not None and line.customer_id == ringer.customer_id

    def _do(self, step: Step) -> None:
        match step:
            case Press(key=key):
                press(self._window(), key)
            case Type(type=character):
                type_character(self._window(), character)
            case Commit(commit=text):
                commit(text)
            case Picture(picture=name):
                self._pictures.take(name)
            case Choose():
                press(self._window(), f"{self._digit()}")
            case Turn(turn=part):
                self.turned.emit(part)

    def _digit(self) -> int | None:
        """Return the digit before the one who rings, once the choice can be made."""
        contact = self._seat.desk.shown_contact()
        found = [each.customer_id for each in contact.candidates] if contact else []
        if self._ringer is None or self._ringer.customer_id not in found:
            return None
        return found.index(self._ringer.customer_id) + 1

    def _window(self) -> QWindow:
        window = self._seat.window.windowHandle()
        assert window is not None  # a window that was shown
        return window


def one_by_one(steps: Iterable[Step], number: int) -> Iterator[Step]:
    """Yield the steps of a shift's nth call with each key and character apart."""
    for step in steps:
        match step:
            case Press(key=key, times=times):
                yield from (Press(key=key) for _ in range(times))
            case Type(into=into):
                yield from (Type(type=each, into=into) for each in text_of(step, number))
            case Commit(into=into):
                yield Commit(commit=text_of(step, number), into=into)
            case _:
                yield step
