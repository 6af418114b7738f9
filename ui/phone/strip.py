"""A strip over the foot of the window: what happened to my phone and my state, and the key for it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.actions import ACTIONS
from ui.widgets.button import KeyButton
from ui.widgets.fact import Fact

ACTS = ("ready_now", "break_now")


class PhoneStrip(QFrame):
    """Say one sentence on every page, until the next one or until it is put away. It takes no focus.

    Signals: ``acted(str)`` with an id of ``ui.actions``.
    """

    acted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "strip")
        self.setObjectName("phone_strip")
        self._sentence, self._act = Fact(size="body"), ""
        self._buttons = {name: self._button(name) for name in (*ACTS, "strip_away")}
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 2, 16, 2)
        row.setSpacing(12)
        row.addWidget(self._sentence)
        row.addStretch(1)
        for button in self._buttons.values():
            row.addWidget(button)
        self.hide()

    def say(self, sentence: str, tone: str = "info", act: str = "") -> None:
        """Say something, with the act that answers it; an empty sentence takes it away."""
        self._act = act if sentence else ""
        self._sentence.set(sentence, "info" if tone == "info" else "warning-circle", tone, words="text")
        self.setAccessibleName(sentence)
        for name in ACTS:
            self._buttons[name].setVisible(name == act)
        self.setVisible(bool(sentence))

    def sentence(self) -> str:
        return "" if self.isHidden() else self._sentence.text()

    def act(self) -> str:
        """Return the act that is offered; empty when there is none."""
        return self._act

    def _button(self, name: str) -> KeyButton:
        action = ACTIONS[name]
        button = KeyButton(action.text, action.key, action.icon, "quiet")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: self.acted.emit(name))
        return button
