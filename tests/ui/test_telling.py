"""A supervisor's words and moves, from the wallboard to the agent's desk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.demo.floor import AWAY_LONG, agent_id
from app.floor.messages import MessageAgent, SeeMessage, ToldMessage
from app.floor.now import AgentState
from app.floor.queue_moves import MoveAgents
from app.wallboard import FloorBoard
from app.wire import BESIDE_KEY
from tests.rows import uid
from tests.ui.test_wallboard import ALT, CTRL, NOW, Shown
from ui.closing import Closing
from ui.frame.rail import PageInfo
from ui.frame.window import MainWindow
from ui.phone.told import ToldSide
from ui.wallboard.floor import TileList
from ui.wallboard.words import Group, bar_figures

pytestmark = pytest.mark.usefixtures("theme")


@pytest.fixture
def board(qtbot: QtBot, qapp: QApplication) -> Iterator[Shown]:
    found = Shown(qtbot, qapp)
    found.view.to_list()
    yield found
    found.view.hide()
    found.workers.stop()


def test_agents_are_moved_to_the_queue_that_waits_and_back(board: Shown) -> None:
    floor = board.desk.board
    assert isinstance(floor, FloorBoard)
    ready = [one.person_id for one in floor.agents if one.state is AgentState.READY]
    away = agent_id(AWAY_LONG)
    board.desk.members = {away: ["601"], **{one: ["604"] for one in ready}}
    board.press(Qt.Key.Key_3, ALT)  # of the alert of queue 601
    panel = board.view.moving
    assert panel.isVisible()
    assert panel.to.currentData() == "601"
    assert away not in [panel.agents.item(at).data(Qt.ItemDataRole.UserRole) for at in range(3)]
    assert set(panel.chosen()) <= set(ready)
    assert panel.chosen()  # some wait there, nobody at 604
    persons = panel.chosen()
    board.press(Qt.Key.Key_Return, CTRL)
    board.press(Qt.Key.Key_Z, CTRL)
    there, back = board.desk.done
    assert isinstance(there, MoveAgents)
    assert isinstance(back, MoveAgents)
    assert (there.persons, there.joins, there.leaves) == (persons, "601", "")
    assert (back.persons, back.joins, back.leaves) == (persons, "", "601")
    board.press(Qt.Key.Key_Escape)
    assert board.view.seeing.isVisible()


def test_a_message_is_typed_at_an_agent_and_read_is_said(board: Shown) -> None:
    tiles: TileList = board.view.floor.lists[Group.AWAY]
    tiles.setFocus()
    tiles.setCurrentIndex(tiles.model().index(0, 0))
    board.press(Qt.Key.Key_Return)
    board.press(Qt.Key.Key_7, CTRL)
    board.qtbot.keyClicks(board.app.focusWidget(), "back by ten?")
    told = ToldMessage(uid(7), NOW, "supervisor one", "back by ten?", "", "", None, NOW)
    board.desk.messages = [replace(told, seen_at=None)]
    board.press(Qt.Key.Key_Return)
    [sent] = board.desk.done
    assert isinstance(sent, MessageAgent)
    assert (sent.person_id, sent.text) == (agent_id(AWAY_LONG), "back by ten?")
    assert "not read yet" in board.view.agent.told()
    board.desk.messages = [told]
    board.presenter.refresh()
    board.settle()
    assert "read" in board.view.agent.told()
    assert "not" not in board.view.agent.told()


def test_the_bar_says_how_the_floor_stands_only_while_the_page_is_open(board: Shown) -> None:
    said: list[Any] = []
    board.presenter.floor_told.connect(said.append)
    board.presenter.refresh()
    board.settle()
    floor = board.desk.board
    assert isinstance(floor, FloorBoard)
    assert said == [bar_figures(floor, NOW)]
    assert said[0][0].figure == str(sum(queue.waiting for queue in floor.queues))
    board.view.hide()
    assert said[-1] == ()


def test_what_one_is_told_stands_at_the_foot_until_it_is_read_and_takes_no_focus(
    board: Shown, qtbot: QtBot
) -> None:
    window = MainWindow([PageInfo("desk", "Desk", "headset")])
    qtbot.addWidget(window)
    side = ToldSide(board.context, window)
    window.show()
    board.settle()
    focus = board.app.focusWidget()
    told = ToldMessage(uid(7), NOW, "Wang Fang", "come here", "", "", None, None)
    moved = ToldMessage(uid(8), NOW, "Wang Fang", "", "601", "", None, None)
    board.desk.messages = [told, moved]
    board.bridge.bundles_changed.emit(frozenset({BESIDE_KEY}))
    board.settle()
    assert side.strip.sentence().endswith("Wang Fang: come here · and 1 more")
    assert board.app.focusWidget() is focus
    board.desk.messages = [replace(told, seen_at=NOW), moved]
    side.see()
    board.settle()
    [seen] = board.desk.done
    assert isinstance(seen, SeeMessage)
    assert seen.message_id == uid(7)
    assert "Wang Fang lets you take calls of 601 too." in side.strip.sentence()


def test_closing_in_the_middle_of_something_asks_and_a_session_that_ends_does_not(qtbot: QtBot) -> None:
    window = MainWindow([PageInfo("desk", "Desk", "headset")])
    qtbot.addWidget(window)
    kept: list[None] = []
    reasons = ["A call is on."]
    closing = Closing(window, lambda: reasons, lambda: kept.append(None))
    window.show()
    assert not window.close()
    assert closing.panel.reasons() == "A call is on."
    qtbot.keyClick(closing.panel, Qt.Key.Key_Escape)
    assert window.isVisible()
    assert (closing.panel.is_open, kept) == (False, [])
    window.close()
    qtbot.keyClick(closing.panel, Qt.Key.Key_Return, CTRL)
    assert (window.isVisible(), kept) == (False, [None])
    again = Closing(window, lambda: reasons, lambda: kept.append(None))
    window.show()
    again._on_session_over(None)  # type: ignore[arg-type]
    assert window.close()
    assert len(kept) == 2
