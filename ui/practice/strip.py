"""The hints at the foot: what the caller says, what to do next, and its keys. They take no focus."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.actions import ACTIONS
from ui.widgets.box import SentenceBox
from ui.widgets.button import KeyButton
from ui.widgets.fact import Fact
from ui.widgets.labels import label
from ui.widgets.painting import KEY_HEIGHT, Painted, draw_key, key_width

HEIGHT, WHERE_WIDTH, KEY_GAP = 104, 296, 6


class HintStrip(QFrame):
    """Show a lesson and the cue that is due.

    Signals: ``said()`` the person says that the sentence was said; ``put_away()``; ``report()``.
    """

    said = Signal()
    put_away = Signal()
    report = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "strip")
        self.setObjectName("hints")
        self.setFixedHeight(HEIGHT)
        self.setAccessibleName(self.tr("Hints of the practice"))
        self._title = Fact()
        self._about, self._due = label("", "muted"), label("", "body")
        self._says, self._keys = SentenceBox(), _Keys()
        self._said = self._button("said", self.said)
        self._away = self._button("hints", self.put_away)
        self._report = self._button("report", self.report)
        self._lay_out()
        self.show_cue("", "", "", [], says_it=False)

    def show_lesson(self, title: str, about: str) -> None:
        """Show which lesson it is and what it is about."""
        self._title.set(title, "graduation-cap", "attn", "text")
        self._about.setText(about)
        self._about.setToolTip(about)

    def show_cue(self, says: str, due: str, keys_word: str, keys: list[str], *, says_it: bool) -> None:
        """Show what the caller says and what is to be done; ``says_it``: it is only to be said."""
        self._says.set(says)
        self._says.setVisible(bool(says))
        self._due.setText(due)
        self._keys.show_keys(keys, keys_word)
        self._keys.setVisible(bool(keys) and not says_it)
        self._said.setVisible(says_it)

    def words(self) -> tuple[str, str, str]:
        """Return what the caller says, what is to be done, and the keys."""
        return self._says.text(), self._due.text(), self._keys.text()

    def lesson(self) -> tuple[str, str]:
        return self._title.text(), self._about.text()

    def _button(self, action: str, signal: Signal) -> KeyButton:
        button = KeyButton(ACTIONS[action].text, ACTIONS[action].key, small=True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(signal)
        return button

    def _lay_out(self) -> None:
        for words in (self._about, self._due):
            words.setWordWrap(True)
        where = QVBoxLayout()
        where.addWidget(self._title)
        where.addWidget(self._about, 1, Qt.AlignmentFlag.AlignTop)
        does, keys = QVBoxLayout(), QHBoxLayout()
        does.setSpacing(4)
        keys.setSpacing(8)
        keys.addWidget(self._keys)
        keys.addWidget(self._said)
        keys.addStretch()
        does.addStretch()
        does.addLayout(keys)
        does.addWidget(self._due)
        does.addStretch()
        ways = QVBoxLayout()
        ways.setSpacing(4)
        ways.addWidget(self._away)
        ways.addWidget(self._report)
        left = QWidget()
        left.setFixedWidth(WHERE_WIDTH)
        left.setLayout(where)
        where.setContentsMargins(0, 0, 0, 0)
        where.setSpacing(2)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 6)
        layout.setSpacing(16)
        layout.addWidget(left)
        layout.addWidget(self._says, 6, Qt.AlignmentFlag.AlignVCenter)
        layout.addLayout(does, 5)
        layout.addLayout(ways)


class _Keys(Painted):
    """Key caps one after another."""

    def __init__(self) -> None:
        super().__init__()
        self._caps: list[str] = []
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_keys(self, caps: list[str], spoken: str) -> None:
        """Show caps; ``spoken`` is what a screen reader says of them."""
        self._caps = caps
        self.show_words(spoken)

    def sizeHint(self) -> QSize:
        widths = [key_width(self.theme, cap) for cap in self._caps]
        return QSize(int(sum(widths) + KEY_GAP * max(0, len(widths) - 1) + 0.99), KEY_HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, left = QPainter(self), 0.0
        for cap in self._caps:
            draw_key(painter, left, self.height() / 2, self.theme, cap, "accent_t", "accent_t", "surface")
            left += key_width(self.theme, cap) + KEY_GAP
