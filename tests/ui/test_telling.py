"""A supervisor's words and moves, from the wallboard to the agent's desk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from threading import Event
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.demo.floor import AWAY_LONG, NEEDS_HELP, a_floor, agent_id
from app.errors import NoCentre, NotFound
from app.floor.messages import MessageAgent, SeeMessage, ToldMessage
from app.floor.now import AgentState
from app.floor.queue_moves import MOST, MoveAgents, suggested
from app.wallboard import FloorBoard
from app.wire import BESIDE_KEY
from tests.rows import uid
from tests.ui.test_wallboard import ALT, CTRL, NOW, Shown
from ui.closing import Closing
from ui.error_text import error_text
from ui.frame.rail import PageInfo
from ui.frame.window import MainWindow
from ui.phone.told import ToldSide
from ui.wallboard.floor import TileList
from ui.wallboard.moving import MovePanel
from ui.wallboard.one_agent import LONGEST, AgentPanel
from ui.wallboard.telling import LOOKS
from ui.wallboard.words import Group, bar_figures

pytestmark = pytest.mark.usefixtures("theme")


@pytest.fixture
def board(qtbot: QtBot, qapp: QApplication) -> Iterator[Shown]:
    found = Shown(qtbot, qapp)
    found.view.to_list()
    yield found
    found.view.hide()
    found.workers.stop()


class Hub:
    """Lets a desk wait with what the hub is told or asked until the test says so."""

    def __init__(self, board: Shown, kind: str, error: Exception | None = None) -> None:
        self._board, self._error, self._answers = board, error, Event()
        self._then = getattr(board.desk, kind)
        setattr(board.desk, kind, self._wait)

    def _wait(self, *told: Any) -> Any:
        self._answers.wait(20)
        found = self._then(*told)
        if self._error is not None:
            raise self._error
        return found

    def answer(self) -> None:
        self._answers.set()
        self._board.settle()


def open_agent(board: Shown, n: int) -> AgentPanel:
    board.view.agent_wanted.emit(agent_id(n))
    return board.view.agent


def type_to(board: Shown, n: int, words: str) -> AgentPanel:
    panel = open_agent(board, n)
    panel.write()
    board.qtbot.keyClicks(board.app.focusWidget(), words)
    return panel


def offered(panel: MovePanel) -> set[UUID]:
    return {panel.agents.item(at).data(Qt.ItemDataRole.UserRole) for at in range(panel.agents.count())}


def key(board: Shown, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key and wait for no answer."""
    board.qtbot.keyClick(board.app.focusWidget(), key, modifiers)


def test_a_message_is_told_once_however_often_enter_is_pressed(board: Shown) -> None:
    hub, panel = Hub(board, "execute"), type_to(board, AWAY_LONG, "come here")
    key(board, Qt.Key.Key_Return)
    key(board, Qt.Key.Key_Return)
    key(board, Qt.Key.Key_7, CTRL)
    assert panel.message() == "Your message is on its way."
    hub.answer()
    assert [type(one) for one in board.desk.done] == [MessageAgent]
    assert (panel.words.text(), panel.message()) == ("", "It stands at their desk until they have read it.")
    type_to(board, AWAY_LONG, "and now")
    board.press(Qt.Key.Key_Return)
    assert len(board.desk.done) == 2


@pytest.mark.parametrize("error", [None, NotFound(what="person", id="1")])
def test_an_answer_about_one_agent_leaves_another_ones_words_alone(
    board: Shown, error: Exception | None
) -> None:
    hub = Hub(board, "execute", error)
    type_to(board, AWAY_LONG, "come here")
    key(board, Qt.Key.Key_Return)
    panel = type_to(board, NEEDS_HELP, "I am on my")
    hub.answer()
    floor = a_floor(NOW)
    name = next(one.name for one in floor.agents if one.person_id == agent_id(AWAY_LONG))
    assert panel.words.text() == "I am on my"
    assert panel.message() == ("" if error is None else f"{name} · {error_text(error)}")


def test_words_typed_after_enter_stay(board: Shown) -> None:
    hub, panel = Hub(board, "execute"), type_to(board, AWAY_LONG, "come here")
    key(board, Qt.Key.Key_Return)
    panel.words.setText("and bring your notes")
    hub.answer()
    assert panel.words.text() == "and bring your notes"


