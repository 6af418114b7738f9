"""The dark bar: the phone and my own state, always there, never in the way of typing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.actions import ACTIONS
from ui.frame.bar_figures import BarFigure, BarFigures
from ui.frame.bar_parts import CallClock, SearchButton, StateButton
from ui.frame.call_block import CallBlock, CallLine
from ui.theme import Theme
from ui.widgets.button import KeyButton

CONTROLS = {
    "answer": "bar_answer",
    "resume": "bar_answer",
    "hold": "bar",
    "complete": "bar_answer",
    "take_back": "bar",
    "transfer": "bar",
    "pause_recording": "bar",
    "resume_recording": "bar",
    "decline": "bar",
    "end": "bar_end",
}


class TopBar(QFrame):
    """Show my state, the call and what can be done with it. Nothing on it takes the keyboard.

    Signals: ``action_requested(str)`` with an id of ``ui.actions``; ``state_requested(str)``;
    ``search_requested()``.
    """

    action_requested = Signal(str)
    search_requested = Signal()
    state_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "top_bar")
        self.setFixedHeight(Theme.current().px("top_bar"))
        self.state, self.call, self.clock = StateButton(), CallBlock(), CallClock()
        self.floor = BarFigures()
        self._line = QFrame()
        self._line.setProperty("role", "bar_line")
        self._line.setFixedWidth(1)
        self._buttons = {name: self._button(name, kind) for name, kind in CONTROLS.items()}
        self.search = SearchButton()
        self._lay_out()
        self.state.state_requested.connect(self.state_requested)
        self.search.clicked.connect(self.search_requested)
        self.clear_call()

    def set_call(self, call: CallLine) -> None:
        self.call.set(call)
        self._show_call(True)

    def clear_call(self) -> None:
        self._show_call(False)
        self.set_controls(())

    @Slot(object)
    def set_floor(self, figures: Sequence[BarFigure]) -> None:
        """Show how the floor stands while there is no call; none: nothing."""
        self.floor.set(figures)
        self._show_call(not self.call.isHidden())

    def set_controls(self, action_ids: Sequence[str]) -> None:
        """Show these buttons of ``CONTROLS``, in the bar's own order."""
        for name, button in self._buttons.items():
            button.setVisible(name in action_ids)

    def button(self, action_id: str) -> KeyButton:
        return self._buttons[action_id]

    def _button(self, name: str, kind: str) -> KeyButton:
        action = ACTIONS[name]
        button = KeyButton(action.text, action.key, action.icon, kind, parent=self)
        button.setObjectName(name)
        button.clicked.connect(self._on_button)
        return button

    def _show_call(self, shown: bool) -> None:
        for part in (self._line, self.call, self.clock):
            part.setVisible(shown)
        self.floor.setVisible(not shown and bool(self.floor.figures()))

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 0, 12, 0)
        layout.setSpacing(8)
        layout.addWidget(self.state)
        layout.addSpacing(4)
        layout.addWidget(self._line)
        layout.addWidget(self.call)
        layout.addWidget(self.floor)
        layout.addSpacing(6)
        layout.addWidget(self.clock)
        layout.addSpacing(6)
        for button in self._buttons.values():
            layout.addWidget(button)
        layout.addStretch(1)
        layout.addWidget(self.search)

    def _on_button(self) -> None:
        self.action_requested.emit(self.sender().objectName())
