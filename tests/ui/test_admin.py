"""The grid that lists are edited in, led by keys as in a spreadsheet, before a store of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.desk import Desk
from app.interactions import kept_drafts
from app.lists.catalogue import ALL
from app.lists.columns import enum_values
from app.lists.editing import CellEdit, EditList, RowEdit
from app.reference import CodeList, reference
from app.workers import Workers
from db.models.people import Role
from db.store import Store
from tests.rows import NOW, actor
from ui.admin import words
from ui.admin.presenter import AdminPresenter
from ui.admin.view import AdminView
from ui.bridge import Bridge
from ui.context import Context
from ui.renewing import Renewing
from ui.route_words import route_words

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
    context = Context(desk, bridge, desk.ask(reference), lambda: NOW)
    view = AdminView(ALL)
    qtbot.addWidget(view)
    view.resize(1310, 680)
    view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow, timeout=60_000)
    found = Office(qtbot, context, view, AdminPresenter(context, view, ALL))
    found.settle()
    return found


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
