"""Joins the wallboard to the desk: asks when the floor changed, lets times go on, and does what is asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.alerts import TakeAlert
from app.command import Command
from app.errors import NoCentre
from app.floor.help_calls import AnswerHelp
from app.floor.moving import RepairState
from app.floor.now import AgentState
from app.metrics.behind import CallBehind, CallOwner, call_owner, calls_behind
from app.service_time import service_day
from app.wallboard import AgentLine, FloorBoard
from app.wallboard_reading import floor_board
from app.wire import FLOOR_KEY
from ui.context import Context
from ui.desk.writing import Writing
from ui.error_text import error_text
from ui.route_words import code_word, queue_word
from ui.wallboard.calls import Drill
from ui.wallboard.telling import Telling
from ui.wallboard.view import WallboardView
from ui.wallboard.words import bar_figures
from ui.wording import local

TICK_MS, AGAIN_S = 1_000, 5  # with a hub it is asked when it says so, and else this often
MOST_CALLS = 500
REPAIRS = {
    "agent_ready": AgentState.READY,
    "agent_away": AgentState.NOT_READY,
    "agent_out": AgentState.LOGGED_OUT,
}
Listen = Callable[[AgentLine], str]


class WallboardPresenter(QObject):
    """Shows the floor while its page is open. ``listens`` tells whether the line can let one listen now.

    Signals: ``customer_wanted(object)`` a customer's id; ``seen_to_count(int)`` what nobody has taken;
    ``full_wanted()``; ``listen_wanted(object)`` an `AgentLine`; ``floor_told(object)`` the figures for the
    bar, nothing when the page is left.
    """

    customer_wanted = Signal(object)
    seen_to_count = Signal(int)
    listen_wanted = Signal(object)
    floor_told = Signal(object)

    def __init__(self, context: Context, view: WallboardView, listens: Callable[[], bool]) -> None:
        super().__init__(view)
        self._context, self._view, self._listens = context, view, listens
        self._writing = Writing(context, self)
        self._board: FloorBoard | None = None
        self._read_at: datetime | None = None
        self._is_asking = self._ask_again = False
        self._telling = Telling(context, view, lambda: self._board, self)
        self._failed: Exception | None = None  # why the floor could not be read the last time
        self._drill: Drill | None = None  # what was asked for last
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._connect()

    # reading

    @Slot(bool)
    def _on_looked_at(self, is_looked_at: bool) -> None:
        if is_looked_at:
            self._timer.start()
            self.refresh()
        else:
            self._timer.stop()
            self.floor_told.emit(())

    @Slot(object)
    def on_changed(self, keys: frozenset[str]) -> None:
        """Ask when the hub says that the floor changed."""
        if FLOOR_KEY in keys and self._view.isVisible():
            self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Ask for the floor; while an answer is awaited, once more after it."""
        if self._is_asking:
            self._ask_again = True
            return
        self._is_asking = True
        work = partial(self._context.desk.ask, floor_board, self._context.now())
        self._context.bridge.read(self._view, work, self._on_board, self._on_failed)

    def _on_board(self, board: FloorBoard) -> None:
        self._is_asking, self._failed = False, None
        self._board, self._read_at = board, self._context.now()
        self._view.show_board(board, self._context.reference, self._context.now())
        self._show_agent()
        self._telling.look_again()
        self._say_age()
        if self._view.isVisible():
            self.floor_told.emit(bar_figures(board, self._context.now()))
        helps = sum(agent.help_at is not None for agent in board.agents)
        self.seen_to_count.emit(helps + sum(not alert.taken_by for alert in board.alerts))
        if self._ask_again:
            self._ask_again = False
            self.refresh()

    def _on_failed(self, error: Exception) -> None:
        self._is_asking, self._ask_again, self._failed = False, False, error
        self._view.show_failed(error_text(error))
        self._say_age()

    @Slot()
    def _on_tick(self) -> None:
        """Let times go on; ask again where no hub says when, or after a while."""
        if self._board is not None:
            self._view.tick(self._board, self._context.reference, self._context.now())
            self._show_agent()
            self.floor_told.emit(bar_figures(self._board, self._context.now()))
        age_s = self._age_s()
        is_old = age_s is None or age_s >= (AGAIN_S if self._context.hub is not None else 1)
        if is_old and not self._is_asking:  # a slow answer is not hurried
            self.refresh()
        self._say_age()

    def _age_s(self) -> float | None:
        return None if self._read_at is None else (self._context.now() - self._read_at).total_seconds()

    def _say_age(self) -> None:
        age_s, error = self._age_s(), self._failed
        if self._read_at is None or age_s is None:
            return
        if error is not None or age_s > 2 * AGAIN_S:
            gone = isinstance(error, NoCentre) or error is None
            said = (
                self.tr("The hub is not reached: as of {0}") if gone else self.tr("Not read again: as of {0}")
            )
            self._view.say_age(said.format(f"{local(self._read_at):%H:%M:%S}"), is_away=True)
        else:
            self._view.say_age(self.tr("{0} s old").format(int(age_s)), is_away=False)

    # the calls behind a figure

    @Slot(object)
    def _on_drilled(self, drill: Drill) -> None:
        self._drill = drill
        self._view.show_calls(drill)
        model = self._view.calls.model
        model.queue_words = partial(queue_word, self._context.reference)
        model.code_words = partial(code_word, self._context.reference)
        today = service_day(self._context.now())
        queues = (drill.queue,) if drill.queue else ()
        work = partial(
            self._context.desk.ask,
            calls_behind,
            today,
            today,
            self._context.now(),
            drill.figure,
            queues,
            agent_id=drill.agent_id,
            limit=MOST_CALLS,
        )
        told, failed = partial(self._on_calls, drill), partial(self._on_no_calls, drill)
        self._context.bridge.read(self._view.calls, work, told, failed)

    def _on_calls(self, drill: Drill, calls: list[CallBehind]) -> None:
        if drill is self._drill:  # or others were asked for meanwhile
            self._view.calls.show_calls(calls, MOST_CALLS)

    def _on_no_calls(self, drill: Drill, error: Exception) -> None:
        if drill is self._drill:
            self._on_calls_failed(error)

    def _on_calls_failed(self, error: Exception) -> None:
        self._view.calls.say(error_text(error))

    @Slot(object)
    def _on_call_opened(self, call_id: UUID) -> None:
        """Ask whose call it is: the centre writes down that it was asked."""
        work = partial(self._context.desk.ask, call_owner, call_id)
        self._context.bridge.read(self._view.calls, work, self._on_owner, self._on_calls_failed)

    def _on_owner(self, owner: CallOwner) -> None:
        if owner.customer_id is None:
            self._view.calls.say(self.tr("Nobody knows whose call it was."))
        else:
            self.customer_wanted.emit(owner.customer_id)

    # one agent

    @Slot(object)
    def _on_agent_wanted(self, person_id: UUID | None) -> None:
        self._view.show_agent(person_id is not None)
        if person_id is not None:
            self._view.agent.choose(person_id, self._context.reference)
            self._show_agent()
            self._telling.look()

    def _show_agent(self) -> None:
        person_id = self._view.chosen_agent()
        if person_id is None or self._board is None:
            return
        found = next((one for one in self._board.agents if one.person_id == person_id), None)
        now, listens = self._context.now(), self._listens()
        self._view.agent.show_agent(found, self._context.reference, now, listens)

    @Slot(str)
    def _on_agent_act(self, act: str) -> None:
        panel, agent = self._view.agent, self._view.agent.agent
        if act == "agent_calls" and panel.person_id is not None:
            name = agent.name if agent is not None else ""
            self._on_drilled(Drill(self.tr("{0} · calls today").format(name), "handled", "", panel.person_id))
        elif agent is None:
            return
        elif act == "agent_listen":
            self.listen_wanted.emit(agent)
        elif act == "agent_message":
            self._telling.tell()
        elif act == "agent_help" and agent.help_id is not None:
            self._answer_help(agent.help_id)
        elif act in REPAIRS:
            state = REPAIRS[act]
            reason = panel.reason() if state is AgentState.NOT_READY else ""
            repair = RepairState(
                at=self._context.now(), person_id=agent.person_id, state=state, reason=reason
            )
            self._do(repair, self.tr("Written down."))

    def _do(self, command: Command, words: str) -> None:
        self._writing.ask_centre(command, partial(self._on_done, words))

    def _on_done(self, words: str) -> None:
        self._view.say(words, "good")
        self.refresh()

    # what needs one

    @Slot(object)
    def take(self, alert_id: UUID) -> None:
        """See to an alert."""
        command = TakeAlert(at=self._context.now(), alert_id=alert_id)
        self._writing.ask_centre(command, partial(self._on_done, ""))

    @Slot(object)
    def _answer_help(self, help_id: UUID) -> None:
        self._do(AnswerHelp(at=self._context.now(), help_id=help_id), self.tr("They know that you come."))

    @Slot(str)
    def _on_refused(self, sentence: str) -> None:
        self._view.say(sentence)
        self.refresh()

    def _connect(self) -> None:
        view = self._view
        self._timer.timeout.connect(self._on_tick)
        self._writing.failed.connect(self._on_refused)
        view.looked_at.connect(self._on_looked_at)
        view.drilled.connect(self._on_drilled)
        view.agent_wanted.connect(self._on_agent_wanted)
        view.agent.wanted.connect(self._on_agent_act)
        view.calls.opened.connect(self._on_call_opened)
        view.seeing.taken.connect(self.take)
        view.seeing.help_taken.connect(self._answer_help)