def test_the_same_agent_again_keeps_what_is_typed_and_another_one_does_not(board: Shown) -> None:
    panel = type_to(board, AWAY_LONG, "come he")
    board.view.seeing.message_wanted.emit(agent_id(AWAY_LONG))
    board.qtbot.keyClicks(board.app.focusWidget(), "re")
    assert panel.words.text() == "come here"
    open_agent(board, NEEDS_HELP)
    assert panel.words.text() == ""


def test_whether_it_is_read_is_asked_every_five_seconds_not_with_every_board(board: Shown) -> None:
    open_agent(board, AWAY_LONG)
    board.settle()
    for _second in range(10):
        board.now += LOOKS / 5
        board.presenter.refresh()
        board.settle()
    assert board.desk.asked.count("messages_to") == 1 + 2


def test_a_long_message_is_read_whole_and_nothing_is_squeezed(board: Shown) -> None:
    board.view.resize(1294, 684)  # the page at 1366 x 768
    panel = type_to(board, NEEDS_HELP, "come")
    before = panel.words.height()
    board.desk.messages = [ToldMessage(uid(7), NOW, "supervisor one", "请" * LONGEST, "", "", None, None)]
    board.press(Qt.Key.Key_Return)
    told = panel._told
    assert told.height() >= told.heightForWidth(told.width()) > 6 * told.fontMetrics().height()
    assert panel.words.height() == before
    for part in (panel.words, told):
        assert part.visibleRegion().boundingRect() == part.rect()
    width = panel.words.width()
    panel.show_told(replace(board.desk.messages[0], text="w" * LONGEST))
    board.settle()
    assert panel.words.width() == width


def test_digits_do_nothing_about_cards_that_are_not_shown(board: Shown) -> None:
    panel = open_agent(board, AWAY_LONG)
    panel.words.setText("come here")
    for digit in range(Qt.Key.Key_1, Qt.Key.Key_9):
        board.press(Qt.Key(digit), ALT)
    assert (panel.words.text(), panel.person_id) == ("come here", agent_id(AWAY_LONG))
    board.view.agent_wanted.emit(None)
    board.view.set_full(True)
    for digit in range(Qt.Key.Key_1, Qt.Key.Key_9):
        board.press(Qt.Key(digit), ALT)
    assert (board.desk.done, board.view.agent.isHidden(), board.view.moving.isHidden()) == ([], True, True)


def test_who_can_be_moved_is_not_shown_over_a_message_being_typed(board: Shown) -> None:
    hub = Hub(board, "ask")
    key(board, Qt.Key.Key_3, ALT)
    panel = type_to(board, AWAY_LONG, "come ")
    hub.answer()
    board.qtbot.keyClicks(board.app.focusWidget(), "here")
    assert panel.isVisible()
    assert panel.words.text() == "come here"


def test_agents_are_moved_once_however_often_it_is_pressed(board: Shown) -> None:
    board.press(Qt.Key.Key_3, ALT)
    panel = board.view.moving
    panel.agents.item(0).setCheckState(Qt.CheckState.Checked)
    persons = panel.chosen()
    hub = Hub(board, "execute")
    board.desk.board = NoCentre()  # nothing can be read afterwards
    key(board, Qt.Key.Key_Return, CTRL)
    key(board, Qt.Key.Key_Return, CTRL)
    hub.answer()
    assert [type(one) for one in board.desk.done] == [MoveAgents]
    assert panel.message() == f"{len(persons)} agents moved and told"
    shown = offered(panel)
    assert not shown & set(persons)
    board.press(Qt.Key.Key_Return, CTRL)  # nobody is ticked any more, though the board says still who lacks
    board.press(Qt.Key.Key_Z, CTRL)
    assert [one.leaves for one in board.desk.done if isinstance(one, MoveAgents)] == ["", "601"]
    assert offered(panel) == shown | set(persons)


