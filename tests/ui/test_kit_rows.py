"""Rows are painted whole, without a seam, and are never silent."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QPainter

from tests.ui.gallery import WORDS, Units
from ui.widgets.painting import WHOLE
from ui.widgets.rows import EDGE, Cell
from ui.widgets.table import RowTable

pytestmark = pytest.mark.usefixtures("theme")


@pytest.fixture
def table(qtbot):
    table = RowTable("Units")
    qtbot.addWidget(table)
    table.setModel(Units(WORDS["en"], table))
    table.horizontalHeader().hide()
    table.set_widths({0: 261, 1: 113, 2: 227, 4: 83}, stretched=3)
    table.resize(901, 200)
    table.show()
    return table


def picture(table: RowTable, ratio: float) -> QImage:
    image = QImage(round(901 * ratio), round(200 * ratio), QImage.Format.Format_ARGB32)
    image.setDevicePixelRatio(ratio)
    painter = QPainter(image)
    table.viewport().render(painter, QPoint())
    painter.end()
    return image


@pytest.mark.parametrize("ratio", [1.0, 1.5])
def test_a_row_has_no_seam_between_its_columns(theme, table, ratio):
    table.rows.hovered_row = 0
    image = picture(table, ratio)
    line = {image.pixelColor(x, round(2 * ratio)).name() for x in range(2, image.width() - 2)}
    assert line == {theme.color("hover").name()}


def test_only_the_first_column_has_the_accent_edge(theme, table):
    table.selectRow(1)
    image = picture(table, 1)
    accent = theme.color("accent_t")
    marked = [x for x in range(901) if image.pixelColor(x, 46) == accent]
    assert marked == list(range(EDGE))


def test_the_whole_row_lights_up_under_the_pointer(theme, qtbot, table):
    qtbot.mouseMove(table.viewport(), QPoint(300, 10))
    qtbot.mouseMove(table.viewport(), QPoint(300, 66))
    image = picture(table, 1)
    assert image.pixelColor(5, 46) == image.pixelColor(890, 46) == theme.color("hover")
    assert image.pixelColor(5, 2) == theme.color("surface")


def test_enter_and_double_click_open_a_row_and_ctrl_enter_is_the_pages(qtbot, table):
    opened = []
    table.opened.connect(lambda index: opened.append(index.row()))
    table.selectRow(1)
    table.setCurrentIndex(table.model().index(1, 0))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    qtbot.keyClick(table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(300, 110))
    qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(300, 110))
    assert opened == [1, 2]


def test_a_cell_says_all_its_words():
    assert (
        Cell(text="Washer", second="SN 1", chip="Covered", icon="truck").spoken() == "Washer, SN 1, Covered"
    )


def test_a_column_can_be_given_the_width_of_its_longest_form(table):
    one = table.rows.width_of(Cell(text="02:47", elide=WHOLE))
    assert table.rows.width_of(Cell(text="1:02:47", elide=WHOLE)) > one
    assert table.rows.width_of(Cell(text="02:47", icon="phone", elide=WHOLE)) > one
    assert table.rows.width_of(Cell(text="02:47", chip="Open", elide=WHOLE)) > one


@pytest.mark.parametrize(("two_lines", "height"), [(True, 44), (False, 32)])
def test_rows_have_the_height_of_their_lines(qtbot, two_lines, height):
    table = RowTable("Units", two_lines)
    qtbot.addWidget(table)
    table.setModel(Units(WORDS["en"], table))
    assert [table.rowHeight(row) for row in range(3)] == [height] * 3


def test_home_and_end_go_to_the_first_and_the_last_row(qtbot, table):
    table.setCurrentIndex(table.model().index(1, 1))
    qtbot.keyClick(table, Qt.Key.Key_End)
    assert table.currentIndex().row() == table.model().rowCount() - 1
    qtbot.keyClick(table, Qt.Key.Key_Home)
    assert table.currentIndex().row() == 0
