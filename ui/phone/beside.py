"""What stands beside a call: a supervisor's help, a break by turn, and who passed it on."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from PySide6.QtCore import QObject, Slot

from app.calls import call_id
from app.command import new_id
from app.floor.breaks import AskBreak, BreakTurn, EndBreak, my_break
from app.floor.help_calls import AnswerHelp, AskedHelp, AskHelp, my_help
from app.floor.now import AgentState
from app.reference import CodeList
from app.wire import BESIDE_KEY
from ui.actions import bind
from ui.context import Context
from ui.frame.window import MainWindow
from ui.phone.calls import SeatCall
from ui.phone.phone import Phone
from ui.phone.state import reason_word
from ui.phone.strip import PhoneStrip
from ui.wording import local

LOOK_S = 5.0  # between two questions while an answer is awaited
HELP_HOLDS = timedelta(minutes=30)  # what was asked before is not of this matter


class Beside(QObject):
    """Ask for help and for breaks, hear their answers, and say what is known of a ring; all on the strip."""

    def __init__(self, context: Context, window: MainWindow, phone: Phone, strip: PhoneStrip) -> None:
        super().__init__(window)
        self._context, self._phone, self._strip = context, phone, strip
        self._me = context.desk.actor.person_id
        self._help: AskedHelp | None = None
        self._break: BreakTurn | None = None
        self._awaits_help = self._awaits_break = False
        self._looked_at = context.now()
        bind(window, "help", self.ask_help, whole_window=True)
        bind(window, "break_now", self.go_on_break, whole_window=True)
        phone.calls.rang.connect(self._on_rang)
        context.bridge.bundles_changed.connect(self._on_changed)

    @property
    def has_break(self) -> bool:
        """Tell whether a break is asked for, or one's turn."""
        return self._awaits_break

    def tick(self) -> None:
        """Ask for the answers that are awaited, now and then."""
        now = self._context.now()
        if not (self._awaits_help or self._awaits_break) or (now - self._looked_at).total_seconds() < LOOK_S:
            return
        self._look()

    @Slot(object)
    def _on_changed(self, keys: frozenset[str]) -> None:
        """Ask at once when the hub says that there is an answer."""
        if BESIDE_KEY in keys:
            self._look()

    def _look(self) -> None:
        self._looked_at = self._context.now()
        if self._awaits_help:
            self._look_for_help()
        if self._awaits_break:
            self._look_for_break()

    @Slot()
    def ask_help(self) -> None:
        """Call a supervisor; called again before somebody comes, nobody need come any more."""
        now, call = self._context.now(), self._phone.calls.shown()
        if self._awaits_help and self._help is not None:
            self._awaits_help = False
            self._phone.mine.send(self._context, AnswerHelp(at=now, help_id=self._help.help_id))
            self._strip.say(self.tr("Nobody need come any more."))
            return
        call_of = call_id(call.line, call.linked_id) if call is not None else None
        self._help = None
        asked = AskHelp(at=now, help_id=new_id(), call_id=call_of)
        self._phone.mine.send(self._context, asked, self._await_help)
        self._strip.say(self.tr("A supervisor is called. Ctrl F1 again takes it back."))

    def _await_help(self) -> None:
        """Look from now on: before it was asked for, the answer would be that to an earlier call."""
        self._awaits_help = True
        self._look_for_help()

    def _look_for_help(self) -> None:
        since = self._context.now() - HELP_HOLDS
        ask = partial(self._context.desk.ask, my_help, self._me, since)
        self._context.bridge.read(self, ask, self._on_help, lambda _error: None)

    def _on_help(self, found: AskedHelp | None) -> None:
        self._help = found
        if self._awaits_help and found is not None and found.answered_at is not None:
            self._awaits_help = False
            self._strip.say(self.tr("{0} comes.").format(found.answered_by or self.tr("A supervisor")))

    def ask_break(self, reason: str) -> None:
        """Ask for a break of as long as the reason allows."""
        row = self._context.reference.code(CodeList.AUX, reason)
        minutes = row.minutes if row is not None and row.minutes else 15
        asked = AskBreak(at=self._context.now(), break_id=new_id(), reason=reason, minutes=minutes)
        self._break = None
        self._phone.mine.send(self._context, asked, self._await_break)

    def _await_break(self) -> None:
        self._awaits_break = True
        self._look_for_break()

    def take_break_back(self) -> None:
        if self._break is not None:
            back = EndBreak(at=self._context.now(), break_id=self._break.break_id)
            self._phone.mine.send(self._context, back)
            self._strip.say(self.tr("The break is taken back."))
        self._on_no_break()

    @Slot()
    def go_on_break(self) -> None:
        """Go, when it is my turn: not ready for the reason that was asked for."""
        if self._break is not None and self._break.granted_at is not None:
            self._strip.say("")
            self._phone.mine.ask(self._context, AgentState.NOT_READY, self._break.reason_code)
            self._on_no_break()

    def _on_no_break(self) -> None:
        self._awaits_break, self._break = False, None

    def _look_for_break(self) -> None:
        ask = partial(self._context.desk.ask, my_break, self._me, self._context.now())
        self._context.bridge.read(self, ask, self._on_break, lambda _error: None)

    def _on_break(self, found: BreakTurn | None) -> None:
        before, self._break = self._break, found
        if not self._awaits_break or found == before:
            return
        if found is None or found.begun_at is not None:
            self._on_no_break()
            return
        word = reason_word(self._context.reference, found.reason_code)
        if found.granted_at is not None:
            self._strip.say(
                self.tr("It is your turn: {0}, {1} minutes.").format(word, found.minutes), "info", "break_now"
            )
        elif found.turn_at is not None:
            at = f"{local(found.turn_at):%H:%M}"
            self._strip.say(self.tr("{0} is asked for; your turn is at about {1}.").format(word, at))
        else:
            self._strip.say(self.tr("{0} is asked for; too many callers wait now.").format(word))

    @Slot(object)
    def _on_rang(self, call: SeatCall) -> None:
        """Say who passed a call on, with their notes."""
        passed = self._context.passed(call.linked_id)
        if passed:
            words = " ".join(passed[0].notes.split())
            said = self.tr("{0} passes this call on: {1}") if words else self.tr("{0} passes this call on.")
            self._strip.say(said.format(passed[0].from_name, words))
