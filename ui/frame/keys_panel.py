"""The keys of a page, as a panel over its lower right corner."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.actions import ACTIONS
from ui.widgets.card import Card
from ui.widgets.keycap import KeyCap
from ui.widgets.labels import label

MOST_ROWS = 14  # below each other; more stand in two columns, so that they fit on a low screen


class KeysPanel(Card):
    """List what the keys of this page do. It takes no focus: one reads it and types on."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(self.tr("Keys of this page"), parent=parent)
        self._rows: list[str] = []
        self._content = QWidget()
        self.body.addWidget(self._content)
        parent.installEventFilter(self)
        self.hide()

    def set_actions(self, action_ids: Sequence[str]) -> None:
        self._rows = [name for name in action_ids if ACTIONS[name].keys]
        fresh = QWidget()
        grid = QGridLayout(fresh)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(24)
        height = len(self._rows) if len(self._rows) <= MOST_ROWS else (len(self._rows) + 1) // 2
        for at, name in enumerate(self._rows):
            column, row = divmod(at, height)
            words = label(ACTIONS[name].text, "body")
            words.setContentsMargins(24 * column, 0, 0, 0)
            grid.addWidget(words, row, 2 * column)
            grid.addWidget(KeyCap(ACTIONS[name].key), row, 2 * column + 1, Qt.AlignmentFlag.AlignVCenter)
        self.body.replaceWidget(self._content, fresh)
        self._content.deleteLater()
        self._content = fresh

    def action_ids(self) -> list[str]:
        return list(self._rows)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the corner when the parent changes its size."""
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self.place()
        return super().eventFilter(watched, event)

    def place(self) -> None:
        """Come to the front in the corner of the parent."""
        self.adjustSize()
        room = self.parentWidget().rect()
        self.move(room.right() - self.width() - 16, room.bottom() - self.height() - 16)
        self.raise_()
