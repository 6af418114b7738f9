"""The order board, led by keys, with a desk made by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.board import BoardLine, BoardPart, BoardPerson, NextStep, OrderState, board_names, order_board
from app.board_picture import Facet, Order
from app.command import Actor, Command
from app.errors import NoCentre
from app.handover import Reassign
from app.pop import pop_page
from app.reference import Reference
from app.sync.state import SyncKind, SyncState
from app.workers import Workers
from db.models.people import Role
from tests.app.test_board_picture import NAMES, a_line, picture_of
from tests.rows import uid
from tests.ui.led import Led
from tests.ui.test_followups import PAGE
from ui.board.model import FAULT, OWNER, PLACE, PROMISE, PROVIDER, STEP, BoardModel, as_table
from ui.board.presenter import BoardPresenter
from ui.board.view import BoardView
from ui.bridge import Bridge
from ui.context import Context
from ui.theme import Theme
from ui.widgets.rows import CELL_ROLE

NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)  # half past nine in Chengdu
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
ME = uid(11)


def an_open(number: int, minutes: int, **values: Any) -> BoardLine:
    """Return an order whose promise ends some minutes from now."""
    ends = int((NOW + timedelta(minutes=minutes)).timestamp())
    given = {"promised_from": ends - 10_800, "promised_to": ends, "next_step_at": ends}
    return a_line(number, **given | {"customer_id": uid(0x2000 + number)} | values)


class FakeDesk:
    """Gives the board that it was given, as a hub does: all of it, then what changed."""

    actor = Actor(ME, "罗杰", frozenset({Role.SUPERVISOR}))

    def __init__(self) -> None:
        self.lines = [
            an_open(1, -90),
            an_open(2, 20, region_code="440106", provider_id=uid(2), owner_id=uid(12), fault_code="A01"),
            an_open(3, -5, urge_count=2, provider_id=None, state=OrderState.REQUESTED),
            an_open(4, 2000, next_step=NextStep.PART, state=OrderState.PART_AWAITED),
        ]
        self.part: BoardPart | None = None
        self.trouble: Exception | None = None
        self.asked: list[Any] = []
        self.done: list[Command] = []

    def ask(self, query: Any, *args: Any) -> Any:
        if query is order_board:
            self.asked.append(args)
            if self.trouble is not None:
                raise self.trouble
            since = args[0]
            here, self.part = self.part, None
            return (here or BoardPart("1", (), ())) if since else BoardPart("1", tuple(self.lines))
        if query is pop_page:
            self.asked.append(pop_page)
            return replace(PAGE, head=replace(PAGE.head, customer_id=args[0]))
        return {board_names: NAMES}[query]

    def execute(self, *commands: Command) -> None:
        self.done += commands


class Board(Led):
    """The board, and where it led."""

    def __init__(self, qtbot: QtBot, desk: FakeDesk, workers: Workers) -> None:
        self.desk, self.workers, bridge = desk, workers, Bridge(workers)
        context = Context(desk, bridge, Reference({}, (), ()), lambda: NOW)  # type: ignore[arg-type]
        self.view = BoardView()
        self.presenter = BoardPresenter(context, self.view)
        self.opened: list[UUID] = []
        self.left: list[None] = []
        self.presenter.customer_wanted.connect(self.opened.append)
        self.view.back.connect(lambda: self.left.append(None))
        super().__init__(qtbot, self.view, bridge)
        self.view.to_list()

    @property
    def is_settled(self) -> bool:
        return self.bridge.is_idle and not self.view.filters._typed.isActive()

    def refresh(self, part: BoardPart | None = None) -> None:
        self.desk.part = part
        self.presenter.reader.refresh()
        self.settle()

    def shown(self) -> list[int]:
        """Return the numbers of the orders that are shown, in their order."""
        return [line.order_id.int - 0x1000 for line in self.view.model.lines()]

    def cell(self, row: int, column: int) -> str:
        return self.view.model.index(row, column).data(CELL_ROLE).spoken()

    def chosen(self) -> int:
        line = self.view.detail.line
        return line.order_id.int - 0x1000 if line else 0


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk()


@pytest.fixture
def board(qtbot: QtBot, theme: Theme, desk: FakeDesk) -> Iterator[Board]:  # noqa: ARG001
    workers = Workers()
    made = Board(qtbot, desk, workers)
    yield made
    made.bridge.stop()
    workers.stop()


def test_late_ones_stand_first_and_one_line_tells_an_order(board: Board) -> None:
    assert board.shown() == [1, 3, 2, 4]
    assert board.view.count() == "4 of 4 open"
    assert board.cell(0, PROMISE) == "late 1 h 30 min, 05:00–08:00"
    assert board.cell(1, PROMISE).startswith("late 5 min")
    assert board.cell(2, PROMISE).startswith("in 20 min")
    assert board.cell(0, FAULT) == "Does not drain, 261122-9012-01, Washing machine"
    assert board.cell(0, PLACE) == "Jinjiang, Chengdu"
    assert board.cell(0, STEP) == "visit, overdue 08:00"
    assert board.cell(1, OWNER) == "罗杰, chased 2×"
    counts = board.view.hours.counts()
    assert (counts["late"], counts["now"], counts["10"], counts["tomorrow"]) == (2, 1, 0, 1)
    assert sum(counts.values()) == 4


def test_who_it_is_is_read_only_when_asked_and_goes_with_the_line(board: Board, desk: FakeDesk) -> None:
    board.key(Qt.Key.Key_Down)
    board.key(Qt.Key.Key_Up)
    assert pop_page not in desk.asked
    assert (board.chosen(), board.view.detail.who()) == (1, "")
    assert board.view.detail.spoken().startswith("“Hello, I am sorry")
    board.key(Qt.Key.Key_Return)
    assert desk.asked.count(pop_page) == 1
    assert board.view.detail.who() == "田雨 · 138****8000"
    assert board.view.detail.spoken().startswith("“Ms Tian, I am sorry")
    board.key(Qt.Key.Key_Down)
    assert (board.chosen(), board.view.detail.who()) == (3, "")
    assert "Tian" not in board.view.detail.spoken()


def test_every_number_leads_to_its_orders(board: Board) -> None:
    board.key(Qt.Key.Key_1, ALT)
    board.key(Qt.Key.Key_Return)  # on: late
    assert board.shown() == [1, 3]
    province = board.view.filters.fields[Facet.PROVINCE]
    board.key(Qt.Key.Key_2, ALT)
    assert [province.itemText(row) for row in range(province.count())] == ["Province", "Sichuan  2"]
    board.key(Qt.Key.Key_0, ALT)
    assert board.shown() == [1, 3, 2, 4]
    assert not board.view.filters.fields[Facet.BRANCH].isEnabled()
    board.key(Qt.Key.Key_2, ALT)
    board.key("G")  # Guangdong
    assert board.shown() == [2]
    assert board.view.filters.fields[Facet.BRANCH].isEnabled()
    board.key(Qt.Key.Key_Escape)  # to the list
    board.key(Qt.Key.Key_Escape)  # all again
    assert board.shown() == [1, 3, 2, 4]
    board.key(Qt.Key.Key_Escape)
    assert len(board.left) == 1


def test_letters_on_the_list_are_looked_for_in_all_lines(board: Board) -> None:
    board.key("j")
    assert board.view.filters.words.hasFocus()
    board.key("jq")
    assert board.shown() == [1, 3, 4]
    board.key(Qt.Key.Key_Return)
    assert board.view.table.hasFocus()
    board.key(Qt.Key.Key_F, CTRL)
    board.key("x")
    assert board.view.empty().startswith("No open order is like that")
    assert board.view.detail.line is None
    board.key(Qt.Key.Key_0, ALT)
    assert board.shown() == [1, 3, 2, 4]


def test_another_order_stands_first_when_it_is_asked_for(board: Board) -> None:
    board.key(Qt.Key.Key_3, ALT)
    board.key("M")  # most chased first
    assert board.shown() == [3, 1, 2, 4]


def test_what_changed_is_taken_in_and_what_is_chosen_stays(board: Board, desk: FakeDesk) -> None:
    board.key(Qt.Key.Key_Down)
    assert board.chosen() == 3
    whose = (desk.lines[0].customer_id, desk.lines[1].customer_id)
    later = desk.lines[1]._replace(urge_count=7)
    board.refresh(BoardPart("2", (later,), whose))
    assert board.shown() == [3, 2, 4]
    assert (board.chosen(), board.view.table.currentIndex().row()) == (3, 0)
    assert desk.asked[-1] == ("1",)
    board.refresh()
    assert desk.asked[-1] == ("2",)
    assert board.shown() == [3, 2, 4]


def test_a_board_in_pages_is_whole_before_it_is_shown(board: Board, desk: FakeDesk) -> None:
    first, rest = tuple(desk.lines[:2]), tuple(desk.lines[2:])
    pages = {None: BoardPart("5", first, None, first[-1].order_id), first[-1].order_id: BoardPart("9", rest)}

    def ask(query: Any, since: str = "", after: UUID | None = None) -> Any:
        desk.asked.append((since, after))
        return pages[after] if query is order_board else NAMES

    desk.ask = ask  # type: ignore[method-assign]
    board.refresh()
    assert board.shown() == [1, 3, 2, 4]
    assert desk.asked[-1] == ("", first[-1].order_id)
    pages[None] = BoardPart("6", (), ())
    board.refresh()
    assert desk.asked[-1] == ("5", None)  # from where the first page stood: what changed since is told


def test_a_board_that_broke_off_between_pages_is_asked_for_from_where_it_stood(
    board: Board, desk: FakeDesk
) -> None:
    whole, gone = desk.ask, desk.lines[0].customer_id

    def ask(query: Any, since: str = "", after: UUID | None = None) -> Any:
        desk.asked.append((since, after))
        if after is not None:
            raise NoCentre
        return (
            BoardPart("9", (desk.lines[1],), None, desk.lines[1].order_id) if query is order_board else NAMES
        )

    desk.ask = ask  # type: ignore[method-assign]
    board.refresh()
    assert board.shown() == [1, 3, 2, 4]
    desk.ask = whole  # type: ignore[method-assign]
    board.refresh(BoardPart("10", (), (gone,)))
    assert desk.asked[-1] == ("1",)  # and not from the page that was never shown
    assert board.shown() == [3, 2, 4]


def test_a_line_of_somebody_new_is_found_by_the_name_and_the_others_stay_found(
    board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    hired = replace(NAMES, persons={**NAMES.persons, uid(13): BoardPerson("高敏", "6013", can_own=True)})
    monkeypatch.setitem(globals(), "NAMES", hired)  # what the desk answers from now on
    new = an_open(5, 30, owner_id=uid(13))
    board.refresh(BoardPart("2", (new,), (new.customer_id,)))
    for words, shown in (("高敏", [5]), ("luojie", []), ("罗杰", [1, 3, 4])):
        board.view.filters.words.setText(words)
        board.settle()
        assert board.shown() == shown


def test_other_names_are_read_anew_and_the_same_ones_are_not(
    board: Board, desk: FakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    board.presenter.reader.on_changed(frozenset({"ref:person"}))
    board.refresh()
    assert desk.asked[-1] == ("1",)
    monkeypatch.setitem(globals(), "NAMES", replace(NAMES, faults={}))
    board.presenter.reader.on_changed(frozenset({"ref:fault"}))
    board.refresh()
    assert desk.asked[-1] == ("",)


def test_while_the_hub_is_away_the_picture_stays_and_says_how_old_it_is(board: Board, desk: FakeDesk) -> None:
    assert board.view.age() == "as of 09:30:00"
    desk.trouble = NoCentre()
    board.refresh()
    assert board.view.age() == "The hub is not reached: as of 09:30:00"
    assert board.shown() == [1, 3, 2, 4]
    desk.trouble = None
    board.refresh()
    assert board.view.age() == "as of 09:30:00"
    board.presenter.on_state(SyncState(SyncKind.HUB_GONE, 0, 0, NOW))
    assert board.view.age() == "The hub is not reached: as of 09:30:00"
    asked = len(desk.asked)
    board.presenter.on_state(SyncState(SyncKind.IN_STEP, 0, 0, NOW))
    board.settle()
    assert len(desk.asked) == asked + 1  # it is back: read at once


def test_a_board_that_cannot_be_read_says_why(qtbot: QtBot, theme: Theme, desk: FakeDesk) -> None:  # noqa: ARG001
    desk.trouble = NoCentre()
    workers = Workers()
    board = Board(qtbot, desk, workers)
    assert board.view.empty()
    assert board.shown() == []
    desk.trouble, desk.lines = None, []
    board.refresh()
    assert board.view.empty().startswith("No order is open")
    board.bridge.stop()
    workers.stop()


def test_the_acts_of_an_order(board: Board, desk: FakeDesk) -> None:
    board.key(Qt.Key.Key_O, CTRL)
    assert board.opened == [desk.lines[0].customer_id]
    board.key(Qt.Key.Key_H, ALT)
    board.key(Qt.Key.Key_Down)
    [command] = desk.done
    assert isinstance(command, Reassign)
    assert (command.order_ids, command.to_person_id) == ((desk.lines[0].order_id,), uid(12))
    assert board.view.detail.message() == "Handed over."


def test_what_is_shown_is_copied_as_a_table(board: Board, desk: FakeDesk) -> None:
    QApplication.clipboard().clear()
    board.key(Qt.Key.Key_1, ALT)
    board.key(Qt.Key.Key_Return)
    board.view.to_list()
    board.key(Qt.Key.Key_C, CTRL)
    head, *rows = QApplication.clipboard().text().splitlines()
    assert head.split("\t")[:3] == ["Order", "Due", "Late"]
    assert [row.split("\t")[0] for row in rows] == ["261122-9012-01", "261122-9012-03"]
    assert {len(row.split("\t")) for row in (head, *rows)} == {18}
    evil = replace(NAMES, providers={uid(1): replace(NAMES.providers[uid(1)], name="=1+\t1")})
    assert '\t"\'=1+\t1"\t' in as_table(desk.lines[:1], evil, NOW)


def test_a_head_sorts_all_of_it_and_the_field_says_so(board: Board) -> None:
    table = board.view.table
    table.sortByColumn(PROVIDER, Qt.SortOrder.DescendingOrder)
    board.settle()
    falling = board.shown()
    table.sortByColumn(PROVIDER, Qt.SortOrder.AscendingOrder)
    board.settle()
    assert board.shown() != [3, 1, 2, 4]
    assert sorted(board.shown()) == [1, 2, 3, 4]
    assert falling == board.shown()[::-1]
    assert board.view.order() == (Order.PROVIDER, False)
    board.view.narrow('{"order": "chased", "province": "44", "state": 7, "hour": "x"}')
    board.settle()
    assert table.horizontalHeader().sortIndicatorSection() == -1
    assert board.view.filters.chosen()[Facet.PROVINCE] == "44"
    assert json.loads(board.view.narrowed())["order"] == "chased"
    board.view.narrow("")  # at another desk it was let stand as it came
    assert board.view.order() == (Order.LATE, False)
    for damaged in ("{", "[]", "null", '"x"'):
        board.view.narrow(damaged)
        assert board.view.filters.chosen() == {}
    board.settle()


def test_the_model_is_a_model(board: Board) -> None:
    model = BoardModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    lines = list(board.view.model.lines())
    model.show(picture_of(lines), [2, 0], NAMES, NOW)
    assert [line.order_id for line in model.lines()] == [lines[2].order_id, lines[0].order_id]
    model.show(picture_of(()), (), NAMES, NOW)
    assert model.rowCount() == 0


def test_provinces_are_shown_by_how_much_is_late_and_one_narrows_the_board(board: Board) -> None:
    board.key(Qt.Key.Key_4, ALT)
    chart = board.view.late.chart
    assert chart.hasFocus()
    assert board.view.detail.isHidden()
    board.key(Qt.Key.Key_Down)
    assert chart.accessibleDescription() == "Sichuan: 66.7 %, 2 of 3 late"
    board.key(Qt.Key.Key_Return)
    assert board.shown() == [1, 3, 4]
    board.key(Qt.Key.Key_Down)
    assert chart.accessibleDescription() == "Guangdong: 0.0 %, 0 of 1 late"
    board.key(Qt.Key.Key_Escape)
    assert not board.view.detail.isHidden()
    assert board.left == []
