"""Joins my state to the window, the line and the store: the menu, and what happens to it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from app.calls import OfferOutcome
from app.floor.machine import Standing
from app.floor.now import AgentState, StateCause
from app.floor.own import OwnMoves
from app.my_orders import Colleague, colleagues
from app.rights import FLOOR
from app.roster import ShiftLine, my_shifts
from app.telephony.line import Control
from ui.actions import bind
from ui.context import Context
from ui.frame.window import MainWindow
from ui.phone.beside import Beside
from ui.phone.menu import BREAK, NOT_READY, state_choices
from ui.phone.phone import Phone
from ui.phone.state import reason_word
from ui.phone.strip import PhoneStrip
from ui.wording import local

_TAKES_NONE = (AgentState.NOT_READY, AgentState.WRAP_UP, AgentState.LOGGED_OUT)


class StateSide(QObject):
    """Lead my state. ``own`` moves it where no hub does; then the line is asked for calls from here too.

    Signals: ``shift_over()`` the person wants to end the shift.
    """

    shift_over = Signal()

    def __init__(
        self,
        context: Context,
        window: MainWindow,
        phone: Phone,
        strip: PhoneStrip,
        beside: Beside,
        own: OwnMoves | None,
    ) -> None:
        super().__init__(window)
        self._beside = beside
        self._context, self._window, self._phone, self._strip, self._own = context, window, phone, strip, own
        self._team = ""
        self._shifts: list[ShiftLine] = []
        self._is_due = False
        self._acts: dict[str, Callable[[], object]] = {
            "ready": self.be_ready,
            "wrap_up": lambda: self._ask(AgentState.WRAP_UP),
            "queues_in": lambda: phone.controls.ask(Control.QUEUES_IN),
            "queues_out": lambda: phone.controls.ask(Control.QUEUES_OUT),
            "end_shift": self.shift_over.emit,
            "break_back": beside.take_break_back,
        }
        window.state_requested.connect(self._on_chosen)
        phone.mine.changed.connect(self._on_changed)
        phone.line_up.connect(self._on_line_up)
        context.bridge.lists_renewed.connect(self._offer)
        bind(window, "ready_now", self.be_ready, whole_window=True)
        self._offer()

    def start(self) -> None:
        """Hear how I stand from now on, and come to the desk: not ready, as one does."""
        self._context.desk.hear_standing(self._phone.mine.tell)
        ask = lambda: self._context.desk.ask(colleagues, self._context.now())  # noqa: E731
        self._context.bridge.read(self, ask, self._on_colleagues, lambda _error: None)
        self._context.bridge.lists_renewed.connect(self._read_shifts)
        self._read_shifts()
        if self._own is not None and self._context.desk.actor.roles & FLOOR:
            self._phone.mine.send(self._context, self._own.signed_in(self._context.now()))

    @Slot()
    def be_ready(self) -> None:
        """Take calls; during a call, after it; who has logged out signs in again."""
        standing = self._phone.mine.standing
        if self._own is not None and standing is not None and standing.state is AgentState.LOGGED_OUT:
            back = self._own.signed_in(self._context.now())
            self._phone.mine.send(self._context, back, lambda: self._ask(AgentState.READY))
            return
        self._ask(AgentState.READY)

    def tick(self) -> None:
        """Let the clock end a wrap-up where no hub does."""
        standing = self._phone.mine.standing
        if self._own is None or standing is None or self._is_due:
            return
        move = self._own.due(standing, self._context.now())
        if move is not None:
            self._is_due = True  # until it is written: a tick comes before
            self._phone.mine.send(self._context, move, refused=self._on_not_moved)

    def _on_not_moved(self) -> None:
        """Try again with the next tick: a disk that was full must not hold one in a wrap-up."""
        self._is_due = False

    def _ask(self, state: AgentState, reason: str = "") -> None:
        self._strip.say("")
        self._phone.mine.ask(self._context, state, reason)

    @Slot(str)
    def _on_chosen(self, choice: str) -> None:
        if choice.startswith(BREAK):
            self._beside.ask_break(choice.removeprefix(BREAK))
            self._offer()
        elif choice.startswith(NOT_READY):
            self._ask(AgentState.NOT_READY, choice.removeprefix(NOT_READY))
        else:
            self._acts[choice]()
            self._offer()

    @Slot()
    def _on_line_up(self) -> None:
        """Tell a line that has just come whether it may offer calls: it has forgotten."""
        if self._phone.mine.standing is not None:
            self._ask_line(self._phone.mine.standing)

    @Slot(object, object)
    def _on_changed(self, before: Standing | None, now: Standing) -> None:
        self._is_due = False
        if before is None or before.state is not now.state or before.behind is not now.behind:
            self._ask_line(now)
            self._say(before, now)
        self._offer()

    def _ask_line(self, now: Standing) -> None:
        """Let the PBX offer calls, or none; in a call it stays as it is there."""
        if self._own is None or not self._phone.is_up:
            return
        control = Control.READY if now.true_state is AgentState.READY else Control.NOT_READY
        is_free = now.true_state in (AgentState.READY, *_TAKES_NONE)
        if is_free and self._phone.controls.has(control):
            self._phone.controls.ask(control)

    def _say(self, before: Standing | None, now: Standing) -> None:
        """Say at the foot what the system did to my state; what I chose myself shows on the bar."""
        sentence, tone, act = self._sentence(now)
        if sentence:
            self._strip.say(sentence, tone, act)
        elif before is not None and self._strip.act():
            self._strip.say("")  # what it offered is done

    def _sentence(self, now: Standing) -> tuple[str, str, str]:
        reason = reason_word(self._context.reference, now.reason_code)
        match now.cause:
            case StateCause.MISSED if now.reason_code == OfferOutcome.REJECTED:
                words = self.tr("You returned a ring to the queue and take no calls now.")
                return words, "info", "ready_now"
            case StateCause.MISSED:
                return self.tr("You missed a ring and take no calls now."), "attn", "ready_now"
            case StateCause.WRAP_UP_OVER:
                words = self.tr("The time for the wrap-up is over. What you typed is here: wrap it up soon.")
                return words, "attn", ""
            case StateCause.SUPERVISOR | StateCause.REPAIRED:
                words = self.tr("A supervisor changed your state.")
                return f"{words} {reason}".strip(), "info", "ready_now"
            case StateCause.ELSEWHERE:
                return self.tr("You are signed in, or paused, somewhere else too."), "attn", "ready_now"
            case StateCause.CONNECTION_LOST:
                return self.tr("The connection is lost. Your state comes back with it."), "broken", ""
        return "", "", ""

    @Slot()
    def _offer(self) -> None:
        """Offer on the menu what can be chosen now."""
        found = self._context.reference
        choices = state_choices(
            self._phone.mine.standing,
            found,
            self._phone.controls,
            self._team,
            next(
                (f"{local(one.ends_at):%H:%M}" for one in self._shifts if one.is_on(self._context.now())), ""
            ),
            has_break=self._beside.has_break,
        )
        self._window.bar.state.set_choices(list(choices))

    @Slot()
    def _read_shifts(self) -> None:
        """Ask by when I go home, for two weeks; without an answer the menu says nothing of it."""
        desk = self._context.desk
        ask = lambda: desk.ask(my_shifts, desk.actor.person_id, self._context.now())  # noqa: E731
        self._context.bridge.read(self, ask, self._on_shifts, lambda _error: None)

    def _on_shifts(self, found: list[ShiftLine]) -> None:
        self._shifts = found
        self._offer()

    def _on_colleagues(self, found: list[Colleague]) -> None:
        me = self._context.desk.actor.person_id
        self._team = next((one.team for one in found if one.person_id == me), "")
        self._offer()
