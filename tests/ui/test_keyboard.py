"""Scanners and input methods: a burst is taken whole, a fast typist is left alone, composed words count."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.config import Settings
from ui.actions import bind
from ui.composing import ComposingWatch
from ui.desk.code_picker import Choice, CodePicker
from ui.dispatch.panel import Panel
from ui.followups.option_row import Option, OptionRow
from ui.scan_side import ScanSide
from ui.scanner import ScanWatch
from ui.search.field import SearchField
from ui.widgets.fields import CodeField

pytestmark = pytest.mark.usefixtures("theme")
CODE = "RST10020126B3000017"
NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


class Place(Panel):
    """Fields of all kinds under a watch; keys come with the times at which the system saw them."""

    def __init__(self, qtbot: QtBot) -> None:
        super().__init__()
        self.qtbot, self.at = qtbot, 10_000
        self.line, self.notes, self.options = QLineEdit("ab"), QPlainTextEdit(), OptionRow("Points")
        self.picker = CodePicker("Reason", "")
        self.picker.set_choices([Choice("one", "One", "o"), Choice("two", "Two", "t")])
        self.options.set([Option(str(at), str(at), str(at)) for at in range(1, 6)])
        layout = QVBoxLayout(self)
        for part in (self.line, self.notes, self.options, self.picker):
            layout.addWidget(part)
        self.watch = ScanWatch(QApplication.instance(), self)
        self.composing = ComposingWatch(QApplication.instance(), self)
        self.scanned: list[str] = []
        self.entered: list[str] = []
        self.watch.scanned.connect(self.scanned.append)
        self.line.returnPressed.connect(lambda: self.entered.append(self.line.text()))
        qtbot.addWidget(self)
        self.show()
        self.activateWindow()
        qtbot.waitUntil(self.isActiveWindow)

    def send(self, text: str, gap_ms: int, end: Qt.Key | None = Qt.Key.Key_Return) -> None:
        """Send characters to what has the focus, each so long after the one before, and an end."""
        for character in text:
            self.at += gap_ms
            self._key(Qt.Key(ord(character.upper())), character)
        if end is not None:
            self.at += gap_ms
            self._key(end, "\r")

    def _key(self, key: Qt.Key, text: str) -> None:
        event = QKeyEvent(QEvent.Type.KeyPress, key, NONE, text)
        event.setTimestamp(self.at)
        QApplication.sendEvent(QApplication.focusWidget(), event)

    def rest(self) -> None:
        self.at += 5_000
        self.qtbot.waitUntil(lambda: not self.watch._silence.isActive())


@pytest.fixture
def place(qtbot: QtBot) -> Place:
    return Place(qtbot)


@pytest.mark.parametrize("end", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab])
@pytest.mark.parametrize("gap_ms", [2, 12, 30])
def test_a_burst_into_a_field_is_taken_out_again_and_told_whole(
    place: Place, gap_ms: int, end: Qt.Key
) -> None:
    place.line.setFocus()
    place.line.setSelection(1, 1)
    place.send(CODE, gap_ms, end)
    assert place.scanned == [CODE]
    assert place.line.text() == "ab"
    assert place.line.hasFocus()
    assert place.entered == []
    place.rest()
    place.notes.setFocus()
    place.send("Note", 120, None)
    place.rest()
    place.send(CODE, gap_ms, end)
    assert place.scanned == [CODE, CODE]
    assert place.notes.toPlainText() == "Note"


def test_a_burst_chooses_nothing_by_its_digits(place: Place) -> None:
    place.options.setFocus()
    place.send("6901234567892", 8)
    place.rest()
    place.picker.focus()
    place.send("24030118762", 8, None)  # a scanner that sends no end
    place.rest()
    assert place.scanned == ["6901234567892", "24030118762"]
    assert place.options.current() == ""
    assert place.picker.code() == ""


def test_the_same_code_at_once_again_is_one(place: Place) -> None:
    place.line.setFocus()
    place.send(CODE, 8)
    place.at += 400
    place.send(CODE, 8)
    assert place.scanned == [CODE]
    place.rest()
    place.send(CODE, 8)
    assert place.scanned == [CODE, CODE]


def test_a_fast_typist_is_left_alone(place: Place) -> None:
    place.line.setFocus()
    place.line.clear()
    place.send("hjkl", 35, None)  # rolled over four keys
    place.send("asdf fdsa jkl", 65)
    assert place.line.text() == "hjklasdf fdsa jkl"
    assert place.entered == ["hjklasdf fdsa jkl"]
    place.send("1234567", 20)  # seven digits are no code
    place.options.setFocus()
    place.send("3", 500, None)
    assert place.options.current() == ""  # a twentieth of a second later
    place.rest()
    assert place.options.current() == "3"
    place.send("45", 45)
    place.rest()
    assert place.options.current() == "5"
    place.picker.focus()
    place.send("2", 500, None)
    place.rest()
    assert place.picker.code() == "two"
    assert place.scanned == []


def test_a_key_without_a_time_is_not_judged(place: Place) -> None:
    place.line.setFocus()
    place.line.clear()
    place.qtbot.keyClick(place.line, Qt.Key.Key_A)
    place.at = -1
    for character in CODE:
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key(ord(character)), NONE, character)
        QApplication.sendEvent(place.line, event)
    assert place.line.text().endswith(CODE)
    assert place.scanned == []


# where a scan goes


class FakeSearch(QObject):
    is_open = False

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[tuple[str, bool]] = []

    def look_for(self, words: str, note: str = "") -> None:
        self.asked.append((words, bool(note)))


def test_a_password_that_a_program_types_is_no_scan(place: Place) -> None:
    place.line.clear()
    place.line.setEchoMode(QLineEdit.EchoMode.Password)
    place.line.setFocus()
    place.send(CODE, 10)
    assert (place.scanned, place.line.text(), place.entered) == ([], CODE, [CODE])


def test_a_serial_number_goes_where_one_belongs_else_to_the_search(place: Place) -> None:
    search = FakeSearch()
    side = ScanSide(QApplication.instance(), place, search, Settings(), place)  # type: ignore[arg-type]
    side.take(CODE)
    place.line.setProperty("takes", "serial")
    place.notes.setFocus()
    side.take(CODE)  # the field is not empty: it has one already
    place.line.clear()
    side.take(f"{CODE.lower()} ")
    assert place.line.text() == CODE
    place.line.clear()
    side.take("6901234567892")
    side.take("http://label.example.com/p/9f31")
    assert place.line.text() == ""
    assert search.asked == [(CODE, False), (CODE, False), ("", True), ("", True)]


# input methods


def compose(field: QWidget, text: str) -> None:
    QApplication.sendEvent(field, QInputMethodEvent(text, []))


def test_a_chord_commits_what_is_composed_and_acts_then(place: Place) -> None:
    seen: list[tuple[str, str]] = []
    bind(place, "done", lambda: seen.append(("done", place.notes.toPlainText())), whole_window=True)
    place.answer("save_customer", lambda: seen.append(("save", place.line.text())))
    place.notes.setFocus()
    compose(place.notes, "不排水")
    assert place.notes.toPlainText() == ""
    place.qtbot.keyClick(place.notes, Qt.Key.Key_Return, CTRL)
    place.line.setFocus()
    place.line.clear()
    compose(place.line, "田")
    compose(place.line, "田雨")
    place.qtbot.keyClick(place.line, Qt.Key.Key_S, CTRL)
    assert seen == [("done", "不排水"), ("save", "田雨")]
    place.qtbot.keyClick(place.line, Qt.Key.Key_S, CTRL)
    assert place.line.text() == "田雨"  # once


def test_what_the_method_commits_itself_is_not_taken_twice(place: Place) -> None:
    place.line.setFocus()
    place.line.clear()
    place.answer("save_customer", lambda: None)
    compose(place.line, "tian")
    done = QInputMethodEvent()
    done.setCommitString("田")
    QApplication.sendEvent(place.line, done)
    place.qtbot.keyClick(place.line, Qt.Key.Key_S, CTRL)
    assert place.line.text() == "田"


# what is pasted


@pytest.mark.parametrize(
    ("pasted", "taken"),
    [
        ("电话：138 0013 8000 (田女士)", "13800138000"),
        ("tel:+86-138-0013-8000\n", "13800138000"),
        ("序列号： 24A30118762\r\n", "24A30118762"),
        ("S/N: 24A30118762", "24A30118762"),
        (" 261119-0407-14\n", "261119-0407-14"),
        ("田雨 13800138000\n13900139000", "田雨 13800138000 13900139000"),  # which of them is for a person
        ("锦绣3栋", "锦绣3栋"),
    ],
)
def test_of_what_is_pasted_the_number_is_taken(qtbot: QtBot, pasted: str, taken: str) -> None:
    field = SearchField("")
    qtbot.addWidget(field)
    field.show()
    field.setText("x")
    field.selectAll()
    QApplication.clipboard().setText(pasted)
    qtbot.keyClick(field, Qt.Key.Key_V, CTRL)
    assert field.text() == taken
    assert field.inputMethodQuery(Qt.InputMethodQuery.ImEnabled) is False


def test_the_menu_of_a_field_pastes_the_same(qtbot: QtBot) -> None:
    field = CodeField()
    qtbot.addWidget(field)
    field.show()
    QApplication.clipboard().setText("手机 13800138000")
    field.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint()))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(action for action in menu.actions() if action.objectName() == "edit-paste").trigger()
    menu.close()
    assert field.text() == "13800138000"
