"""The grid of half-days is walked and picked by keys and by mouse."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt

from ui.widgets.half_days import HEAD, ROW, SIDE, HalfDay, HalfDayGrid, Room

pytestmark = pytest.mark.usefixtures("theme")

TODAY = date(2026, 11, 20)


@pytest.fixture
def grid(qtbot):
    rooms = {0: Room.PAST, 1: Room.FREE, 2: Room.FULL, 3: Room.CLOSED, 4: Room.HELD}
    cells = [
        HalfDay(TODAY + timedelta(days=day), half, rooms.get(day, Room.FREE), 2)
        for day in range(14)
        for half in ("am", "pm")
    ]
    grid = HalfDayGrid()
    grid.set(cells, TODAY)
    qtbot.addWidget(grid)
    grid.resize(SIDE + 14 * 50, HEAD + 2 * ROW)
    grid.show()
    grid.picks = []
    grid.picked.connect(lambda on, half: grid.picks.append((on, half)))
    return grid


def press(qtbot, grid, *keys):
    for key in keys:
        qtbot.keyClick(grid, key)


def test_arrows_move_and_space_picks_a_free_half_day(qtbot, grid):
    press(qtbot, grid, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Space)
    assert grid.picks == [(TODAY + timedelta(days=1), "pm")]


def test_enter_picks_too(qtbot, grid):
    press(qtbot, grid, Qt.Key.Key_Right, Qt.Key.Key_Return)
    assert grid.picks == [(TODAY + timedelta(days=1), "am")]


def test_a_digit_picks_the_nth_that_is_free(qtbot, grid):
    press(qtbot, grid, Qt.Key.Key_1, Qt.Key.Key_3, Qt.Key.Key_0)
    assert grid.picks == [(TODAY + timedelta(days=1), "am"), (TODAY + timedelta(days=5), "am")]
    assert grid.current().on == TODAY + timedelta(days=5)


@pytest.mark.parametrize("steps", [0, 2, 3, 4])
def test_what_is_not_free_is_not_picked(qtbot, grid, steps):
    press(qtbot, grid, *[Qt.Key.Key_Right] * steps, Qt.Key.Key_Space)
    assert grid.picks == []


def test_the_mark_stops_at_the_edges(qtbot, grid):
    press(qtbot, grid, Qt.Key.Key_Up, Qt.Key.Key_Left, *[Qt.Key.Key_Right] * 20, *[Qt.Key.Key_Down] * 3)
    assert grid.current() == HalfDay(TODAY + timedelta(days=13), "pm", Room.FREE, 2)


def test_a_click_picks_the_half_day_under_it(qtbot, grid):
    at = QPoint(SIDE + 5 * 50 + 25, HEAD + ROW + 10)
    qtbot.mouseClick(grid, Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseClick(grid, Qt.MouseButton.LeftButton, pos=QPoint(SIDE + 5 * 50 + 25, 5))
    assert grid.picks == [(TODAY + timedelta(days=5), "pm")]


def test_the_half_day_under_the_mark_is_spoken(qtbot, grid):
    press(qtbot, grid, Qt.Key.Key_Right, Qt.Key.Key_Right)
    assert grid.accessibleDescription().endswith("Morning: full")


def test_keys_with_ctrl_belong_to_the_page(qtbot, grid):
    press(qtbot, grid, Qt.Key.Key_Right)
    qtbot.keyClick(grid, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert grid.picks == []


def test_an_empty_grid_takes_keys_and_clicks_calmly(qtbot):
    empty = HalfDayGrid()
    qtbot.addWidget(empty)
    empty.show()
    press(qtbot, empty, Qt.Key.Key_Right, Qt.Key.Key_Space)
    qtbot.mouseClick(empty, Qt.MouseButton.LeftButton)
    assert empty.current() is None
