"""The way of Tab where widgets come later than what stands after them: Qt goes by when they came."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def in_chain(panel: QWidget) -> list[QWidget]:
    """Return what takes the keys in a panel, in the order in which Tab goes through it."""
    found, at = [], panel
    while True:
        if at.focusPolicy() != Qt.FocusPolicy.NoFocus and at.focusProxy() is None:
            found.append(at)
        at = at.nextInFocusChain()
        if at is panel or not panel.isAncestorOf(at):
            return found


def follow(first: QWidget, then: Iterable[QWidget]) -> None:
    """Let Tab go from one widget to these, one after the other."""
    for each in then:
        QWidget.setTabOrder(first, each)
        first = each
