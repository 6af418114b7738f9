"""The line at the foot: how true the screen is, the line, who sits here."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.actions import ACTIONS
from ui.theme import Theme
from ui.widgets.button import KeyButton
from ui.widgets.fact import Fact

ICONS = {"good": "cloud-check", "attn": "hard-drives", "broken": "warning-circle", "info": "cloud-arrow-up"}
LINE_ICONS = {"good": "phone", "attn": "phone-pause", "broken": "phone-slash"}


class StatusBar(QFrame):
    """Say how the store and the line are, and whose desk it is.

    Signals: ``keys_requested()``.
    """

    keys_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "status")
        self.setFixedHeight(Theme.current().px("status_bar"))
        self._store, self._line = Fact(), Fact()
        self._person, self._practice = Fact(), Fact()
        keys = ACTIONS["keys"]
        self._keys = KeyButton(keys.text, keys.key, kind="status")
        self._keys.clicked.connect(self.keys_requested)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 1, 2, 0)
        layout.setSpacing(10)
        self._add(layout, self._store, self._line)
        layout.addStretch()
        self._add(layout, self._person, self._practice, self._keys)
        self.set_practice(False)

    def set_store(self, words: str, tone: str = "good") -> None:
        self._store.set(words, ICONS[tone], tone)

    def set_line(self, words: str, tone: str = "good") -> None:
        self._line.set(words, LINE_ICONS[tone], tone)

    def set_person(self, words: str) -> None:
        self._person.set(words)

    def set_practice(self, is_on: bool) -> None:
        if is_on:
            self._practice.set(self.tr("Practice line on"), "graduation-cap", "attn")
        else:
            self._practice.set(self.tr("Practice line off"))

    def facts(self) -> list[str]:
        """Return what the bar says, from left to right."""
        parts = (self._store, self._line, self._person, self._practice)
        return [part.text() for part in parts]

    def _add(self, layout: QHBoxLayout, *parts: QWidget) -> None:
        for at, part in enumerate(parts):
            if at:
                line = QFrame()
                line.setProperty("role", "line")
                line.setFixedWidth(1)
                layout.addWidget(line)
            layout.addWidget(part)
