"""The keys of a page, as a panel over its lower right corner."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.actions import ACTIONS
from ui.frame.escape import Escape
from ui.frame.keys_here import Act
from ui.widgets.card import Card
from ui.widgets.keycap import KeyCap
from ui.widgets.labels import label

MOST_ROWS = 23


class KeysPanel(Card):
    """List what the keys do here. It takes no focus: one reads it and types on; Esc puts it away first."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(self.tr("Keys of this page"), parent=parent)
        self._shown: list[str] = []
        self._content = QWidget()
        self.body.addWidget(self._content)
        parent.installEventFilter(self)
        Escape(self, self.hide)
        self.hide()

    def show_acts(self, acts: Sequence[Act]) -> None:
        """List the acts that have a key: those of the page, and beside them those of the whole program."""
        keyed = [act for act in acts if ACTIONS[act.id].key]
        self._shown = [act.id for act in keyed]
        fresh = QWidget()
        row = QHBoxLayout(fresh)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        groups = ((self.tr("Here"), True), (self.tr("Everywhere"), False))
        for title, is_here in groups:
            names = [act.id for act in keyed if act.is_here is is_here]
            for at in range(0, len(names), MOST_ROWS):
                row.addLayout(_column(title if at == 0 else "", names[at : at + MOST_ROWS]))
        self.body.replaceWidget(self._content, fresh)
        self._content.deleteLater()
        self._content = fresh

    def action_ids(self) -> list[str]:
        return list(self._shown)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the corner when the parent changes its size."""
        if watched is self.parentWidget() and event.type() == QEvent.Type.Resize and not self.isHidden():
            self.place()
        return super().eventFilter(watched, event)

    def place(self) -> None:
        """Come to the front in the corner of the parent."""
        self.adjustSize()
        room = self.parentWidget().rect()
        self.move(room.right() - self.width() - 16, room.bottom() - self.height() - 16)
        self.raise_()


def _column(title: str, names: Sequence[str]) -> QVBoxLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(8)
    grid.setVerticalSpacing(2)
    for at, name in enumerate(names):
        grid.addWidget(label(ACTIONS[name].text, "body"), at, 0)
        grid.addWidget(KeyCap(ACTIONS[name].key), at, 1, Qt.AlignmentFlag.AlignVCenter)
    column = QVBoxLayout()
    column.setSpacing(4)
    column.addWidget(label(title, "label"))
    column.addLayout(grid)
    column.addStretch()
    return column
