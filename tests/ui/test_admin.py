"""The grid that lists are edited in, led by keys as in a spreadsheet, before a store of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.desk import Desk
from app.interactions import kept_drafts
from app.lists.catalogue import ALL
from app.lists.columns import enum_values
from app.lists.editing import CellEdit, EditList, RowEdit
from app.lists.pasting import PastedAt, changes_of, read_pasted
from app.lists.reading import list_page
from app.lists.sheet import Sheet
from app.reference import CodeList, reference
from app.spreadsheet import from_spreadsheet, to_spreadsheet
from app.workers import Workers
from db.models.people import Role
from db.store import Store
from tests.rows import NOW, actor
from ui.admin import words
from ui.admin.model import GridModel, Show
from ui.admin.presenter import AdminPresenter
from ui.admin.view import AdminView
from ui.bridge import Bridge
from ui.context import Context
from ui.kept_lists import KeptLists
from ui.renewing import Renewing
from ui.route_words import route_words
from ui.widgets.arrangement import Arrangement

pytestmark = pytest.mark.usefixtures("theme")
CTRL, ALT, PLAIN = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.NoModifier,
)


@dataclass
class Office:
    """The page of an administrator, and the keys."""

    qtbot: QtBot
    context: Context
    view: AdminView
    presenter: AdminPresenter

    def open(self, list_id: str) -> None:
        self.presenter.open()
        self.view.lists.choose(list_id)
        self.settle()
        self.view.to_grid()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.context.bridge.is_idle, timeout=60_000)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        self.qtbot.keyClick(QApplication.focusWidget(), key, modifier)

    def type(self, words_: str) -> None:
        """Type into the cell under the hand, and end it with Enter."""
        self.press(Qt.Key.Key_F2)
        editor = QApplication.focusWidget()
        assert isinstance(editor, QLineEdit)
        editor.setText(words_)
        self.press(Qt.Key.Key_Return)
        self.qtbot.waitUntil(lambda: QApplication.focusWidget() is self.view.grid, timeout=60_000)

    def at(self, row: str, column: str) -> QModelIndex:
        """Put the hand on a cell, by the words of the first column."""
        model = self.view.model
        found = next(n for n in range(model.rowCount()) if self.word(n, 0) == row)
        index = model.index(found, model.column_of(column))
        self.view.grid.setCurrentIndex(index)
        return index

    def word(self, row: int, column: int) -> str:
        return str(self.view.model.index(row, column).data(Qt.ItemDataRole.EditRole))

    def column(self, name: str) -> list[str]:
        at = self.view.model.column_of(name)
        return [self.word(row, at) for row in range(self.view.model.rowCount())]

    def paste(self, text: str) -> None:
        QApplication.clipboard().setText(text)
        self.press(Qt.Key.Key_V, CTRL)

    def save(self) -> None:
        self.press(Qt.Key.Key_Return, CTRL)
        self.settle()


@pytest.fixture
def desk(embedded_store: Store) -> Desk:
    return Desk(embedded_store, actor(Role.ADMIN))


@pytest.fixture
def office(qtbot: QtBot, desk: Desk) -> Iterator[Office]:
    workers = Workers()
    bridge = Bridge(workers)
    yield make_office(qtbot, desk, bridge)
    bridge.stop()
    workers.stop()


def make_office(qtbot: QtBot, desk: Desk, bridge: Bridge) -> Office:
    view = AdminView(ALL)
    lists = KeptLists(desk, bridge, lambda: NOW, view)
    lists.start()
    context = Context(desk, bridge, desk.ask(reference), lambda: NOW, lists=lists)
    qtbot.addWidget(view)
    view.resize(1310, 680)
    view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow, timeout=60_000)
    found = Office(qtbot, context, view, AdminPresenter(context, view, ALL))
    found.settle()
    return found


def test_the_cell_under_the_hand_is_seen_and_no_other(office: Office) -> None:
    office.open("code_disposition")
    grid, cell = office.view.grid, office.at("solved", "name_en")

    def ground(index: QModelIndex) -> str:
        corner = grid.visualRect(index).topRight() - QPoint(2, -2)
        return grid.viewport().grab().toImage().pixelColor(corner).name()

    lit, beside = ground(cell), ground(cell.siblingAtColumn(0))
    office.at("solved.advice", "code")
    assert lit not in (beside, ground(cell))


def test_the_hand_leaves_a_column_that_is_hidden_and_a_key_is_never(office: Office) -> None:
    office.open("code_disposition")
    grid, hand = office.view.grid, office.at("solved", "name_zh")
    grid.arrange(Arrangement(hidden=("code", "name_zh")))
    assert grid.isColumnHidden(hand.column())
    assert not grid.isColumnHidden(office.view.model.column_of("code"))
    assert grid.currentIndex().row() == hand.row()
    assert not grid.isColumnHidden(grid.currentIndex().column())
    grid.show_place((hand.row(), "name_zh"))  # as when another list was at that column
    assert not grid.isColumnHidden(grid.currentIndex().column())
    office.open("promise_rule")
    named = {office.view.model.column(at).name for at in range(office.view.model.columnCount())}
    grid.arrange(Arrangement(hidden=tuple(named)))
    kept = {office.view.model.column(at).name for at in grid.shown_columns()}
    assert {"clock", "valid_from"} <= kept < named


def test_a_list_is_edited_by_keys_alone(office: Office, desk: Desk) -> None:
    office.open("code_disposition")
    tester = QAbstractItemModelTester(office.view.model)
    office.at("solved", "name_en")
    office.type("settled")
    assert office.view.grid.currentIndex().row() == 1  # Enter goes on below
    office.press(Qt.Key.Key_N, CTRL)
    office.type("solved.video")
    at = office.at("solved.video", "name_zh")
    assert office.view.model.sentence_at(at) == "Something must stand here."
    office.save()
    assert office.view.said().startswith("Cells that are wrong: 2.")
    office.at("solved.video", "name_zh")
    office.type("视频指导解决")
    office.at("solved.video", "name_en")
    office.type("by video")
    office.press(Qt.Key.Key_Up, ALT)
    office.at("solved.advice", "code")
    office.press(Qt.Key.Key_Delete)
    assert office.view.said().startswith("“电话指导解决” retires when you save")
    assert desk.ask(reference).code(CodeList.DISPOSITION, "solved.video") is None  # nothing is saved so far
    office.save()
    assert office.view.said().startswith("Saved.")
    assert office.column("code") == ["solved", "solved.video"]  # what is retired is left out
    codes = {row.code: row for row in desk.ask(reference).codes[CodeList.DISPOSITION]}
    assert codes["solved"].name_en == "settled"
    assert (codes["solved.video"].parent_code, codes["solved.video"].initials) == ("solved", "spzdjj")
    assert codes["solved.advice"].retired
    office.press(Qt.Key.Key_H, CTRL)
    office.settle()
    assert office.view.changes.isVisible()
    tester.deleteLater()


def test_a_block_is_shown_before_it_is_taken_and_wrong_cells_are_marked(office: Office, desk: Desk) -> None:
    office.open("fault")
    office.at("W01", "code")
    block = (
        "Code\tProduct line\tName, Chinese\tName, English\tMinutes\tPrice\n"
        'W01\t\t"不排水\n有异响"\tno drain\t55\t9\n'
        "W77\twashing machine\t不脱水\tdoes not spin\tlong\t9\n"
    )
    office.paste(block)
    model = office.view.pasted.table.model()
    lines = [model.index(row, 3).data() for row in range(model.rowCount())]
    assert office.view.pasted.isVisible()
    assert lines[:3] == ["不排水 有异响", "no drain", "55"]
    assert "long · A whole number stands here." in lines[-1]
    office.press(Qt.Key.Key_Escape)
    assert office.view.model.counts()["unsaved"] == 0
    office.paste(block)
    office.press(Qt.Key.Key_Return, CTRL)
    office.at("W77", "minutes")
    office.save()
    assert office.view.said().startswith("Cells that are wrong: 1.")
    office.type("35")
    office.save()
    faults = {row.code: row for row in desk.ask(reference).faults}
    assert (faults["W01"].name_zh, faults["W77"].name_en) == ("不排水 有异响", "does not spin")
    office.at("W01", "name_zh")
    office.paste("A01\n")  # a word alone goes into the cell
    assert office.column("name_zh").count("A01") == 1


def test_a_ring_takes_no_word_and_what_is_saved_can_be_chosen_at_once(office: Office) -> None:
    renewing = Renewing(office.context, office.view)
    office.presenter.saved.connect(renewing.renew)
    office.open("code_hotline")
    office.press(Qt.Key.Key_N, CTRL)
    for column, typed in (("code", "4008111666"), ("name_zh", "全国热线"), ("name_en", "National line")):
        office.at(office.column("code")[0], column)
        office.type(typed)
    office.at("4008111666", "name_en")
    office.press(Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.setText("Service line")
    office.view.grid.hide()  # as when a ring shows the desk
    assert office.column("name_en") == ["Service line"]
    office.view.grid.show()
    office.view.to_grid()
    office.save()
    office.settle()
    assert route_words(office.context.reference, "4008111666", "washer") == "Service line · washer"


def test_each_list_stands_as_its_person_left_it(office: Office, desk: Desk, qtbot: QtBot) -> None:
    office.open("code_disposition")
    grid, model = office.view.grid, office.view.model
    as_listed = office.column("code")
    grid.sortByColumn(model.column_of("name_en"), Qt.SortOrder.DescendingOrder)
    office.at("solved", "name_en")
    office.press(Qt.Key.Key_Up, ALT)
    assert "sorted by a column" in office.view.said()
    grid.setColumnHidden(model.column_of("parent_code"), True)
    grid.setColumnWidth(0, 222)
    office.view.filters.narrow("all")
    names = office.column("name_en")
    assert names == sorted(names, reverse=True) != office.column("code")
    office.view.lists.choose("code_reason")  # at once: what was arranged is kept all the same
    office.settle()
    assert (grid.columnWidth(0) == 222, model.is_sorted, office.view.filters.current()) == (
        False,
        False,
        "used",
    )
    grid.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    office.view.lists.choose("code_disposition")
    office.settle()
    later = make_office(qtbot, desk, office.context.bridge)
    later.open("code_disposition")
    for one in (office, later):
        assert one.column("name_en") == names
        assert one.view.grid.columnWidth(0) == 222
        assert one.view.grid.isColumnHidden(model.column_of("parent_code"))
        assert one.view.filters.current() == "all"
    later.view.grid.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
    assert later.column("code") == as_listed


def test_a_block_goes_where_rows_and_columns_are_shown(office: Office) -> None:
    office.open("fault")
    grid, model = office.view.grid, office.view.model
    grid.sortByColumn(model.column_of("minutes"), Qt.SortOrder.DescendingOrder)
    head = grid.horizontalHeader()
    head.moveSection(
        head.visualIndex(model.column_of("name_en")), head.visualIndex(model.column_of("minutes"))
    )
    shown = office.column("code")[:2]
    minutes = [int(each) for each in office.column("minutes")]
    assert minutes == sorted(minutes, reverse=True)
    at = grid.columns_from(model.index(0, model.column_of("minutes")))
    assert at[:2] == ["minutes", "name_en"]
    grid.setCurrentIndex(model.index(0, model.column_of("minutes")))
    office.paste("5\tfirst\n6\tsecond\n")
    office.press(Qt.Key.Key_Return, CTRL)
    rows = [office.at(code, "name_en").row() for code in shown]
    assert [office.word(row, model.column_of("name_en")) for row in rows] == ["first", "second"]
    assert [office.word(row, model.column_of("minutes")) for row in rows] == ["5", "6"]


def test_what_is_not_saved_outlives_the_page_and_the_program(
    office: Office, desk: Desk, qtbot: QtBot
) -> None:
    office.open("code_reason")
    office.at("repair", "name_en")
    office.type("Mending")
    office.view.lists.choose("fault")
    office.settle()
    office.view.lists.choose("code_reason")
    office.settle()
    assert office.column("name_en") == ["Mending"]
    office.presenter.keep()
    office.settle()
    assert [one.field for one in desk.ask(kept_drafts, desk.actor.person_id)] == ["list:code_reason:"]
    later = make_office(qtbot, desk, office.context.bridge)
    later.open("code_reason")
    assert later.column("name_en") == ["Mending"]
    later.save()
    later.settle()
    assert desk.ask(kept_drafts, desk.actor.person_id) == []


def test_what_is_saved_or_kept_goes_to_the_list_it_was_typed_in(office: Office, desk: Desk) -> None:
    office.open("code_reason")
    index = office.at("repair", "name_en")
    office.type("Mending")
    office.view.lists.choose("code_disposition")  # and it is not read yet
    office.presenter.act("save")
    model = office.view.model
    assert not model.setData(index, "typed while it is saved")
    office.settle()
    assert office.presenter.list_id == "code_disposition"  # nobody is led back
    assert desk.ask(reference).codes[CodeList.REASON][0].name_en == "Mending"
    office.at("solved", "name_en")
    office.type("settled")
    office.view.lists.choose("code_reason")
    office.settle()
    assert [one.field for one in desk.ask(kept_drafts, desk.actor.person_id)] == ["list:code_disposition:"]


def test_of_a_large_block_what_was_saved_is_not_saved_again(
    office: Office, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.admin.presenter.MOST_ROWS", 1)
    office.open("code_disposition")
    office.paste("Code\tName, Chinese\tName, English\nnew.one\t一\tone\nnew.two\t二\ttwo\n")
    office.press(Qt.Key.Key_Return, CTRL)
    said = {"code": "new.two", "name_zh": "二", "name_en": "theirs", "position": 9, "retired": False}
    theirs = RowEdit(key={}, cells={name: CellEdit(new=new) for name, new in said.items()}, is_new=True)
    desk.execute(EditList(at=NOW, list_id="code_disposition", rows=(theirs,)))
    office.save()
    sheet = office.view.model.sheet
    assert sheet is not None
    assert [sheet.rows[at].cells["code"] for at in sheet.changed()] == ["new.two"]
    known = {code.code for code in desk.ask(reference).codes[CodeList.DISPOSITION]}
    assert {"new.one", "new.two"} <= known


def test_the_second_person_sees_what_the_first_has_written(office: Office, desk: Desk) -> None:
    office.open("code_reason")
    office.at("repair", "name_en")
    office.type("Mending")
    theirs = RowEdit(key={"code": "repair"}, cells={"name_en": CellEdit(old="repair", new="Repairs")})
    desk.execute(EditList(at=NOW, list_id="code_reason", rows=(theirs,)))
    office.save()
    assert "it now says “Repairs”" in office.view.said()
    assert office.column("name_en") == ["Mending"]  # what was typed stays
    office.save()
    assert desk.ask(reference).codes[CodeList.REASON][0].name_en == "Mending"


def test_words_find_rows_and_every_list_has_its_words(office: Office) -> None:
    office.open("code_disposition")
    office.view.words.setText("dhzd")
    assert office.column("code") == ["solved.advice"]
    office.view.words.setText("no such")
    assert office.view.model.rowCount() == 0
    missing = [spec.id for spec in ALL if spec.id not in words.LISTS]
    for spec in ALL:
        for column in spec.by_name.values():
            if column.is_visible and not {column.name, f"{spec.id}.{column.name}"} & words.COLUMNS.keys():
                missing.append(f"{spec.id}.{column.name}")
            enum = words.CHOICES.get(getattr(column.choices, "__name__", ""), {})
            missing += [
                f"{column.name} {value}" for value in enum_values(column.choices) if value not in enum
            ]
    assert not missing


def test_every_list_takes_back_what_it_gives_and_is_added_to_retired_and_ordered(desk: Desk) -> None:
    model, faults, with_rows = GridModel(), [], 0
    for spec in ALL:
        page = desk.ask(list_page, spec.id, NOW)
        if page.scopes:
            page = desk.ask(list_page, spec.id, NOW, page.scopes[0].value)
        sheet = Sheet(spec, page, model.names_of(page))
        model.set_sheet(sheet)
        model.find(Show.ALL, "")
        with_rows += bool(sheet.rows)
        names = [model.column(at).name for at in range(model.columnCount())]
        lines = [[sheet_word(model, row, at) for at in range(len(names))] for row in range(model.rowCount())]
        heads = [words.column_word(spec.id, name) for name in names]
        block = from_spreadsheet(to_spreadsheet([heads, *lines]))
        at = PastedAt(range(len(sheet.rows)), names)
        pasted = read_pasted(sheet, block, model.names, partial(words.column_heads, spec.id), at)
        if lines and (pasted.wrong or any(changes_of(sheet, row) for row in pasted.rows)):
            other = [(row.at, changes_of(sheet, row)[:2]) for row in pasted.rows if changes_of(sheet, row)]
            faults.append(f"{spec.id}: {other[0]}")
        faults += [f"{spec.id}: {fault}" for fault in edited(sheet)]
        languages = {name.rpartition("_")[2] for name in names if name.startswith(("name_", "part_"))}
        faults += [f"{spec.id} speaks {languages}"] if len(languages & {"zh", "en"}) == 1 else []
    assert not faults, "\n".join(faults)
    assert with_rows > len(ALL) // 2


def sheet_word(model: GridModel, row: int, column: int) -> str:
    return str(model.index(row, column).data(Qt.ItemDataRole.EditRole) or "")


def edited(sheet: Sheet) -> list[str]:
    """Return what cannot be done in a list: to add a row, to retire one so that it stays, to move it."""
    spec, count, found = sheet.spec, len(sheet.rows), []
    if spec.may_add:
        sheet.retire(sheet.add(count - 1))  # what was never saved is gone
        found += [] if len(sheet.rows) == count and not sheet.changed() else ["adding leaves something"]
    if spec.retires and count:
        before = sheet.rows[0].is_retired
        sheet.retire(0)
        stays = len(sheet.rows) == count and sheet.rows[0].is_retired is not before and sheet.changed() == [0]
        found += [] if stays else ["a retired row does not stay"]
        sheet.retire(0)
    if spec.position and not spec.parent and count > 1:
        first = sheet.title(0)
        found += [] if sheet.move(0, 1) == 1 and sheet.title(1) == first else ["rows do not move"]
    return found
