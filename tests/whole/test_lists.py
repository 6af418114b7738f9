"""Lists in a whole seat: edited by keys while it rings, and chosen from in the next call."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from app.reference import CodeList
from db.models.people import Role
from tests.rows import actor
from tests.whole.at_work import CTRL, AtWork

SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_a_ring_in_the_middle_of_a_cell_loses_no_word(start_seat: Callable[..., AtWork]) -> None:
    work = start_seat(person=actor(Role.SUPERVISOR))
    admin = work.seat.overseeing.admin
    assert admin is not None
    work.key(Qt.Key.Key_A, CTRL | SHIFT)
    work.settle()
    work.key(Qt.Key.Key_Down)
    work.settle()  # outcomes of calls
    work.key(Qt.Key.Key_Return)
    grid, model = admin.view.grid, admin.view.model
    grid.setCurrentIndex(model.index(1, model.column_of("name_en")))
    work.key(Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.setText("told how")
    work.ring(wait_s=0)
    work.pass_(1)
    work.key(Qt.Key.Key_F9)
    assert work.seat.window.current_page() == "desk"
    work.settle()
    work.key(Qt.Key.Key_A, CTRL | SHIFT)
    work.settle()
    assert model.index(1, model.column_of("name_en")).data(Qt.ItemDataRole.EditRole) == "told how"
    admin.view.to_grid()
    work.key(Qt.Key.Key_Return, CTRL)
    work.settle()
    assert work.seat.context.reference.code(CodeList.DISPOSITION, "solved.advice").name_en == "told how"
    assert "told how" in [choice.words.partition(" · ")[2] for choice in work.seat.this_call.outcome._choices]
