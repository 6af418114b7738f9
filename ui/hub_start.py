"""The desk of a profile that has a hub: sign in, work, sign out, and begin again."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication

from app.errors import DomainError
from app.sync.hub_place import HubPlace
from app.sync.left_behind import send_left
from app.workers import Callers
from ui.bridge import Bridge
from ui.instance import bring_to_front
from ui.sign_in.door import Entered, HubDoor
from ui.sign_in.presenter import SignInPresenter
from ui.sign_in.remembered import remembered
from ui.sign_in.view import SignInView


class SignIn(QObject):
    """The sign-in window until somebody has entered or closed it.

    Signals: ``entered(object)`` an `Entered`.
    """

    entered = Signal(object)

    def __init__(self, folder: Path, hub: HubPlace) -> None:
        super().__init__()
        self._workers, self._door = Callers(), HubDoor(folder)
        self._bridge = Bridge(self._workers, self)
        self.view = SignInView(hub.url)
        presenter = SignInPresenter(self._door, self.view, self._bridge)
        presenter.entered.connect(self.entered)
        who = remembered(folder)
        self.view.show_remembered(who.login, who.extension)
        self._bridge.read(self, partial(_send_left, folder), lambda _none: None)

    def show(self) -> None:
        bring_to_front(self.view)
        self.view.focus_first()

    def close(self) -> None:
        """Go, and wait for no hub: nobody is there any more to be let in."""
        self._door.close()
        self.view.close()
        self._workers.stop()


def _send_left(folder: Path) -> None:
    """Send what somebody left unsent by signing out here."""
    with suppress(DomainError):
        send_left(folder)


class Shifts(QObject):
    """One person after another at the same PC.

    ``work`` shows a seat until it is closed and returns its exit code; it calls ``leave`` of what it is given
    to let somebody else sign in.
    """

    def __init__(self, app: QApplication, folder: Path, hub: HubPlace) -> None:
        super().__init__()
        self._app, self._folder, self._hub = app, folder, hub
        self._entered: Entered | None = None

    def run(self, work: Callable[[Entered], tuple[int, bool]], front: Callable[[QObject], None]) -> int:
        """Let people sign in and work until a window is closed; return the exit code."""
        while True:
            entered = self._sign_in(front)
            if entered is None:
                return 0
            try:
                code, goes_on = work(entered)
            finally:
                entered.close()
            if not goes_on:
                return code

    def _sign_in(self, front: Callable[[QObject], None]) -> Entered | None:
        self._entered = None
        window = SignIn(self._folder, self._hub)
        window.entered.connect(self._on_entered)
        front(window.view)
        window.show()
        self._app.exec()
        window.close()
        return self._entered

    @Slot(object)
    def _on_entered(self, entered: Entered) -> None:
        self._entered = entered
        self._app.quit()
