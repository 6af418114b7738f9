"""The wallboard on screen: rows change in place, times go on by themselves, keys see to what needs one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Event
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.alerts import TakeAlert, my_alerts
from app.command import Actor, Command
from app.demo.floor import AWAY_LONG, a_floor, agent_id, alert_id, an_alert
from app.errors import MoveNotAllowed, NoCentre
from app.floor.help_calls import AnswerHelp
from app.floor.messages import ToldMessage, messages_to
from app.floor.moving import RepairState
from app.floor.now import AgentState
from app.floor.queue_moves import queue_members
from app.metrics.behind import CallBehind, CallDirection, CallKind, CallOwner, call_owner, calls_behind
from app.metrics.counts import total
from app.reference import Reference
from app.thresholds import Measure
from app.wallboard import FloorAlert, FloorBoard
from app.wallboard_reading import floor_board
from app.wire import ALERTS_KEY, FLOOR_KEY
from app.workers import Workers
from db.models.people import Role
from tests.rows import CUSTOMER, PERSONS, uid
from ui.bridge import Bridge
from ui.context import Context
from ui.error_text import error_text
from ui.frame.rail import PageInfo
from ui.frame.window import MainWindow
from ui.wallboard.agents import AgentModel
from ui.wallboard.alerts import AlertsSide
from ui.wallboard.calls import Drill
from ui.wallboard.floor import shared_columns
from ui.wallboard.presenter import WallboardPresenter
from ui.wallboard.queues import LATELY, LONGEST, TODAY, QueueModel
from ui.wallboard.side import WallboardSide
from ui.wallboard.view import WallboardView
from ui.wallboard.words import Group, agent_tones, is_below, reason_word
from ui.widgets.rows import CELL_ROLE

pytestmark = pytest.mark.usefixtures("theme")

NOW = datetime.fromisoformat("2026-11-20T07:42:08+00:00")
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
REFERENCE = Reference({}, (), ())


class FloorDesk:
    """Answers with a floor, remembers what it was asked and told."""

    actor = Actor(PERSONS[Role.SUPERVISOR], "supervisor one", frozenset({Role.SUPERVISOR}))

    def __init__(self) -> None:
        self.board: FloorBoard | Exception = a_floor(NOW)
        self.alerts: list[FloorAlert] = []
        self.asked: list[str] = []
        self.members: dict[UUID, list[str]] = {}
        self.messages: list[ToldMessage] = []
        self.done: list[Command] = []

    def ask(self, query: Any, *_args: Any, **_more: Any) -> Any:
        self.asked.append(query.__name__)
        if isinstance(self.board, Exception):
            raise self.board
        if query is calls_behind:
            return [CALL]
        return {
            floor_board: self.board,
            my_alerts: self.alerts,
            call_owner: CallOwner(CUSTOMER),
            queue_members: self.members,
            messages_to: self.messages,
        }[query]

    def execute(self, *commands: Command) -> None:
        self.done += commands

    def watch_floor(self, _now: datetime) -> None:
        """There is nothing to hold against."""

    # as a desk with a hub
    def listen(self, _callback: Any) -> None: ...
    def changed(self, _callback: Any) -> None: ...
    def attention(self) -> list[Any]:
        return []

    def mend(self, _n: int, _command: Command) -> None: ...
    def withdraw(self, _n: int) -> None: ...
    def stop(self) -> None: ...


CALL = CallBehind(
    uid(0x91), NOW, CallDirection.IN, "600", "138****8000", CallKind.ABANDONED, 61, False, "", ""
)


class Shown:
    """The page in a window, with a clock of the test."""

    def __init__(self, qtbot: QtBot, app: QApplication) -> None:
        self.qtbot, self.app, self.desk, self.now = qtbot, app, FloorDesk(), NOW
        self.workers = Workers()
        self.bridge = Bridge(self.workers)
        self.context = Context(self.desk, self.bridge, REFERENCE, lambda: self.now)  # type: ignore[arg-type]
        self.view = WallboardView()
        self.presenter = WallboardPresenter(self.context, self.view, lambda: True)
        qtbot.addWidget(self.view)
        self.view.resize(1294, 684)
        self.view.show()
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.bridge.is_idle, timeout=20_000)
        self.app.processEvents()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(self.app.focusWidget() or self.view.table, key, modifiers)
        self.settle()


@pytest.fixture
def shown(qtbot: QtBot, qapp: QApplication) -> Iterator[Shown]:
    found = Shown(qtbot, qapp)
    found.view.to_list()
    yield found
    found.view.hide()
    found.bridge.stop()
    found.workers.stop()


def test_the_sum_of_all_queues_is_a_row_of_its_own() -> None:
    model, board = QueueModel(), a_floor(NOW)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show(board, NOW)
    every = model.row(0)
    assert every is not None
    assert every.today == total(queue.today for queue in board.queues)
    assert (every.waiting, every.waits_since) == (7, NOW - timedelta(seconds=108))
    assert model.index(0, LONGEST).data() == "1:48"


def test_a_newer_board_changes_rows_and_resets_nothing() -> None:
    model, board = QueueModel(), a_floor(NOW)
    model.show(board, NOW)
    resets: list[None] = []
    changed: list[int] = []
    model.modelReset.connect(lambda: resets.append(None))
    model.dataChanged.connect(lambda top, _bottom: changed.append(top.row()))
    quiet = replace(board.queues[2], waiting=1, waits_since=NOW)
    model.show(replace(board, queues=(*board.queues[:2], quiet, *board.queues[3:])), NOW)
    assert (resets, changed) == ([], [0, 3])
    changed.clear()
    model.tick(NOW + timedelta(seconds=1))
    assert changed == [0, 1, 2, 3]  # those in which somebody waits
    assert model.index(2, LONGEST).data() == "1:49"


def test_a_figure_is_below_its_goal_only_if_it_reads_so() -> None:
    board, model = a_floor(NOW), QueueModel()
    just = replace(
        board.queues[0].last_30, answered=250, answered_within=199, abandoned=0, turned_away=0
    )  # 79.6 %, read as 80 %
    model.show(
        replace(board, alerts=(), queues=(replace(board.queues[0], service_goal=80, last_30=just),)), NOW
    )
    cell = model.index(1, LATELY).data(CELL_ROLE)
    assert (cell.text, cell.color, is_below(0.796, 80)) == ("80 %", "text", False)


def test_an_agent_has_the_colour_of_the_gravest_alert() -> None:
    grave, light = (an_alert(n, NOW, person_id=agent_id(1), is_grave=n == 1) for n in (1, 2))
    assert agent_tones([grave, light]) == agent_tones([light, grave]) == {agent_id(1): "broken"}


def test_who_comes_and_goes_moves_a_row() -> None:
    model = AgentModel(lambda agent: reason_word(agent, REFERENCE))
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    agents = list(a_floor(NOW).agents[:6])
    model.show(agents)
    seen: list[str] = []
    model.rowsInserted.connect(lambda _parent, at, _last: seen.append(f"+{at}"))
    model.rowsRemoved.connect(lambda _parent, at, _last: seen.append(f"-{at}"))
    model.modelReset.connect(lambda: seen.append("reset"))
    model.show(agents)
    assert seen == []
    model.show([*agents[:2], *agents[3:], a_floor(NOW).agents[9]])
    assert seen == ["-2", "+5"]
    seen.clear()
    model.show([agents[3], agents[0]])
    assert [model.agent(row) for row in range(model.rowCount())] == [agents[3], agents[0]]
    assert "reset" not in seen


@pytest.mark.parametrize(
    ("counts", "columns", "shared"),
    [([4, 13, 3, 3, 1], 6, [1, 2, 1, 1, 1]), ([0] * 5, 3, [1] * 5), ([9, 90, 1, 1, 1], 9, [1, 5, 1, 1, 1])],
)
def test_the_largest_group_gets_the_room_that_is_left(
    counts: list[int], columns: int, shared: list[int]
) -> None:
    assert shared_columns(counts, columns) == shared


def test_every_figure_leads_to_its_calls_and_a_call_to_its_customer(shown: Shown) -> None:
    shown.view.table.setCurrentIndex(shown.view.model.index(1, TODAY))
    shown.press(Qt.Key.Key_Return)
    assert shown.view.calls.isVisible()
    assert shown.desk.asked[-1] == "calls_behind"
    assert shown.view.calls.message() == "1 call"
    assert shown.view.calls.level.read_out(0) == "08:00: 100 %"
    shown.view.set_full(True)
    shown.view.set_full(False)
    assert shown.view.calls.table.hasFocus()
    opened: list[object] = []
    shown.presenter.customer_wanted.connect(opened.append)
    shown.press(Qt.Key.Key_Return)
    assert (shown.desk.asked[-1], opened) == ("call_owner", [CUSTOMER])
    shown.press(Qt.Key.Key_Escape)
    assert not shown.view.calls.isVisible()


def test_digits_see_to_what_needs_one(shown: Shown) -> None:
    assert shown.view.seeing.words()[:2] == [
        "吴婷 asks for help, 0:42",
        "601: 1:48 wait, limit 1:00, 15:41 told: 王芳, 陈经理",
    ]
    shown.press(Qt.Key.Key_1, ALT)
    shown.press(Qt.Key.Key_4, ALT)
    helped, taken = shown.desk.done
    assert isinstance(helped, AnswerHelp)
    assert isinstance(taken, TakeAlert)
    assert taken.alert_id == alert_id(1)
    board = shown.desk.board
    assert isinstance(board, FloorBoard)
    mine = tuple(replace(one, taken_by="supervisor one") for one in board.alerts)
    shown.desk.board = replace(board, alerts=mine)
    shown.presenter.refresh()
    shown.settle()
    shown.press(Qt.Key.Key_4, ALT)  # what is taken can be shown: the queue
    assert shown.view.model.row(shown.view.table.currentIndex().row()).name == "601"  # type: ignore[union-attr]


def test_what_came_of_an_act_is_said_and_nothing_here_waits_for_the_centre(shown: Shown) -> None:
    decided, saved = Event(), []

    def refuse(*_commands: Command) -> None:
        decided.wait(20)
        raise MoveNotAllowed(old="answered", new="answered")

    shown.desk.execute = refuse  # type: ignore[method-assign]
    shown.qtbot.keyClick(shown.view.table, Qt.Key.Key_1, ALT)
    shown.bridge.write(shown.view, lambda: None, saved.append)
    shown.qtbot.waitUntil(lambda: saved == [None], timeout=20_000)  # while the hub is asked
    decided.set()
    shown.settle()
    assert shown.view.seeing.message() == error_text(MoveNotAllowed(old="answered", new="answered"))
    assert shown.view.age() == "0 s old"
    del shown.desk.execute  # type: ignore[method-assign]
    shown.press(Qt.Key.Key_1, ALT)
    assert shown.view.seeing.message() == "They know that you come."


def test_an_agents_state_is_repaired_with_a_key(shown: Shown) -> None:
    tiles = shown.view.floor.lists[Group.AWAY]
    tiles.setFocus()
    tiles.setCurrentIndex(tiles.model().index(0, 0))
    shown.press(Qt.Key.Key_Return)
    assert shown.view.chosen_agent() == agent_id(AWAY_LONG)
    shown.press(Qt.Key.Key_4, CTRL)
    [repair] = shown.desk.done
    assert isinstance(repair, RepairState)
    assert (repair.person_id, repair.state) == (agent_id(AWAY_LONG), AgentState.READY)
    assert shown.view.agent.message() == "Written down."
    shown.press(Qt.Key.Key_Escape)
    assert shown.view.chosen_agent() is None
    assert shown.app.focusWidget() is tiles  # the keys go back to the tile that one came from


def test_times_go_on_and_the_floor_is_asked_when_it_changed(shown: Shown) -> None:
    asked = shown.desk.asked.count("floor_board")
    shown.now += timedelta(seconds=1)
    shown.presenter._on_tick()
    assert shown.view.model.index(2, LONGEST).data() == "1:49"
    assert shown.desk.asked.count("floor_board") == asked
    shown.bridge.bundles_changed.connect(shown.presenter.on_changed)
    shown.bridge.bundles_changed.emit(frozenset({FLOOR_KEY}))
    shown.settle()
    assert shown.desk.asked.count("floor_board") == asked + 1


def test_calls_that_come_late_do_not_stand_under_another_figure(shown: Shown) -> None:
    one, other = Drill("queue A", "handled", "600"), Drill("queue B", "handled", "700")
    shown.presenter._on_drilled(one)
    shown.presenter._on_drilled(other)
    shown.settle()
    shown.view.calls.model.show_rows([])
    shown.presenter._on_calls(one, [CALL])
    shown.presenter._on_no_calls(one, NoCentre())
    assert shown.view.calls.model.rowCount() == 0
    assert error_text(NoCentre()) not in shown.view.calls.message()
    shown.presenter._on_calls(other, [CALL])
    assert shown.view.calls.model.rowCount() == 1


def test_full_screen_has_no_rail_and_goes_with_the_page(qtbot: QtBot) -> None:
    desk, workers = FloorDesk(), Workers()
    bridge = Bridge(workers)
    context = Context(desk, bridge, REFERENCE, lambda: NOW)  # type: ignore[arg-type]
    window = MainWindow([PageInfo("desk", "Desk", "headset"), PageInfo("wallboard", "Floor", "television")])
    qtbot.addWidget(window)
    window.add_page("desk", QWidget())
    side = WallboardSide(context, window, window)
    window.resize(1366, 768)
    window.show()
    side.open()
    qtbot.waitUntil(lambda: bridge.is_idle, timeout=20_000)
    qtbot.keyClick(side.view.table, Qt.Key.Key_F11)
    assert side.view.is_full()
    assert not window.bar.isVisible()
    assert not window.rail.isVisible()
    assert "7 waiting, longest 1:48" in side.view.wall.accessibleName()
    window.show_page("desk")
    assert window.bar.isVisible()
    assert window.rail.isVisible()
    bridge.stop()
    workers.stop()


def test_who_may_only_read_is_offered_nothing_else(qtbot: QtBot) -> None:
    desk, workers = FloorDesk(), Workers()
    desk.actor = Actor(PERSONS[Role.ANALYST], "analyst one", frozenset({Role.ANALYST}))
    bridge = Bridge(workers)
    context = Context(desk, bridge, REFERENCE, lambda: NOW)  # type: ignore[arg-type]
    window = MainWindow([PageInfo("wallboard", "Floor", "television")])
    qtbot.addWidget(window)
    side = WallboardSide(context, window, window)
    window.show()
    side.open()
    qtbot.waitUntil(lambda: bridge.is_idle, timeout=20_000)
    side.view.agent_wanted.emit(agent_id(AWAY_LONG))
    shown = [act for act, button in side.view.agent.buttons.items() if button.isVisible()]
    assert (shown, side.view.seeing.rules.isEnabled()) == (["agent_calls"], False)
    qtbot.keyClick(side.view, Qt.Key.Key_4, CTRL)
    side.view.agent_wanted.emit(None)
    qtbot.keyClick(side.view, Qt.Key.Key_3, ALT)
    qtbot.waitUntil(lambda: bridge.is_idle, timeout=20_000)
    assert desk.done == []
    bridge.stop()
    workers.stop()


def test_who_is_told_sees_a_strip_and_takes_it_by_a_key(qtbot: QtBot) -> None:
    desk, workers = FloorDesk(), Workers()
    bridge = Bridge(workers)
    context = Context(desk, bridge, REFERENCE, lambda: NOW)  # type: ignore[arg-type]
    window = MainWindow([])
    qtbot.addWidget(window)
    side = AlertsSide(context, window, True, window)
    window.show()
    side.start()
    qtbot.waitUntil(lambda: bridge.is_idle, timeout=20_000)
    assert side.strip.words() == ""
    desk.alerts = [an_alert(1, NOW), an_alert(2, NOW, is_grave=False)]
    bridge.bundles_changed.emit(frozenset({ALERTS_KEY}))
    qtbot.waitUntil(lambda: bool(side.strip.words()), timeout=20_000)
    assert side.strip.words() == "601: 1:00 wait, limit 1:00 · and 1 more"
    desk.alerts = [
        replace(desk.alerts[1], measure=Measure.AWAY_TIME, bound=900, person_id=uid(4), person="Ma")
    ]
    side.refresh()
    qtbot.waitUntil(lambda: "15:48 not ready" in side.strip.words(), timeout=20_000)
    assert side.strip.words().startswith("Ma: ")
    desk.asked.clear()
    for _ in range(3):  # what is heard while an answer is awaited is asked for once, after it
        bridge.bundles_changed.emit(frozenset({ALERTS_KEY}))
    qtbot.waitUntil(lambda: bridge.is_idle, timeout=20_000)
    assert desk.asked == ["my_alerts"] * 2
    desk.alerts = [replace(alert, taken_by="one") for alert in desk.alerts]
    side.take_first()
    qtbot.waitUntil(lambda: not side.strip.words(), timeout=20_000)
    assert [type(command) for command in desk.done] == [TakeAlert]
    side.stop()
    bridge.stop()
    workers.stop()


def test_without_a_hub_the_last_picture_stays_with_its_time(shown: Shown) -> None:
    shown.desk.board = NoCentre()
    shown.presenter.refresh()
    shown.settle()
    assert shown.view.age() == "The hub is not reached: as of 15:42:08"
    shown.presenter._on_tick()
    assert shown.view.age() == "The hub is not reached: as of 15:42:08"
    assert shown.view.model.rowCount() == 6
    assert isinstance(shown.view.table.currentIndex(), QModelIndex)


def test_who_should_be_here_is_named(shown: Shown) -> None:
    assert shown.view.seeing.absent_words() == "何静 since 15:30"
    assert shown.view.seeing.absent.isVisible()
    assert isinstance(shown.desk.board, FloorBoard)
    shown.desk.board = replace(shown.desk.board, absent=())
    shown.presenter.refresh()
    shown.settle()
    assert not shown.view.seeing.absent.isVisible()
