"""The journey through the administration: every list, and what can be done in its grid."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QGuiApplication

from app.lists.catalogue import ALL
from ui.admin.view import AdminView
from ui.shots.stage import Stage
from ui.shots.stop import Stop

BLOCK = "code\tline\tname_zh\tname_en\tminutes\nW01\t\t不排水\tno drain\tlong\nW77\t\t不脱水\t\t35\n"


def administer(stage: Stage) -> Iterator[Stop]:
    window = stage.seat.window
    stage.press("Ctrl+Shift+A")
    view = window.findChild(AdminView)
    for spec in ALL:
        view.lists.choose(spec.id)
        stage.settle()
        yield Stop(f"list-{spec.id}", window, is_one_of_many=spec is not ALL[0])
    yield from edit(stage, view)
    stage.press("Esc", "Esc")


def edit(stage: Stage, view: AdminView) -> Iterator[Stop]:
    """Choose a value, paste a block, ask what was changed, write some lines."""
    window = stage.seat.window
    view.lists.choose("fault")
    stage.settle()
    view.to_grid()
    stage.press("Ctrl+N", "Right", "F2")
    yield Stop("list-choosing", window)
    stage.press("Esc", "Ctrl+R")
    QGuiApplication.clipboard().setText(BLOCK)
    stage.press("Ctrl+V")
    yield Stop("list-pasted", window)
    stage.press("Ctrl+Return")
    yield Stop("list-not-saved", window)
    stage.press("Ctrl+H")
    yield Stop("list-changes", window)
    stage.press("Esc")
    view.lists.choose("message_template")
    stage.settle()
    view.to_grid()
    view.grid.go_to(view.model.index(0, view.model.column_of("text")))
    stage.press("F2", "End")
    yield Stop("list-writing", window)
    stage.press("Esc")
