"""Columns of the reports and of the calls behind a figure stand as their person left them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.arrangements import Arranged, ArrangeList, arrangements
from app.command import Command
from app.reference import Reference
from app.workers import Workers
from tests.ui.test_reports import NOW, FakeDesk
from tests.ui.test_wallboard import FloorDesk
from ui.bridge import Bridge
from ui.context import Context
from ui.frame.rail import PageInfo
from ui.frame.window import MainWindow
from ui.kept_lists import KeptLists
from ui.reports.asked import Kind
from ui.reports.side import ReportsSide
from ui.wallboard.calls import Drill
from ui.wallboard.side import WallboardSide
from ui.widgets.arrangement import Arrangement
from ui.widgets.table import RowTable

pytestmark = pytest.mark.usefixtures("theme")
Kept = dict[str, Arrangement]


class ReportsDesk(FakeDesk):
    """Answers reports, and keeps how lists stand."""

    def __init__(self, kept: Kept) -> None:
        super().__init__()
        self.kept = kept

    def ask(self, query: Any, *args: Any, **more: Any) -> Any:
        return arranged(self.kept) if query is arrangements else super().ask(query, *args, **more)

    def execute(self, *commands: Command) -> None:
        keep(self.kept, commands)


class BoardDesk(FloorDesk):
    """Answers with a floor, and keeps how lists stand."""

    def __init__(self, kept: Kept) -> None:
        super().__init__()
        self.kept = kept

    def ask(self, query: Any, *args: Any, **more: Any) -> Any:
        return arranged(self.kept) if query is arrangements else super().ask(query, *args, **more)

    def execute(self, *commands: Command) -> None:
        keep(self.kept, commands)


def arranged(kept: Kept) -> list[Arranged]:
    return [Arranged(name, stands.to_text()) for name, stands in kept.items()]


def keep(kept: Kept, commands: tuple[Command, ...]) -> None:
    for one in commands:
        assert isinstance(one, ArrangeList)
        kept[one.list_name] = Arrangement.from_text(one.arrangement)


class Seat:
    """A window with the lists of its person, which are read when the test says so."""

    def __init__(self, qtbot: QtBot, desk: ReportsDesk | BoardDesk, bridge: Bridge) -> None:
        self.qtbot, self.bridge = qtbot, bridge
        self.window = MainWindow(
            [PageInfo("desk", "Desk", "headset"), PageInfo("wallboard", "Floor", "television")]
        )
        self.lists = KeptLists(desk, bridge, lambda: NOW, self.window)  # type: ignore[arg-type]
        self.context = Context(desk, bridge, Reference({}, (), ()), lambda: NOW, lists=self.lists)  # type: ignore[arg-type]
        self.window.add_page("desk", QWidget())
        self.window.resize(1366, 768)
        qtbot.addWidget(self.window)

    def show(self) -> None:
        self.window.show()
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)

    def to_next_kind(self) -> None:
        self.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
        self.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)

    def settle(self, table: RowTable) -> None:
        self.qtbot.waitUntil(lambda: self.bridge.is_idle and not table._later.isActive(), timeout=20_000)


SeatAt = Callable[[ReportsDesk | BoardDesk], Seat]


@pytest.fixture
def seat_at(qtbot: QtBot) -> Iterator[SeatAt]:
    workers = Workers()
    bridges: list[Bridge] = []

    def seat(desk: ReportsDesk | BoardDesk) -> Seat:
        bridges.append(Bridge(workers))
        return Seat(qtbot, desk, bridges[-1])

    yield seat
    for bridge in bridges:
        bridge.stop()
    workers.stop()


def test_each_kind_of_report_has_columns_of_its_own(seat_at: SeatAt) -> None:
    kept: Kept = {}
    for seat in (seat_at(ReportsDesk(kept)), seat_at(ReportsDesk(kept))):
        seat.lists.start()
        side = ReportsSide(seat.context, seat.window, seat.window)
        table = side.view.table
        seat.show()
        side.open()
        seat.settle(table)
        if not kept:
            table.setColumnWidth(1, 137)
            seat.settle(table)
            seat.to_next_kind()
            seat.settle(table)
            assert table.columnWidth(1) != 137
            table.setColumnWidth(1, 155)
            seat.settle(table)
            assert set(kept) == {"report_queues", "report_agents"}
        else:
            assert table.columnWidth(1) == 137
            seat.to_next_kind()
            seat.settle(table)
            assert table.columnWidth(1) == 155


def test_what_is_read_late_is_taken_and_what_another_desk_keeps_when_one_is_away(seat_at: SeatAt) -> None:
    name = f"report_{Kind.QUEUES}"
    kept = {name: Arrangement(widths={"offered": 141})}
    seat = seat_at(ReportsDesk(kept))
    side = ReportsSide(seat.context, seat.window, seat.window)
    table = side.view.table
    seat.show()
    side.open()
    seat.settle(table)
    table.setColumnWidth(2, 99)  # before anything was read: nothing is kept of it
    seat.settle(table)
    assert kept == {name: Arrangement(widths={"offered": 141})}
    seat.lists.start()
    seat.settle(table)
    assert table.columnWidth(1) == 141
    kept[name] = Arrangement(widths={"offered": 88})
    seat.lists.start()
    seat.settle(table)
    assert table.columnWidth(1) == 141  # one looks at it
    seat.window.show_page("desk")
    seat.lists.start()
    seat.settle(table)
    assert table.columnWidth(1) == 88


def test_the_calls_behind_the_board_stand_as_they_were_left(seat_at: SeatAt) -> None:
    kept: Kept = {}
    for seat in (seat_at(BoardDesk(kept)), seat_at(BoardDesk(kept))):
        side = WallboardSide(seat.context, seat.window, seat.window)
        table = side.view.calls.table
        seat.lists.start()
        seat.show()
        side.open()
        seat.settle(table)
        side.presenter._on_drilled(Drill("calls", "handled", ""))
        seat.settle(table)
        assert table.isVisible()
        if not kept:
            table.setColumnHidden(2, True)
            table.setColumnWidth(1, 133)
            seat.settle(table)
            assert set(kept) == {"wallboard_calls"}
        assert table.isColumnHidden(2)
        assert table.columnWidth(1) == 133
