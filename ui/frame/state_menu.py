"""The menu of my states: chosen by a digit, by initials, by the arrows or the mouse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget


@dataclass(frozen=True, slots=True)
class Choice:
    """A state or an act of the menu; one without an id is the head of what follows.

    One with others ``inside`` opens them.
    """

    id: str
    words: str
    digit: str = ""
    initials: str = ""
    inside: tuple[Choice, ...] = ()


class StateMenu(QMenu):
    """Close for a key of the window that is none of the menu's own: F9 goes to a ring from here too."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._choices: tuple[Choice, ...] = ()
        self._typed = ""
        self.aboutToShow.connect(self._forget)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer these; the same ones again change nothing, so that an open menu stays as it is."""
        if tuple(choices) == self._choices:
            return
        self._choices = tuple(choices)
        for inner in self.findChildren(QMenu):  # what takes their actions out leaves the menus
            inner.deleteLater()
        self.clear()
        for one in self._choices:
            if one.id:
                self._add(one)
            else:
                self.addSeparator()
                self.addAction(one.words.replace("&", "&&")).setEnabled(False)

    def choices(self) -> tuple[Choice, ...]:
        return self._choices

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._pick(event.text().lower()):
            return
        super().keyPressEvent(event)
        if event.isAccepted():
            return
        pressed = QKeySequence(event.keyCombination())
        for action in self.parentWidget().window().actions():
            if action.isEnabled() and pressed in action.shortcuts():
                self.close()
                action.trigger()
                return

    def _add(self, one: Choice) -> None:
        words = one.words.replace("&", "&&")
        if one.inside:
            more = self.addMenu(words)
            more.menuAction().setData(one.id)
            for each in one.inside:
                more.addAction(each.words.replace("&", "&&")).setData(each.id)
            return
        self.addAction(f"{words}\t{one.digit}" if one.digit else words).setData(one.id)

    def _forget(self) -> None:
        self._typed = ""

    def _pick(self, letter: str) -> bool:
        """Choose by a digit, or by initials as soon as only one begins so; tell whether it was one."""
        if not (letter.isascii() and letter.isalnum()):
            return False
        if letter.isdigit():
            fit = [one for one in self._choices if one.digit == letter]
        else:
            self._typed += letter
            fit = self._beginning(self._typed)
            if not fit:
                self._typed = letter
                fit = self._beginning(letter)
        if len(fit) == 1:
            self._choose(fit[0])
        elif fit:
            self.setActiveAction(self._action(fit[0]))
        return True

    def _beginning(self, typed: str) -> list[Choice]:
        return [
            one
            for one in self._choices
            if one.id and (one.initials.startswith(typed) or one.words.lower().startswith(typed))
        ]

    def _action(self, choice: Choice) -> QAction:
        return next(action for action in self.actions() if action.data() == choice.id)

    def _choose(self, choice: Choice) -> None:
        if choice.inside:
            self.setActiveAction(self._action(choice))  # opens them
            return
        self.close()
        self._action(choice).trigger()
