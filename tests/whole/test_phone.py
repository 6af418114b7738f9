"""What a person does with the phone by its keys, in a whole seat."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.events import CallAnswered, CallArrived, ControlFailed, OfferRinging, RecordingTold
from app.telephony.line import Control, ControlProblem
from db.models.calls import Call, CallDirection, CallOutcome
from db.models.interactions import Interaction
from tests.ui.keyed import miskeyed
from tests.whole.at_work import CTRL, KNOWN, STRANGER, AtWork
from ui.phone.state import SeatState

SHIFT = Qt.KeyboardModifier.ShiftModifier


def shown(at_work: AtWork) -> list[str]:
    """Return the controls that are drawn."""
    bar = at_work.seat.window.bar
    return [name for name in bar._buttons if not bar.button(name).isHidden()]


def test_somebody_is_asked_first_and_the_call_is_taken_back_then_given(at_work: AtWork) -> None:
    linked_id = at_work.ring()
    at_work.answer()
    at_work.type("drum noise")
    at_work.key(Qt.Key.Key_F4)
    assert at_work.focus != "notes"
    assert not miskeyed(at_work.seat.window)
    at_work.type("8002")
    at_work.key(Qt.Key.Key_Return)
    at_work.pass_(0)  # the words are written before the line is asked
    assert at_work.seat.phone.state is SeatState.CONSULTING
    assert (at_work.focus, shown(at_work)) == ("notes", ["complete", "take_back", "end"])
    at_work.key(Qt.Key.Key_F3)
    assert at_work.seat.phone.state is SeatState.TALKING
    at_work.key(Qt.Key.Key_F4)
    at_work.type("8002")
    at_work.key(Qt.Key.Key_Return)
    at_work.pass_(0)  # the words are written before the line is asked
    at_work.key(Qt.Key.Key_F4)
    assert at_work.seat.phone.state is SeatState.WRAP_UP
    (call,) = [row for row in at_work.rows(Call) if row.linked_id == linked_id]
    assert call.ended_at is None  # it goes on elsewhere
    assert at_work.seat.this_call.notes.toPlainText() == "drum noise"


def test_a_call_is_given_at_once_and_esc_leaves_it(at_work: AtWork) -> None:
    at_work.ring(hangs_up_after_s=60)
    at_work.answer()
    at_work.key(Qt.Key.Key_F4)
    at_work.key(Qt.Key.Key_Escape)
    assert (at_work.focus, at_work.seat.phone.state) == ("notes", SeatState.TALKING)
    at_work.key(Qt.Key.Key_F4)
    at_work.type("13900000009")
    at_work.key(Qt.Key.Key_Return, CTRL)
    at_work.pass_(0)
    assert at_work.seat.phone.state is SeatState.WRAP_UP
    at_work.pass_(60)
    assert {row.outcome for row in at_work.rows(Call)} >= {CallOutcome.TRANSFERRED_BLIND}


def test_enter_twice_asks_once_and_esc_before_the_line_is_asked_keeps_the_call(at_work: AtWork) -> None:
    asked: list[Control] = []
    ask = at_work.line.ask
    at_work.line.ask = lambda one: (asked.append(one.control), ask(one))  # type: ignore[method-assign]
    at_work.ring()
    at_work.answer()
    at_work.key(Qt.Key.Key_F4)
    at_work.type("8002")
    for _ in range(2):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    at_work.pass_(0)
    at_work.pass_(0)  # the words are written before the line is asked
    assert asked.count(Control.CONSULT) == 1
    at_work.key(Qt.Key.Key_F3)
    at_work.key(Qt.Key.Key_F4)
    at_work.type("8002")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    at_work.pass_(0)
    at_work.pass_(0)
    assert (asked.count(Control.TRANSFER), at_work.seat.phone.state) == (0, SeatState.TALKING)


def test_esc_closes_a_panel_also_when_one_has_clicked_elsewhere(at_work: AtWork) -> None:
    at_work.ring()
    at_work.answer()
    at_work.key(Qt.Key.Key_F4)
    at_work.seat.this_call.notes.setFocus(Qt.FocusReason.MouseFocusReason)
    assert at_work.seat.reaching.transfer.is_open
    at_work.key(Qt.Key.Key_Escape)
    assert not at_work.seat.reaching.transfer.is_open
    assert at_work.focus == "notes"


def test_a_number_is_dialled_and_its_menu_answered(at_work: AtWork) -> None:
    at_work.key(Qt.Key.Key_F12)
    at_work.type(STRANGER)
    at_work.key(Qt.Key.Key_Return)
    at_work.pass_(30)
    (call,) = [row for row in at_work.rows(Call) if row.direction is CallDirection.OUT]
    assert call.dnis == STRANGER
    assert at_work.seat.phone.state is SeatState.TALKING
    at_work.key(Qt.Key.Key_F12)
    at_work.type("1#")
    at_work.key(Qt.Key.Key_Return)
    assert at_work.seat.reaching.digits.field.text() == ""
    at_work.type("1a")
    at_work.key(Qt.Key.Key_Return)
    assert at_work.seat.reaching.digits.message() == "Only digits, * and # can be pressed."
    at_work.hang_up()
    assert not at_work.seat.reaching.digits.is_open
    assert [row.call_id for row in at_work.rows(Interaction)] == [call.id]


def test_the_recording_is_shown_and_stopped_by_key(at_work: AtWork) -> None:
    linked_id = at_work.ring()
    at_work.answer()
    assert not {"pause_recording", "resume_recording"} & set(shown(at_work))
    at_work.tell(RecordingTold, linked_id, name="a.wav", is_paused=False, is_over=False)
    assert "recorded" in at_work.seat.window.bar.call.text()
    at_work.key(Qt.Key.Key_F3, SHIFT)
    assert "recording stopped" in at_work.seat.window.bar.call.text()
    assert "resume_recording" in shown(at_work)
    at_work.key(Qt.Key.Key_F3, SHIFT)
    assert "recorded" in at_work.seat.window.bar.call.text()


def test_what_the_line_could_not_do_is_said_at_the_foot_and_takes_no_key(at_work: AtWork) -> None:
    at_work.ring(KNOWN)
    at_work.answer()
    told = {"control": Control.HOLD, "agent": "lina", "code": ControlProblem.NO_PERMISSION}
    at_work.tell(ControlFailed, "x", **told, missing="write=call")
    assert "tell IT: write=call" in at_work.seat.strip.sentence()
    assert at_work.focus == "notes"
    at_work.key(Qt.Key.Key_Escape, SHIFT)
    assert at_work.seat.strip.sentence() == ""


def test_a_number_that_could_not_be_rung_is_there_again_and_who_is_nobody_is_told(
    at_work: AtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = at_work.seat.reaching.transfer
    at_work.ring(KNOWN)
    at_work.answer()
    at_work.key(Qt.Key.Key_F4)
    at_work.type("zz")
    at_work.key(Qt.Key.Key_Return)
    assert "3 digits" in panel.message()
    at_work.key(Qt.Key.Key_Backspace)
    assert panel.message() == ""
    at_work.key(Qt.Key.Key_Backspace)
    monkeypatch.setattr(at_work.line, "ask", lambda _asked: None)  # it says only later that it cannot
    at_work.type("8002")
    at_work.key(Qt.Key.Key_Return)
    at_work.pass_(0)
    assert not panel.is_open
    told = {"control": Control.CONSULT, "agent": "lina", "code": ControlProblem.NO_ANSWER}
    at_work.tell(ControlFailed, "x", **told)
    assert at_work.focus == "notes"
    at_work.key(Qt.Key.Key_F4)
    assert (panel.field.text(), panel.field.selectedText()) == ("8002", "8002")
    at_work.key(Qt.Key.Key_Escape)
    at_work.key(Qt.Key.Key_F4)
    assert panel.field.text() == ""


def test_a_second_call_while_somebody_is_asked_has_the_keys_of_a_call(at_work: AtWork) -> None:
    at_work.ring(KNOWN)
    at_work.answer()
    at_work.key(Qt.Key.Key_F4)
    at_work.type("8002")
    at_work.key(Qt.Key.Key_Return)
    at_work.pass_(0)
    at_work.tell(CallArrived, "second", ani=STRANGER, dnis="2", queue="hotline")
    at_work.tell(OfferRinging, "second", agent="lina")
    assert (at_work.focus, "answer" in shown(at_work)) == ("notes", True)
    at_work.tell(CallAnswered, "second", agent="lina")
    assert not miskeyed(at_work.seat.window)
    assert shown(at_work) == ["hold", "end"]  # F3 and F4 do nothing to the one who waits


def test_what_a_line_cannot_do_is_said_to_be_done_at_the_phone(
    at_work: AtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(at_work.line, "controls", frozenset())
    linked_id = at_work.ring(KNOWN)
    assert shown(at_work) == []
    assert "answer at the phone itself" in at_work.seat.window.bar.call.text()
    at_work.tell(CallAnswered, linked_id, agent="lina")
    assert shown(at_work) == []
    assert "hang up at the phone itself" in at_work.seat.window.bar.call.text()


def test_nobody_signs_out_while_a_call_rings(at_work: AtWork) -> None:
    left: list[bool] = []
    at_work.seat.sign_out_wanted.connect(lambda: left.append(True))
    at_work.ring(KNOWN)
    at_work.seat._on_sign_out()
    assert left == []
    assert "back to the queue" in at_work.seat.strip.sentence()
