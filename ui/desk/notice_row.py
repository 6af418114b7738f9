"""One line of what one must know: the worst notice of a customer's units, or one for every desk."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from app.notices import NoticeLine, NoticeSeverity, NoticeText
from ui.theme import Theme
from ui.widgets.button import KeyButton
from ui.widgets.chip import Chip
from ui.widgets.fact import Fact
from ui.widgets.painting import draw_box
from ui.wording import day_time, named

TONES = {
    NoticeSeverity.RECALL: ("broken", "warning-circle"),
    NoticeSeverity.ATTENTION: ("attn", "warning"),
    NoticeSeverity.INFO: ("info", "info"),
}


class NoticeRow(QFrame):
    """Show the first of some notices and how many more there are; it takes no focus by itself.

    Signals: ``opened()``; ``put_away()`` where that is offered.
    """

    opened = Signal()
    put_away = Signal()

    def __init__(self, words: str, key: str, put_away: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = Theme.current()
        self.notices: tuple[NoticeLine | NoticeText, ...] = ()
        self._title, self._more = Fact(size="body"), Chip(compact=True)
        self._open = KeyButton(words, key, small=True)
        self._away = KeyButton(self.tr("Put away"), "Ctrl Shift N", small=True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 2, 4, 2)
        layout.setSpacing(8)
        layout.addWidget(self._title, 1)
        layout.addWidget(self._more)
        layout.addStretch()
        layout.addWidget(self._open)
        layout.addWidget(self._away)
        self._away.setVisible(put_away)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._open.clicked.connect(self.opened)
        self._away.clicked.connect(self.put_away)
        self.hide()

    def show_notices(self, notices: Sequence[NoticeLine | NoticeText]) -> None:
        """Show the first; without any there is no line."""
        self.notices = tuple(notices)
        self.setVisible(bool(notices))
        if not notices:
            return
        first = notices[0]
        tone, icon = TONES[first.severity]
        self._title.set(named(first.title_zh, first.title_en), icon, tone, words="text")
        self._more.set(*self._rest(notices))
        self._more.setVisible(bool(self._more.text()))
        self.setAccessibleName(self._title.text())
        self.update()

    def words(self) -> str:
        """Return what is read in the line."""
        return " · ".join(part.text() for part in (self._title, self._more) if part.text())

    def _rest(self, notices: Sequence[NoticeLine | NoticeText]) -> tuple[str, str]:
        first = notices[0]
        if isinstance(first, NoticeText):
            return self.tr("{0} unread").format(len(notices)), "neutral"
        if first.told_at is not None:
            return self.tr("told {0}").format(day_time(first.told_at)), "good"
        more = len(notices) - 1
        return (self.tr("not told yet, {0} more").format(more) if more else self.tr("not told yet")), "attn"

    def paintEvent(self, _event: QPaintEvent) -> None:
        ground = f"{TONES[self.notices[0].severity][0]}_soft" if self.notices else "surface"
        draw_box(QPainter(self), QRectF(self.rect()), self.theme.px("radius"), self.theme.color(ground))
