"""The line at the foot: how true the screen is, the line, who sits here."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QWidget

from ui.actions import ACTIONS
from ui.theme import Theme
from ui.widgets.button import KeyButton
from ui.widgets.fact import Fact
from ui.widgets.labels import restyle

ICONS = {"good": "cloud-check", "attn": "hard-drives", "broken": "warning-circle", "info": "cloud-arrow-up"}
LINE_ICONS = {"good": "phone", "attn": "phone-pause", "broken": "phone-slash"}


class StatusBar(QFrame):
    """Say how the store and the line are, and whose desk it is.

    Signals: ``keys_requested()``; ``attention_requested()``; ``news_requested()``; ``person_act(str)`` an id
    given to `set_person_acts`.
    """

    keys_requested = Signal()
    attention_requested = Signal()
    news_requested = Signal()
    person_act = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "status")
        self.setFixedHeight(Theme.current().px("status_bar"))
        self._store, self._line = Fact(), Fact()
        self._person, self._practice = Fact(), Fact()
        self._attention = KeyButton("", ACTIONS["attention"].key, "warning-circle", "status_attention")
        self._news = KeyButton("", ACTIONS["settings"].key, "info", "status")
        self._account = KeyButton(ACTIONS["account"].text, ACTIONS["account"].key, kind="status")
        self._menu = QMenu(self)
        keys = ACTIONS["keys"]
        self._keys = KeyButton(keys.text, keys.key, kind="status")
        self._lay_out()
        self._keys.clicked.connect(self.keys_requested)
        self._attention.clicked.connect(self.attention_requested)
        self._news.clicked.connect(self.news_requested)
        self._account.clicked.connect(self.open_account)
        self._menu.triggered.connect(self._on_act)
        self.set_practice(False)
        self.set_attention(0)
        self.set_news("")
        self.set_person_acts(())

    def set_store(self, words: str, tone: str = "good", icon: str = "", ground: str = "") -> None:
        """Say how the store is; ``ground`` attn or broken lays that tone under the whole line."""
        self._store.set(words, icon or ICONS[tone], tone, words="text" if ground else "text2")
        self._store.setAccessibleName(words)
        restyle(self, "tone", ground)

    def set_attention(self, count: int) -> None:
        """Say how many commands wait for a decision of this person; the words lead there."""
        self._attention.set_words(self.tr("{0} need attention").format(count))
        self._attention.setVisible(count > 0)

    def set_news(self, words: str) -> None:
        """Say quietly what can be looked at some time; the words lead there. Empty: nothing."""
        self._news.set_words(words)
        self._news.setVisible(bool(words))

    def news(self) -> str:
        return self._news.words()

    def set_line(self, words: str, tone: str = "good") -> None:
        self._line.set(words, LINE_ICONS[tone], tone)

    def set_person(self, words: str) -> None:
        self._person.set(words)

    def set_person_acts(self, acts: Sequence[tuple[str, str]]) -> None:
        """Offer what this person can do about the sign-in: id and words; nothing hides the button."""
        self._menu.clear()
        for act, words in acts:
            self._menu.addAction(words).setData(act)
        self._account.setVisible(bool(acts))

    def open_account(self) -> None:
        """Let a person choose; the focus goes back to where it was."""
        if not self._menu.isEmpty():
            above = QPoint(0, -self._menu.sizeHint().height() - 4)
            self._menu.popup(self._account.mapToGlobal(above))

    def set_practice(self, is_on: bool) -> None:
        if is_on:
            self._practice.set(self.tr("Practice line on"), "graduation-cap", "attn")
        else:
            self._practice.set(self.tr("Practice line off"))

    def facts(self) -> list[str]:
        """Return what the bar says, from left to right."""
        parts = (self._store, self._line, self._person, self._practice)
        return [part.text() for part in parts]

    def attention_words(self) -> str:
        """Return what the bar says about needs attention; empty when nothing does."""
        return "" if self._attention.isHidden() else self._attention.words()

    def person_acts(self) -> list[str]:
        return [action.text() for action in self._menu.actions()]

    def _on_act(self, act: QAction) -> None:
        self.person_act.emit(act.data())

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 1, 2, 0)
        layout.setSpacing(10)
        layout.addWidget(self._store)
        layout.addWidget(self._attention)
        layout.addWidget(self._news)
        self._add(layout, self._line)
        layout.addStretch()
        layout.addWidget(self._person)
        layout.addWidget(self._account)
        self._add(layout, self._practice, self._keys)

    def _add(self, layout: QHBoxLayout, *parts: QWidget) -> None:
        """Add parts, each with a line before it."""
        for part in parts:
            line = QFrame()
            line.setProperty("role", "line")
            line.setFixedWidth(1)
            layout.addWidget(line)
            layout.addWidget(part)
