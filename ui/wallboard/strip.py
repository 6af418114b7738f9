"""What a person is told, on whatever page they are: one line in a colour, never a window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.actions import ACTIONS
from ui.theme import Theme
from ui.widgets.button import KeyButton
from ui.widgets.fact import Fact

HEIGHT = 40


class AlertStrip(QFrame):
    """Show the gravest alert that nobody has taken. Signals: ``mine()``; ``board_wanted()``."""

    mine = Signal()
    board_wanted = Signal()

    def __init__(self, has_board: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = Theme.current()
        self.theme.changed.connect(self.update)
        self._tone = "attn"
        self._words = Fact(size="body")
        self._take = self._button("wall_mine")
        self._board = self._button("wallboard")
        self._board.setVisible(has_board)
        self.setFixedHeight(HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(self._words)
        row.addStretch()
        row.addWidget(self._take)
        row.addWidget(self._board)
        self._take.clicked.connect(self.mine)
        self._board.clicked.connect(self.board_wanted)
        self.hide()

    def show_alerts(self, sentences: Sequence[str], is_grave: bool) -> None:
        """Say the first one, and how many there are besides; nothing hides the strip."""
        if sentences:
            self._tone = "broken" if is_grave else "attn"
            more = self.tr("and {0} more").format(len(sentences) - 1) if len(sentences) > 1 else ""
            said = " · ".join(part for part in (sentences[0], more) if part)
            icon = "warning-circle" if is_grave else "warning"
            self._words.set(said, icon, self._tone, words="text")
            self.setAccessibleName(said)
            self.update()
        self.setVisible(bool(sentences))

    def words(self) -> str:
        return "" if self.isHidden() else self._words.text()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.color(f"{self._tone}_soft"))
        edge = QRectF(0, 0, 4, self.height())
        painter.fillRect(edge, self.theme.color(f"{self._tone}_fill"))

    def _button(self, action_id: str) -> KeyButton:
        action = ACTIONS[action_id]
        made = KeyButton(action.text, action.key, action.icon, small=True)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return made
