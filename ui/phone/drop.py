"""A panel that comes down from the bar by a person's key, over whatever page is open."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from ui.actions import ACTIONS
from ui.dispatch.panel import Panel, panel_head
from ui.frame.escape import Escape
from ui.frame.window import MainWindow
from ui.widgets.button import KeyButton
from ui.widgets.card import Card
from ui.widgets.labels import label
from ui.widgets.tab_order import follow, in_chain

WIDTH, LEFT, TOP = 560, 12, 8
DIRECT = Qt.FindChildOption.FindDirectChildrenOnly


class DropPanel(Panel):
    """Take the keys while it is open; Esc closes it and gives them back to the word one was typing.

    It is the panel of an action of `ui.actions`; ``body`` is the layout to fill. Signals: ``closed()``.
    """

    closed = Signal()

    def __init__(self, window: MainWindow, action_id: str) -> None:
        super().__init__()
        action = ACTIONS[action_id]
        self.setObjectName(action_id)
        self.setAccessibleName(action.text)
        self._window = window
        self._before: QWidget | None = None
        self._is_in_order = False
        self.about, self._message = label("", "second"), label("", "broken")
        self._message.setWordWrap(True)
        back = KeyButton(self.tr("Back"), "Esc", "arrow-u-up-left", "quiet")
        back.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        back.clicked.connect(self.close_panel)
        card = Card()
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card)
        card.body.addLayout(panel_head(action.icon, action.text, self.about, back))
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        card.body.addLayout(self.body)
        card.body.addWidget(self._message)
        self.answer("back", self.close_panel)
        Escape(self, self.close_panel, self._is_on_top)
        self.hide()
        window.drop(self, WIDTH, LEFT, TOP)

    @property
    def is_open(self) -> bool:
        return not self.isHidden()

    def open_on(self, field: QWidget) -> None:
        """Come down, with the keys in a field."""
        if not self.is_open:
            self._before = QApplication.focusWidget()
            self._take_place()
        self.say("")
        self.show()
        self.adjustSize()
        self.raise_()
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _take_place(self) -> None:
        """Let Tab go through here before the page below, once all that is in here has come."""
        if not self._is_in_order:
            self._is_in_order = True
            follow(in_chain(self._window.rail)[-1], in_chain(self))

    def _is_on_top(self) -> bool:
        """Tell whether the keys go to nothing that was laid over this panel later."""
        focus, beside = QApplication.focusWidget(), self.parentWidget().findChildren(Panel, options=DIRECT)
        return focus is None or not any(one is not self and one.isAncestorOf(focus) for one in beside)

    @Slot()
    def close_panel(self) -> None:
        """Go, and give the keys back to who had them, unless somebody else took them meanwhile."""
        if not self.is_open:
            return
        has_keys = self.isAncestorOf(QApplication.focusWidget()) if QApplication.focusWidget() else False
        self.hide()
        before, self._before = self._before, None
        if has_keys and before is not None and shiboken6.isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def say(self, sentence: str) -> None:
        """Say why something cannot be; an empty sentence takes it away."""
        self._message.setText(sentence)
        self._message.setVisible(bool(sentence))
        self.adjustSize()

    def message(self) -> str:
        return self._message.text()