@pytest.mark.parametrize("error", [None, NotFound(what="queue", id="601")])
def test_what_came_of_a_move_is_said_where_one_is(board: Shown, error: Exception | None) -> None:
    board.press(Qt.Key.Key_3, ALT)
    board.view.moving.agents.item(0).setCheckState(Qt.CheckState.Checked)
    count = len(board.view.moving.chosen())
    hub = Hub(board, "execute", error)
    key(board, Qt.Key.Key_Return, CTRL)
    key(board, Qt.Key.Key_Escape)
    hub.answer()
    said = f"{count} agents moved and told" if error is None else error_text(error)
    assert board.view.seeing.message() == said
    board.view.resize(1294, 684)  # the page at 1366 x 768
    board.settle()
    formula = board.view.seeing._formula
    assert formula.height() >= formula.heightForWidth(formula.width())


def test_a_move_that_is_awaited_is_not_asked_for_again_by_opening_the_choice_anew(board: Shown) -> None:
    board.press(Qt.Key.Key_3, ALT)
    panel = board.view.moving
    panel.agents.item(0).setCheckState(Qt.CheckState.Checked)
    hub = Hub(board, "execute")
    key(board, Qt.Key.Key_Return, CTRL)
    assert isinstance(board.desk.board, FloorBoard)
    panel.begin(board.desk.board, {}, "601")
    panel.agents.item(0).setCheckState(Qt.CheckState.Checked)
    key(board, Qt.Key.Key_Return, CTRL)
    hub.answer()
    assert [type(one) for one in board.desk.done] == [MoveAgents]


def test_the_choice_of_agents_is_gone_when_one_comes_back_to_the_page(board: Shown) -> None:
    board.press(Qt.Key.Key_3, ALT)
    assert board.view.moving.isVisible()
    board.view.hide()
    board.view.show()
    board.settle()
    assert not board.view.moving.isVisible()
    assert board.view.seeing.isVisible()
    board.press(Qt.Key.Key_Return, CTRL)
    assert board.desk.done == []


def test_a_refused_move_can_be_asked_for_again(board: Shown) -> None:
    board.press(Qt.Key.Key_3, ALT)
    board.view.moving.agents.item(0).setCheckState(Qt.CheckState.Checked)
    refused = NotFound(what="queue", id="601")
    Hub(board, "execute", refused).answer()
    board.press(Qt.Key.Key_Return, CTRL)
    assert board.view.moving.message() == error_text(refused)
    board.press(Qt.Key.Key_Return, CTRL)
    assert len(board.desk.done) == 2


def test_more_agents_than_may_be_moved_at_once_are_not_asked_for(board: Shown) -> None:
    floor = a_floor(NOW)
    one = next(agent for agent in floor.agents if agent.state is AgentState.READY)
    agents = tuple(one._replace(person_id=uid(n)) for n in range(1, MOST + 11))
    waiting = replace(floor.queues[1], waiting=MOST + 20)
    full = replace(floor, agents=agents, queues=(floor.queues[0], waiting))
    assert len(suggested(full, {}, waiting.name)) == MOST
    panel = board.view.moving
    board.view.show_moving(True)
    panel.begin(full, {}, waiting.name)
    panel.agents.item(MOST).setCheckState(Qt.CheckState.Checked)
    board.press(Qt.Key.Key_Return, CTRL)
    assert (board.desk.done, panel.message()) == ([], f"At most {MOST} agents are moved at once.")
    panel.agents.item(MOST).setCheckState(Qt.CheckState.Unchecked)
    board.press(Qt.Key.Key_Return, CTRL)
    [sent] = board.desk.done
    assert isinstance(sent, MoveAgents)
    assert len(sent.persons) == MOST


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
    assert away not in offered(panel)
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
    board.now += LOOKS
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
    field = QLineEdit()
    window.add_page("desk", field)
    window.show_page("desk")
    window.show()
    window.activateWindow()
    field.setFocus()
    board.settle()
    qtbot.keyClicks(board.app.focusWidget(), "my ")
    told = ToldMessage(uid(7), NOW, "Wang Fang", "come here", "", "", None, None)
    moved = ToldMessage(uid(8), NOW, "Wang Fang", "", "601", "", None, None)
    board.desk.messages = [told, moved]
    board.bridge.bundles_changed.emit(frozenset({BESIDE_KEY}))
    board.settle()
    assert side.strip.sentence().endswith("Wang Fang: come here · and 1 more")
    qtbot.keyClicks(board.app.focusWidget(), "note")
    assert field.text() == "my note"
    side._writing.failed.emit("The hub is away.")
    assert side.strip.sentence().endswith("Wang Fang: come here · and 1 more · The hub is away.")
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
