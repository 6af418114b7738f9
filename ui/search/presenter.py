"""Joins the search to the desk: asks while one types, and remembers what was asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from app.command import new_id
from app.search import HITS, SearchHit, search
from app.sync.state import SyncKind, SyncState
from ui.context import Context
from ui.error_text import error_text
from ui.search.commands import Doing
from ui.search.lines import Line, asked_lines, command_lines, found_lines
from ui.search.view import SearchView

DELAY_MS = 80  # a word typed fast is asked for once
MOST_ASKED = 8
COMMANDS_ONLY = ">"
AWAY = (SyncKind.HUB_GONE, SyncKind.SIGNED_OUT, SyncKind.TOO_OLD)


class SearchPresenter(QObject):
    """Lead from a key anywhere to a customer or a command, or back to where one was.

    ``commands`` gives what can be done here. What begins with > is looked for among commands alone.
    Signals: ``customer_wanted(object)``, ``caller_found(object)`` with a customer's id.
    """

    customer_wanted = Signal(object)
    caller_found = Signal(object)

    def __init__(self, context: Context, view: SearchView, commands: Callable[[], Sequence[Doing]]) -> None:
        super().__init__(view)
        self._context, self._view, self._commands = context, view, commands
        self._here: Sequence[Doing] = ()
        self._finders: list[Callable[[str], list[Line]]] = []
        self._asked: list[str] = []
        self._done: list[str] = []
        self._asking = False
        self._came_from: QWidget | None = None
        self._sitting = new_id()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self._look)
        view.typed.connect(self._on_typed)
        view.opened.connect(self._on_opened)
        view.caller_chosen.connect(self._on_caller)
        view.closed.connect(self.close)

    @property
    def is_open(self) -> bool:
        return not self._view.isHidden()

    @Slot()
    def open(self) -> None:
        """Come up over whatever is on screen; Esc goes back to the word that was being typed."""
        if not self.is_open:
            self._came_from, self._sitting = QApplication.focusWidget(), new_id()
            self._here = self._commands()  # of the place where the focus still is
        self._view.open()
        self._show_asked()

    def add_finder(self, find: Callable[[str], list[Line]]) -> None:
        """Show beside the rest what this finds; it is called on a reader's thread."""
        self._finders.append(find)

    def look_for(self, words: str, note: str = "") -> None:
        """Come up and look for these words, or say something there."""
        self.open()
        self._view.field.setText(words)
        if note:
            self._view.say(note)

    @Slot()
    def close(self) -> None:
        """Go, and give the keys back to who had them, unless somebody else took them meanwhile."""
        if not self.is_open:
            return
        self._timer.stop()
        has_keys = self._view.field.hasFocus()
        self._view.hide()
        before, self._came_from = self._came_from, None
        if has_keys and before is not None and shiboken6.isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def on_state(self, state: SyncState) -> None:
        """Say that only this PC is searched while the hub is not there."""
        words = self.tr("The hub is not reached: only what is on this PC is searched.")
        self._view.set_offline(words if state.kind in AWAY else "")

    @Slot()
    def _on_typed(self) -> None:
        if self._view.words():
            self._timer.start()
        else:
            self._timer.stop()
            self._show_asked()

    @Slot()
    def _look(self) -> None:
        """Ask for what stands in the field; one question at a time, the last one counts."""
        if self._asking or not self._view.words():
            return
        self._asking = True
        words = self._view.words()
        work = partial(self._found, words)
        found, failed = partial(self._on_found, words), partial(self._on_failed, words)
        self._context.bridge.read(self._view, work, found, failed)

    def _found(self, words: str) -> tuple[list[SearchHit], list[Line]]:
        """Return who and what else fits; runs on a reader's thread."""
        if words.startswith(COMMANDS_ONLY):
            return [], []
        more = [line for find in self._finders for line in find(words)]
        return self._context.desk.ask(search, words, self._sitting), more

    def _on_found(self, words: str, found: tuple[list[SearchHit], list[Line]]) -> None:
        self._asking = False
        if words != self._view.words():
            self._on_typed()
            return
        hits, more = found
        fit = self._fitting(words)
        if not (hits or more or fit):
            self._show_nothing()
            return
        note = self.tr("The first {0}: one letter or digit more narrows it down.").format(HITS)
        self._view.show_lines(found_lines(hits, fit, words, more), note if len(hits) >= HITS else "")

    def _fitting(self, words: str) -> list[Doing]:
        wanted = words.removeprefix(COMMANDS_ONLY).strip().lower()
        return [one for one in self._lately_first() if one.fits(wanted)]

    def _lately_first(self) -> list[Doing]:
        """Return what can be done here, with what was done lately before the rest."""
        place = {name: at for at, name in enumerate(self._done)}
        return sorted(self._here, key=lambda one: place.get(one.id, len(place)))

    def _on_failed(self, words: str, error: Exception) -> None:
        """Say why nobody was found; what can be done here is found all the same."""
        self._asking = False
        if words != self._view.words():
            self._on_typed()
            return
        self._view.show_failed(found_lines([], self._fitting(words), words, []), error_text(error))

    def _show_asked(self) -> None:
        lines = [*asked_lines(self._asked), *command_lines(self._lately_first())]
        if lines:
            self._view.show_lines(lines)
        else:
            self._view.show_nothing(self.tr("Who or what?"), self._hint())

    def _show_nothing(self) -> None:
        self._view.show_nothing(self.tr("Nothing found"), self._hint())

    def _hint(self) -> str:
        return self.tr(
            "Try initials (tsh), surname and end of the phone (t8000), the last four digits of a phone or"
            " six of a serial number, an order number, a street or an estate with its building."
        )

    @Slot(object)
    def _on_opened(self, line: Line) -> None:
        if line.words:
            self._view.field.setText(line.words)
            return
        if line.doing is not None and line.doing.why_not:
            self._view.say(line.doing.why_not)
            return
        if line.doing is None:
            self._remember()
        self.close()
        if line.customer_id is not None:
            self.customer_wanted.emit(line.customer_id)
        elif line.doing is not None:
            self._do(line.doing)
        elif line.open is not None:
            line.open()

    def _do(self, doing: Doing) -> None:
        self._done = [doing.id, *(one for one in self._done if one != doing.id)][:MOST_ASKED]
        if doing.do is not None:
            doing.do()

    @Slot(object)
    def _on_caller(self, line: Line) -> None:
        self._remember()
        self.close()
        self.caller_found.emit(line.customer_id)

    def _remember(self) -> None:
        words = self._view.words()
        self._asked = [words, *(one for one in self._asked if one != words)][:MOST_ASKED]
