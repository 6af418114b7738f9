"""F1 in a window of its own, such as a dialog: the keys of its buttons and of what is bound there."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QToolTip, QWidget

from ui.actions import ACTIONS, bind
from ui.widgets.button import KeyButton


def offer_keys(window: QWidget) -> None:
    """Let F1 show the keys of a window until something is done there."""
    bind(window, "keys", partial(_show, window), whole_window=True)


def keys_of(window: QWidget) -> list[tuple[str, str]]:
    """Return what each key does in a window: words and key."""
    buttons = [one for one in window.findChildren(KeyButton) if one.isVisible() and one.isEnabled()]
    found = [(one.words(), one.key()) for one in buttons if one.key()]
    bound = (ACTIONS[action.objectName()] for action in window.actions() if action.objectName() in ACTIONS)
    return [*found, *((action.text, action.key) for action in bound)]


def _show(window: QWidget) -> None:
    lines = [f"{key}   {words}" for words, key in keys_of(window)]
    QToolTip.showText(window.mapToGlobal(QPoint(16, window.height() - 8)), "\n".join(lines), window)
