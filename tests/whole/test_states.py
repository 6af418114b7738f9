"""How I stand, in a whole seat on a store of its own: by keys, by the line, by the clock."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from app.call_passing import PassedCall
from app.command import Command
from app.events import LineLost, LineUp
from app.floor.help_calls import AnswerHelp
from app.store_errors import Problem, StoreProblem
from app.telephony.line import LostReason
from app.telephony.scenarios import Unanswered
from db.models.floor import AgentSpan, AgentState, HelpCall, NuisanceNumber, Queue, WrapUpPolicy
from db.models.interactions import Draft
from db.models.phone_lines import CallPass
from db.store import Store
from tests.rows import NOW
from tests.whole.at_work import CTRL, KNOWN, STRANGER, AtWork
from ui.frame.state_menu import StateMenu
from ui.phone.state import SeatState

SHIFT = Qt.KeyboardModifier.ShiftModifier


def words(at_work: AtWork) -> str:
    return str(at_work.seat.window.bar.state.accessibleName())


def choose(at_work: AtWork, *letters: str) -> None:
    """Open the menu by its key and press these."""
    at_work.key(Qt.Key.Key_F10)
    menu = at_work.seat.window.bar.state.findChild(StateMenu)
    for letter in letters:
        QTest.keyClick(menu, letter)
    at_work.pass_(0)


def states(at_work: AtWork) -> list[AgentState]:
    with at_work.store.read() as session:
        return list(session.scalars(select(AgentSpan.state).order_by(AgentSpan.at, AgentSpan.id)))


def test_one_comes_not_ready_and_goes_for_a_reason_by_digit_or_initials(
    start_seat: Callable[..., AtWork],
) -> None:
    at_work = start_seat(is_ready=False)
    assert (at_work.seat.phone.state, words(at_work)) == (SeatState.NOT_READY, "Not ready")
    at_work.ring(KNOWN)
    assert at_work.seat.phone.state is SeatState.NOT_READY  # nobody is rung who takes no calls
    at_work.key(Qt.Key.Key_F10, CTRL)
    at_work.pass_(0)  # the line hears of it
    assert at_work.seat.phone.state is SeatState.RINGING
    at_work.answer()
    choose(at_work, "m")
    assert words(at_work) == "On a call → meal"
    at_work.type("leaks")
    at_work.hang_up()
    assert at_work.seat.phone.state is SeatState.WRAP_UP
    at_work.choose_outcome()
    at_work.finish()
    assert (at_work.seat.phone.state, words(at_work)) == (SeatState.NOT_READY, "meal")
    choose(at_work, "0")
    assert at_work.seat.phone.state is SeatState.READY
    choose(at_work, "1")
    assert words(at_work) == "meal"


def test_a_missed_ring_makes_not_ready_and_one_key_leads_back(at_work: AtWork) -> None:
    at_work.ring(KNOWN, ring_s=5, unanswered=Unanswered.MOVES_ON)
    at_work.pass_(10)
    assert words(at_work) == "Missed a ring"
    assert at_work.seat.strip.sentence() == "You missed a ring and take no calls now."
    assert at_work.seat.strip.act() == "ready_now"
    at_work.key(Qt.Key.Key_F10, CTRL)
    assert at_work.seat.strip.sentence() == ""
    assert at_work.seat.phone.state in (SeatState.READY, SeatState.RINGING)


def _full(*_commands: Command) -> None:
    raise StoreProblem(Problem.FULL, "desk.db", "no space")


def test_a_timed_wrap_up_ends_by_itself_and_keeps_what_was_typed(
    embedded_store: Store, start_seat: Callable[..., AtWork], monkeypatch: pytest.MonkeyPatch
) -> None:
    with embedded_store.write() as session:
        names = {"name_zh": "热线", "name_en": "Hotline"}
        session.merge(Queue(name="hotline", **names, wrap_up_policy=WrapUpPolicy.TIMED, wrap_up_s=30))
    at_work = start_seat()
    at_work.ring(KNOWN)
    at_work.answer()
    at_work.type("leaks")
    at_work.hang_up()
    at_work.seat.phone.tick()
    assert at_work.seat.window.bar.state._clock == "00:30"
    at_work.pass_(31)
    with monkeypatch.context() as full:
        full.setattr(at_work.seat.context.desk, "execute", _full)
        at_work.seat._on_tick()
        at_work.settle()
    assert at_work.seat.phone.state is SeatState.WRAP_UP
    at_work.seat._on_tick()
    at_work.settle()
    assert at_work.seat.phone.state is SeatState.READY
    assert "time for the wrap-up is over" in at_work.seat.strip.sentence()
    assert at_work.seat.this_call.notes.toPlainText() == "leaks"
    assert at_work.focus == "notes"
    QApplication.sendEvent(
        at_work.seat.this_call.notes, QInputMethodEvent("shui", [])
    )  # it is composed still
    at_work.ring(STRANGER)
    assert at_work.focus == "notes"
    at_work.answer()
    (first, *_) = [row.text for row in at_work.rows(Draft) if row.field == "notes"]
    assert first == "leaksshui"
    assert at_work.seat.this_call.notes.toPlainText() == ""


def test_a_lost_line_is_shown_as_such_and_the_state_comes_back(at_work: AtWork) -> None:
    line = at_work.line.name
    at_work.seat._log.hear(LineLost(line=line, at=at_work.now(), reason=LostReason.CLOSED))
    at_work.pass_(0)
    assert at_work.seat.phone.state is SeatState.LOST
    assert AgentState.UNKNOWN in states(at_work)
    at_work.seat._log.hear(LineUp(line=line, at=at_work.now()))
    at_work.pass_(0)
    assert at_work.seat.phone.state is SeatState.READY


def test_help_comes_a_call_is_passed_on_with_its_notes_and_a_number_marked(at_work: AtWork) -> None:
    at_work.ring(KNOWN)
    at_work.answer()
    at_work.type("drum")
    at_work.key(Qt.Key.Key_F1, CTRL)
    (asked,) = at_work.rows(HelpCall)
    boss = at_work.seat.context.desk
    boss.execute(AnswerHelp(at=at_work.now(), help_id=asked.id))
    at_work.pass_(6)
    at_work.seat._on_tick()
    at_work.settle()
    assert at_work.seat.strip.sentence().endswith("comes.")
    at_work.key(Qt.Key.Key_X, CTRL | SHIFT)
    at_work.type("Prank")
    at_work.key(Qt.Key.Key_Return, CTRL)
    (mark,) = at_work.rows(NuisanceNumber)
    assert (mark.number_key, mark.reason) == ("m:+8613800138000", "Prank")
    assert at_work.focus == "notes"
    at_work.key(Qt.Key.Key_F4)
    at_work.type("8002")
    at_work.key(Qt.Key.Key_Return, CTRL)
    (passed,) = at_work.rows(CallPass)
    assert (passed.to_number, passed.notes) == ("8002", "drum")


def test_the_desk_that_is_rung_says_who_passed_the_call_on(at_work: AtWork) -> None:
    passed = (PassedCall(None, "Wang Lei", "8001", "drum\nnoise", NOW),)
    object.__setattr__(at_work.seat.context, "passed", lambda _call: passed)
    at_work.ring(KNOWN)
    assert at_work.seat.strip.sentence() == "Wang Lei passes this call on: drum noise"


def test_the_shift_ends_when_nothing_is_left_to_wrap_up(at_work: AtWork) -> None:
    at_work.key(Qt.Key.Key_F10, SHIFT)
    panel = at_work.seat.shift_end.panel
    assert panel.message() == "You still take calls: choose a reason on F10 first."
    at_work.key(Qt.Key.Key_Escape)
    at_work.ring(KNOWN)
    at_work.answer()
    at_work.hang_up()
    at_work.key(Qt.Key.Key_F10, SHIFT)
    assert "Not wrapped up: 1" in panel.facts[0].text()
    at_work.key(Qt.Key.Key_Return, CTRL)
    assert at_work.seat.phone.state is SeatState.WRAP_UP
    at_work.key(Qt.Key.Key_Escape)
    at_work.choose_outcome()
    at_work.finish()
    at_work.seat.phone.mine.ask(at_work.seat.context, AgentState.NOT_READY, "meal")
    at_work.settle()
    assert at_work.seat.strip.sentence() == ""
    at_work.key(Qt.Key.Key_F10, SHIFT)
    at_work.key(Qt.Key.Key_Return, CTRL)
    assert at_work.seat.phone.state is SeatState.LOGGED_OUT
    at_work.key(Qt.Key.Key_F10, CTRL)
    assert at_work.seat.phone.state is SeatState.READY
