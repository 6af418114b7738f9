"""Lists: sorted, arranged by keys and heads, remembered for their person, and copied as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.arrangements import Arranged, ArrangeList, arrangements, own_key
from app.command import Actor
from app.spreadsheet import from_spreadsheet
from app.workers import Workers
from db.models.people import Role
from tests.rows import NOW, uid
from ui.bridge import Bridge
from ui.kept_lists import KeptLists
from ui.widgets.arrangement import Arrangement
from ui.widgets.columns import ColumnsPanel
from ui.widgets.filters import Filter, FilterRow
from ui.widgets.list_model import ListModel
from ui.widgets.rows import Cell
from ui.widgets.table import RowTable

pytestmark = pytest.mark.usefixtures("theme")
CTRL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
ROWS = [("张伟", "138****8000", 2), ("田雨", "=1+1", 10), ("罗杰", "two\nlines", 9)]


class Persons(ListModel):
    columns: ClassVar = ("name", "note", "calls")
    amounts = frozenset({2})

    def heads(self) -> Sequence[str]:
        return ("Name", "Note", "Calls")

    def known_by(self, row: Any) -> str:
        return str(row[0])

    def cell(self, row: Any, column: int) -> Cell:
        return Cell(text=str(row[column]))

    def sorted_by(self, row: Any, column: int) -> Any:
        return row[column]


class FakeDesk:
    actor = Actor(uid(1), "李娜", frozenset({Role.AGENT}))

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def ask(self, query: Any, _person: Any) -> list[Arranged]:
        assert query is arrangements
        return [Arranged(*each) for each in self.kept.items()]

    def execute(self, command: ArrangeList) -> None:
        self.kept[command.list_name] = command.arrangement


class Page(QWidget):
    """A list with its filters, remembered."""

    def __init__(self, qtbot: QtBot, desk: FakeDesk, workers: Workers) -> None:
        super().__init__()
        self._qtbot, self.bridge = qtbot, Bridge(workers)
        self.table, self.model = RowTable("Persons", two_lines=False), Persons()
        self.filters = FilterRow("Filter", [Filter("all", "All"), Filter("late", "Late")])
        self.model.show_rows(ROWS)
        self.table.setModel(self.model)
        self.table.set_widths({0: 120, 2: 80}, stretched=1)
        self.table.let_arrange(self.model.columns)
        layout = QVBoxLayout(self)
        layout.addWidget(self.filters)
        layout.addWidget(self.table)
        self.lists = KeptLists(desk, self.bridge, lambda: NOW, self)  # type: ignore[arg-type]
        self.lists.follow("persons", self.table, self.filters, self.filters.chosen)
        qtbot.addWidget(self)
        self.resize(600, 300)
        self.show()
        self.activateWindow()
        qtbot.waitUntil(self.isActiveWindow)
        self.table.setFocus()
        self.lists.start()
        self.settle()

    def settle(self) -> None:
        self._qtbot.waitUntil(lambda: self.bridge.is_idle and not self.table._later.isActive())

    def names(self) -> str:
        return " ".join(str(self.model.index(at, 0).data()) for at in range(self.model.rowCount()))

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        popup = QApplication.activePopupWidget()
        field = popup.focusWidget() if popup is not None else QApplication.focusWidget()
        self._qtbot.keyClick(field, key, modifier)

    def columns(self) -> ColumnsPanel:
        self.table.choose_columns()
        popup = QApplication.activePopupWidget()
        assert isinstance(popup, ColumnsPanel)
        return popup


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk()


@pytest.fixture
def workers() -> Iterator[Workers]:
    found = Workers()
    yield found
    found.stop()


@pytest.fixture
def page(qtbot: QtBot, desk: FakeDesk, workers: Workers) -> Iterator[Page]:
    made = Page(qtbot, desk, workers)
    yield made
    made.bridge.stop()


def test_a_head_sorts_by_sound_and_amount_and_the_third_time_as_it_came(page: Page) -> None:
    page.table.selectRow(0)
    page.table.sortByColumn(0, UP)
    assert page.names() == "罗杰 田雨 张伟"
    assert page.table.currentIndex().data() == "张伟"  # what was chosen stays chosen
    page.table.sortByColumn(2, DOWN)
    assert page.names() == "田雨 罗杰 张伟"
    page.model.show_rows(ROWS[:2])
    assert page.names() == "田雨 张伟"
    page.table.horizontalHeader().setSortIndicator(-1, UP)
    assert page.names() == "张伟 田雨"
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    page.model.sort(1, DOWN)
    page.model.show_rows([])


def test_ctrl_c_copies_what_is_shown_as_a_table(page: Page) -> None:
    page.table.arrange(Arrangement(order=("calls", "name", "note"), hidden=("name",), sort="calls"))
    QApplication.clipboard().clear()
    page.key(Qt.Key.Key_C, CTRL)
    table = QApplication.clipboard().text()
    assert "\t'=1+1\n" in table
    assert from_spreadsheet(table) == [
        ["Calls", "Note"],
        ["2", "138****8000"],
        ["9", "two\nlines"],
        ["10", "=1+1"],
    ]


def test_columns_are_arranged_by_keys_as_by_the_mouse(page: Page, desk: FakeDesk) -> None:
    page.columns()
    for key, modifier in (
        (Qt.Key.Key_Right, NONE),  # the name wider
        (Qt.Key.Key_Down, CTRL),  # and behind the note
        (Qt.Key.Key_Return, NONE),  # sorted by it
        (Qt.Key.Key_Return, NONE),
        (Qt.Key.Key_Down, NONE),
        (Qt.Key.Key_Space, NONE),  # without the calls
        (Qt.Key.Key_Home, NONE),
        (Qt.Key.Key_Space, NONE),  # the note is what a row is about and stays
        (Qt.Key.Key_Escape, NONE),
    ):
        page.key(key, modifier)
    assert QApplication.activePopupWidget() is None
    assert page.table.shown_columns() == [1, 0]
    assert page.names() == "张伟 田雨 罗杰"
    page.settle()
    kept = Arrangement.from_text(desk.kept["persons"])
    assert kept == Arrangement(("note", "name", "calls"), {"name": 136}, ("calls",), "name", falling=True)
    page.columns()
    page.key(Qt.Key.Key_Delete)
    page.key(Qt.Key.Key_Escape)
    page.settle()
    assert desk.kept["persons"] == ""
    assert page.table.arrangement() == Arrangement()


def test_a_list_stands_as_its_person_left_it(
    page: Page, qtbot: QtBot, desk: FakeDesk, workers: Workers
) -> None:
    page.table.setColumnWidth(0, 171)
    page.filters.narrow("late")
    page.settle()
    again = Page(qtbot, desk, workers)
    assert again.table.columnWidth(0) == 171
    assert again.filters.current() == "late"
    desk.kept["persons"] = Arrangement(sort="calls").to_text()  # at another desk of the same person
    page.hide()
    for each in (page, again):
        each.lists.on_changed(frozenset({own_key(uid(1))}))
        each.settle()
    assert page.names() == "张伟 罗杰 田雨"
    assert page.filters.current() == "all"
    assert again.table.columnWidth(0) == 171  # nothing moves under somebody's eyes
    again.bridge.stop()


@pytest.mark.parametrize(
    "damaged",
    ["{", "[]", "7", '{"widths": {"name": "wide"}}', '{"widths": {"name": 1e999}}', '{"order": 3}', "null"],
)
def test_what_cannot_be_read_is_as_it_came(page: Page, damaged: str) -> None:
    page.table.arrange(Arrangement.from_text(damaged))
    assert page.table.arrangement() == Arrangement()
    page.table.arrange(
        Arrangement.from_text('{"order": ["gone", "calls"], "widths": {"name": 9999}, "sort": "x"}')
    )
    assert page.table.arrangement() == Arrangement(("calls", "name", "note"), {"name": 640})
