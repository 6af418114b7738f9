"""What may be wrong with the keys of a window: each check returns what it found, as sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QLabel, QMenu, QWidget

from ui.actions import ACTIONS, TOLD_KEYS
from ui.dispatch.panel import Panel
from ui.frame.keys_here import panels_here
from ui.frame.window import MainWindow
from ui.widgets.button import KeyButton

UNTOLD = {"Return", "Enter", *"12345"}  # one presses Enter without being told; digits are told as one


def miskeyed(window: QWidget) -> list[str]:
    """Return what is wrong with the keys of a window as it stands now."""
    found = [*mnemonics(window), *by_mouse_alone(window)]
    if isinstance(window, MainWindow):
        found += [*used_twice(window), *untold(window), *deaf(window)]
    return found


def used_twice(window: MainWindow) -> list[str]:
    """Find keys that two acts have, and those that silence each other because both are shortcuts."""
    holders: defaultdict[str, set[str]] = defaultdict(set)
    for act in window.acts_here():
        for keys in ACTIONS[act.id].keys:
            holders[keys].add(act.id)
    twice = [f"{keys} is of {sorted(names)}" for keys, names in holders.items() if len(names) > 1]
    inner = [made for made in window.findChildren(QShortcut) if made.isEnabled() and _is_seen(made)]
    both = {made.key().toString() for made in inner} & _of_window(window)
    return [*twice, *(f"{keys} is silenced" for keys in sorted(both))]


def untold(window: MainWindow) -> list[str]:
    """Find keys that act and are not listed by F1."""
    listed = {QKeySequence(keys).toString() for act in window.acts_here() for keys in ACTIONS[act.id].keys}
    acting = _of_window(window)
    for panel in _panels(window):
        acting |= {QKeySequence(keys).toString() for keys in panel._acts}
    return [f"{keys} is not told" for keys in sorted(acting - listed - UNTOLD)]


def deaf(window: MainWindow) -> list[str]:
    """Find buttons with a key that nothing answers here."""
    places = [one for one in window.findChildren(QWidget) if one.isVisible()]
    told = [name for one in places for name in one.property(TOLD_KEYS) or ()]
    caps = {ACTIONS[name].key for name in (*told, *(act.id for act in window.acts_here()))} | {"Enter", "Esc"}
    buttons = (one for one in window.findChildren(KeyButton) if one.isVisible() and one.isEnabled())
    return [f"{one.key()} of {one.words()!r} does nothing" for one in buttons if one.key() not in {*caps, ""}]


def mnemonics(window: QWidget) -> list[str]:
    """Find words with a letter that the system would take for a key."""
    words = [one.text() for kind in (QAbstractButton, QLabel) for one in window.findChildren(kind)]
    words += [action.text() for menu in window.findChildren(QMenu) for action in menu.actions()]
    return [f"{each!r} has a mnemonic" for each in words if not QKeySequence.mnemonic(each).isEmpty()]


def by_mouse_alone(window: QWidget) -> list[str]:
    """Find buttons that neither Tab nor a key of their own leads to."""
    found = []
    for one in window.findChildren(QAbstractButton):
        by_tab = one.focusPolicy() & Qt.FocusPolicy.TabFocus or _is_beside_one_by_tab(one)
        if one.isVisible() and one.isEnabled() and not by_tab and not one.accessibleDescription():
            found.append(f"{one.accessibleName() or one.text()!r} is for the mouse alone")
    return found


def _of_window(window: MainWindow) -> set[str]:
    bound = (action for action in window.actions() if action.isEnabled())
    return {keys.toString() for action in bound for keys in action.shortcuts()}


def _panels(window: MainWindow) -> Iterable[Panel]:
    return panels_here(window.findChildren(Panel, window.current_page()))


def _is_beside_one_by_tab(button: QAbstractButton) -> bool:
    """Tell whether arrows lead here: of a choice only the chosen one is met by Tab."""
    group = button.group()
    return group is not None and group.exclusive() and group.checkedButton() is not None


def _is_seen(made: QShortcut) -> bool:
    place = made.parent()
    return isinstance(place, QWidget) and place.isVisible()
