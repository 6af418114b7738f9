"""What is said before the window closes, of a seat at work."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from pytestqt.qtbot import QtBot

from tests.whole.at_work import AtWork
from ui import closing
from ui.closing import Closing, reasons_to_stay
from ui.frame.rail import PageInfo
from ui.frame.window import MainWindow

pytestmark = pytest.mark.usefixtures("start_seat")  # for its theme and language

RINGS = "A call rings here. It goes on ringing at your phone."
IS_ON = "A call is on. It goes on at your phone; its end is not written down."
OPEN = "A contact is not wrapped up. What you typed is kept as a draft."


def test_what_is_on_is_said_a_sentence_each(at_work: AtWork) -> None:
    at_work.ring(ring_s=600)
    assert reasons_to_stay(at_work.seat) == []  # nothing is lost with a practice
    at_work.seat.is_practice = False
    assert reasons_to_stay(at_work.seat) == [RINGS]
    at_work.answer()
    assert reasons_to_stay(at_work.seat) == [IS_ON, OPEN]
    at_work.hang_up()
    assert reasons_to_stay(at_work.seat) == [OPEN]
    at_work.choose_outcome()
    at_work.finish()
    assert reasons_to_stay(at_work.seat) == []


class App(QObject):
    commitDataRequest = Signal(object)  # noqa: N815 - as Qt has it


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    window = MainWindow([PageInfo("desk", "Desk", "headset")])
    qtbot.addWidget(window)
    window.show()
    return window


def test_a_session_that_ends_does_not_ask_and_one_that_goes_on_does_again(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(closing, "STOPPED_MS", 20)
    app, kept = App(), list[int]()
    asking = Closing(window, lambda: ["A call is on."], lambda: kept.append(1))
    asking.watch(app)  # type: ignore[arg-type]
    app.commitDataRequest.emit(None)
    assert window.close()
    assert kept == [1]

    def asks() -> bool:
        window.show()
        return not window.close()

    qtbot.waitUntil(asks)
    assert asking.panel.is_open
    asking.let_go()
    assert window.close()


def test_a_window_that_is_closed_from_the_task_bar_is_brought_to_the_front(window: MainWindow) -> None:
    window.setWindowState(Qt.WindowState.WindowMinimized)
    asking = Closing(window, lambda: ["A call is on."], lambda: None)
    assert not window.close()
    assert not window.isMinimized()
    assert asking.panel.is_open
    asking.let_go()
