"""The checks of the keys find what is planted, and nothing where all is well."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QToolTip, QVBoxLayout
from pytestqt.qtbot import QtBot

from app.workers import Workers
from tests.ui.keyed import miskeyed
from ui.actions import ACTIONS, bind
from ui.bridge import Bridge
from ui.dispatch.panel import Panel
from ui.frame.own_window_keys import keys_of
from ui.frame.rail import PageInfo
from ui.frame.window import MainWindow
from ui.free_extension import FreeExtension
from ui.i18n import Chinese
from ui.search.field import SearchField
from ui.widgets.button import KeyButton

pytestmark = pytest.mark.usefixtures("theme")


class Page(Panel):
    def __init__(self) -> None:
        super().__init__()
        self.button = KeyButton("Send", "Ctrl Enter", "check")
        self.column = QVBoxLayout(self)
        self.column.addWidget(self.button)
        self.answer("confirm", self.update)


@pytest.fixture
def page() -> Page:
    return Page()


@pytest.fixture
def window(qtbot: QtBot, page: Page) -> MainWindow:
    made = MainWindow([PageInfo("page", "Page", "headset")])
    page.setObjectName("page")
    made.add_page("page", page)
    bind(made, "search", made.update, whole_window=True)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    page.button.setFocus()
    return made


def test_nothing_is_wrong_where_all_is_well(window: MainWindow) -> None:
    assert miskeyed(window) == []


def test_what_is_planted_is_found(window: MainWindow, page: Page) -> None:
    page.answer_key("Ctrl+9", page.update)
    page.shortcut("follow_up_list", page.update)
    bind(window, "follow_up_list", window.update, whole_window=True)
    plain = QPushButton("&Save")
    plain.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    page.column.addWidget(plain)
    gone = KeyButton("Gone", "Ctrl Q")
    page.column.addWidget(gone)
    plain.show()
    gone.show()
    window.show()
    found = miskeyed(window)
    assert [sentence for sentence in found if "Ctrl+9" in sentence] == ["Ctrl+9 is not told"]
    assert "Ctrl+L is silenced" in found
    for sign in ("'&Save' has a mnemonic", "for the mouse alone", "'Gone' does nothing"):
        assert any(sign in sentence for sentence in found), (sign, found)


def test_a_search_field_tells_how_chinese_is_let_in(window: MainWindow, page: Page) -> None:
    field = SearchField("Words")
    page.column.addWidget(field)
    field.show()
    field.setFocus()
    assert "chinese" in [act.id for act in window.acts_here()]
    page.button.setFocus()
    assert "chinese" not in [act.id for act in window.acts_here()]


def test_no_action_has_a_mnemonic_in_either_language_or_a_key_that_types() -> None:
    chinese = Chinese()
    for action in ACTIONS.values():
        assert "&" not in f"{action.source}{chinese.of('Actions', action.source)}", action.id
        assert all(len(keys) > 1 for keys in action.keys), action.id


def test_f1_in_a_dialog_tells_the_keys_of_its_buttons(qtbot: QtBot, window: MainWindow) -> None:
    workers = Workers()
    bridge = Bridge(workers)
    dialog = FreeExtension(bridge, lambda _extension: None, window)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog.extension, Qt.Key.Key_F1)
    assert [key for _words, key in keys_of(dialog)] == ["Esc", "Enter", "F9", "F1"]
    assert "Free it" in QToolTip.text()
    dialog.close()
    bridge.stop()
    workers.stop()
