"""A page in a window, led by the keys that go to its focus."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.bridge import Bridge


class Led:
    """Show a page and press keys; each waits until all that was asked is answered."""

    def __init__(self, qtbot: QtBot, page: QWidget, bridge: Bridge) -> None:
        self.qtbot, self.bridge = qtbot, bridge
        qtbot.addWidget(page)
        page.resize(1294, 684)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        self.settle()

    @property
    def is_settled(self) -> bool:
        return self.bridge.is_idle

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.is_settled, timeout=20_000)

    def key(self, key: str | Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key, or type a text."""
        if isinstance(key, str):
            self.qtbot.keyClicks(QApplication.focusWidget(), key)
        else:
            self.qtbot.keyClick(QApplication.focusWidget(), key, modifier)
        self.settle()
