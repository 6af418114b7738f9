"""A page in a window, led by the keys that go to its focus."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.bridge import Bridge


class Keys:
    """Press keys; each waits until all that was asked is answered."""

    def __init__(self, qtbot: QtBot, bridge: Bridge) -> None:
        self.qtbot, self.bridge = qtbot, bridge

    def show(self, page: QWidget, width: int = 1294, height: int = 684) -> None:
        """Show what is led, in pixels, and wait until keys go there."""
        self.qtbot.addWidget(page)
        page.resize(width, height)
        page.show()
        page.activateWindow()
        self.qtbot.waitUntil(page.isActiveWindow)

    @property
    def is_settled(self) -> bool:
        return self.bridge.is_idle

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.is_settled, timeout=20_000)

    def key(self, key: str | Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key, or type a text."""
        if isinstance(key, str):
            self.qtbot.keyClicks(QApplication.focusWidget(), key, modifier)
        else:
            self.qtbot.keyClick(QApplication.focusWidget(), key, modifier)
        self.settle()


class Led(Keys):
    """Show a page, and press keys there once it is filled."""

    def __init__(self, qtbot: QtBot, page: QWidget, bridge: Bridge) -> None:
        super().__init__(qtbot, bridge)
        self.show(page)
        self.settle()
