"""A field that offers words keeps nobody from the page's own keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout
from pytestqt.qtbot import QtBot

from app.reference import CodeList, CodeRow, Reference
from ui.desk.code_picker import reasons_of
from ui.dispatch.panel import Panel
from ui.widgets.suggesting import SuggestingField

pytestmark = pytest.mark.usefixtures("theme")


def a_reason(name: str, *, retired: bool = False) -> CodeRow:
    return CodeRow(name, None, name, name, "", retired)


def test_words_are_offered_and_chords_reach_the_page_through_the_open_list(qtbot: QtBot) -> None:
    rows = (a_reason("no time"), a_reason("bad weather"), a_reason("by mistake", retired=True))
    words = reasons_of(Reference({CodeList.MOVE: rows}, (), ()), CodeList.MOVE, CodeList.CANCEL)
    assert words == ["no time", "bad weather"]
    panel, field, done = Panel(), SuggestingField(words), []
    panel.answer("confirm", lambda: done.append(field.text()))
    QVBoxLayout(panel).addWidget(field)
    qtbot.addWidget(panel)
    panel.show()
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow, timeout=60_000)
    field.setFocus()
    qtbot.keyClicks(field, "ti")
    popup = field.completer().popup()
    assert popup.isVisible()
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not popup.isVisible()
    assert len(done) == 1
    field.show_all()
    assert popup.model().rowCount() == len(words)
