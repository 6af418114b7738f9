"""A place whose keys go before those of the window, as long as the focus is in it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.actions import ACTIONS
from ui.composing import commit_composition
from ui.widgets.button import KeyButton
from ui.widgets.fact import Fact
from ui.widgets.labels import label
from ui.widgets.table import RowTable


class Panel(QWidget):
    """Answer keys that mean something else outside: Ctrl+Enter here confirms, there it ends the call.

    Two shortcuts on one key silence each other, so that the panel takes its keys before any is looked up.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._acts: dict[int, Callable[[], object]] = {}
        self._named: dict[str, Callable[[], object] | None] = {}
        self._shortcuts: dict[str, QShortcut] = {}

    def keys(self) -> dict[str, Callable[[], object] | None]:
        """Return the actions whose keys act in here now, and what each calls, if it is called from here."""
        off = {name for name, shortcut in self._shortcuts.items() if not shortcut.isEnabled()}
        return {name: act for name, act in self._named.items() if name not in off}

    def tell(self, *action_ids: str) -> None:
        """Say which keys what is in here takes by itself, for the list of keys."""
        self._named |= dict.fromkeys(action_ids)

    def answer_list(self, table: Callable[[], RowTable]) -> None:
        """Let keys arrange and copy the list that this returns, and say what else keys do in it."""
        self.answer("columns", lambda: table().choose_columns())
        self.answer("copy_table", lambda: table().copy())

    def answer(self, action_id: str, act: Callable[[], object]) -> None:
        """Let the keys of an action of `ui.actions` call this, unless a field in here uses them itself."""
        self._named[action_id] = act
        for keys in ACTIONS[action_id].keys:
            self.answer_key(keys, act)

    def answer_key(self, keys: str, act: Callable[[], object]) -> None:
        """Answer a key that one presses without being told, such as Enter."""
        self._acts[QKeySequence(keys)[0].toCombined()] = act

    def shortcut(self, action_id: str, act: Callable[[], object]) -> QShortcut:
        """Let the key of an action that means nothing outside call this, before any field sees it."""
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        made = QShortcut(QKeySequence(ACTIONS[action_id].keys[0]), self, context=within)
        made.activated.connect(commit_composition)
        made.activated.connect(act)
        self._named[action_id], self._shortcuts[action_id] = act, made
        return made

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and self._act_of(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = self._act_of(event)
        if act is None:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            commit_composition()
            act()

    def _act_of(self, event: QKeyEvent) -> Callable[[], object] | None:
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        return self._acts.get(QKeyCombination(plain, event.keyCombination().key()).toCombined())


def back_button() -> KeyButton:
    """Return the button of a panel beside a call that leads back to the notes; Tab passes it by."""
    words = QCoreApplication.translate("Panel", "Back to the notes")
    button = KeyButton(words, "Esc", "arrow-u-up-left", "quiet")
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return button


def panel_head(icon: str, title: str, about: QWidget, *buttons: QWidget) -> QHBoxLayout:
    """Return the head of a panel beside a call: what it is, what it is about, and what leads away."""
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(Fact("", icon, "accent_t", size="name"))
    row.addWidget(label(title, "name"))
    row.addWidget(about, 1)
    for button in buttons:
        row.addWidget(button)
    return row
