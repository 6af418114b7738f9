"""What may be wrong with the keys of a window: each check returns what it found, as sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QLabel, QLineEdit, QMenu, QWidget

from ui.actions import ACTIONS, TOLD_KEYS
from ui.dispatch.panel import Panel
from ui.frame.keys_here import panels_here
from ui.frame.window import MainWindow
from ui.phone.target_panel import TargetPanel
from ui.wallboard.queue_table import QueueTable
from ui.widgets.button import KeyButton
from ui.widgets.table import RowTable

COPYING = {"copy_table", "admin_copy"}
FIXED = (QueueTable,)  # the floor stands as it is read from afar
UNTOLD = {"Return", "Enter", *"12345"}  # one presses Enter without being told; digits are told as one


def miskeyed(window: QWidget) -> list[str]:
    """Return what is wrong with the keys of a window as it stands now."""
    found = [*mnemonics(window), *by_mouse_alone(window)]
    if isinstance(window, MainWindow):
        found += [*used_twice(window), *untold(window), *deaf(window), *keyless(window), *unlisted(window)]
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


def keyless(window: MainWindow) -> list[str]:
    """Tell if F1 has nothing to say of a page."""
    return [] if any(act.is_here for act in window.acts_here()) else [f"{window.current_page()} has no keys"]


def unlisted(window: MainWindow) -> list[str]:
    """Find tables with heads that no key copies or arranges, and keys that arrange nothing."""
    tables = [one for one in window.findChildren(RowTable) if one.isVisible() and not _is_choice(one)]
    found = []
    for table in tables:
        keys, name = _keys_around(table), table.accessibleName()
        is_list = not table.horizontalHeader().isHidden()
        if is_list and not keys & COPYING:
            found.append(f"{name!r} is not copied")
        if is_list != ("columns" in keys) and not isinstance(table, FIXED):
            found.append(f"{name!r} and its columns do not fit its keys")
        if "columns" in keys and not table.may_arrange():
            found.append(f"{name!r} has no columns to arrange")
    return found


def composing(window: QWidget) -> set[str]:
    """Return what the fields are called that take words from an input method."""
    fields = (one for one in window.findChildren(QLineEdit) if one.isVisible() and not one.isReadOnly())
    asked = Qt.InputMethodQuery.ImEnabled
    return {
        one.accessibleName() or _holder(one).accessibleName()
        for one in fields
        if one.echoMode() is QLineEdit.EchoMode.Normal and _holder(one).inputMethodQuery(asked)
    }


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


def _is_choice(table: RowTable) -> bool:
    """Tell whether a table is there for one choice only, and gone with it."""
    at = table.parentWidget()
    while at is not None and not isinstance(at, TargetPanel):
        at = at.parentWidget()
    return at is not None


def _holder(field: QLineEdit) -> QWidget:
    """Return what the keys go to: the line of a field of days is a part of it."""
    around = field.parentWidget()
    return around if isinstance(around, QAbstractSpinBox) else field


def _keys_around(table: RowTable) -> set[str]:
    """Return what the places around a table answer."""
    found: set[str] = set()
    at: QWidget | None = table
    while at is not None:
        found |= set(at.keys()) if isinstance(at, Panel) else set()
        at = at.parentWidget()
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
