"""A desk in a process of its own: does what each line of stdin asks, and answers each with a line of JSON.

``{"do": "see"}`` is answered with what stands on the screen. Time of the phone line passes only by ``pass``;
ages are measured here, by this process's clock.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Slot
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import isValid

from app.desk import Desk
from app.telephony.line import Asked, Control
from app.telephony.practice import PracticeLine
from app.telephony.scenarios import Scenario, Unanswered
from app.workers import Workers
from db.models.customers import PhoneRole
from db.store import Store, open_embedded
from tests.display.answer import tell
from tests.rows import (
    CUSTOMER,
    NOW,
    OTHER_CUSTOMER,
    a_follow_up,
    a_phone,
    actor,
    add,
    add_base_rows,
    uid,
)
from tests.telephony.practice_desk import Clockwork
from ui.actions import act_in
from ui.free_extension import FreeExtension
from ui.i18n import install
from ui.instance import bring_to_front
from ui.seat import Seat
from ui.shift.keys import KeyFilter, focus_name
from ui.theme import Theme

SHARED_KEY = "m:+8613800138777"
BEAT_MS = 5


class ToldDesk(QObject):
    """A seat at a store of made-up rows, led by lines."""

    def __init__(self, app: QApplication, store: Store) -> None:
        super().__init__()
        self._app = app
        self._clock = Clockwork()
        self._line = PracticeLine("t", agent="lina", agenda=self._clock, now=self._now)
        self.seat = Seat(Desk(store, actor()), Workers(), self._line, agent="lina", now=self._now)
        self._keys: list[dict[str, Any]] = []
        self._dialog: FreeExtension | None = None
        KeyFilter(app, self._note_key)
        self._beat = QTimer(self, interval=BEAT_MS)
        self._beat.timeout.connect(self._pass_nothing)
        self._beat.start()
        self._lines = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._lines.activated.connect(self._on_line)

    def open(self) -> None:
        self.seat.window.resize(1200, 720)
        self.seat.window.move(40, 40)
        self.seat.start()
        act_in(self.seat.window, "ready_now")
        bring_to_front(self.seat.window)

    # what a line asks

    @Slot()
    def _on_line(self) -> None:
        line = sys.stdin.readline()
        if not line:
            self._lines.setEnabled(False)
            self.seat.stop()
            self._app.quit()
            return
        asked = json.loads(line)
        act: Callable[..., dict[str, Any] | None] = getattr(self, f"do_{asked.pop('do')}")
        tell(act(**asked) or {})

    def do_ring(self, ani: str, **facts: Any) -> dict[str, Any]:
        told = {"wait_s": 0, "ring_s": 60, "unanswered": Unanswered.GIVES_UP, **facts}
        linked_id = self._line.ring(Scenario(ani=ani, dnis="4008111666", queue="hotline", **told))
        return {"linked_id": linked_id}

    def do_phone_answers(self, linked_id: str) -> None:
        """The handset is lifted, or the phone answers by itself: no key of the desk is pressed."""
        self._line.ask(Asked(control=Control.ANSWER, agent="lina", linked_id=linked_id))

    def do_pass(self, seconds: float) -> None:
        self._clock.pass_(seconds)

    def do_forget_keys(self) -> None:
        self._keys.clear()

    def do_compose(self, text: str, commit: str = "") -> None:
        """Do what an input method does while one composes: hold words that are not in the field yet."""
        event = QInputMethodEvent(text, [])
        event.setCommitString(commit)
        QApplication.sendEvent(QApplication.focusWidget(), event)

    def do_dialog(self) -> None:
        self._dialog = FreeExtension(self.seat.bridge, lambda _extension: None, self.seat.window)
        self._dialog.extension.setObjectName("extension")
        self._dialog.show()

    def do_close_dialog(self) -> None:
        assert self._dialog is not None
        self._dialog.reject()

    def do_focus(self, name: str) -> None:
        """Put the focus where a click would put it: a widget by its name, or a part of it such as ``a.b``."""
        holder, _, part = name.partition(".")
        widget = self.seat.window.findChild(QWidget, holder)
        (getattr(widget, part) if part else widget).setFocus()

    def do_caret(self, at: int, chosen: int = 0) -> None:
        """Put the caret of a line somewhere, with so many characters behind it chosen."""
        line = QApplication.focusWidget()
        assert isinstance(line, QLineEdit)
        line.setCursorPosition(at)
        if chosen:
            line.setSelection(at, chosen)

    def do_see(self) -> dict[str, Any]:
        """Say what stands on the screen, and where the keys go."""
        seat, view = self.seat, self.seat.desk_view
        shown = seat.desk.shown_contact()
        return {
            "now": time.monotonic(),
            "window": int(seat.window.winId()),
            "is_active": seat.window.isActiveWindow(),
            "page_of_window": seat.window.current_page(),
            "state": seat.phone.state.value,
            "settled": seat.is_settled,
            "focus": focus_name(),
            "field": field_of(QApplication.focusWidget()),
            "popup": QApplication.activePopupWidget() is not None,
            "dialog": self._dialog is not None and isValid(self._dialog) and self._dialog.isActiveWindow(),
            "card": view.ring.accessibleName() if view.ring.isVisible() else "",
            "popped_at": shown.popped_at if shown is not None else None,
            "caller": view.pop.page.head.name if view.pop.isVisible() and view.pop.page else "",
            "form": view.intake.isVisible() and view.is_intake(),
            "form_name": view.intake.name.text(),
            "panel": view.pop.panel().objectName() if view.pop.panel() is not None else "",
            "notes": seat.this_call.notes.toPlainText(),
            "combos": [box.currentText() for box in seat.window.findChildren(QComboBox) if box.isVisible()],
            "chosen": str(seat.desk.contact.customer_id) if seat.desk.contact is not None else "",
            "keys": list(self._keys),
        }

    def _note_key(self, kind: str, facts: dict[str, Any]) -> None:
        self._keys.append({"kind": kind, **facts, "t": facts["t"] / 1e9})

    def _now(self) -> datetime:
        return NOW + timedelta(seconds=self._clock.time_s)

    @Slot()
    def _pass_nothing(self) -> None:
        self._clock.pass_(0)


def field_of(widget: QWidget | None) -> dict[str, Any]:
    """Return the words of a field, its caret, what is chosen in it, and what is being composed there."""
    if isinstance(widget, QLineEdit):
        return {
            "text": widget.text(),
            "caret": widget.cursorPosition(),
            "selected": widget.selectedText(),
        }
    if isinstance(widget, QPlainTextEdit):
        cursor = widget.textCursor()
        composing = cursor.block().layout().preeditAreaText()
        return {"text": widget.toPlainText(), "caret": cursor.position(), "composing": composing}
    return {}


def fill(store: Store) -> None:
    with store.write() as session:
        add_base_rows(session)
        add(
            session,
            a_phone(uid(0x901), CUSTOMER, key=SHARED_KEY, role=PhoneRole.HOUSEHOLD),
            a_phone(uid(0x902), OTHER_CUSTOMER, key=SHARED_KEY, role=PhoneRole.HOUSEHOLD),
            a_follow_up(uid(0x601)),
        )


def end(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Answer nothing any more: who waits for an answer hears that this process is gone."""
    sys.__excepthook__(kind, error, trace)
    os._exit(1)


def main() -> int:
    sys.excepthook = end
    app = QApplication(sys.argv[:1])
    Theme(app)
    install(app, "en")
    with TemporaryDirectory() as folder:
        key = bytes(range(32))
        with closing(open_embedded(Path(folder) / "ringside.db", key, create=True)) as store:
            fill(store)
            desk = ToldDesk(app, store)
            desk.open()
            tell({"ready": True})
            return app.exec()


if __name__ == "__main__":
    sys.exit(main())
